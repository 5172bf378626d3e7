"""Numbers to tell on the phone."""

from __future__ import annotations

import secrets

# Letters and digits that nobody confuses on the phone.
_LETTERS = "ACDEFGHJKLMNPRTUVWXY34679"


def new_number() -> str:
    """Invent a number: two groups of four letters and digits."""
    return "-".join("".join(secrets.choice(_LETTERS) for _letter in range(4)) for _group in range(2))
