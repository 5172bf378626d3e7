"""The groups of the guided flow: what a family taps before it sees topics."""

from __future__ import annotations

from dataclasses import dataclass

from translations import Text, _


@dataclass(frozen=True, kw_only=True)
class Group:
    """Bundle topics under one button."""

    id: str
    # One emoji, for readers who read little.
    pictogram: str
    label: Text


# In the order of the buttons: what families come for most often stands first.
GROUPS = (
    Group(id="school", pictogram="🏫", label=_("School")),
    Group(id="start", pictogram="👋", label=_("New in the city")),
    Group(id="languages", pictogram="🗣️", label=_("Children and languages")),
    Group(id="health", pictogram="🩺", label=_("Health")),
    Group(id="learning", pictogram="🎓", label=_("German and work for adults")),
    Group(id="law", pictogram="⚖️", label=_("Residence status and law")),
    Group(id="together", pictogram="🤝", label=_("Meeting people and taking part")),
    Group(id="professionals", pictogram="📚", label=_("For schools and professionals")),
    Group(id="office", pictogram="📍", label=_("About us and contact")),
    Group(id="emergency", pictogram="🆘", label=_("Emergency")),
)
