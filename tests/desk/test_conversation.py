"""A colleague answers a family whose language she does not read."""

from __future__ import annotations

import asyncio
import re

import pytest

from bot.store import audit
from bot.store.staff import Role
from translations import isolate

XSS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "javascript:alert(1)",
    "{{ 7*7 }}",
    "</textarea><b>",
]


def test_a_family_calls_and_a_colleague_takes_over_writes_and_hands_back(office, waiting):
    family = waiting("ar", "ابنتي ليس لديها مدرسة")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    assert "ابنتي ليس لديها مدرسة" in berta.page
    berta.post(f"{path}/claim")
    assert "يجيبكم الآن أحد موظفينا" in family.page
    berta.post(f"{path}/write", words="Guten Tag")
    assert "هذه الرسالة باللغة الألمانية" in family.page
    assert "Guten Tag" in family.page
    assert "أحد موظفي المكتب" in family.page
    family.send("شكرا")
    assert "شكرا" in berta.get(f"{path}?part=1").text
    berta.get(path)
    berta.post(f"{path}/hand-back")
    assert "يجيبكم الآن برنامج الكمبيوتر من جديد" in family.page
    family.send(press="g:menu")
    assert "كيف أستطيع أن أساعدكم؟" in family.page
    berta.get("/desk/cases/queue")
    assert "Nothing is here." in berta.page
    assert path in berta.get("/desk/cases/closed").text


