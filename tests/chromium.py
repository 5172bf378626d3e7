"""Find Chromium, or install Debian's: the browser tests need it."""

from __future__ import annotations

import shutil
import subprocess
import sys

NAMES = ("chromium", "chromium-browser", "google-chrome")


def path() -> str | None:
    """Return where the browser is."""
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def install() -> None:
    """Install the browser and the fonts of the languages; needs root on a Debian machine."""
    for command in (
        ["apt-get", "update", "-qq"],
        ["apt-get", "install", "-y", "-qq", "chromium", "fonts-noto-core", "fonts-noto-color-emoji"],
    ):
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    if path() is None:
        print("Chromium is not here; installing Debian's.")
        install()
    if path() is None:
        sys.exit("Chromium could not be installed. Please install it, then run the tests again.")
