"""Rule 4: meaning changed, key changed. keys.lock lists every key, and its difference is reviewed."""

from __future__ import annotations

from dialogs.questions import Choice, Option, Words
from dialogs.registry import DIALOGS
from tests.dialogs.keys import DEPTH, LOCK, lines
from tests.dialogs.small import with_small
from translations import Text


def test_keys_lock_is_up_to_date(library):
    written = LOCK.read_text(encoding="utf-8").splitlines()
    assert written == lines(DIALOGS, library), "`python -m tests.dialogs.keys --write`, and read the difference"


def test_the_walk_is_deep_enough(library):
    assert lines(DIALOGS, library, DEPTH + 1) == lines(DIALOGS, library)


def test_every_dialog_is_in_the_lock_if_it_asks(library):
    locked = {line.split()[0] for line in LOCK.read_text(encoding="utf-8").splitlines()}
    assert {"welcome", "answers", "mydata"} <= locked <= set(DIALOGS.by_name)


def offering(*codes):
    async def dialog(talk):
        options = tuple(Option(code=code, label=Text(code), value=code) for code in codes)
        kind = await talk.ask("kind", Choice(text=Text("Which?"), choices=options))
        await talk.ask(f"more.{kind}", Words(text=Text("More?")))

    return dialog


def test_another_option_and_another_key_are_seen(library):
    one, two = (lines(with_small(offering(*codes)), library) for codes in (("a",), ("a", "b")))
    assert "small  kind  Choice a" in one
    assert "small  kind  Choice a b" in two
    assert set(two) - set(one) == {"small  kind  Choice a b", "small  more.b  Words"}