def test_a_prepared_sentence_arrives_in_the_family_s_language_with_its_slots_filled(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.get(f"{path}/phrase/appointment-fits?epoch={berta.hidden('epoch')}")
    berta.post(f"{path}/phrase/appointment-fits", day="2026-12-01", time="")
    assert "Please fill in what is missing." in berta.page
    berta.post(f"{path}/phrase/appointment-fits", day="2026-12-01", time="10:30", preview="1")
    assert "December 1, 2026" in berta.page
    assert "um 10:30 Uhr" in berta.page, "she checks in German what she will say"
    assert "December 1, 2026" not in family.page
    berta.post(f"{path}/phrase/appointment-fits", day="2026-12-01", time="10:30")
    assert "December 1, 2026" in family.page
    assert "10:30" in family.page
    assert "um 10:30 Uhr" in berta.get(path).text, "she reads in German what she has said"


def test_what_is_asked_for_stands_on_the_sheet_and_the_family_is_found_by_it(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    for press in re.findall(r'data-press="([^"]*:call)"', family.page)[-1:]:
        family.send(press=press)
    family.send("0171 3920099")
    for code in ("morning", "en"):
        family.send(press=re.findall(rf'data-press="([^"]*:{code})"', family.page)[-1])
    berta.open_case()
    assert "0171 3920099" in berta.page
    assert "in the morning, English" in berta.page
    receipt = re.search(r"<dd>([A-Z0-9]{4}-[A-Z0-9]{4})</dd>", berta.page)[1]
    for words in (receipt, receipt.lower().replace("-", " "), "01713920099", "+49 171 3920099"):
        berta.get("/desk/cases/queue")
        assert "/desk/case/" in berta.post("/desk/search", words=words).text, words
    berta.get("/desk/cases/queue")
    assert "/desk/case/" not in berta.post("/desk/search", words="0171 3920098").text
    stranger = office.colleague(Role.COUNSELLOR, "projects")
    stranger.get("/desk/cases/queue")
    assert "/desk/case/" not in stranger.post("/desk/search", words=receipt).text


def test_a_family_is_found_by_any_part_of_the_name_that_a_colleague_wrote_down(office, waiting):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/name", name="  Amīna \u202eal-Haddad ")
    assert 'value="Amīna al-Haddad"' in berta.page
    for words in ("Amina al-Haddad", "haddad", "al haddad amina", "AMINA"):
        berta.get("/desk/cases/queue")
        assert "/desk/case/" in berta.post("/desk/search", words=words).text, words
    for words in ("Amina Weber", "Haddadi", "?"):
        berta.get("/desk/cases/queue")
        assert "/desk/case/" not in berta.post("/desk/search", words=words).text, words
    berta.get(path)
    berta.post(f"{path}/name", name="Weber")
    berta.get("/desk/cases/queue")
    assert "/desk/case/" not in berta.post("/desk/search", words="Haddad").text
    stranger = office.colleague(Role.COUNSELLOR, "projects")
    stranger.get("/desk/cases/queue")
    assert "/desk/case/" not in stranger.post("/desk/search", words="Weber").text


def test_after_a_fault_the_page_still_leads_to_the_conversation(office, waiting):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    page = berta.post(f"{path}/write", words="x" * 2001).text
    assert f'action="{path}/claim"' in page


def test_of_two_colleagues_the_slower_one_reads_who_has_it_and_keeps_her_words(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    carla = office.colleague(Role.COUNSELLOR, "general", name="Carla")
    path = berta.open_case()
    carla.get(path)
    berta.post(f"{path}/write", words="Guten Tag")
    late = carla.post(f"{path}/write", words="Hallo von Carla")
    assert late.status_code == 409
    assert "Berta has taken over this conversation" in carla.page
    assert re.search(r"This is what you wrote:</p><p[^>]*>Hallo von Carla", carla.page)
    assert "Hallo von Carla" not in family.page
    carla.get(path)
    assert "Berta answers this family." in carla.page


def test_it_rests_is_passed_on_put_back_and_closed(office, waiting, clock):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    carla = office.colleague(Role.COUNSELLOR, "general", name="Carla")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    berta.post(f"{path}/snooze", rest="tomorrow")
    assert "rests until" in berta.get("/desk/cases/mine").text
    family.send("are you there?")
    assert "rests until" not in berta.get("/desk/cases/mine").text, "her next message wakes it"
    berta.get(path)
    berta.post(f"{path}/reassign", to=carla.id)
    assert path in carla.get("/desk/cases/mine").text
    carla.get(path)
    carla.post(f"{path}/release", team="projects")
    assert path not in carla.get("/desk/cases/queue").text, "it is another team's now"
    dora = office.colleague(Role.COUNSELLOR, "projects", name="Dora")
    assert dora.open_case() == path
    dora.post(f"{path}/claim")
    dora.post(f"{path}/close", reason="done")
    assert "has ended the conversation" in family.page
    family.send(press="g:menu")
    assert "What can I do for you?" in family.page, "the next message is the bot's again"


def test_a_deputy_sees_what_belongs_to_who_is_away(office, waiting):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    carla = office.colleague(Role.COUNSELLOR, name="Carla")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    assert path not in carla.get("/desk/cases/mine").text
    berta.get("/desk/me")
    berta.post("/desk/me", shown_as="Frau B.", language="en", deputy=carla.id, away="1")
    assert path in carla.get("/desk/cases/mine").text
    assert carla.get(path).status_code == 200


def test_notes_are_for_colleagues_alone(office, waiting):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/note", words="needs Kurmanji")
    assert "needs Kurmanji" in berta.page
    assert "needs Kurmanji" not in family.page


def test_what_nobody_answers_in_time_stands_in_red(office, waiting, clock):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    assert "late" not in berta.get("/desk/cases/queue").text
    clock.travel(6 * 24 * 60 * 60)
    berta = office.colleague(Role.COUNSELLOR, "general")
    assert 'class="late"' in berta.get("/desk/cases/queue").text


@pytest.mark.parametrize("attack", XSS)
def test_whatever_a_family_writes_is_only_words(office, waiting, attack):
    waiting("en", attack)
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/note", words=attack)
    assert attack not in re.sub(r'"[^"]*"', "", berta.page) or "<" not in attack
    assert "<script>alert" not in berta.page
    assert "<img src=x" not in berta.page
    assert "49" not in re.findall(r'<p class="words"[^>]*>([^<]*)<', berta.page)


def test_every_view_and_change_stands_in_the_log_and_the_chain_is_whole(office, waiting):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    berta.post(f"{path}/note", words="secret words")
    berta.post(f"{path}/hand-back")
    with office.lotse.door.read() as conn:
        lines = audit.lines(conn)
        assert audit.broken_at(conn) is None
    done = [line.action for line in reversed(lines) if line.staff_id == berta.id]
    assert [one for one in done if one != "viewed"] == ["claimed", "noted", "handed back"]
    assert done.count("viewed") == 4
    assert not any("secret" in line.detail for line in lines)


def test_a_line_that_was_changed_or_taken_out_breaks_the_chain(office, waiting):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    from sqlalchemy import delete, update

    from bot.store.tables import audit as table

    door = office.lotse.door
    door.write_now(lambda conn: conn.execute(update(table).where(table.c.number == 1).values(detail="nothing")))
    with door.read() as conn:
        assert audit.broken_at(conn) == 1
    door.write_now(lambda conn: conn.execute(delete(table).where(table.c.number == 1)))
    with door.read() as conn:
        assert audit.broken_at(conn) == 1
    admin = office.colleague(Role.ADMINISTRATOR)
    assert "The chain is broken at line 1" in admin.get("/desk/log").text


def test_isolates_stand_around_names_in_a_right_to_left_sentence(library):
    phrase = library.staff_phrases["hello-name"]
    if "ar" in phrase.versions:
        assert isolate("Weber", "ar") in phrase.write("ar", {"name": "Weber"}, library.glossary)


async def _tick(office):
    await office.lotse.ticking.watchdog.tick()


def test_a_broken_promise_is_told_and_what_a_colleague_left_lying_goes_back_to_all(office, waiting, clock):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/claim")
    asyncio.run(_tick(office))
    assert "taking longer" not in family.page
    clock.travel(6 * 24 * 60 * 60)
    asyncio.run(_tick(office))
    asyncio.run(_tick(office))
    assert family.page.count("It is taking longer than we said.") == 1
    carla = office.colleague(Role.COUNSELLOR, "general", name="Carla")
    assert carla.open_case("queue") == path


def test_an_answer_in_time_leaves_nothing_to_tell(office, waiting, clock):
    family = waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/write", words="Guten Tag")
    clock.travel(6 * 24 * 60 * 60)
    asyncio.run(_tick(office))
    assert "taking longer" not in family.page


def test_a_rest_that_is_over_wakes_the_case(office, waiting, clock):
    waiting("en")
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    berta.post(f"{path}/write", words="Guten Tag")
    berta.post(f"{path}/snooze", rest="hour")
    clock.travel(59 * 60)
    asyncio.run(_tick(office))
    assert "rests until" in berta.get("/desk/cases/mine").text
    clock.travel(2 * 60)
    asyncio.run(_tick(office))
    assert "until" in berta.get("/desk/cases/mine").text
    assert "rests until" not in berta.page
