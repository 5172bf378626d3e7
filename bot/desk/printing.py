"""Write a page as a tagged PDF (PDF/UA): screen readers and archives can read it, whatever script it is in."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from types import ModuleType

_CSS = Path(__file__).parent / "static" / "sheet.css"
# Letters that the fonts of many servers do not have; the chat page brings them along.
_FONTS = Path(__file__).parents[1] / "web" / "static"


def as_pdf(html: str) -> bytes | None:
    """Return the page as a PDF; None where this machine has no library that sets text (Pango)."""
    writer = _writer()
    if writer is None:
        return None
    fonts = writer.text.fonts.FontConfiguration()
    style = _CSS.read_text(encoding="utf-8").replace("FONTS", _FONTS.as_uri())
    sheet = writer.CSS(string=style, font_config=fonts, url_fetcher=_only_fonts)
    page = writer.HTML(string=html, url_fetcher=_only_fonts)
    pdf: bytes = page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1")
    return pdf


def _only_fonts(url: str, *_args: Any, **_options: Any) -> Any:
    """Fetch our own fonts and nothing else, whatever a family has written."""
    if not url.startswith(_FONTS.as_uri()):
        raise ValueError("Nothing is fetched for a sheet.")
    from weasyprint import default_url_fetcher

    return default_url_fetcher(url)


@cache
def _writer() -> ModuleType | None:
    try:
        import weasyprint
        import weasyprint.text.fonts
    except OSError:
        return None
    module: ModuleType = weasyprint
    return module
