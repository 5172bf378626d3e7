"""The retention table: what the data map says of every column, in German, for the data protection officer.

`lotse data-map` prints it; docs/datenschutz/aufbewahrung.md is its print, and a test compares the two.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from bot import hands, logs
from bot.machine import machine
from bot.settings import Settings
from bot.store import attempts, columns, files, links, refusals, retention, sessions, unanswered
from bot.store.columns import Eraser, Exporter
from bot.store.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sqlalchemy import Table

    from bot.store.retention import Kept

MINUTE, HOUR = 60_000, 3_600_000


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What is said in German about one table."""

    name: str
    what: str
    # How long, where a table has a term of its own; empty: what its columns say.
    kept: str = ""


TABLES: dict[str, Sheet] = {
    "person": Sheet(name="Personen", what="Je Erwachsener eine Zeile: zufällige Nummer und Schlüssel, kein Name."),
    "address": Sheet(name="Adressen", what="Ein Telegram-Chat oder ein Browser, damit Antworten ankommen."),
    "conversation": Sheet(name="Gespräche", what="Wer gerade antwortet, welche Frage offen ist, welche Sprache gilt."),
    "message": Sheet(name="Nachrichten", what="Alles, was im Gespräch gesagt wurde, in seiner Reihenfolge."),
    "talk": Sheet(
        name="Beendete Dialoge", what="Antworten aus beendeten Dialogen, damit alte Knöpfe verstanden werden."
    ),
    "file": Sheet(
        name="Fotos, Papiere, Sprachnachrichten",
        what="Was eine Familie geschickt hat; Fotos neu gezeichnet, ohne verborgene Angaben der Kamera.",
        kept=f"{files.KEPT_DAYS} Tage nach Eingang und nach Abschluss des Falls, spätestens mit der Person",
    ),
    "household": Sheet(name="Haushalte", what="Jahr der Ankunft, wohin Briefe gehen, Schlüssel des Haushalts."),
    "adult": Sheet(
        name="Erwachsene", what="Wie sie heißt, welche Sprachen sie spricht und liest, wie man sie erreicht."
    ),
    "child": Sheet(
        name="Kinder", what="Vorname, Geburtsdatum, Sprachen, Schriften, Schulbesuch und Wünsche eines Kindes."
    ),
    "placement": Sheet(name="Vermittlungen", what="Wie weit die Suche nach einem Schulplatz für ein Kind ist."),
    "appointment": Sheet(name="Termine", what="Worüber, wann, in welcher Sprache; wie viele und welche Kinder kommen."),
    "allocation": Sheet(name="Belegungen", what="Wen oder was ein Termin belegt: Haushalt, Person, Raum, Zeit."),
    "attendance": Sheet(
        name="Teilnahmen", what="Welcher Erwachsene zum Termin kommt, was er zugesagt und abgehakt hat."
    ),
    "reminder": Sheet(name="Erinnerungen", what="Wer wann an welchen Termin erinnert wird oder wurde."),
    "waitlist": Sheet(name="Warteliste", what="Wer auf einen Termin wartet, in welcher Sprache, an welchen Tagen."),
    "case": Sheet(
        name="Fälle", what="Was Mitarbeitende bearbeiten: Anliegen, Team, Stand, genannter Name und Telefon."
    ),
    "note": Sheet(name="Notizen", what="Was Mitarbeitende füreinander über eine Familie notieren."),
    "finder": Sheet(
        name="Suchmerkmale", what="Nummer, Telefon und Name nur als HMAC, damit eine Familie am Telefon gefunden wird."
    ),
    "link": Sheet(
        name="Einmal-Links",
        what="Führen aus Telegram auf die Chat-Seite, in dasselbe Gespräch.",
        kept=f"gültig {links.LASTS // MINUTE} Minuten; gelöscht beim Benutzen, mit dem nächsten Link, mit der Person",
    ),
    "recovery": Sheet(
        name="Wörter auf Karten",
        what="Fünf Wörter, nur als HMAC: Sie öffnen das Gespräch auf einem anderen Gerät oder führen in den Haushalt.",
        kept="bis zum Benutzen, bis zu den nächsten Wörtern oder bis zu ihrem Ende, spätestens mit der Person",
    ),
    "attempt": Sheet(
        name="Falsche Wörter",
        what="Zählt Wörter, die nichts öffnen, je Adresse und insgesamt, damit niemand raten kann.",
        kept=f"gezählt {attempts.HOUR // HOUR} Stunde; gelöscht beim nächsten Versuch danach, sonst in der Nacht",
    ),
    "outbox": Sheet(
        name="Postausgang",
        what="Welche Nachricht an Telegram noch zu senden ist; ohne ihre Worte.",
        kept=f"{retention.OUTBOX_DAYS} Tage nach dem Senden, spätestens mit der Person",
    ),
    "forum": Sheet(name="Themen der Gruppe", what="Was die Telegram-Gruppe der Mitarbeitenden von einem Fall zeigt."),
    "quarantine": Sheet(
        name="Nicht verarbeitete Eingänge", what="Nachrichten, die nicht gelesen werden konnten, für die Fehlersuche."
    ),
    "staff": Sheet(
        name="Konten",
        what="Wer sich am Desk anmelden darf, in welcher Rolle.",
        kept="solange das Konto besteht; das Programm sperrt Konten, es löscht sie nicht",
    ),
    "staff_team": Sheet(
        name="Teams der Konten",
        what="Wer woran arbeitet.",
        kept="solange das Konto besteht; das Programm sperrt Konten, es löscht sie nicht",
    ),
    "session": Sheet(
        name="Anmeldungen",
        what="Welcher Browser angemeldet ist.",
        kept=(
            f"{sessions.IDLE // MINUTE} Minuten ohne Klick, höchstens {sessions.ABSOLUTE // HOUR} Stunden; "
            "gelöscht beim Abmelden, sonst in der Nacht danach"
        ),
    ),
    "invitation": Sheet(
        name="Einladungen",
        what="Einmal-Links, mit denen ein Konto eingerichtet wird.",
        kept=f"gültig {sessions.INVITED // HOUR} Stunden; gelöscht beim Benutzen, sonst in der Nacht danach",
    ),
    "refusal": Sheet(
        name="Falsche Anmeldungen",
        what="Zählt falsche Passwörter je Konto und Internet-Adresse, beide nur als HMAC.",
        kept=(
            f"gezählt {refusals.FORGOTTEN // HOUR} Stunden; gelöscht bei der nächsten richtigen Anmeldung, "
            "sonst bei der nächsten falschen nach dieser Frist"
        ),
    ),
    "resource": Sheet(
        name="Kalender",
        what="Beratende, Dolmetschende und Räume: Name, Sprachen, Zeiten, Abwesenheiten.",
        kept="bis die Dienststelle sie löscht",
    ),
    "closure": Sheet(name="Schließtage", what="An welchen Tagen das Haus geschlossen ist."),
    "audit": Sheet(
        name="Protokoll der Zugriffe",
        what="Wer welchen Datensatz gesehen oder geändert hat; Kette von Prüfsummen.",
        kept="keine Löschung im Programm; die Frist legt die Dienststelle fest",
    ),
    "edit": Sheet(name="Geänderte Artikel", what="Alle Fassungen eines Artikels und wer sie geschrieben hat."),
    "learnt": Sheet(
        name="Gelernte Fragen", what="Fragen ohne Namen und Zahlen, von Leitenden gelesen und für die Suche behalten."
    ),
    "event": Sheet(
        name="Veranstaltungen",
        what="Was in der Stadt los ist, und wer es eingetragen hat.",
        kept="bis zum zweiten Tag nach der Veranstaltung",
    ),
    "unanswered": Sheet(
        name="Unbeantwortete Fragen",
        what="Fragen ohne Treffer, keiner Person zugeordnet; Namen und Zahlen maskiert, was nicht immer gelingt.",
        kept=f"{unanswered.KEPT_DAYS} Tage",
    ),
    "erasure": Sheet(
        name="Löschverzeichnis",
        what="Quittung und zufällige Nummer, damit nach dem Einspielen einer Sicherung erneut gelöscht wird.",
        kept="unbefristet",
    ),
    "received": Sheet(name="Schon verarbeitete Eingänge", what="Damit nichts zweimal geschieht; ohne Worte."),
    "due": Sheet(name="Fälliges", what="Was zu welcher Zeit geschieht.", kept="bis es geschehen ist"),
    "staff_group": Sheet(name="Telegram-Gruppe", what="Wohin Telegram die Gruppe der Mitarbeitenden verschoben hat."),
    "tally": Sheet(name="Zählungen", what="Was wie oft geschah, je Tag, Sprache und Thema."),
    "rating": Sheet(name="Bewertungen", what="Wie ein Gespräch war, je Tag und Sprache gezählt."),
    "helpful": Sheet(name="Hilfreiche Artikel", what="Wie oft ein Artikel half, je Tag und Sprache gezählt."),
}
ERASED = {
    Eraser.WITH_PERSON: "mit der Person",
    Eraser.WITH_HOUSEHOLD: "mit dem Haushalt",
    Eraser.WITH_ACCOUNT: "mit dem Konto",
    Eraser.NOTHING_PERSONAL: "nicht mit einer Person",
}
SEEN = {Exporter.MY_DATA: "„Meine Daten“", Exporter.NOT_SHOWN: "–"}
# Sealed with the key file itself, because it belongs to no known person, or opens what does.
UNDER_THE_KEY_FILE = frozenset(
    {
        "person.wrapped_key",
        "household.wrapped_key",
        "outbox.payload",
        "quarantine.body",
        "resource.body",
        "staff.totp",
        "unanswered.words",
    }
)
_HEAD = """# Aufbewahrung und Löschung

<!-- Nicht von Hand ändern: `lotse data-map > docs/datenschutz/aufbewahrung.md` schreibt diese Datei aus dem Code. -->

Jede Spalte der Datenbank, so wie sie im Programm steht (`bot/store/tables/`, `bot/store/columns.py`); der Zweck ist
der Wortlaut des Codes. Abgelaufenes wird jede Nacht nach drei Uhr gelöscht (`bot/clock.py`, `bot/store/retention.py`).

- **verschlüsselt**: *ja* = mit dem Schlüssel der Person oder ihres Haushalts; *Schlüsseldatei* = mit der
  Schlüsseldatei des Betriebs.
- **gelöscht**: *mit der Person* = wenn sie alles löscht, nach Ablauf der Frist oder mit `lotse erase`; ihr Schlüssel
  geht mit. *Nicht mit einer Person* = die Angabe gehört nach dem Code zu keiner Person.
- **sichtbar**: wo die betroffene Person die Angabe selbst sieht. Alles übrige gibt die Dienststelle auf Antrag
  (Art. 15 DSGVO).
"""


