"""Coverage-guided fuzzing: what reads foreign bytes is played with bytes that lead ever deeper into it."""
