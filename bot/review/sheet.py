"""The table for reviewers who know no PO: one row a text, with a column to put an x in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from openpyxl import Workbook, load_workbook
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.utils import get_column_letter

from bot.review.store import Reviewed

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from bot.review.rows import Row

_COLUMNS = ("Schlüssel", "Stand", "Wo", "Deutsch", "Englisch", "Übersetzung", "Richtig? (x)", "Zustand")
_WIDTHS = (4, 4, 30, 60, 50, 60, 12, 24)
_KEY, _VERSION, _TEXT, _RIGHT = 0, 1, 5, 6
_TO_WRITE = (_TEXT, _RIGHT)


def write_sheet(path: Path, lang: str, rows: Iterable[Row], *, right_to_left: bool) -> None:
    """Write the table; only the translation and the x can be changed, key and version are hidden."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = lang
    sheet.append(_COLUMNS)
    for row in rows:
        state = f"{row.state}; Deutsch geändert" if row.outdated else row.state
        sheet.append((row.key, row.version, row.where, row.german, row.english, row.written, "", state))
    for number, width in enumerate(_WIDTHS):
        column = sheet.column_dimensions[get_column_letter(number + 1)]
        column.width, column.hidden = width, number in (_KEY, _VERSION)
    for line in sheet.iter_rows():
        for place, cell in enumerate(line):
            # A text that begins with = or + is a text.
            cell.data_type = "s"
            cell.alignment = Alignment(
                wrap_text=True, vertical="top", readingOrder=2 if right_to_left and place == _TEXT else 0
            )
            cell.protection = Protection(locked=place not in _TO_WRITE or cell.row == 1)
    for cell in sheet[1]:
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="DDE7EE")
    sheet.freeze_panes = "A2"
    sheet.protection.sheet = True
    sheet.protection.formatColumns = sheet.protection.formatRows = False
    book.save(path)


def read_sheet(path: Path) -> tuple[str, list[Reviewed]]:
    """Return the language and what stands in the table now."""
    book = load_workbook(path, read_only=True)
    sheet = book.worksheets[0]
    reviews = []
    for line in sheet.iter_rows(min_row=2, max_col=len(_COLUMNS), values_only=True):
        cells = ["" if cell is None else str(cell) for cell in line]
        if cells[_KEY]:
            accepted = bool(cells[_RIGHT].strip())
            reviews.append(Reviewed(key=cells[_KEY], text=cells[_TEXT], accepted=accepted, version=cells[_VERSION]))
    return sheet.title, reviews
