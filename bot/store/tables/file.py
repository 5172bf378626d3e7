"""Photos and papers that a family has sent on the page: sealed like her words, and gone with her."""

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String, Table

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

file = Table(
    "file",
    METADATA,
    personal("id", BigInteger, purpose="names the file; random", primary_key=True, autoincrement=False),
    personal("person_id", BigInteger, ForeignKey("person.id"), purpose="who sent it", index=True),
    personal("kind", String(8), purpose="photo, pdf or voice", exporter=Exporter.MY_DATA),
    personal("size", Integer, purpose="how many bytes it has", exporter=Exporter.MY_DATA),
    personal("body", LargeBinary, purpose="the picture or paper itself", sealed=True, exporter=Exporter.MY_DATA),
    personal(
        "at",
        BigInteger,
        purpose="when it came; it is kept so long after the case is closed",
        index=True,
        exporter=Exporter.MY_DATA,
    ),
)
