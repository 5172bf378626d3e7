"""Whatever is typed at a question of the intake: nothing breaks, and every refusal says what to do."""

from __future__ import annotations

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from dialogs.registry import DIALOGS
from dialogs.typed import Unread
from tests import learnt
from tests.dialogs.keys import LONG
from tests.dialogs.walk import Walker
from tests.replies import REPLIES
from translations import LOCALES, render

# There are some fifty questions, and most of them are alike.
EACH = REPLIES if REPLIES > 1_000 else 15
# In the sample so few that their names need not all be read.
SPOKEN = LOCALES if REPLIES > 1_000 else ("de", "ti")
# Things people really type, and whatever else a keyboard brings.
TYPED = st.one_of(
    st.text(max_size=40),
    st.from_regex(r"[0-9٠-٩۰-۹]{1,4}[./ -]?[0-9]{0,2}[./ -]?[0-9]{0,4}", fullmatch=True),
    st.sampled_from(
        ["yes", "نعم", "нет", "12.5.2016", "0171 3920099", "I don't know", "?", "Kurmanji", "Syria", "🙂", "፩"]
    ),
)


def questions() -> dict[str, object]:
    """Return one question of each kind that the intake asks, by its name."""
    walker = Walker(dialogs=DIALOGS, library=learnt.library())
    asked = {}
    for dialog, plans in LONG.items():
        for plan in plans:
            for step in walker.follow(dialog, plan):
                if step.asked is not None:
                    name = ".".join(part for part in step.asked.key.split(".") if not part.isdigit())
                    asked.setdefault(f"{dialog} {name}", step.asked.question)
    return asked


def test_no_reply_breaks_a_question_and_every_refusal_helps():
    asked = questions()
    assert len(asked) > 35
    for question in asked.values():
        _try(question)


def _try(question) -> None:
    @settings(
        max_examples=EACH, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck),
        database=None,
    )  # fmt: skip
    @given(typed=TYPED, locale=st.sampled_from(SPOKEN))
    def try_them(typed, locale):
        value = question.read(typed, locale)
        if isinstance(value, Unread):
            assert render(question.hint, locale).strip()
            return
        doubt = question.doubt(typed, locale)
        assert doubt is None or render(doubt, locale).strip()
        stored = question.dump(value)
        assert question.load(stored) == value
        assert isinstance(question.label(stored, locale), str)

    try_them()
