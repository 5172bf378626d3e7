"""What /metrics shows: counts, nobody's name."""

from prometheus_client import Counter, Gauge, Histogram

TURNS = Counter("lotse_turns", "Messages answered", ["channel"])
TURNS_FAILED = Counter("lotse_turns_failed", "Turns that ended in an apology")
QUARANTINED = Counter("lotse_updates_quarantined", "Updates that could not be read or handled")
CALLS = Counter("lotse_telegram_calls", "Calls to Telegram by outcome", ["outcome"])
WAITING = Gauge("lotse_outbox_waiting", "Calls that wait to be made")
STREAMS = Gauge("lotse_page_streams", "Chat pages that are open")
ALARMS = Counter("lotse_alarms", "Alarm lines by what they say", ["what"])
BACKUP_AGE = Gauge("lotse_backup_age_seconds", "Since the last backup, or since the first account where there is none")
TURN_SECONDS = Histogram(
    "lotse_turn_seconds",
    "From the update's arrival to its commit",
    buckets=(0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10),
)