def kept_words(kept: Kept) -> dict[columns.Kept, str]:
    """Say in German how long each kind of data is kept."""
    return {
        columns.Kept.CONVERSATION: f"{kept.conversations} Tage nach dem letzten Wort der Person",
        columns.Kept.HOUSEHOLD: f"{kept.households} Tage nach dem letzten Kontakt, spätestens mit der letzten Person",
        columns.Kept.RECEIVED: f"{retention.RECEIVED_DAYS} Tage",
        columns.Kept.QUARANTINE: f"{kept.quarantine} Tage",
        columns.Kept.STAFF: "solange das Konto besteht",
        columns.Kept.HOUSE: "solange es gebraucht wird",
    }


def retention_table(kept: Kept) -> str:
    """Write the whole paper in Markdown."""
    chapters: dict[str, list[str]] = {title: [] for title in ("Familien", "Mitarbeitende", "Betrieb und Zählungen")}
    for name in TABLES:
        table = METADATA.tables[name]
        chapters[_about(table)].append("\n".join(_section(table, kept)))
    parts = [_HEAD]
    for title, sections in chapters.items():
        parts += [f"## {title}\n", *sections]
    return "\n".join([*parts, _beside(kept)])


def _about(table: Table) -> str:
    erasers = {column.info["map"].eraser for column in table.columns}
    if erasers - {Eraser.WITH_ACCOUNT, Eraser.NOTHING_PERSONAL}:
        return "Familien"
    return "Mitarbeitende" if erasers == {Eraser.WITH_ACCOUNT} else "Betrieb und Zählungen"


