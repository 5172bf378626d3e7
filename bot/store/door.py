"""The one door for writing: nothing is committed anywhere else (design §4)."""

from __future__ import annotations

import asyncio
import queue
import threading
from abc import ABC, abstractmethod
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from bot.store import waiting

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlalchemy import Connection, Engine

T = TypeVar("T")

# So many turns share a commit at most; a commit costs more than a turn (measurements.md).
GROUP = 64
# Threads that write on PostgreSQL; what belongs to one conversation goes to one of them, in order.
LANES = 4
# How often a transaction is tried again that lost against another (serialisation, deadlock).
ATTEMPTS = 4
RETRYABLE = ("40001", "40P01")


class Door(ABC):
    """Write in transactions, read beside them."""

    def __init__(self, readers: Engine) -> None:
        self._readers = readers

    @abstractmethod
    def submit(self, fn: Callable[[Connection], T], lane: int = 0) -> Future[T]:
        """Run fn in a transaction of its own; what shares a lane runs in the order of submission."""

    async def write(self, fn: Callable[[Connection], T], lane: int = 0) -> T:
        """Return what fn returned, after its effect is committed; raise what fn raised, after it is rolled back."""
        return await asyncio.wrap_future(self.submit(fn, lane))

    def write_now(self, fn: Callable[[Connection], T]) -> T:
        """Write from a thread or the command line."""
        return self.submit(fn).result()

    @contextmanager
    def read(self) -> Iterator[Connection]:
        """Give a connection that only reads."""
        with self._readers.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """Give a connection that only reads, and sees everything as it is at one moment."""
        with self.read() as connection:
            yield connection

    @abstractmethod
    def wait_for_older(self) -> None:
        """Wait until every transaction that has begun to write before now has ended; blocks.

        Raises StoreError where one does not end.
        """

    @abstractmethod
    def scrub(self) -> None:
        """Remove what erased rows left behind in the database's files, as far as the database can; blocks."""

    @property
    @abstractmethod
    def writer(self) -> Engine:
        """The engine behind the door: for migrations, before anything else runs."""

    @abstractmethod
    def close(self) -> None:
        """Finish what was submitted and let go of the database."""


@dataclass(slots=True)
class _Job:
    fn: Callable[[Connection], Any]
    # Who waits: a coroutine of this loop, or a thread where there is none.
    future: asyncio.Future[Any] | Future[Any]
    loop: asyncio.AbstractEventLoop | None = None
    result: Any = None
    failed: BaseException | None = None

    def tell(self) -> None:
        """Let whoever waits go on; in a loop's own thread where it waits there."""
        if self.future.cancelled():
            return
        if self.failed is not None:
            self.future.set_exception(self.failed)
        else:
            self.future.set_result(self.result)


class SqliteDoor(Door):
    """One writer thread: what arrives while a group commits goes into the next one."""

    def __init__(self, writer: Engine, readers: Engine) -> None:
        super().__init__(readers)
        self._writer = writer
        self._jobs: queue.SimpleQueue[_Job | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._work, name="store-writer", daemon=True)
        self._thread.start()

    @property
    def writer(self) -> Engine:
        return self._writer

    def submit(self, fn: Callable[[Connection], T], lane: int = 0) -> Future[T]:
        del lane
        future: Future[T] = Future()
        future.set_running_or_notify_cancel()
        self._jobs.put(_Job(fn, future))
        return future

    async def write(self, fn: Callable[[Connection], T], lane: int = 0) -> T:
        """Write like every door; futures of the loop itself are cheaper than those of threads."""
        del lane
        loop = asyncio.get_running_loop()
        future: asyncio.Future[T] = loop.create_future()
        self._jobs.put(_Job(fn, future, loop))
        return await future

    def wait_for_older(self) -> None:
        # There is one writer at a time.
        self.write_now(lambda _conn: None)

    def scrub(self) -> None:
        # Erased pages are overwritten (secure_delete), but the log still holds them as they were (lessons.md).
        self._readers.dispose()
        with self._readers.connect() as connection:
            connection.exec_driver_sql("ROLLBACK")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        self._jobs.put(None)
        self._thread.join()
        self._writer.dispose()
        self._readers.dispose()

    def _work(self) -> None:
        open_ = True
        while open_:
            job = self._jobs.get()
            group: list[_Job] = []
            while job is not None:
                group.append(job)
                if len(group) >= GROUP or self._jobs.empty():
                    break
                job = self._jobs.get()
            open_ = job is not None
            if group:
                _commit(group, self._writer)


