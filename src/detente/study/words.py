"""The words of a command that gives a study again."""

from collections.abc import Iterator
from shlex import join

from detente.behaviour import Effort


def command(*words: str) -> str:
    """A command line; words with blanks or signs are quoted for the shell.

    >>> command("show", "my case.yaml")
    "detente show 'my case.yaml'"
    """
    return join(("detente", *words))


def option(name: str, value: object) -> tuple[str, ...]:
    """An option with its value; no words if there is none.

    >>> option("--target", 3), option("--scenario", "")
    (('--target', '3'), ())
    """
    return () if value is None or value == "" else (name, str(value))


def effort_words(effort: Effort) -> Iterator[str]:
    """How many draws are made, and from which seed."""
    yield from option("--draws", effort.draws)
    yield from option("--sweep-draws", effort.sweep_draws)
    if effort.most_draws > effort.draws:
        yield from option("--most-draws", effort.most_draws)
    yield from option("--seed", effort.seed)
