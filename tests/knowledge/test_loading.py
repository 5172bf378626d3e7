"""Every kind of fault is found, with its file and line, before a family meets it."""

from __future__ import annotations

import pytest

from knowledge import KnowledgeError, load

ARTICLE = "articles/find-school/ar.md"

# File, what stands there, what somebody breaks it into, and what the office then reads.
FAULTS = [
    (ARTICLE, "source: leaflet", "sorce: leaflet", ":1: source is missing"),
    (ARTICLE, "source: leaflet", "sorce: leaflet", ":5: sorce is not a field"),
    (ARTICLE, "lang: ar", "lang: fa", ":3: lang is not the name of the file"),
    (ARTICLE, "topic: find-school", "topic: school", ":2: topic is not the name of the folder"),
    (ARTICLE, "checked: no", "checked: maybe", ":6: checked is"),
    (ARTICLE, "reviewed: draft", "reviewed: yes", ":7: reviewed is"),
    (ARTICLE, "related: school-system", "related: moon", ":8: there is no other topic moon"),
    (ARTICLE, "next: booking", "next: dance", ":9: dance is not among"),
    (ARTICLE, "---\ntopic", "topic", ":1: the front matter must stand"),
    (ARTICLE, "lang: ar", "lang ar", ":3: the front matter is"),
    (ARTICLE, "## الخطوات", "# الخطوات", ":15: headings begin with ##"),
    (ARTICLE, "## الخطوات", "| ا |\n| - |\n\n`ا`", ":18: code_inline is not among"),
    (ARTICLE, "## الخطوات", "> الخطوات", ":15: blockquote is not among"),
    (ARTICLE, "## الخطوات", "- الخطوات\n  - الخطوات", ":16: a list must not stand inside a list"),
    (ARTICLE, "## الخطوات", "[الخطوات](http://x.y)", ":15: links begin with"),
    (ARTICLE, "## الخطوات", "## Schritte", ":15: not in the script of the language"),
    (ARTICLE, "{phone}", "{telephone}", ":17: there is no placeholder {telephone}"),
    (ARTICLE, "{phone}", "02151 86 25 02", ":17: contact data stand in office.toml only"),
    (ARTICLE, "{phone}", "112", ":17: contact data stand in office.toml only"),
    (ARTICLE, "{phone}", "{address} ", ":17: {address} ends its line"),
    (ARTICLE, "title: البحث", "title: *Schule*", ":4: a title stands on buttons"),
    ("articles/find-school/de.md", "Schulplatz finden", "Школа", ":4: a title stands on buttons"),
    ("pages/imprint/en.md", "title: Legal notice\n", "", ":1: title is missing"),
    ("topics.toml", 'group = "school"', 'group = "moon"', ":4: find-school names a group that does not exist"),
    ("topics.toml", 'pictogram = "🏫"', 'emoji = "🏫"', ":4: find-school needs a group and a pictogram"),
    ("topics.toml", "[find-school]", "[find-school", ":4: no valid TOML"),
    ("office.toml", 'fax = { value = "', 'fax = { number = "', ":10: fax must be"),
    ("office.toml", "fax = ", "telex = ", ":10: telex is not a value"),
    ("office.toml", "opens = 09:00:00", "opens = 19:00:00", ":29: hours.counselling must have"),
    ("office.toml", "retention_days = 180", "retention_days = 0", ":53: chat.retention_days must be"),
    ("office.toml", "https://www.wiki", "ftp://www.wiki", ":51: chat.quick_exit_url must be"),
    ("office.toml", "closed = [2026", "closed = [1, 2026", ":47: desk.closed must be"),
    ("office.toml", "step_minutes = 15", "step_minutes = 45", ":111: appointments.step_minutes must go into an hour"),
    ("office.toml", 'photo = ""', 'photo = "way.jpg"', ":120: appointments.photo names way.jpg"),
    ("office.toml", "hold_minutes = 20", "hold_minutes = 0", ":113: appointments.hold_minutes must be greater"),
    ("office.toml", "[services.funding]", "[services.fun]", ":157: services.fun is none of"),
    ("office.toml", 'team = "projects"', 'team = "nobody"', ":157: services.funding must name a team"),
    ("office.toml", "[desk]", "[desk", ":45: no valid TOML"),
    ("phrases/de.tsv", "topic\tphrase", "phrase", ":1: the first line must be"),
    ("phrases/de.tsv", "contact\tWo sind Sie?", "moon\tWo sind Sie?", ":2: there is no topic 'moon'"),
    ("phrases/de.tsv", "contact\tWo sind Sie?", "contact\t?", ":2: a line is a topic, one tab and a phrase"),
    ("cards/emergency/de.txt", "# Violence\n", "(schlägt mich\n", ":1: "),
    ("cards/emergency/de.txt", "# Violence\n", "schlägt | mich\n", ":1: brackets do not fit"),
    ("cards/emergency/de.txt", "# Violence\n", "*\n", ":1: this is no pattern"),
    ("cards/emergency/de.txt", "# Violence\n", "a?b\n", ":1: this is no word: a?b"),
]


@pytest.mark.parametrize(("file", "good", "bad", "complaint"), FAULTS)
def test_a_fault_is_named_with_file_and_line(room, file, good, bad, complaint):
    path = room / file
    text = path.read_text(encoding="utf-8")
    assert good in text
    path.write_text(text.replace(good, bad, 1), encoding="utf-8")

    with pytest.raises(KnowledgeError) as refused:
        load(room)

    found = [str(problem) for problem in refused.value.problems]
    assert any(problem.startswith(f"{path}{complaint}") for problem in found), found


def test_a_topic_that_lacks_a_language_is_refused(room):
    (room / ARTICLE).unlink()

    with pytest.raises(KnowledgeError, match=r"find-school/ar\.md:1: the text is missing in this language"):
        load(room)


def test_an_article_without_a_topic_is_refused(room):
    (room / "articles/moon").mkdir()

    with pytest.raises(KnowledgeError, match="articles/moon:1: this folder belongs to no topic"):
        load(room)


def test_a_missing_file_is_named(room):
    (room / "office.toml").unlink()

    with pytest.raises(KnowledgeError, match=r"office\.toml:1: the file is missing"):
        load(room)


def test_an_article_too_long_for_a_phone_is_refused(room):
    with (room / ARTICLE).open("a", encoding="utf-8") as article:
        article.write("مدرسة " * 400)

    with pytest.raises(KnowledgeError, match="more than 2200"):
        load(room)


def test_all_problems_are_listed_at_once(room):
    for lang in ("de", "en"):
        path = room / f"articles/contact/{lang}.md"
        path.write_text(path.read_text(encoding="utf-8").replace("{fax}", "{telex}"), encoding="utf-8")

    with pytest.raises(KnowledgeError) as refused:
        load(room)

    assert sorted(problem.file.name for problem in refused.value.problems) == ["de.md", "en.md"]
