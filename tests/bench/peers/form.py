"""A form of fifteen questions, as many as Lotse asks a family of five children that registers."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Asked:
    """One question; without options it is answered by typing, with them also."""

    text: str
    options: tuple[str, ...] = ()


_AGES = tuple(str(age) for age in range(18))
QUESTIONS = (
    Asked(
        "I ask for your name, your language, how we can reach you, and for your children. We need this to prepare a"
        " talk with you and to help find a school or day care. We delete your answers after the last contact. You can"
        " see, change and delete them at any time. Would you like to begin?",
        ("I have understood, go on", "Tell me more", "I would rather go on without this", "I do not write as a family"),
    ),
    Asked("What may we call you? Your first name is enough."),
    Asked("Which language would you like to speak with us?", ("العربية", "Deutsch")),
    Asked("How can we reach you?", ("Here in the chat", "By phone")),
    Asked("Which phone number can we call you on? Please write it here."),
    Asked("For how many children do you need a school or day care?", tuple(str(count) for count in range(1, 9))),
    *(Asked(f"How old is child number {number}? Please choose or write the age.", _AGES) for number in range(1, 6)),
    Asked("Do you need somebody who interprets for you in the talk?", ("Yes", "No")),
    Asked(
        "This is enough for a talk. May I ask a little more about your children now?",
        ("Yes, now", "Later", "I will tell you in the talk"),
    ),
    Asked("Is everything right? Please send it to us.", ("Everything is right, send it", "Change an answer")),
    Asked("Would you like to book a talk now?", ("Yes", "No")),
)
THANKS = "Thank you. Your answers have arrived."


def heading(number: int) -> str:
    """Return what stands above a question, counted from nought."""
    return f"Question {number + 1} of {len(QUESTIONS)}"


def asked(number: int) -> str:
    """Return a question with its heading."""
    return f"{heading(number)}\n\n{QUESTIONS[number].text}"


def rows(number: int) -> list[list[str]]:
    """Return the options of a question as rows of buttons: short ones stand side by side."""
    options = QUESTIONS[number].options
    wide = 6 if all(len(option) < 3 for option in options) else 1
    return [list(options[first : first + wide]) for first in range(0, len(options), wide)]
