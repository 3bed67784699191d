"""Notice of loops being compiled: once on each machine, at the first call, for seconds each."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from numba.core.event import Event, Listener, install_listener


class _Ear(Listener):
    """Passes on that something begins."""

    def __init__(self, tell: Callable[[], None]) -> None:
        self._tell = tell

    def on_start(self, _event: Event) -> None:
        self._tell()

    def on_end(self, _event: Event) -> None:
        """Nothing: what comes next tells of itself."""


@contextmanager
def told_of_compiling(tell: Callable[[], None]) -> Iterator[None]:
    """Call `tell` whenever a loop begins to be compiled; one that was kept is not compiled."""
    with install_listener("numba:compile", _Ear(tell)):
        yield
