"""Progress on the terminal: one line, drawn over, only where a person looks."""

import sys
import time
from contextlib import ExitStack
from types import TracebackType
from typing import Self

import click

from detente.methods.compiling import told_of_compiling

WIDTH = 78
PATIENCE = 0.1


class Line:
    """Says on standard error what is being done; silent off a terminal, or when quiet.

    With `with`, it also tells of loops that are compiled, and leaves an empty line behind.
    """

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._last = 0.0
        self._begin = time.monotonic()
        self._open = ExitStack()

    def __enter__(self) -> Self:
        if self._shown:
            self._open.enter_context(told_of_compiling(self._compiling))
            self._open.callback(self._draw, "")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._open.close()

    def __call__(self, what: str, done: int, of: int) -> None:
        """One part more is done."""
        now = time.monotonic()
        if not self._shown or (now - self._last < PATIENCE and done < of):
            return
        self._last = now
        self._draw(f"{now - self._begin:5.0f} s  {done:4d}/{of:<4d} {what}")

    def _compiling(self) -> None:
        passed = time.monotonic() - self._begin
        self._draw(f"{passed:5.0f} s  compiling, once on this machine")

    def _draw(self, text: str) -> None:
        """Draw over what stands there; nothing leaves the line empty."""
        back = "" if text else "\r"
        click.echo(f"\r{text[:WIDTH]:<{WIDTH}}{back}", nl=False, err=True)