def _commit(group: list[_Job], engine: Engine) -> None:
    try:
        with engine.begin() as connection:
            for job in group:
                _run_under_savepoint(job, connection)
    except BaseException as error:  # noqa: BLE001  (Whatever kept the group from committing is told to all of it.)
        for job in group:
            job.failed = error
    _tell(group)


def _tell(group: list[_Job]) -> None:
    """Tell everybody; each loop is woken once for all of its jobs."""
    loops = {job.loop for job in group}
    for loop in loops:
        jobs = [job for job in group if job.loop is loop]
        if loop is None:
            _tell_each(jobs)
        elif not loop.is_closed():
            loop.call_soon_threadsafe(_tell_each, jobs)


def _tell_each(jobs: list[_Job]) -> None:
    for job in jobs:
        job.tell()


def _run_under_savepoint(job: _Job, connection: Connection) -> None:
    driver: Any = connection.connection.driver_connection
    driver.execute("SAVEPOINT job")
    try:
        job.result = job.fn(connection)
    except Exception as error:
        # The job's own caller hears it; the others of the group go on.
        job.failed = error
        if not driver.in_transaction:
            # SQLite gave up the whole transaction (a full disk): nobody's work is kept.
            raise
        driver.execute("ROLLBACK TO job")
    driver.execute("RELEASE job")


# The tables that hold keys and what finds addresses.
KEYED = ("person", "address", "finder", "household", "quarantine")


class PostgresDoor(Door):
    """A few threads, each with a pooled transaction; lanes keep order within a conversation."""

    def __init__(self, engine: Engine) -> None:
        super().__init__(engine.execution_options(postgresql_readonly=True))
        self._writer = engine
        self._lanes = [ThreadPoolExecutor(1, thread_name_prefix=f"store-writer-{n}") for n in range(LANES)]

    @property
    def writer(self) -> Engine:
        return self._writer

    def submit(self, fn: Callable[[Connection], T], lane: int = 0) -> Future[T]:
        return self._lanes[lane % LANES].submit(self._run, fn)

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        engine = self._readers.execution_options(isolation_level="REPEATABLE READ")
        with engine.connect() as connection, connection.begin():
            yield connection

    def wait_for_older(self) -> None:
        with self._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            waiting.until_ended(connection)

    def scrub(self) -> None:
        # VACUUM frees the room of dead rows without overwriting it, so the tables that hold keys and what finds
        # addresses are written anew; all else was sealed with the key that is gone. PostgreSQL's own write-ahead log
        # keeps both until it is recycled (docs/operating.md).
        with self._writer.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            waiting.until_unseen(connection)
            for name in KEYED:
                # A database of an older schema does not have all of them yet.
                if connection.exec_driver_sql("SELECT to_regclass(%(name)s)", {"name": name}).scalar():
                    connection.exec_driver_sql(f"VACUUM (FULL) {name}")
            connection.exec_driver_sql("VACUUM")

    def close(self) -> None:
        for lane in self._lanes:
            lane.shutdown(wait=True)
        self._writer.dispose()

    def _run(self, fn: Callable[[Connection], T]) -> T:
        for attempt in range(1, ATTEMPTS + 1):
            try:
                with self._writer.begin() as connection:
                    return fn(connection)
            except Exception as error:
                # Hot statements raise the driver's own errors, the others SQLAlchemy's around them.
                state = getattr(getattr(error, "orig", error), "sqlstate", "")
                if attempt == ATTEMPTS or state not in RETRYABLE:
                    raise
        raise AssertionError("The last attempt returns or raises.")
