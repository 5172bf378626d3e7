"""Colleagues before the real desk, each in a browser of her own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pyotp
from axe_playwright_python.sync_playwright import Axe

from tests.browser.whole_house import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

# Where pictures are left for whoever wants to look at the pages: LOTSE_TEST_PICTURES names a folder.
PICTURES = os.environ.get("LOTSE_TEST_PICTURES", "")
# On a phone the heads of a table are hidden: what a cell with nothing but a number or a word for yes and no says.
_UNNAMED = """
    [...document.querySelectorAll('.list:not(.answers)')].filter(list => getComputedStyle(list).display === 'block')
    .filter(list => list.querySelectorAll('thead th').length > 2)
    .flatMap(list => [...list.querySelectorAll('td')].map(cell => cell.innerText.trim()))
    .filter(said => /^([\\d.,]+|–|ja|nein|yes|no)$/.test(said))
"""
PASSWORD = "many words are easy to keep"


@dataclass
class Seat:
    """Sit at the desk."""

    page: Page
    # What the browser complained about, and what a foreign script would have done.
    complaints: list[str] = field(default_factory=list)

    def watch(self) -> Seat:
        # Wrong answers (409, 404) are told to the person; a browser notes them, too.
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on(
            "dialog", lambda dialog: (self.complaints.append(f"a script ran: {dialog.message}"), dialog.dismiss())
        )
        self.page.on("console", lambda said: self._heard(said.text))
        return self

    def _heard(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.complaints.append(text)

    def open_first(self, view: str = "queue") -> str:
        """Open the first case of a list."""
        return self._open(view, 0)

    def open_last(self, view: str = "queue") -> str:
        """Open the last case of a list."""
        return self._open(view, -1)

    def _open(self, view: str, which: int) -> str:
        self.page.goto(re.sub(r"/desk.*", f"/desk/cases/{view}", self.page.url))
        self.page.locator(".list a").nth(which).click()
        self.page.locator("[role=log]").wait_for()
        return self.page.url


def invite(folder: Path, login: str, *options: str) -> str:
    """Make an account on the command line and return its one-time link."""
    given = {**os.environ, "LOTSE_DATA_DIR": str(folder), "LOTSE_TELEGRAM_TOKEN": ""}
    command = [sys.executable, "-m", "bot", "staff", "add", login, *options]
    said = subprocess.run(command, cwd=ROOT, env=given, capture_output=True, text=True, check=True).stdout
    return re.search(r"/desk/setup/\S+", said)[0]


def sit_down(
    browser: Browser, address: str, folder: Path, name: str, *options: str, locale: str = "en", width: int = 1280
) -> Seat:
    """Let a new colleague in, from her invitation to the queue."""
    login = f"{name.lower()}@example.org"
    link = invite(folder, login, "--name", name, *options)
    context = browser.new_context(viewport={"width": width, "height": 900}, locale=locale, reduced_motion="reduce")
    context.set_default_timeout(15_000)
    seat = Seat(context.new_page()).watch()
    page = seat.page
    page.goto(address + link)
    page.fill("#password", PASSWORD)
    page.fill("#again", PASSWORD)
    page.locator("button.main").click()
    page.fill("#login", login)
    page.fill("#password", PASSWORD)
    page.locator("button.main").click()
    if "administrator" in options:
        page.fill("#code", pyotp.TOTP(page.locator("code").inner_text()).now())
        page.locator("button.main").click()
    page.locator("nav").wait_for()
    if locale == "en":
        page.goto(f"{address}/desk/me")
        page.select_option("#language", "en")
        page.locator("button.main").click()
    return seat


def look(page: Page, name: str) -> None:
    """See whether a page has barriers, and leave a picture of it."""
    found = Axe().run(page, options={"resultTypes": ["violations"]})
    assert found.violations_count == 0, f"{name}: {found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{name}: wider than the screen"
    assert page.evaluate(_UNNAMED) == [], f"{name}: a number or a yes stands there, and nobody knows of what"
    if PICTURES:
        file = re.sub(r"\W+", "-", name).strip("-")
        page.screenshot(path=f"{PICTURES}/{file}.png", full_page=not name.startswith("chat"))
