"""What is asked about each child: who she is, what she speaks and reads, and her way through school so far."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from dialogs.birth import BirthDate
from dialogs.by_name import NONE, OTHER
from dialogs.countries import Country
from dialogs.intake import why
from dialogs.intake.first import CHILD, OLDEST
from dialogs.intake.household import MOST_LANGUAGES, NO_OTHER
from dialogs.intake.section import Field, Ground, Section, put
from dialogs.latin import LatinName, is_latin
from dialogs.numbers import Count
from dialogs.questions import Option, Words, one_of, yes_no
from dialogs.several import Several
from dialogs.tongues import Tongue
from translations import LanguageName, Text, _

if TYPE_CHECKING:
    from collections.abc import Callable

    from dialogs.questions import Question
    from dialogs.talk import Talk

# From this age on there may have been a school.
SCHOOL_AGE = 6
MOST_SCRIPTS = 4
_LATIN = _("First name in Latin letters")
# NOTE: Buttons: how well a child speaks a language.
_WELL = {"well": _("Well"), "some": _("A little"), "hears": _("Only understands it")}
# NOTE: Buttons: letters that a child can read; the letters themselves stand behind the name.
_SCRIPTS = {
    "latin": _("Latin letters: {letters}")(letters="A B C"),
    "arabic": _("Arabic letters: {letters}")(letters="ا ب ج"),
    "cyrillic": _("Cyrillic letters: {letters}")(letters="А Б В"),
    "ethiopic": _("Ethiopic letters: {letters}")(letters="ሀ ለ ሐ"),
    "other": _("Other letters"),
}
_NO_SCRIPT, _NO_OTHER_SCRIPT = _("None yet"), _("No other letters")
# NOTE: Buttons: what kind of school a child went to last.
_KINDS = {
    "primary": _("Primary school"),
    "secondary": _("Secondary school"),
    "technical": _("Vocational school"),
    "other": _("Another kind of school"),
}
# NOTE: Buttons: how long a child could not go to school.
_BREAKS = {
    "none": _("No"),
    "short": _("Yes, less than one year"),
    "long": _("Yes, one to two years"),
    "longer": _("Yes, more than two years"),
}
# NOTE: Buttons: whether school reports are there.
_REPORTS = {"yes": _("Yes"), "some": _("Some of them"), "no": _("No")}


def _language(ground: Ground) -> Tongue:
    if ground.times:
        text = _("Which other language does {child} speak?")(child=ground.child)
        return Tongue(text=text, offered=ground.tongues, none=NO_OTHER)
    return Tongue(text=_("Which language does {child} speak best?")(child=ground.child), offered=ground.tongues)


def _scripts(ground: Ground) -> Several[str]:
    """Ask for the letters that were not named before."""
    text = _("Which other letters can {child} read?") if ground.times else _("Which letters can {child} read?")
    options = {**_SCRIPTS, NONE: _NO_OTHER_SCRIPT if ground.times else _NO_SCRIPT}
    left = {code: label for code, label in options.items() if code not in ground.tongues}
    return Several(
        text=text(child=ground.child),
        choices=tuple(Option(code=code, label=label, value=code) for code, label in left.items()),
    )


def _foreign(ground: Ground) -> Tongue:
    text = _("Which foreign language did {child} learn at school?")
    another = _("Which other foreign language did {child} learn at school?")
    asked = (another if ground.times else text)(child=ground.child)
    return Tongue(text=asked, offered=ground.tongues, none=NO_OTHER if ground.times else _("No foreign language"))


def _of(text: Text, question: Callable[[Text], Question[Any]]) -> Callable[[Ground], Question[Any]]:
    """Make a question about a child."""
    return lambda ground: question(text(child=ground.child))


def _words(text: Text) -> Words:
    # Whatever she writes here may sound like a question about school.
    return Words(text=text, open_to_questions=False)


ABOUT: dict[str, Field] = {
    "child.name": Field(
        short=_("First name"),
        ask=_of(_("What is the first name of this child?"), lambda text: Words(text=text, at_most=80)),
        why=why.TALK,
    ),
    "child.latin": Field(
        short=_LATIN,
        ask=_of(
            _("How is the name written in Latin letters, as in the passport?"),
            lambda text: LatinName(text=text, hint=_LATIN),
        ),
        why=why.TALK,
        further=True,
    ),
    "child.birth": Field(
        short=_("Birth date"),
        ask=lambda ground: BirthDate(
            text=_("When was {child} born? If you do not know the day, the year is enough.")(child=ground.child),
            today=ground.today,
            oldest=OLDEST,
        ),
        why=why.SCHOOL,
    ),
    "child.same": Field(
        short=_("Speaks the same languages"),
        ask=lambda ground: yes_no(
            _("Does {child} speak the same languages as {named}?")(child=ground.child, named=ground.named)
        ),
        why=why.SCHOOL,
    ),
    "child.language": Field(short=_("Speaks"), ask=_language, why=why.SCHOOL),
    "child.well": Field(
        short=_("How well"),
        ask=lambda ground: one_of(
            _("How well does {child} speak {named}?")(child=ground.child, named=ground.named), _WELL
        ),
        why=why.SCHOOL,
        further=True,
    ),
    "child.scripts": Field(short=_("Can read"), ask=_scripts, why=why.SCHOOL),
    "child.years": Field(
        short=_("Years at school"),
        ask=_of(_("How many years did {child} go to school?"), lambda text: Count(text=text, at_most=15, shown=11)),
        why=why.SCHOOL,
    ),
    "child.class": Field(short=_("Last class"), ask=_of(_("Which class was {child} in last?"), _words), why=why.SCHOOL),
    "child.kind": Field(
        short=_("Kind of school"),
        ask=_of(_("What kind of school was it?"), lambda text: one_of(text, _KINDS)),
        why=why.SCHOOL,
    ),
    "child.country": Field(
        short=_("Country of the last school"),
        ask=_of(_("In which country did {child} go to school last?"), lambda text: Country(text=text, offered=())),
        why=why.SCHOOL,
    ),
    "child.foreign": Field(short=_("Foreign languages learnt"), ask=_foreign, why=why.SCHOOL),
    "child.breaks": Field(
        short=_("Time without school"),
        ask=_of(_("Was there a time in which {child} could not go to school?"), lambda text: one_of(text, _BREAKS)),
        why=why.SCHOOL,
    ),
    "child.reports": Field(
        short=_("School reports at hand"),
        ask=_of(
            _("Do you have school reports of {child}? If not, that is no problem."),
            lambda text: one_of(text, _REPORTS),
        ),
        why=why.SCHOOL,
    ),
    "child.earlier": Field(
        short=_("Was at a school in Germany"),
        ask=_of(_("Did {child} go to a school in Germany before?"), yes_no),
        why=why.SCHOOL,
    ),
    "child.earlier.which": Field(
        short=_("Earlier school in Germany"),
        ask=_of(_("Which school was it, and in which town?"), _words),
        why=why.SCHOOL,
        further=True,
    ),
    "child.wishes": Field(
        short=_("Wishes"),
        ask=_of(_("Is there something you wish for {child} at school or day care (Kita)?"), _words),
        why=why.SCHOOL,
    ),
    "child.private": Field(
        short=_("Wants to talk about health or learning in person"),
        ask=_of(
            _(
                "Is there something about the health or the learning of {child} that you want to tell us in person?"
                " If you press “Yes”, you agree that we note this yes. We ask nothing more here."
            ),
            yes_no,
        ),
        why=why.PRIVATE,
    ),
}
# Nothing of these is asked about a child who is too young for school.
SCHOOL = ("child.scripts", "child.years", "child.class", "child.kind", "child.country", "child.foreign",
          "child.breaks", "child.reports", "child.earlier", "child.earlier.which")  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Known:
    """What was said of a child before."""

    number: int
    age: int
    # Languages that are likely here.
    tongues: tuple[str, ...]
    # The child before whose languages are known: her name, and whether there is one.
    named: str | Text = ""


async def child(talk: Talk, known: Known) -> str | Text:
    """Ask about one child; return what she is called."""
    fields = ABOUT if known.age >= SCHOOL_AGE else {name: one for name, one in ABOUT.items() if name not in SCHOOL}
    called: str | Text = CHILD(number=known.number)
    ground = Ground(today=talk.today, language=talk.language, tongues=known.tongues, child=called, named=known.named)
    section = Section(talk=talk, fields=fields, about=called, ground=ground, child=known.number)
    name = await put(section, "child.name")
    if name and not is_latin(name):
        await put(section, "child.latin")
    if name:
        called = name
        section = replace(section, about=name).with_(child=name)
    await put(section, "child.birth")
    if not known.named or not await put(section, "child.same"):
        await _languages(section)
    if known.age >= SCHOOL_AGE:
        await _school(section)
    for field in ("child.wishes", "child.private"):
        await put(section, field)
    return called


async def _languages(section: Section) -> None:
    spoken: list[str] = []
    for times in range(MOST_LANGUAGES):
        left = tuple(code for code in section.ground.tongues if code not in spoken)
        language = await put(section.with_(tongues=left), "child.language", times)
        if language is None or language.code == NONE:
            return
        spoken.append(language.code)
        named = language.words if language.code == OTHER else LanguageName(language.code)
        await put(section.with_(named=named), "child.well", times)


async def _school(section: Section) -> None:
    read: tuple[str, ...] = ()
    for times in range(MOST_SCRIPTS):
        more = await put(section.with_(tongues=read), "child.scripts", times)
        if not more or NONE in more:
            break
        read += more
    if await put(section, "child.years") != 0:
        await put(section, "child.class")
        await put(section, "child.kind")
        await put(section, "child.country")
        await _foreign_languages(section)
        await put(section, "child.breaks")
        await put(section, "child.reports")
    if await put(section, "child.earlier"):
        await put(section, "child.earlier.which")


async def _foreign_languages(section: Section) -> None:
    learnt: list[str] = []
    for times in range(MOST_LANGUAGES):
        left = tuple(code for code in ("en", "fr", "de") if code not in learnt)
        language = await put(section.with_(tongues=left), "child.foreign", times)
        if language is None or language.code == NONE:
            return
        learnt.append(language.code)
