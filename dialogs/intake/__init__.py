"""The intake: what counsellors need to know before the first talk, asked once and kindly."""

from dialogs.intake.intake import intake

__all__ = ["intake"]
