"""Keep left-to-right words from turning a right-to-left sentence around.

Source: Unicode Standard Annex #9, explicit directional isolates.
"""

import re

from translations.locales import direction

FSI, PDI = "\u2068", "\u2069"
_CONTROLS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def isolate(value: str, locale: str) -> str:
    """Put a value between U+2068 and U+2069 where the sentence around it runs right to left."""
    return f"{FSI}{value}{PDI}" if direction(locale) == "rtl" else value


def strip_controls(typed: str) -> str:
    """Take direction controls out of what people typed, so that a name cannot turn a page around."""
    return _CONTROLS.sub("", typed)
