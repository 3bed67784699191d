"""Progress on the terminal: one line, drawn over, only where a person looks."""

import sys
import time

import click

WIDTH = 78
PATIENCE = 0.1


class Line:
    """Says on standard error what is being done; silent off a terminal, or when quiet."""

    def __init__(self, *, quiet: bool) -> None:
        self._shown = not quiet and sys.stderr.isatty()
        self._last = 0.0
        self._begin = time.monotonic()

    def __call__(self, what: str, done: int, of: int) -> None:
        """One part more is done."""
        now = time.monotonic()
        if not self._shown or (now - self._last < PATIENCE and done < of):
            return
        self._last = now
        text = f"{now - self._begin:5.0f} s  {done:4d}/{of:<4d} {what}"
        click.echo(f"\r{text[:WIDTH]:<{WIDTH}}", nl=False, err=True)

    def clear(self) -> None:
        """Leave an empty line behind."""
        if self._shown:
            click.echo(f"\r{'':<{WIDTH}}\r", nl=False, err=True)
