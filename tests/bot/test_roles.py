"""`lotse run --role`: what each says when it runs, and what it cannot do."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys

import pytest
from sqlalchemy import func, select

from bot.opening import open_store
from bot.settings import Settings
from bot.store import sessions
from bot.store.tables import invitation
from bot.wiring import wall_clock
from tests import learnt


def _run(folder, role, **settings):
    learnt.give(folder)
    env = {name: value for name, value in os.environ.items() if not name.startswith("LOTSE_")}
    env |= {"LOTSE_DATA_DIR": str(folder), "LOTSE_PORT": "0", **settings}
    return subprocess.Popen(
        [sys.executable, "-m", "bot", "run", "--role", role], env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        text=True,
    )  # fmt: skip


def test_a_process_without_pages_says_that_it_runs_and_ends_when_asked(tmp_path):
    with _run(tmp_path, "clock") as process:
        assert process.stdout.readline() == "Lotse runs as clock. Stop with Ctrl-C.\n"
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0


def _first_link(folder):
    with _run(folder, "web", LOTSE_PUBLIC_URL="https://lotse.example/") as process:
        said = next(line for line in process.stdout if line.startswith("First sign-in"))
        process.send_signal(signal.SIGTERM)
    return re.search(r"https://lotse\.example/desk/setup/(\S+)", said)[1]


def test_the_first_link_leads_where_people_reach_the_house_and_a_process_without_pages_takes_none_away(tmp_path):
    token = _first_link(tmp_path)
    with _run(tmp_path, "clock") as process:
        process.stdout.readline()
        process.send_signal(signal.SIGTERM)
    door, _vault = open_store(Settings(data_dir=tmp_path))
    with door.read() as conn:
        assert sessions.invited(conn, token, wall_clock())
        assert conn.execute(select(func.count()).select_from(invitation)).scalar() == 1
    door.close()


@pytest.mark.parametrize(
    ("role", "said"), [("sender", "LOTSE_TELEGRAM_TOKEN is not set"), ("cook", "There is no role cook")]
)
def test_a_role_that_cannot_be_is_one_clear_line(tmp_path, role, said):
    with _run(tmp_path, role) as process:
        _out, errors = process.communicate(timeout=30)
    assert process.returncode != 0
    assert said in errors
    assert "Traceback" not in errors
