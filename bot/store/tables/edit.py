"""Articles as colleagues have changed them: nothing is overwritten, the newest change counts."""

from sqlalchemy import BigInteger, Boolean, Index, String, Table, Text

from bot.store.columns import colleague, plain
from bot.store.tables.metadata import METADATA

edit = Table(
    "edit",
    METADATA,
    plain("id", BigInteger, purpose="names the change; random", primary_key=True, autoincrement=False),
    plain("topic", String(40), purpose="which article"),
    plain("lang", String(8), purpose="in which language"),
    plain("title", Text, purpose="what it is called now"),
    plain("body", Text, purpose="what it says now"),
    plain("source", Text, purpose="where the facts come from"),
    plain("checked", String(10), purpose="on which day the office has checked the facts, or no"),
    plain("reviewed", String(160), purpose="draft, or which speaker of the language has read it, and when"),
    plain("of", String(8), purpose="the version of the German text that it says"),
    plain("over", String(8), purpose="the version of the file that it stands over"),
    plain("given_up", Boolean, purpose="whether the file counts again from here on"),
    colleague("staff_id", BigInteger, purpose="who changed it"),
    plain("at", BigInteger, purpose="when it was"),
    Index("ix_edit_topic_lang", "topic", "lang"),
)
