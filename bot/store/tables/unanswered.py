"""Questions that found nothing, without what may point at somebody: to write articles from."""

from sqlalchemy import BigInteger, LargeBinary, String, Table

from bot.store.columns import plain
from bot.store.tables.metadata import METADATA

unanswered = Table(
    "unanswered",
    METADATA,
    plain("id", BigInteger, purpose="names the row; random", primary_key=True, autoincrement=False),
    plain("language", String(8), purpose="in which language the chat was"),
    plain("words", LargeBinary, purpose="what was asked, names and numbers masked, sealed with the key file"),
    plain("at", BigInteger, purpose="when it was; thirty days later it goes", index=True),
)
