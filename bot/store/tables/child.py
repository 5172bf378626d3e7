"""What is known of a child, under the household's key."""

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, Table, UniqueConstraint

from bot.store.columns import Exporter, shared
from bot.store.tables.metadata import METADATA

child = Table(
    "child",
    METADATA,
    shared(
        "id",
        BigInteger,
        purpose="names the child's row; random",
        primary_key=True,
        autoincrement=False,
    ),
    shared(
        "household_id",
        BigInteger,
        ForeignKey("household.id"),
        purpose="to which household she or he belongs",
    ),
    shared(
        "number",
        Integer,
        purpose="the how-manieth child, as the family counts",
        exporter=Exporter.MY_DATA,
    ),
    shared(
        "body",
        LargeBinary,
        purpose="answers about the child: name, birth date, languages, school so far",
        exporter=Exporter.MY_DATA,
        sealed=True,
    ),
    UniqueConstraint("household_id", "number"),
)
