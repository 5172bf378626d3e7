"""Colleagues: who may sign in, as what, and for which teams."""

from sqlalchemy import BigInteger, Boolean, ForeignKey, Index, Integer, LargeBinary, String, Table

from bot.store.columns import colleague
from bot.store.tables.metadata import METADATA

staff = Table(
    "staff",
    METADATA,
    colleague("id", BigInteger, purpose="names the colleague; random", primary_key=True, autoincrement=False),
    colleague("login", String(120), purpose="the e-mail address to sign in with", unique=True),
    colleague("name", String(120), purpose="how colleagues see her"),
    colleague("shown_as", String(60), purpose="how families see her; empty: a person from our office"),
    colleague("role", String(16), purpose="counsellor, lead or administrator"),
    colleague("language", String(8), purpose="in which language she reads the desk: de or en"),
    colleague("state", String(8), purpose="invited, active or disabled"),
    colleague("password", String(200), purpose="its argon2id hash", nullable=True),
    colleague("totp", LargeBinary, purpose="the secret of her authenticator, sealed with the key file", nullable=True),
    colleague("totp_step", BigInteger, purpose="the last code used, so that none works twice"),
    colleague("deputy_id", BigInteger, purpose="who takes her cases while she is away", nullable=True),
    colleague("away", Boolean, purpose="whether she is away now"),
    colleague("created_at", BigInteger, purpose="when the account was made"),
    colleague("telegram", LargeBinary, purpose="finds her by HMAC of her Telegram id", nullable=True),
    Index("staff_telegram", "telegram", unique=True),
)

staff_team = Table(
    "staff_team",
    METADATA,
    colleague("staff_id", BigInteger, ForeignKey("staff.id"), purpose="who", primary_key=True, autoincrement=False),
    colleague("team", String(40), purpose="works on what", primary_key=True),
)

session = Table(
    "session",
    METADATA,
    colleague("lookup", LargeBinary, purpose="the hash of the browser's token", primary_key=True),
    colleague("staff_id", BigInteger, ForeignKey("staff.id"), purpose="who signed in", index=True),
    colleague("csrf", String(48), purpose="stands in every form of hers"),
    colleague("stage", String(8), purpose="full, or code: the second factor is still missing"),
    colleague("created_at", BigInteger, purpose="when she signed in: sessions end after a day's work"),
    colleague("seen_at", BigInteger, purpose="when she did something last: idle sessions end"),
)

invitation = Table(
    "invitation",
    METADATA,
    colleague("lookup", LargeBinary, purpose="the hash of the one-time link", primary_key=True),
    colleague("staff_id", BigInteger, ForeignKey("staff.id"), purpose="whose account it sets up", index=True),
    colleague("ends_at", BigInteger, purpose="until when it works"),
)

refusal = Table(
    "refusal",
    METADATA,
    colleague("lookup", LargeBinary, purpose="the HMAC of an account or an IP address", primary_key=True),
    colleague("times", Integer, purpose="wrong passwords in a row"),
    colleague("blocked_until", BigInteger, purpose="when the next try is heard"),
    colleague("at", BigInteger, purpose="when the last one was"),
)
