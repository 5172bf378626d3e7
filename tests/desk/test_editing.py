"""Colleagues correct what families read: looked at first, at once everywhere, and nothing is overwritten."""

from __future__ import annotations

import re

import pytest

from bot.store.staff import Role

GERMAN = "/desk/articles/contact/de"


@pytest.fixture
def lead(office):
    return office.colleague(Role.LEAD, name="Lena")


def _form(lead, path: str) -> dict[str, str]:
    page = lead.get(path).text
    body = re.search(r'<textarea id="body"[^>]*>(.*?)</textarea>', page, re.DOTALL)[1]
    title = re.search(r'<input id="title"[^>]* value="([^"]*)"', page)[1]
    return {"version": lead.hidden("version"), "title": title, "body": body}


def _article_for(family) -> str:
    family.send(press="g:answers")
    for code in ("office", "contact"):
        family.send(press=re.findall(rf'data-press="([^"]*:{code})"', family.page)[-1])
    return family.page


def test_a_change_is_looked_at_and_then_read_by_families(office, lead):
    form = _form(lead, GERMAN) | {"title": "So finden Sie uns", "body": "Wir sind am *Schulamt* zu finden: {phone}\n"}
    seen = lead.post(GERMAN, **form, do="preview").text
    assert "So families will see it" in seen
    assert 'href="tel:' in seen
    assert "So finden Sie uns" not in _article_for(office.family("de")), "nothing is kept yet"
    page = lead.post(GERMAN, **form, do="keep").text
    assert "Kept. Families read it from now on." in page
    assert "So finden Sie uns" in _article_for(office.family("de"))
    listed = lead.get("/desk/articles?lang=ar").text
    assert listed.count("older than the German text</span>") == 1, "the Arabic one waits for a translator"
    assert "Lena" in lead.get(GERMAN).text.partition("Changes")[2]


def test_what_is_wrong_is_said_with_its_line_and_the_words_stay(office, lead):
    form = _form(lead, GERMAN) | {"body": "Gut.\n\nRufen Sie an: {telefon}\n"}
    answer = lead.post(GERMAN, **form, do="keep")
    assert answer.status_code == 422
    assert "Line 3:" in answer.text
    assert "there is no placeholder {telefon}" in answer.text
    assert "Rufen Sie an: {telefon}" in answer.text
    assert "Nobody has changed this article here." in answer.text


def test_of_two_colleagues_the_later_one_hears_of_the_other_and_loses_nothing(office, lead):
    other = office.colleague(Role.LEAD, name="Olga")
    first, second = (_form(one, GERMAN) for one in (lead, other))
    lead.post(GERMAN, **(first | {"title": "Lenas Titel"}), do="keep")
    answer = other.post(GERMAN, **(second | {"title": "Olgas Titel"}), do="keep")
    assert answer.status_code == 409
    assert "Somebody has changed this text" in answer.text
    assert "Olgas Titel" in answer.text
    assert "Lenas Titel" in lead.get(GERMAN).text
    again = {"version": other.hidden("version"), "title": "Olgas Titel", "body": second["body"]}
    assert other.post(GERMAN, **again, do="keep").status_code == 200
    assert "Olgas Titel" in lead.get(GERMAN).text


def test_an_earlier_wording_comes_back_and_the_file_counts_again(office, lead):
    before = _form(lead, GERMAN)
    for title in ("Eins", "Zwei"):
        lead.post(GERMAN, **(_form(lead, GERMAN) | {"title": title}), do="keep")
    earliest = re.findall(rf'href="({GERMAN}\?at=\d+)"', lead.get(GERMAN).text)[-1]
    assert _form(lead, earliest)["title"] in {"Eins", "Zwei"}
    assert "This is an earlier wording." in lead.page
    lead.get(GERMAN)
    lead.post(f"{GERMAN}/give-up")
    assert _form(lead, GERMAN) == before
    assert "gave the change up" in lead.page


def test_a_review_stays_until_somebody_changes_the_words(office, lead):
    path = "/desk/articles/contact/ar"
    lead.post(path, **_form(lead, path), reviewed="1", checked="1", current="1", do="keep")
    article = office.lotse.desk.library.article("contact", "ar")
    assert re.fullmatch(r"Lena \d{4}-\d\d-\d\d", article.reviewed)
    assert article.checked != "no"
    form = _form(lead, path)
    lead.post(path, **(form | {"body": form["body"] + "\nأهلًا وسهلًا.\n"}), do="keep")
    article = office.lotse.desk.library.article("contact", "ar")
    assert (article.reviewed, article.checked) == ("draft", "no")
    assert "أهلًا وسهلًا" in _article_for(office.family("ar"))


def test_who_only_looks_changes_nothing(office, lead):
    lead.post(GERMAN, **_form(lead, GERMAN), do="keep")
    assert "Nobody has changed this article here." in lead.get(GERMAN).text
    assert lead.get("/desk/articles/nothing/de").status_code == 404
    assert lead.get("/desk/articles?lang=xx").status_code == 200
    assert office.colleague(Role.COUNSELLOR).get(GERMAN).status_code == 403


def test_a_title_stays_one_line_so_that_it_can_be_exported(office, lead):
    lead.post(GERMAN, **(_form(lead, GERMAN) | {"title": "So\nfinden Sie uns", "source": "a\n---\nb"}), do="keep")
    article = office.lotse.desk.library.article("contact", "de")
    assert (article.title, article.source) == ("So finden Sie uns", "a --- b")
