"""Where every value of a case stands: dotted path to file, line and column."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from detente.base.diagnostics import Location


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a value stands and where its key stands.

    `first` is the column of the value's first character where characters can be counted, else none.
    """

    value: Location
    key: Location | None
    first: int | None
    is_entry: bool
    """A mapping or list; it is best shown by its key."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceMap:
    """The places of a case, and the start of the file for what stands nowhere."""

    start: Location
    places: Mapping[str, Place] = field(default_factory=dict)

    def locate(self, path: str, offset: int = 0) -> Location:
        """The place of a value, or of the deepest entry around it that is known.

        `offset` counts characters from the start of an expression. A mapping or list is shown by
        its key.
        """
        place = self.places.get(path)
        if place is None:
            parent, _, _ = path.rpartition(".")
            return self.locate(parent, offset) if parent else self.start
        if place.is_entry and place.key is not None:
            return place.key
        if offset and place.first is not None:
            return Location(place.value.file, place.value.line, place.first + offset)
        return place.value

    def locate_key(self, path: str) -> Location:
        """The place of a key."""
        place = self.places.get(path)
        return place.key if place is not None and place.key is not None else self.locate(path)

    def known_path(self, segments: Sequence[str | int]) -> str:
        """The dotted path made of those segments that the file has.

        A validator names its own steps between the keys of the file; these are left out.
        """
        path = ""
        for segment in segments:
            longer = join(path, segment)
            if longer in self.places:
                path = longer
        return path


def join(path: str, segment: str | int) -> str:
    """A path one segment longer.

    >>> join("goals.JPN", "safety")
    'goals.JPN.safety'
    """
    return f"{path}.{segment}" if path else str(segment)
