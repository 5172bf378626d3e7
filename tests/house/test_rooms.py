"""What holds in every room: small files, speaking names, contact data in one place, nobody's registry named."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from statistics import median

import pytest

ROOT = Path(__file__).parents[2]
ROOMS = ("bot", "dialogs", "knowledge", "translations")
AT_MOST, MEDIAN = 300, 100
SAY_NOTHING = {"utils", "util", "helpers", "helper", "common", "manager", "managers", "misc"}
NAMED_SO = re.compile(r"^class \w*(Manager|Helper|Util|Data)\b", re.MULTILINE)
# Written in pieces, so that this file does not hold what it looks for.
REGISTRIES = ("pypi" + ".org", "pythonhosted" + ".org", "npmjs" + ".org", "npmjs" + ".com", "deb.debian" + ".org")


def tracked(*endings: str) -> list[Path]:
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name.endswith(endings) and (ROOT / name).is_file()]


def lengths(files: list[Path]) -> dict[str, int]:
    return {str(file.relative_to(ROOT)): len(file.read_text(encoding="utf-8").splitlines()) for file in files}


def test_files_are_small() -> None:
    code = lengths(tracked(".py", ".js", ".css"))
    assert {name: size for name, size in code.items() if size > AT_MOST} == {}
    assert median(size for name, size in code.items() if name.startswith(ROOMS)) < MEDIAN


def test_names_say_what_a_thing_is() -> None:
    files = [file for file in tracked(".py") if file.relative_to(ROOT).parts[0] in ROOMS]
    assert [file for file in files if file.stem in SAY_NOTHING] == []
    assert [file for file in files if NAMED_SO.search(file.read_text(encoding="utf-8"))] == []


@pytest.mark.parametrize(("code", "found"), [("class FileManager:", True), ("class Database:", False)])
def test_the_look_for_names_finds_them(code: str, found: bool) -> None:
    assert bool(NAMED_SO.search(code)) == found


def test_contact_data_stand_only_in_the_office_file() -> None:
    office = (ROOT / "knowledge" / "office.toml").read_text(encoding="utf-8")
    contact = [word for word in ("02151/86-2502", "vielfalt@krefeld.de", "Petersstraße") if word in office]
    assert contact, "the office file holds what is looked for"
    holders = {
        str(file.relative_to(ROOT))
        for file in tracked(".py", ".md", ".po", ".pot", ".html", ".js", ".toml", ".tsv", ".txt")
        if any(word in file.read_text(encoding="utf-8") for word in contact)
    }
    assert {name for name in holders if not name.startswith("tests/")} == {"knowledge/office.toml"}


def test_no_registry_is_named() -> None:
    text = tracked(".py", ".md", ".toml", ".txt", ".yml", ".cfg", "Makefile", "run")
    assert [file for file in text if any(host in file.read_text(encoding="utf-8") for host in REGISTRIES)] == []


def test_at_the_top_stand_the_rooms_and_what_tools_need() -> None:
    top = {file.relative_to(ROOT).parts[0] for file in tracked("")}
    known = {*ROOMS, "tests", "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "docs", ".ci", ".gitignore"}
    assert top <= known | {"constraints.txt"}
