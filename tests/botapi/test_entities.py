import pytest

from tests.botapi.entities import Broken, commands, parse_html, utf16


def test_plain_text_has_no_entities():
    assert parse_html("Guten Tag") == ("Guten Tag", [])


def test_offsets_count_utf16_units():
    text, entities = parse_html("👋 <b>مرحبا</b>")
    assert text == "👋 مرحبا"
    assert entities == [{"type": "bold", "offset": 3, "length": 5}]
    assert utf16(text) == 8


def test_outer_entities_come_before_inner_ones():
    _, entities = parse_html("<b>one <i>two</i></b>")
    assert [entity["type"] for entity in entities] == ["bold", "italic"]


def test_a_link_keeps_its_address():
    text, entities = parse_html('<a href="https://www.krefeld.de/?a=1&amp;b=2">Stadt</a>')
    assert text == "Stadt"
    assert entities[0]["url"] == "https://www.krefeld.de/?a=1&b=2"


def test_only_four_names_and_numbers_are_decoded():
    assert parse_html("&lt;&gt;&amp;&quot;&#1575;&#x627;&nbsp;& Co")[0] == '<>&"اا&nbsp;& Co'


@pytest.mark.parametrize("tag", ["pre", "code", "u", "s", "tg-spoiler", "blockquote", "blockquote expandable"])
def test_every_tag_telegram_knows_is_taken(tag):
    text, entities = parse_html(f"<{tag}>x</{tag.split()[0]}>")
    assert text == "x"
    assert len(entities) == 1


@pytest.mark.parametrize(
    ("html", "complaint"),
    [
        ("<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
        ("<p>no</p>", 'Unsupported start tag "p" at byte offset 0'),
        ("line<br/>", 'Unsupported start tag "br/" at byte offset 4'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("ä <5 km", 'Unsupported start tag "5" at byte offset 3'),
        ("x <y", "Unclosed start tag at byte offset 2"),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</i>", 'Unmatched end tag at byte offset 4, expected "</b>", found "</i>"'),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ('<span class="big">x</span>', 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
    ],
)
def test_broken_markup_is_refused_in_telegrams_words(html, complaint):
    with pytest.raises(Broken) as broken:
        parse_html(html)
    assert str(broken.value) == complaint


def test_commands_are_found_where_people_type_them():
    assert commands("/start abc") == [{"type": "bot_command", "offset": 0, "length": 6}]
    assert commands("👋 /help@lotse_bot") == [{"type": "bot_command", "offset": 3, "length": 15}]
    assert commands("7/8 or https://a.de/x") == []
