"""Independent pieces of work, several at a time.

Solving is compiled code that lets other threads run. Results come in the order of what is worked
on, so the number of threads changes nothing but the time. Work that is itself a part of such work
is done one piece after the other: there are never more threads than asked for.
"""

from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import current_thread
from typing import TypeVar

S = TypeVar("S")
T = TypeVar("T")

_NAME = "crew"


def side_by_side(work: Callable[[S], T], items: Iterable[S], workers: int) -> Iterator[T]:
    """What the work makes of every item, in order."""
    if workers == 1 or current_thread().name.startswith(_NAME):
        yield from map(work, items)
        return
    with ThreadPoolExecutor(workers, thread_name_prefix=_NAME) as pool:
        yield from pool.map(work, items)
