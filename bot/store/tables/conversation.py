"""One a person: who holds it, and what the next turn must know."""

from sqlalchemy import BigInteger, ForeignKey, Integer, LargeBinary, String, Table

from bot.store.columns import Exporter, personal
from bot.store.tables.metadata import METADATA

conversation = Table(
    "conversation",
    METADATA,
    personal(
        "person_id",
        BigInteger,
        ForeignKey("person.id"),
        purpose="whose conversation it is",
        primary_key=True,
        autoincrement=False,
    ),
    personal("holder", String(8), purpose="who answers: bot, queue or staff"),
    personal("staff_id", BigInteger, purpose="which colleague holds it", nullable=True),
    personal("epoch", Integer, purpose="rises with every change of holder; fences answers computed before"),
    personal("phase", String(16), purpose="whose turn it is"),
    personal("language", String(8), purpose="which language she reads", exporter=Exporter.MY_DATA),
    personal("messages", Integer, purpose="the number of her last message in the record"),
    personal("failures", Integer, purpose="turns in a row that failed; at three a person takes over"),
    personal("address_id", BigInteger, purpose="where she wrote last: answers go there"),
    personal("state", LargeBinary, purpose="her open questions and answers", sealed=True),
    personal("heard_at", BigInteger, purpose="when she wrote last: retention counts from here"),
)
