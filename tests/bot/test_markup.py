"""Markdown of the knowledge and typed text become safe HTML."""

from __future__ import annotations

import pytest

from bot import markup
from dialogs.reply import Part


@pytest.mark.parametrize(
    ("source", "html"),
    [
        ("das *Schulamt*", '<p>das <em lang="de" dir="auto">Schulamt</em></p>\n'),
        ("# Eins\n\n## Zwei\n\n##### Fünf", "<h3>Eins</h3>\n<h3>Zwei</h3>\n<h4>Fünf</h4>\n"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>\n"),
        ("[an](tel:110)", '<p><a href="tel:110" rel="noopener noreferrer">an</a></p>\n'),
        (
            "[x](https://a.example)",
            '<p><a href="https://a.example" target="_blank" rel="noopener noreferrer">x</a></p>\n',
        ),
        ("**wichtig**", "<p><strong>wichtig</strong></p>\n"),
    ],
)
def test_markdown_is_written_for_the_page(source: str, html: str) -> None:
    assert markup.part(Part(markdown=source)) == html


@pytest.mark.parametrize(
    "evil",
    [
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "[x](javascript:alert(1))",
        "[x](data:text/html,<script>)",
        "![x](https://tracker.example/pixel.png)",
        '<a href="https://a.example" style="position:fixed">x</a>',
        '[x](https://a.example "onclick=alert(1)")',
    ],
)
def test_nothing_foreign_runs_or_loads(evil: str) -> None:
    for part in (Part(markdown=evil), Part(text=evil)):
        html = markup.part(part)
        assert not any(tag in html for tag in ("<script", "<img", 'javascript:"', "<a style", 'onclick="'))
        assert 'href="javascript' not in html
        assert 'href="data' not in html
        assert "title=" not in html


def test_typed_text_stays_as_it_was_typed() -> None:
    assert markup.part(Part(text="*a*\n<b>")) == '<p class="plain">*a*\n&lt;b&gt;</p>'


def test_headings_of_a_page_stand_below_its_title() -> None:
    assert markup.markdown("# Wer\n\n### Wo", markup.ON_PAGE) == "<h2>Wer</h2>\n<h3>Wo</h3>\n"
