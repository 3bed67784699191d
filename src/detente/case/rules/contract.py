"""What a cross-check is, and where it learns the places of what it complains about."""

from collections.abc import Callable, Iterator
from typing import Protocol, TypeAlias

from detente.base.diagnostics import Diagnostic, Location
from detente.case.schema import Case


class Places(Protocol):
    """Where the parts of a case stand in its file."""

    def locate(self, path: str, offset: int = 0) -> Location:
        """The place of a value, `offset` characters on, or of the deepest known entry around it."""

    def locate_key(self, path: str) -> Location:
        """The place of a key."""


Rule: TypeAlias = Callable[[Case, Places], Iterator[Diagnostic]]
"""One family of cross-checks."""
