"""The root of every error of ours; the whole tree is drawn in bot/errors.py."""


class LotseError(Exception):
    """Say what went wrong in one sentence that a person can act on."""


class CatalogueError(LotseError):
    """Name the catalogue that cannot be read."""
