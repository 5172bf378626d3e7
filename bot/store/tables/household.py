"""Adults and children who belong together; its key covers what is known of the children."""

from sqlalchemy import BigInteger, LargeBinary, String, Table

from bot.store.columns import Exporter, shared
from bot.store.tables.metadata import METADATA

household = Table(
    "household",
    METADATA,
    shared(
        "id",
        BigInteger,
        purpose="ties together what belongs to one household; random",
        primary_key=True,
        autoincrement=False,
    ),
    shared(
        "wrapped_key",
        LargeBinary,
        purpose="encrypts what is known of the children; wrapped by the key file",
        sealed=True,
    ),
    shared(
        "created_at",
        BigInteger,
        purpose="when the first answers came",
        exporter=Exporter.MY_DATA,
    ),
    shared(
        "changed_at",
        BigInteger,
        purpose="when answers came last: retention counts from here",
        exporter=Exporter.MY_DATA,
        index=True,
    ),
    shared(
        "body",
        LargeBinary,
        purpose="answers that hold for the whole household",
        exporter=Exporter.MY_DATA,
        sealed=True,
    ),
    shared(
        "seen",
        LargeBinary,
        purpose="the answers as colleagues saw them last, so that changes are marked",
        sealed=True,
    ),
    shared(
        "archive",
        String(10),
        purpose="whether the file is offered to the archive before it is deleted (ArchivG NRW § 10)",
    ),
)
