"""`lotse run --role`: what each says when it runs, and what it cannot do."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest

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


@pytest.mark.parametrize(
    ("role", "said"), [("sender", "LOTSE_TELEGRAM_TOKEN is not set"), ("cook", "There is no role cook")]
)
def test_a_role_that_cannot_be_is_one_clear_line(tmp_path, role, said):
    with _run(tmp_path, role) as process:
        _out, errors = process.communicate(timeout=30)
    assert process.returncode != 0
    assert said in errors
    assert "Traceback" not in errors
