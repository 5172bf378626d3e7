"""Take the pictures of docs/pictures from the real house: German and Arabic, phone and desktop."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import ARGS, Visit, say
from tests.browser.whole_house import ROOT, whole_house
from tests.chromium import path

SIZES = {"phone": (360, 740), "desktop": (1280, 800)}
QUESTIONS = {"de": "Mein Kind braucht eine Schule", "ar": "أريد مدرسة لابنتي"}


def take(browser: Browser, address: str, folder: Path) -> None:
    """Walk to the menu and to an answer, and take a picture of each."""
    for size, (width, height) in SIZES.items():
        for locale, question in QUESTIONS.items():
            context = browser.new_context(
                viewport={"width": width, "height": height}, device_scale_factor=1, reduced_motion="reduce"
            )
            page = Visit(context=context, url=address).chat(locale)
            page.screenshot(path=folder / f"{size}-{locale}-menu.png")
            say(page, question)
            expect(page.locator(".message.newest h3").first).to_be_visible()
            page.screenshot(path=folder / f"{size}-{locale}-answer.png")
            context.close()


def main() -> None:
    folder = ROOT / "docs" / "pictures"
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        whole_house(Path(data)) as address,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=path(), args=ARGS)
        take(browser, address, folder)
        browser.close()


if __name__ == "__main__":
    main()
