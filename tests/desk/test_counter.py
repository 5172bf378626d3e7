"""At the counter: a family without a chat, any dialog in German, a card to take home; and what she told by voice."""

from __future__ import annotations

import re

from bot.store.staff import Role
from tests.desk.conftest import SITE

VOICE = b"OggS" + bytes(60)


def _buttons(page: str) -> dict[str, str]:
    """Return what a colleague can press for the family."""
    button = r'name="label" value="([^"]*)"><button class="sentence" name="press" value="([^"]*)"'
    return dict(re.findall(button, page))


def test_a_conversation_for_who_stands_here_in_german_and_in_her_language(office):
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get("/desk/count")
    berta.post("/desk/counter", what="walk-in", language="ar", topic="")
    assert "Answer for the family" in berta.page
    path = re.search(r"/desk/case/\d+", berta.page)[0]
    [answers] = [data for data in _buttons(berta.page).values() if data.endswith(":answers")]
    berta.post(f"{path}/dialog", press=answers, label="Antworten")
    [group] = [data for data in _buttons(berta.page).values() if data.endswith(":school")]
    berta.post(f"{path}/dialog", press=group, label="Schule")
    assert "Schulplatz" in berta.page
    berta.post(f"{path}/dialog", words="كيف أجد مدرسة لابني")
    berta.get(path)
    assert "كيف أجد مدرسة لابني" in berta.page
    assert "entered by Berta" in berta.page
    assert 'lang="ar"' in berta.page
    berta.get("/desk/cases/unreachable")
    assert path in berta.page, "what would be sent to her is told on the phone"
    berta.get("/desk/cases/mine")
    assert path in berta.page


def test_a_card_in_two_languages(office):
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get("/desk/count")
    berta.post("/desk/counter", what="phone", language="fa", topic="sports")
    path = re.search(r"/desk/case/\d+", berta.page)[0]
    page = berta.get(f"{path}/card").text
    receipt = re.search(r"<bdi>([A-Z0-9]{4}-[A-Z0-9]{4})</bdi>", page)[1]
    assert page.count(receipt) == 2
    assert "کارت شما از دفتر ما" in page
    assert "Ihre Karte von unserem Büro" in page
    assert "<svg" in page
    assert "Card printed" in office.colleague(Role.ADMINISTRATOR).get("/desk/log").text


def test_what_she_said_by_voice_is_entered_and_the_dialog_goes_on(office):
    family = office.family("en")
    assert _send(family).status_code == 200
    assert "Your voice message has arrived." in family.page
    berta = office.colleague(Role.COUNSELLOR, "general")
    path = berta.open_case()
    audio = re.search(r'<audio[^>]* src="(/desk/file/\d+)"', berta.page)[1]
    assert berta.get(audio).headers["content-type"] == "audio/ogg"
    berta.get(path)
    berta.post(f"{path}/claim")
    berta.get(f"{path}/dialog")
    berta.post(f"{path}/dialog", words="Where is your office?")
    assert "Petersstraße" in family.page
    assert "Where is your office?" in family.page


def test_a_colleague_who_does_not_hold_it_enters_nothing(office, waiting):
    family = waiting("en")
    berta, carla = (office.colleague(Role.COUNSELLOR, "general", name=name) for name in ("Berta", "Carla"))
    path = berta.open_case()
    berta.post(f"{path}/claim")
    carla.get(f"{path}/dialog")
    answer = carla.client.post(f"{path}/dialog", data={"csrf": carla.csrf, "words": "Hello"}, headers=SITE)
    assert answer.status_code == 409
    assert family.page.count("Hello") == 0


def test_a_family_without_a_chat_deletes_everything_and_hears_her_receipt(office):
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get("/desk/count")
    berta.post("/desk/counter", what="walk-in", language="ar", topic="")
    path = re.search(r"/desk/case/\d+", berta.page)[0]
    for code in ("mydata", "delete", "yes"):
        [press] = [data for data in _buttons(berta.page).values() if data.endswith(f":{code}")]
        answer = berta.post(f"{path}/dialog", press=press, label=code)
        assert answer.status_code == 200
    assert "Everything of this family is deleted" in berta.page
    with office.lotse.door.read() as conn:
        [(receipt, person)] = conn.exec_driver_sql("SELECT receipt, person_id FROM erasure").all()
        assert conn.exec_driver_sql("SELECT count(*) FROM person").scalar() == 0
        assert conn.exec_driver_sql("SELECT count(*) FROM message").scalar() == 0
    assert receipt in berta.page
    assert "Alles ist gelöscht" in berta.page
    assert berta.get(path).status_code == 404
    # As after every erasure, a backup that is restored later brings nobody back.
    assert receipt in office.lotse.settings.erasures.read_text()
    log = office.colleague(Role.ADMINISTRATOR).get("/desk/log").text
    assert re.search(rf"<td>Everything about the family erased</td><td><span[^>]*>Family:</span> {person}</td>", log)


def test_a_language_or_a_way_that_does_not_exist_opens_nothing(office):
    berta = office.colleague(Role.COUNSELLOR, "general")
    berta.get("/desk/count")
    for fields in ({"what": "walk-in", "language": "xx"}, {"what": "letter", "language": "ar"}):
        answer = berta.client.post("/desk/counter", data={"csrf": berta.csrf, **fields}, headers=SITE)
        assert answer.status_code == 422


def _send(family):
    return family.client.post(
        "/chat/files", data={"id": "voice-number-1"}, files={"file": ("voice", VOICE)}, headers=SITE
    )
