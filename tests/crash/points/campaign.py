"""One place after another: the plug is pulled there, a new house starts, whoever acted acts again."""

from __future__ import annotations

import gc
import math
import time
from collections import Counter
from dataclasses import dataclass, field
from random import Random
from typing import TYPE_CHECKING, Any

from bot import wiring
from bot.store.ledger import Ledger, known
from tests import learnt
from tests.crash.points import clockwork, colleague, turns
from tests.crash.points.census import Census, census, half_done, told_apart
from tests.crash.points.ground import Ground
from tests.crash.points.plug import Plug
from tests.crash.points.process import apart
from tests.crash.points.stage import START, staged

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from pathlib import Path

    from tests.crash.points.stage import Act

WARM = ("asks", "begins", "replies", "books", "closes_a_day", "reminds")
KINDS = {**turns.KINDS, **colleague.KINDS, **clockwork.KINDS}


@dataclass(kw_only=True)
class Report:
    """What a campaign found, with its denominators."""

    points: int = 0
    # Of these, how often the process had acknowledged before it died.
    acknowledged: int = 0
    scenes: int = 0
    # The places in the code's own order, of each kind: how many different ones there were.
    places: set[tuple[str, int, str]] = field(default_factory=set)
    points_of: Counter[str] = field(default_factory=Counter)
    # What could not even be done undisturbed.
    unset: list[str] = field(default_factory=list)
    # kind, seed, place and what was wrong there.
    found: list[str] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Scene:
    """What is done in one state of one house, and what comes of it undisturbed."""

    kind: str
    seed: int
    act: Act
    # What the process comes by, in order; after the last it has acknowledged.
    places: list[str]
    # What stands in the store before, and after each commit; the last is what must come of it.
    states: list[Census]

    @property
    def name(self) -> str:
        return f"{self.kind} (seed {self.seed})"


def set_stage(ground: Ground, kind: str, seed: int, fault: Callable[[], None] | None = None) -> Scene:
    """Bring a house to where something is done, keep that, and do it undisturbed. Raises RuntimeError."""
    ground.clear()

    def prepare(_tell: Any) -> Act:
        with staged(ground.url, ground.work, START) as stage:
            return KINDS[kind](stage, Random(f"{kind} {seed}"))

    ended = apart(prepare)
    if ended.fault:
        raise RuntimeError(f"{kind} (seed {seed}) cannot be set: {ended.fault}")
    act = ended.returned
    ground.keep()

    def rehearse(_tell: Any) -> tuple[list[str], list[Census]]:
        plug = Plug()
        plug.fit()
        if fault:
            fault()
        with staged(ground.url, ground.work, act.at) as stage:
            states = [census(stage.lotse.door)]
            plug.arm(after_commit=lambda: states.append(census(stage.lotse.door)))
            act.do(stage)
            plug.disarm()
            states.append(census(stage.lotse.door))
        return plug.places, states

    ended = apart(rehearse)
    if ended.fault:
        raise RuntimeError(f"{kind} (seed {seed}) cannot be done: {ended.fault}")
    places, states = ended.returned
    return Scene(kind=kind, seed=seed, act=act, places=places, states=states)


def pull(ground: Ground, scene: Scene, place: int, fault: Callable[[], None] | None = None) -> tuple[bool, list[str]]:
    """Pull the plug at one place; return whether it had been acknowledged, and what is wrong afterwards."""
    ground.put_back()
    act = scene.act

    def die(tell: Any) -> None:
        plug = Plug()
        plug.fit()
        if fault:
            fault()
        with staged(ground.url, ground.work, act.at) as stage:
            plug.arm(place)
            if act.acknowledges_first:
                tell("acknowledged")
            act.do(stage)
            tell("acknowledged")
            plug.place("acknowledged")
        # A place of a longer way than the rehearsed one: then it dies here.
        while True:
            plug.place("the end")

    died = apart(die)

    def again(_tell: Any) -> list[str]:
        if fault:
            fault()
        found = []
        with staged(ground.url, ground.work, act.at) as stage:
            here, door = census(stage.lotse.door), stage.lotse.door
            found += [f"half done: {what}" for what in half_done(door)]
            if died.told and (wrong := told_apart(here, scene.states[-1])):
                found.append(f"acknowledged, but not there: {wrong}")
            if here not in scene.states:
                found.append(f"neither before nor after: {told_apart(here, scene.states[0])}")
            act.do(stage)
            if wrong := told_apart(census(door), scene.states[-1]):
                found.append(f"done again, then wrong: {wrong}")
            found += [f"half done at the end: {what}" for what in half_done(door)]
            with door.read() as conn:
                erased = {one.receipt for one in known(conn)}
            if beside := erased - {one.receipt for one in Ledger(stage.lotse.settings.erasures).read()}:
                found.append(f"{len(beside)} erasures are not in the ledger")
        return found

    wrong = [] if died.killed else [f"did not die: {died.fault}"]
    after = apart(again)
    if after.fault:
        wrong.append(f"a new house: {after.fault.strip().splitlines()[-1]}")
    return bool(died.told), wrong + (after.returned or [])


def scenes(ground: Ground, kinds: Iterable[str], seed: int, unset: list[str]) -> Iterable[Scene]:
    """Set one scene of each kind after the other, for ever; what cannot be set goes into a list."""
    kinds = list(kinds)
    while True:
        for kind in kinds:
            try:
                yield set_stage(ground, kind, seed)
            except RuntimeError as error:
                unset.append(str(error))
        seed += 1


def run(
    ground: Ground, *, points: int, seed: int, kinds: Iterable[str] = KINDS, every: int = 1, until: float = math.inf
) -> Report:
    """Pull the plug so many times: at each, or each so-manieth, place of one scene after another."""
    report = Report()
    for scene in scenes(ground, kinds, seed, report.unset):
        report.scenes += 1
        chance = Random(f"{scene.kind} {scene.seed}")
        for place in range(chance.randrange(every), len(scene.places) + 1, every):
            acknowledged, wrong = pull(ground, scene, place)
            what = [*scene.places, "acknowledged"][place]
            report.points += 1
            report.acknowledged += acknowledged
            report.points_of[scene.kind] += 1
            report.places.add((scene.kind, place, what))
            report.found += [f"{scene.name}, place {place} ({what}): {one}" for one in wrong]
            if report.points >= points or time.monotonic() > until:
                return report
    return report


def ready(folder: Path, kinds: Iterable[str] = WARM) -> None:
    """Load and learn once what every house needs: houses in copies of this process have it then."""
    library = learnt.library()
    wiring.load_library = lambda *_: library  # type: ignore[assignment]
    ground = Ground(folder)
    for kind in kinds:
        ground.clear()
        with staged(ground.url, ground.work, START) as stage:
            stage.now(KINDS[kind](stage, Random(kind)))
            census(stage.lotse.door)
            half_done(stage.lotse.door)
    ground.clear()
    gc.collect()
    gc.freeze()
