"""What can be wrong with a catalogue, each as one small check that says so."""

from __future__ import annotations

import re
from string import Formatter
from typing import TYPE_CHECKING

from knowledge.script import strangers
from translations import direction, isolates, plurals

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import polib

# Not yet read by a native speaker, or by whom and when; as in the front matter of articles.
STATE = re.compile(r"(draft|\S.* \d{4}-\d{2}-\d{2})(\nof [0-9a-f]{8})?")
# How each language puts words between quotation marks.
QUOTES = {
    **dict.fromkeys(("de", "bg", "sq"), "„“"),
    **dict.fromkeys(("en", "tr", "ku"), "“”"),
    **dict.fromkeys(("pl", "ro"), "„”"),
    **dict.fromkeys(("fr", "es", "uk", "ru", "ar", "fa", "ps", "ti"), "«»"),
}
_QUOTES_OF_ANY = '„“”«»"‟‹›'
_MARKED = re.compile(f"{isolates.FSI}([^{isolates.PDI}]*){isolates.PDI}")
# What stands in another script inside a translation, between isolates, and why.
TERMS = {
    "Lotse": "our name",
    "Kita": "official German term; families meet it on letters",
    **dict.fromkeys(
        ("Schulamt", "Gesundheitsamt", "Berufskolleg", "Bezirksregierung"),
        "official German term; letters come from there",
    ),
    "Impressum": "official German term; German pages call theirs so",
    "JavaScript": "browsers name it so in their settings",
    "Cookie": "browsers name it so in their settings",
    "PDF": "files are called so on every phone",
    "JSON": "files are called so on every computer",
}
_TERM = re.compile(rf"\b(?:{'|'.join(TERMS)})\b")
# Labels that are the same words in another language.
SAME = {("de", "Lotse – chat"), ("pl", "Menu"), ("fr", "Menu"), ("es", "No"), ("de", "Name"), ("fr", "Messages")}
# How sentences end where the marks of the Latin script are not used.
_ENDS = str.maketrans({"؟": "?", "፧": "?", "።": ".", "۔": ".", "፦": ":"})
# A pictogram and so many characters stand in one line of a button on a phone of 320 pixels.
LONGEST_LABEL = 34


def written(entry: polib.POEntry) -> list[str]:
    """Return what readers see of an entry: one sentence, or one for every plural form."""
    return list(entry.msgstr_plural.values()) if entry.msgid_plural else [entry.msgstr]


def placeholders(sentence: str) -> set[str]:
    """Return the names between braces."""
    return {name for _text, name, _spec, _conversion in Formatter().parse(sentence) if name is not None}


def is_label(msgid: str) -> bool:
    """Tell buttons and headings from sentences."""
    return len(msgid) <= LONGEST_LABEL and msgid[-1] not in ".?!:]"


def unfinished(entry: polib.POEntry, _locale: str) -> bool:
    """Find what is empty, uncertain or left over."""
    return not all(written(entry)) or entry.fuzzy or bool(entry.obsolete)


def stateless(entry: polib.POEntry, _locale: str) -> bool:
    """Find what does not say whether a native speaker has read it."""
    return STATE.fullmatch(entry.tcomment) is None


def miscounted(entry: polib.POEntry, locale: str) -> bool:
    """Find what has other plural forms than the language."""
    return bool(entry.msgid_plural) and sorted(entry.msgstr_plural) != list(range(len(plurals.forms(locale))))


def misfilled(entry: polib.POEntry, locale: str) -> bool:
    """Find what lost a placeholder or made one up; a form for one number alone may say it in a word."""
    wanted = placeholders(entry.msgid)
    for place, sentence in enumerate(written(entry)):
        alone = bool(entry.msgid_plural) and _stands_for_one_number(locale, place)
        if placeholders(sentence) not in ([wanted, wanted - {"n"}] if alone else [wanted]):
            return True
    return False


def _stands_for_one_number(locale: str, place: int) -> bool:
    return sum(plurals.form(locale, n) == place for n in range(200)) == 1


def untranslated(entry: polib.POEntry, locale: str) -> bool:
    """Find what was left in English."""
    same = any(sentence.casefold() == entry.msgid.casefold() for sentence in written(entry))
    worded = any(map(str.isalpha, re.sub(r"\{\w+\}", "", entry.msgid)))
    return same and worded and locale != "en" and (locale, entry.msgid) not in SAME


def in_another_script(entry: polib.POEntry, locale: str) -> bool:
    """Find letters of another script, except known terms; in right-to-left languages these stand between isolates."""
    known = _MARKED if direction(locale) == "rtl" else _TERM
    return any(
        strangers(known.sub("", sentence), locale) or not set(_MARKED.findall(sentence)) <= TERMS.keys()
        for sentence in written(entry)
    )


def turned_around(entry: polib.POEntry, locale: str) -> bool:
    """Find direction controls other than isolates around terms in right-to-left languages."""
    return any(
        isolates.strip_controls(sentence) != sentence
        and (
            direction(locale) == "ltr"
            or isolates.strip_controls(_MARKED.sub("", sentence)) != _MARKED.sub("", sentence)
        )
        for sentence in written(entry)
    )


def misquoted(entry: polib.POEntry, locale: str) -> bool:
    """Find quotation marks of another language, and lost ones."""
    return any(
        [mark for mark in sentence if mark in _QUOTES_OF_ANY] != list(QUOTES[locale]) * entry.msgid.count("“")
        for sentence in written(entry)
    )


def misended(entry: polib.POEntry, _locale: str) -> bool:
    """Find what ends unlike the English: a question is a question, and a colon leads to what follows."""
    ends = ".?!:]"
    wanted = entry.msgid[-1] if entry.msgid[-1] in ends else ""
    return any((end if (end := s[-1:].translate(_ENDS)) in ends else "") != wanted for s in written(entry))


def too_long(entry: polib.POEntry, _locale: str) -> bool:
    """Find labels that do not fit a button."""
    return is_label(entry.msgid) and any(len(sentence) > LONGEST_LABEL for sentence in written(entry))


CHECKS: tuple[Callable[[polib.POEntry, str], bool], ...] = (
    unfinished,
    stateless,
    miscounted,
    misfilled,
    untranslated,
    in_another_script,
    turned_around,
    misquoted,
    misended,
    too_long,
)


def faults(catalogue: polib.POFile, locale: str) -> Iterator[str]:
    """Name every check that an entry fails."""
    for entry in catalogue:
        yield from (f"{check.__name__}: {entry.msgid}" for check in CHECKS if check(entry, locale))


def misnamed(catalogue: polib.POFile) -> Iterator[str]:
    """Find sentences that quote a button by another name than it has."""
    labels = {entry.msgid: entry.msgstr for entry in catalogue}
    for entry in catalogue:
        for label in re.findall("“([^”{]+)”", entry.msgid):
            if any(labels.get(label, label) not in sentence for sentence in written(entry)):
                yield f"misnamed: {entry.msgid}"
