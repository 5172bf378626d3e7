"""What Telegram knows: updates in, messages out."""
