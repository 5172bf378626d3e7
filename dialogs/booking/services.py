"""What the talks are called in the families' languages; which there are, office.toml says."""

from __future__ import annotations

from translations import Text, _

# NOTE: Buttons, and in the middle of a sentence after a colon: what a talk at the office is about.
_NAMES = {
    "first-counselling": ("👋", _("First talk: school and the city")),
    "school-placement": ("🏫", _("A place at a school")),
    "change-school": ("🔁", _("Changing the school")),
    "social-work": ("🤝", _("Problems at school")),
    "volunteering": ("💚", _("I want to volunteer")),
    "funding": ("🏛️", _("Advice for associations")),
    "workshops": ("🎓", _("Advice and workshops for schools")),
    "companion": ("🩺", _("Somebody comes along to an office")),
}


def service_name(id: str) -> Text:
    """Name a talk; raises KeyError where Lotse has no words for it."""
    return _NAMES[id][1]


def pictogram(id: str) -> str:
    """Return a picture of what a talk is about, for who reads little."""
    return _NAMES[id][0]
