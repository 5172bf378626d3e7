"""Questions that colleagues ask in German, and families answer by a tap."""

from __future__ import annotations

import re

from bot.store.staff import Role


def _send(berta, path, phrase, **slots):
    berta.get(path)
    berta.get(f"{path}/phrase/{phrase}?epoch={berta.hidden('epoch')}")
    return berta.post(f"{path}/phrase/{phrase}", **slots)


def _newest(family, code):
    return re.findall(rf'data-press="([^"]*:{code})"', family.page)[-1]


def test_a_question_is_answered_by_a_tap_and_read_in_german(office, waiting):
    family = waiting("ar")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    _send(berta, path, "how-old")
    assert "كم عمر طفلكم؟" in family.page
    family.send("٧ سنوات")
    assert "نقلتُ جوابكم" in family.page
    assert "<strong>7</strong>" in berta.get(path).text
    _send(berta, path, "appointment-fits", day="2026-12-01", time="10:30")
    family.send(press=_newest(family, "yes"))
    assert "<strong>yes</strong>" in berta.get(path).text
    _send(berta, path, "which-day")
    day = re.findall(r'data-press="[^"]*:(\d{4}-\d\d-\d\d)"', family.page)[-1]
    family.send(press=_newest(family, day))
    assert "An welchem Tag können Sie kommen?" in berta.get(path).text
    assert berta.page.count("<strong>") >= 3
    assert "كيف أستطيع أن أساعدكم؟" not in family.page.rpartition("يجيبكم الآن أحد موظفينا")[2], "the bot is silent"
    berta.post(f"{path}/hand-back")
    assert "كيف أستطيع أن أساعدكم؟" in family.page


def test_of_two_questions_the_earlier_one_can_be_answered_later(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    _send(berta, path, "interpreter-need")
    first = _newest(family, "yes")
    _send(berta, path, "german-course")
    family.send(press=_newest(family, "no"))
    family.send(press=first)
    page = berta.get(path).text
    assert re.findall(r"<strong>(yes|no)</strong>", page) == ["no", "yes"]


def test_words_that_answer_nothing_are_left_to_the_person(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    _send(berta, path, "how-old")
    family.send("he was born in spring")
    assert "passed on" not in family.page
    assert "he was born in spring" in berta.get(path).text
    family.send("200")
    assert "passed on" not in family.page


def test_an_answer_to_a_case_that_is_closed_is_not_promised_to_anybody(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    _send(berta, path, "german-course")
    late = _newest(family, "yes")
    berta.get(path)
    berta.post(f"{path}/close", reason="done")
    family.send(press=late)
    assert "passed on" not in family.page


def test_a_choice_has_the_buttons_that_a_colleague_writes(office, waiting):
    family = waiting("ar")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    _send(berta, path, "which-time", options="Mo 30.11. 10:00\n\n  Di  1.12. 14:30 \nMo 30.11. 10:00")
    assert "أيّ وقت يناسبكم أكثر؟" in family.page
    assert "Di 1.12. 14:30" in family.page
    assert ":3" not in "".join(re.findall(r'data-press="([^"]*)"', family.page)[-3:]), "the same line twice is one"
    family.send(press=_newest(family, "2"))
    page = berta.get(path).text
    assert "Wann passt es Ihnen am besten?" in page
    assert "<strong>Di 1.12. 14:30</strong>" in page
    _send(berta, path, "best-school", options="Schule A\nSchule B")
    family.send("schule b")
    assert "<strong>Schule B</strong>" in berta.get(path).text


def test_one_option_is_no_choice_and_what_was_written_stays(office, waiting):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    for written in ("", "only this", "a\nb\nc\nd\ne\nf\ng", "x" * 41 + "\ny"):
        _send(berta, path, "which-one", options=written)
        assert 'aria-invalid="true"' in berta.page
        assert written.splitlines()[:1] == [] or written.splitlines()[0] in berta.page
