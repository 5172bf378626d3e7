"""SHELL: messages in, turns, messages out; the one place where rooms and the outside meet."""
