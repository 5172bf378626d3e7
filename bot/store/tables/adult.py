"""Which household an adult belongs to, and what she has said of herself, under her own key."""

from sqlalchemy import BigInteger, ForeignKey, LargeBinary, Table

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

adult = Table(
    "adult",
    METADATA,
    personal(
        "person_id",
        BigInteger,
        ForeignKey("person.id"),
        purpose="who she is",
        primary_key=True,
        autoincrement=False,
    ),
    personal("household_id", BigInteger, ForeignKey("household.id"), purpose="which household is hers", index=True),
    personal(
        "body",
        LargeBinary,
        purpose="what she has said of herself: name, languages, how to reach her",
        exporter=Exporter.MY_DATA,
        sealed=True,
    ),
    personal("joined_at", BigInteger, purpose="since when she belongs to it"),
)
