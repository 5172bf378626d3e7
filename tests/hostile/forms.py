"""Forms and addresses as nobody's page would send them: real values of real forms, and what breaks readers."""

from __future__ import annotations

import random
import re
from collections import defaultdict
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from typing import Any

import bot.desk
import bot.web

# What breaks readers of numbers, days, texts, addresses, queries and pages.
NASTY = (
    *("", " ", "0", "-1", "1", "007", "1e999", "NaN", "-0.0", "٣", "²", "½", "1_000", "0x10", "+5", "1,5"),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 30, "9" * 5_000),
    *("2026-02-30", "0000-00-00", "9999-12-31", "0001-01-01", "10000-01-01", "2026-W01-1", "20261130", "2026-11-30T"),
    *("24:00", "99:99", "00:60", "1:2:3", "2026-10-25T02:30", "9999-12-31T23:59", "0001-01-01T00:00", "T", "-"),
    *("\0", "a\0b", "\x1b[31m", "\r\nSet-Cookie: a=b", "\u202e\u2066\u200b", "\ufeff", "é" * 300, "𐍈" * 200),
    *("' OR 1=1 --", '";DROP TABLE staff;--', "%", "_%_", "%s%n", "{x}", "{0.__class__}", "{{7*7}}", "${7*7}"),
    *("<script>alert(1)</script>", "<!--", "&#0;", "]]>", "javascript:alert(1)", "data:text/html,x", "//evil.example"),
    *("../../etc/passwd", "..\\..\\x", "http://[::1", "http://[", "https://evil.example:99999/", "a@b.c", "@", "[]"),
    *("null", "true", "[object Object]", "x" * 9_000, "a b " * 2_000, "\n" * 3_000, "😀" * 1_000),
)
# Numbers that no row has, and some that no database can have.
NUMBERS = ("0", "1", "9223372036854775807", "9223372036854775808", "9" * 40, "9" * 4_400)
# What Python calls text in a body of several parts, where the sender may name how it is written.
CODECS = ("utf-8", "utf-7", "unicode_escape", "undefined", "idna", "utf-16", "rot13", "a\0b", "nonsense")
_READ = re.compile(r"""(?:field|query_params\.get|form\.get|form\.getlist)\(f?"([a-z_.-]+)\"""")
_FIELD = re.compile(r"<(?:input|button|select|textarea)\b[^>]*?\bname=\"([^\"]+)\"[^>]*>")
_VALUE = re.compile(r"\bvalue=\"([^\"]*)\"")
_LINK = re.compile(r"(?:href|action)=\"(/[^\"#]*)\"")
_NUMBERED = re.compile(r"(/[a-z/-]+)/(\d+)(?=[/.?]|$)")


def names_read() -> set[str]:
    """Collect every name that desk or page read from a form or a query."""
    rooms = (Path(str(room.__file__)).parent for room in (bot.desk, bot.web))
    return {name for room in rooms for file in room.glob("*.py") for name in _READ.findall(file.read_text())}


@dataclass
class Seen:
    """Remember what stood on pages: real values lead deeper than invented ones."""

    values: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    # Numbers of rows, by the address they stood in.
    numbers: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    names: set[str] = field(default_factory=names_read)

    def look(self, html: str) -> None:
        """Read a page's fields, choices and links."""
        for found in _FIELD.finditer(html):
            self.names.add(found[1])
            if value := _VALUE.search(found[0]):
                self.values[found[1]].add(unescape(value[1]))
        for found in re.finditer(r'<select[^>]*name="([^"]+)".*?</select>', html, re.DOTALL):
            self.values[found[1]].update(map(unescape, _VALUE.findall(found[0])))
        for link in _LINK.findall(html):
            if found := _NUMBERED.match(link):
                self.numbers[found[1]].add(found[2])

    def number(self, chance: random.Random, path: str) -> str:
        """Give a number for an address: mostly one of a row that is there, else one of another, or none."""
        real = sorted(self.numbers.get(path.partition("/{")[0], ()))
        if real and chance.random() < 0.85:
            return chance.choice(real)
        return chance.choice((*NUMBERS, *(number for found in self.numbers.values() for number in found)))

    def value(self, chance: random.Random, name: str) -> str:
        """Give a value for a field: mostly one that stood there, else anything."""
        real = sorted(self.values.get(name, ()))
        if real and chance.random() < 0.7:
            return chance.choice(real)
        if chance.random() < 0.2:
            return chance.choice(sorted(chance.choice(sorted(self.values.items()))[1]) or [""])
        return chance.choice(NASTY)

    def fields(self, chance: random.Random, own: list[str]) -> list[tuple[str, str]]:
        """Give some fields, most of them those of the page."""
        wanted = [name for name in own if chance.random() < 0.8]
        wanted += chance.sample(sorted(self.names), chance.randrange(5))
        return [(name, self.value(chance, name)) for name in wanted for _n in range(chance.choice((1, 1, 1, 2)))]


def in_parts(chance: random.Random, fields: list[tuple[str, str]]) -> tuple[bytes, str]:
    """Write fields as a body of several parts, in an encoding that its sender claims; return it with its type."""
    edge, codec = "xXedgeXx", chance.choice(CODECS)
    head = '--{}\r\nContent-Disposition: form-data; name="{}"\r\n\r\n{}\r\n'
    text = "".join(head.format(edge, name, chance.choice((value, "\\ud800", "+2AA-"))) for name, value in fields)
    body = f"{text}--{edge}--\r\n".encode("utf-8", "surrogatepass")
    return body, f"multipart/form-data; boundary={edge}; charset={codec}"


def where(error: BaseException) -> str:
    """Name a fault by kind and the last place of ours it passed."""
    trace, place = error.__traceback__, ""
    while trace:
        name = trace.tb_frame.f_code.co_filename
        if "/bot/" in name or "/dialogs/" in name:
            place = f"{name.rsplit('/', 2)[-2]}/{name.rsplit('/', 1)[-1]}:{trace.tb_lineno}"
        trace = trace.tb_next
    return f"{type(error).__name__} at {place}"


def forms_of(html: str) -> dict[str, list[str]]:
    """Return which fields each form of a page has, by where it goes."""
    found: dict[str, Any] = {}
    for form in re.finditer(r"<form\b[^>]*?action=\"([^\"]*)\".*?</form>", html, re.DOTALL):
        found[unescape(form[1])] = _FIELD.findall(form[0])
    return found
