"""The `lotse` command."""

from __future__ import annotations

import sys

from bot.commands import app
from bot.errors import LotseError


def main() -> None:
    """Run a command; what is wrong with settings, store or knowledge is one clear line."""
    try:
        app()
    except LotseError as error:
        sys.stderr.write(f"lotse: {error}\n")
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
