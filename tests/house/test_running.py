"""What runs Lotse for real (docs/running) holds the house and nothing private, and names settings that exist."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.settings import Settings

PROJECT = Path(__file__).parents[2]
RUNNING = PROJECT / "docs" / "running"
HOUSE = ("pyproject.toml", "constraints.txt", "bot/", "dialogs/", "knowledge/", "translations/")
# Which files name settings, and how a line begins that does.
NAMING = ("compose.yaml", "lotse.env.example", "lotse@.service", "lotse-web@.service")


def test_an_image_is_made_of_the_house_alone_never_of_its_keys_and_tokens():
    copied = re.findall(r"^COPY (.+) \S+$", (RUNNING / "Dockerfile").read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(name for names in copied for name in names.split()) == sorted(HOUSE)
    for name in HOUSE:
        assert (PROJECT / name).exists(), name


@pytest.mark.parametrize("name", NAMING)
def test_every_setting_is_one_that_lotse_reads(name):
    named = set(re.findall(r"\bLOTSE_[A-Z_]+", (RUNNING / name).read_text(encoding="utf-8")))
    known = {f"LOTSE_{field.upper()}" for field in Settings.model_fields}
    assert named <= known
    assert named or name == "lotse@.service"
