"""Take the pictures of docs/pictures from the real house: two languages on phone and desktop, all on a small phone."""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.conftest import ARGS, Visit, say
from tests.browser.whole_house import ROOT, whole_house
from tests.chromium import path
from translations import LOCALES

SIZES = {"phone": (360, 740), "desktop": (1280, 800)}
SMALL = (320, 640)
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


def take_all(browser: Browser, address: str, folder: Path) -> None:
    """Take a picture of the menu in every language, on the smallest phone."""
    folder.mkdir(exist_ok=True)
    width, height = SMALL
    for locale in LOCALES:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        Visit(context=context, url=address).chat(locale).screenshot(path=folder / f"{locale}.png")
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
        take_all(browser, address, folder / "languages")
        browser.close()


if __name__ == "__main__":
    main()
