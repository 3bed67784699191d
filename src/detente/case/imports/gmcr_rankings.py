"""Rankings of a `.gmcr` file, read apart: they can be a thousand times as long as all the rest.

A ranking of whole numbers is taken out of the text before it is parsed, and blanks stand in its
place, so that everything else keeps its line and column. Where each number stands is worked out
only if something is wrong with one. A ranking with anything else in it stays in the text.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import chain

from detente.base.diagnostics import Location

KEYS = ("preferenceRanking", "preferenceVector")
"""What a ranking is called, the name of old files last."""

LARGEST = 10**18
"""Numbers from here on are shortened by whoever reads them one by one."""

_RANKING = re.compile(rf'"(?:{"|".join(KEYS)})"[ \r\n]*:[ \r\n]*(\[[0-9, \r\n\[\]]*\])')
_BLANKS = str.maketrans(dict.fromkeys("0123456789,[]", " "))
_NUMBER = re.compile(r"[0-9]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class RankedStates:
    """Numbers of states from best to worst, and where each stands."""

    places: tuple[tuple[int, ...], ...]
    """Those that are equally good together."""
    locate: Callable[[], Iterator[Location]]
    """Where the numbers stand, in their order; takes as long as it takes to look for them."""

    def __len__(self) -> int:
        return len(self.places)

    @property
    def numbers(self) -> Iterator[int]:
        """All numbers, best first."""
        return chain.from_iterable(self.places)


def without_rankings(text: str, file: str) -> tuple[str, Mapping[Location, RankedStates]]:
    """A text in which rankings are empty, and what stood there by where it started."""
    kept, found = list[str](), dict[Location, RankedStates]()
    end, at = 0, Location(file, 1, 1)
    for match in _RANKING.finditer(text):
        start, written = match.start(1), match[1]
        at = _moved(at, text[end:start])
        places = _places(written)
        if places is not None:
            found[at] = RankedStates(places=places, locate=_Finder(written, at))
        blank = f"[{written[1:-1].translate(_BLANKS)}]" if places is not None else written
        kept += [text[end:start], blank]
        end, at = match.end(), _moved(at, written)
    return "".join((*kept, text[end:])), found


def _places(written: str) -> tuple[tuple[int, ...], ...] | None:
    """The places of a ranking; None if they are not whole numbers and lists of these."""
    try:
        listed = json.loads(written)
    except ValueError:
        return None
    places = [place if isinstance(place, list) else (place,) for place in listed]
    numbers = list(chain.from_iterable(places))
    if not set(map(type, numbers)) <= {int} or max(numbers, default=0) >= LARGEST:
        return None
    return tuple(map(tuple, places))


@dataclass(frozen=True, slots=True)
class _Finder:
    """Looks for the numbers of a ranking."""

    written: str
    start: Location

    def __call__(self) -> Iterator[Location]:
        at, end = self.start, 0
        for match in _NUMBER.finditer(self.written):
            at = _moved(at, self.written[end : match.start()])
            end = match.start()
            yield at


def _moved(at: Location, passed: str) -> Location:
    """The place behind some more text; lines end where they end for the parser."""
    *_, last = lines = f"{passed}.".splitlines()
    column = len(last) if len(lines) > 1 else at.column + len(passed)
    return Location(at.file, at.line + len(lines) - 1, column)
