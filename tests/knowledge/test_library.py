"""What families read comes out whole: data filled in, German terms isolated."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

import knowledge
from knowledge.placeholders import CALL_FIRST, TO_FILL_IN, fill
from translations import LOCALES, render

TOPICS = tuple(path.name for path in sorted((Path(knowledge.__file__).parent / "articles").iterdir()))


def sure(library, **names):
    """Return the office as if it had confirmed or changed these values."""
    office = library.office
    return replace(office, **{name: replace(getattr(office, name), **change) for name, change in names.items()})


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("topic", TOPICS)
def test_every_article_is_filled_and_offers_a_next_step(library, topic, lang):
    text = library.markdown(topic, lang)

    assert "{" not in text
    assert text.count("\n## ") >= 3
    assert library.article(topic, lang).next
    assert library.title(topic, lang) == library.article(topic, lang).title


@pytest.mark.parametrize("lang", LOCALES)
@pytest.mark.parametrize("name", ["privacy", "imprint", "accessibility"])
def test_every_page_is_filled(library, name, lang):
    page = library.page(name, lang)

    assert page.title
    assert "{" not in page.body


def test_german_terms_and_values_stand_in_isolates_in_arabic(library):
    text = library.markdown("health-exam", "ar")

    assert "*\u2068Gesundheitsamt\u2069*" in text
    assert "[\u206802151/86-2502\u2069](tel:+492151862502)" in text
    assert "\u2068" not in library.markdown("health-exam", "de")


def test_every_run_of_latin_letters_in_arabic_is_isolated(library):
    for topic in TOPICS:
        text = re.sub(r"\]\([^)]*\)", "]", library.markdown(topic, "ar"))
        outside = re.sub("\u2068[^\u2069]*\u2069", "", text)
        assert not re.search("[A-Za-z]", outside.replace(render(CALL_FIRST, "ar"), "")), topic


@pytest.mark.parametrize("lang", LOCALES)
def test_an_unconfirmed_address_asks_to_call_first(library, lang):
    assert render(CALL_FIRST, lang) in fill("{address}", library.office, lang)

    confirmed = sure(library, address={"confirmed": True})
    assert render(CALL_FIRST, lang) not in fill("{address}", confirmed, lang)


def test_what_the_office_must_enter_is_marked(library):
    assert render(TO_FILL_IN, "de") in library.page("imprint", "de").body

    entered = sure(library, represented_by={"value": "Frau Muster"})
    assert fill("{represented_by}", entered, "de") == "Frau Muster"


def test_emergency_numbers_can_be_dialled(library):
    for lang in LOCALES:
        text = library.markdown("emergency", lang)
        for number in ("110", "112", "116117", "116016", "116111", "+498001110111"):
            assert f"(tel:{number})" in text


def test_no_value_of_the_office_counts_as_confirmed_yet(library):
    office = library.office

    assert not any(value.confirmed for value in office.values().values())
    assert not office.counselling.confirmed
    assert not office.desk.confirmed
    assert "Hansastraße 32" in office.address.remark


def test_every_group_has_topics_and_every_topic_one_group(library):
    shown = [topic.id for group in library.groups for topic in library.topics_of(group.id)]

    assert sorted(shown) == sorted(TOPICS)
    assert all(library.topics_of(group.id) for group in library.groups)
    assert all(library.topic(topic).pictogram for topic in shown)


def test_no_family_is_told_to_wait_for_the_examination(library):
    for lang, sentence in {"de": "Warten Sie nicht", "en": "Do not wait", "ar": "لا تنتظروا"}.items():
        assert sentence in library.markdown("health-exam", lang)
        assert sentence in library.markdown("find-school", lang)
