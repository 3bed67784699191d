"""What was worked out once, and what it cost, however many threads ask for it."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Lock, RLock
from typing import TypeVar

T = TypeVar("T")


class Memory:
    """Results by key; whoever asks for one that is being worked out waits for it."""

    def __init__(self) -> None:
        self._known: dict[object, object] = {}
        self._turns: dict[object, RLock] = {}
        self._lock = Lock()

    def once(self, key: object, work: Callable[[], T]) -> T:
        """What the work gives, done when first asked for."""
        with self._turn(key):
            if key not in self._known:
                self._known[key] = work()
            return self._known[key]  # type: ignore[return-value]

    def grown(self, key: object, grow: Callable[[T | None], T]) -> T:
        """What is known under a key, or nothing, made into what is asked for, and remembered."""
        with self._turn(key):
            known = grow(self._known.get(key))  # type: ignore[arg-type]
            self._known[key] = known
            return known

    def get(self, key: object) -> object | None:
        """What is known under a key, if anything is."""
        return self._known.get(key)

    def _turn(self, key: object) -> RLock:
        with self._lock:
            return self._turns.setdefault(key, RLock())


class Account:
    """How many solutions were made, and the seconds of processor time spent on what."""

    def __init__(self) -> None:
        self.solves = 0
        self.spent: dict[str, float] = {}
        self._lock = Lock()

    @contextmanager
    def solving(self, what: str, solves: int = 1) -> Iterator[None]:
        """Counts solutions, and the time that this thread spends on them inside."""
        begin = time.thread_time()
        try:
            yield
        finally:
            self.count(solves)
            self._add(what, time.thread_time() - begin)

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Adds the time that all threads spend while it lasts."""
        begin = time.process_time()
        try:
            yield
        finally:
            self._add(what, time.process_time() - begin)

    def count(self, solves: int) -> None:
        """Counts further solutions."""
        with self._lock:
            self.solves += solves

    def _add(self, what: str, seconds: float) -> None:
        with self._lock:
            self.spent[what] = self.spent.get(what, 0.0) + seconds
