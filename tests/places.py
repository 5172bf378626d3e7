"""Where sentences stand and who says them to whom: what translators read beside each of them."""

from __future__ import annotations

from string import Formatter

# Where the sentences of a file are met. A family reads all of them; she may be afraid of offices and read little.
PLACES = {
    "bot/wording.py": "Stands above what a person of the office has written, in the place of a name.",
    "bot/telegram/presence.py": "Lotse introduces itself in Telegram, on its profile, before a family presses Start.",
    "bot/web/texts.py": "On the chat page of the office: its headings, buttons and short notices.",
    "dialogs/answers.py": "The assistant, while a family looks for an answer; short ones are buttons.",
    "dialogs/asked.py": "The assistant, about a question that a person of the office has asked.",
    "dialogs/birth.py": "Registering a family: about a birth date that was typed.",
    "dialogs/commands.py": "What a command does, in Telegram's list of commands: an action, without a full stop.",
    "dialogs/countries.py": "The assistant, when a family has typed the name of a country.",
    "dialogs/devices.py": "A new phone, a shared phone, a second adult of the family; short ones are buttons.",
    "dialogs/handover.py": "The assistant, when a family has asked for a person of the office; short ones are buttons.",
    "dialogs/help.py": "The assistant explains how to talk with it.",
    "dialogs/intake/advice.py": "Registering a family: what there is for a child of the age just named.",
    "dialogs/intake/child.py": "Registering a family: questions about a child and answers; short ones head a list.",
    "dialogs/intake/first.py": "Registering a family: the first five questions; short ones head a list.",
    "dialogs/intake/household.py": "Registering a family: questions about the adults; short ones head a list.",
    "dialogs/intake/intake.py": "Registering a family: between and after the questions; short ones are buttons.",
    "dialogs/intake/notice.py": "Before a family registers: what happens to her answers; she may be afraid.",
    "dialogs/intake/organisation.py": "Questions to who writes for an association, a school, an office, or volunteers.",
    "dialogs/intake/section.py": "Above a question of registering: how far she has come.",
    "dialogs/intake/summary.py": "At the end of registering: her answers in a list, which she can change and send.",
    "dialogs/intake/why.py": "Registering a family: said when she asks why something is asked, and who sees it.",
    "dialogs/numbers.py": "The assistant, when a number or a year could not be read.",
    "dialogs/my_data.py": "The assistant tells a family what is kept about her and deletes it when she wants.",
    "dialogs/office.py": "The assistant says how to reach the office; address and telephone follow.",
    "dialogs/wishes.py": "A button that leads back to the answers of the registration.",
    "dialogs/phone.py": "The assistant, when a telephone number could not be read.",
    "dialogs/placement.py": "A family hears where it stands with the school place: after each step, and every 14 days.",
    "dialogs/questions.py": "The assistant, when a reply did not fit its question; Yes and No are buttons.",
    "dialogs/reply.py": "Buttons and short lines that may stand under any question of the assistant.",
    "dialogs/sayings.py": "The assistant, when something unexpected reaches it; short ones are buttons.",
    "dialogs/several.py": "The assistant, when a reply did not fit a question that may have several answers.",
    "dialogs/stage.py": "The assistant, when it returns to what a family had begun.",
    "dialogs/tongues.py": "The assistant, when a family has typed the name of a language.",
    "dialogs/welcome.py": "The assistant greets a family and shows its menu; short ones are buttons of the menu.",
    "knowledge/groups.py": "A button: a group of topics that a family can choose.",
    "knowledge/placeholders.py": "In an article or on a page, in bold, beside a value of the office.",
    "translations/dates.py": "A day, in the middle of a sentence.",
    "knowledge/whats_on.py": "In the article about events, above those that colleagues have entered.",
}

# What the reader sees in the place of a name between braces.
VALUES = {
    "about": "{about}: whom it is about: the first name of a child, or “You and your family”.",
    "asked": "{asked}: what was asked, in a word or two, such as “Birth date”.",
    "birth": "{birth}: a date, or only a month or a year.",
    "child": "{child}: the first name of a child, or “Child 2”; nobody knows whether it is a girl or a boy.",
    "answer": "{answer}: what stood on a button, or what she typed.",
    "country": "{country}: the name of a country, as it stands in a list; the sentence must bear that form.",
    "date": "{date}: a day with its weekday, such as Tuesday, 24 November 2026.",
    "day": "{day}: a day with its weekday, such as Tuesday, 24 November 2026.",
    "language": "{language}: the name of a language, as it stands in a list; the sentence must bear that form.",
    "example": "{example}: a date in digits, such as 12.5.2016.",
    "year": "{year}: a year in four digits.",
    "letters": "{letters}: three letters of an alphabet, as an example.",
    "named": "{named}: the first name of another child, or the name of a language as it stands in a list.",
    "number": "{number}: a number.",
    "of": "{of}: how many questions there are.",
    "n": "{n}: a number of days.",
    "office": "{office}: the official German name of the office, as it stands on letters.",
    "phone": "{phone}: a telephone number.",
    "receipt": "{receipt}: letters and digits, such as K7R4-M3PX.",
    "school": "{school}: the name of a school, as it is called here.",
    "since": "{since}: a day with its weekday.",
    "state": "{state}: a whole sentence about one child.",
    "time": "{time}: a time of day, such as 08:30.",
}


def told(msgid: str, files: list[str]) -> list[str]:
    """Say where a sentence stands and what fills it; raises KeyError for a place or a value not written here."""
    names = sorted({name for _text, name, _spec, _conversion in Formatter().parse(msgid) if name})
    return [*(PLACES[file] for file in files), *(VALUES[name] for name in names)]