def _section(table: Table, kept: Kept) -> Iterator[str]:
    sheet, words = TABLES[table.name], kept_words(kept)
    yield f"### {sheet.name} (`{table.name}`)\n\n{sheet.what}\n"
    yield "| Spalte | Zweck | verschlüsselt | aufbewahrt | gelöscht | sichtbar |\n| --- | --- | --- | --- | --- | --- |"
    for column in table.columns:
        entry = column.info["map"]
        cells = (
            f"`{column.name}`", entry.purpose, _sealed(str(column), sealed=entry.sealed),
            sheet.kept or words[entry.kept], ERASED[entry.eraser], SEEN[entry.exporter],
        )  # fmt: skip
        yield f"| {' | '.join(cells)} |"
    yield ""


def _sealed(column: str, *, sealed: bool) -> str:
    if column in UNDER_THE_KEY_FILE:
        return "Schlüsseldatei"
    return "ja" if sealed else "–"


def _beside(kept: Kept) -> str:
    """Say what is kept outside the tables."""
    rows = (
        ("Protokolldateien, ohne Namen, Texte und Chat-Nummern", f"{logs.KEPT_DAYS} Tage", "bot/logs.py"),
        ("Sicherungen, verschlüsselt", f"{Settings.model_fields['backup_days'].default} Tage", "lotse backup"),
        (
            "Übersetzungen einer Maschine, im Arbeitsspeicher",
            f"{machine.HOUR // HOUR} Stunde",
            "bot/machine/machine.py",
        ),
        ("Dass gerade jemand schreibt, im Arbeitsspeicher", f"{hands.LASTS // 1000} Sekunden", "bot/hands.py"),
        (
            "Die letzte Nachricht, vereinfacht zum Vergleichen, im Arbeitsspeicher",
            "bis zur nächsten",
            "knowledge/normalise.py",
        ),
        ("Internet-Adressen, im Arbeitsspeicher", "bis sie verdrängt werden oder zum Neustart", "bot/web/limits.py"),
        ("Kennung des Browsers (Cookie `lotse`)", f"{kept.conversations} Tage", "bot/web/cookie.py"),
        (
            "Was eine Kollegin zu schreiben begonnen hat, nur in ihrem Browserfenster",
            "bis es gesendet oder gelöscht ist, sie sich abmeldet oder das Fenster schließt",
            "bot/desk/static/drafts.js",
        ),
        ("Noch nicht Gesendetes, nur auf dem Gerät", "bis es gesendet ist", "bot/web/static/outbox.js"),
    )
    lines = [f"| {what} | {how_long} | `{where}` |" for what, how_long, where in rows]
    return "\n".join(["## Außerhalb der Tabellen\n", "| was | wie lange | wo |", "| --- | --- | --- |", *lines, ""])
