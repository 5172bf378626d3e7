"""The data map: every column says why it exists, and what is called sealed is sealed."""

from __future__ import annotations

from sqlalchemy import Column, Integer, MetaData, Table, select

from bot.store.columns import Entry, Eraser, Exporter, Kept, personal
from bot.store.erasing import _TABLES
from bot.store.tables import METADATA, adult, attempt, person, quarantine


def without_entry(metadata: MetaData) -> list[str]:
    """Return the columns that do not say why they exist."""
    columns = [column for table in metadata.tables.values() for column in table.columns]
    return [str(column) for column in columns if not isinstance(column.info.get("map"), Entry)]


def test_every_column_has_its_entry():
    assert without_entry(METADATA) == []
    for table in METADATA.tables.values():
        for column in table.columns:
            entry = column.info["map"]
            assert entry.purpose
            assert isinstance(entry.kept, Kept)
            assert isinstance(entry.eraser, Eraser)
            assert isinstance(entry.exporter, Exporter)


def test_a_column_without_entry_is_found():
    made_up = MetaData()
    Table("made_up", made_up, Column("note", Integer), personal("known", Integer, purpose="a test"))
    assert without_entry(made_up) == ["made_up.note"]


def test_what_goes_with_the_person_stands_in_a_table_that_erasing_knows():
    # An adult's row goes when she is parted from her household: bot.store.households.leave.
    erased = {table.name for table in (*_TABLES, person, quarantine, attempt, adult)}
    for table in METADATA.tables.values():
        for column in table.columns:
            if column.info["map"].eraser is Eraser.WITH_PERSON:
                assert table.name in erased, column


def test_nothing_is_sealed_that_belongs_to_no_person():
    for table in METADATA.tables.values():
        for column in table.columns:
            assert not (column.info["map"].sealed and column.info["map"].eraser is Eraser.NOTHING_PERSONAL), column


async def test_sealed_columns_hold_no_clear_text(house, telegram):
    amina = telegram.user(987654321, "Sentinelname", "en")
    await house.ask(amina.send("/start"))
    await house.ask(amina.press("answers"))
    await house.ask(amina.send("/menu"))
    await house.ask(amina.send("sentineltext of hers"))
    await house.call_a_person(amina, "sentinelsender", "sentinelnote")
    await house.ask(amina.press_data("g:menu"))
    await house.register(amina, "Sentinelfirst", "Sentinelchild")
    house.book(amina, "Sentinelplace")
    broken = {**amina.say("/sentineltext")["message"], "entities": [None]}
    telegram.push_raw({"message": broken})
    await house.quiet()
    filled = set()
    with house.lotse.door.read() as conn:
        for table in METADATA.tables.values():
            for column in table.columns:
                values = [value for value in conn.execute(select(column)).scalars() if value is not None]
                if column.info["map"].sealed and values:
                    filled.add(str(column))
                for value in values:
                    raw = bytes(value) if isinstance(value, bytes | memoryview) else str(value).encode()
                    for word in (b"sentinel", b"Sentinel", b"987654321", b"menu", b"3920099", b"welcome", b'"t"'):
                        assert word not in raw or (str(column) == "talk.dialog" and word == b"welcome"), column
    sealed = {str(c) for t in METADATA.tables.values() for c in t.columns if c.info["map"].sealed}
    # A farewell's words are there only between its commit and its sending: see test_erasing.
    assert filled == sealed - {"outbox.payload"}
