"""The desk without a browser."""
