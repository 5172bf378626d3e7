"""Learning apart gives what learning here gives, and keeps it."""

from __future__ import annotations

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor

import pytest

from knowledge import learning
from knowledge.classifier import Classifier

PAIRS = [
    ("school", "a school for my child"),
    ("school", "school place"),
    ("doctor", "a doctor for my child"),
    ("none", "hello"),
] * 2


def test_what_is_learnt_apart_is_what_is_learnt_here():
    apart, here = learning.learn(PAIRS), Classifier.train(PAIRS)
    for asked in ("school", "doctor", "my child"):
        assert apart.scores(asked) == here.scores(asked)


def test_a_house_that_is_stopped_leaves_nobody_learning(tmp_path):
    begun, slow = tmp_path / "begun", tmp_path / "slow"
    slow.write_text(f"#!/bin/sh\ntouch {begun}\nexec sleep 600\n")
    slow.chmod(0o700)
    house = f"""
import pathlib, sys, threading, time
from knowledge import learning

sys.executable = "{slow}"
threading.Thread(target=learning.learn, args=([],), daemon=True).start()
while not pathlib.Path("{begun}").exists():
    time.sleep(0.01)
"""
    # Whoever is left holds this pipe open, and it does not end in time.
    subprocess.run([sys.executable, "-c", house], stderr=subprocess.PIPE, check=True, timeout=90)


def test_it_is_learnt_once_and_a_broken_file_is_made_anew(tmp_path, monkeypatch):
    made = Classifier.cached(PAIRS, tmp_path, "topics")
    [file] = tmp_path.glob("topics-*.bin")
    with monkeypatch.context() as nobody:
        nobody.setattr(learning, "learn", lambda _pairs: pytest.fail("it was learnt already"))
        assert Classifier.cached(PAIRS, tmp_path, "topics").scores("school") == made.scores("school")
    file.write_bytes(b"torn")
    assert Classifier.cached(PAIRS, tmp_path, "topics").scores("school") == made.scores("school")


def test_other_phrases_are_learnt_anew_and_the_old_file_goes(tmp_path):
    Classifier.cached(PAIRS, tmp_path, "topics")
    Classifier.cached([*PAIRS, ("doctor", "hospital")], tmp_path, "topics")
    assert len(list(tmp_path.glob("topics-*.bin"))) == 1


def test_of_many_that_start_at_once_one_learns_and_the_others_read(tmp_path, monkeypatch):
    ready, learnt, learn = threading.Barrier(4), [], learning.learn
    monkeypatch.setattr(learning, "learn", lambda pairs: learnt.append(len(pairs)) or learn(pairs))

    def start():
        ready.wait(10)
        return Classifier.cached(PAIRS, tmp_path, "topics").scores("school")

    with ThreadPoolExecutor(4) as processes:
        scores = [started.result(60) for started in [processes.submit(start) for _process in range(4)]]
    assert scores == [scores[0]] * 4
    assert learnt == [len(PAIRS)]


def test_a_folder_that_cannot_be_written_keeps_nobody_from_learning(tmp_path):
    (tmp_path / "full").write_text("this is no folder")
    assert Classifier.cached(PAIRS, tmp_path / "full", "topics").scores("school")
