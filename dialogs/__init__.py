"""TALK: what is asked next, and how a reply is understood."""
