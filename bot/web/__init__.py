"""The chat page for families: their messages come in by POST, the record goes out as server-sent events."""
