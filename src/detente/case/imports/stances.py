"""What tables of positions have in common: how saliences are counted, where capability stands."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from detente.base.diagnostics import Location
from detente.case.imports.cells import Cell
from detente.case.imports.draft import Draft

_PERCENT = 100.0
_DIGITS = 10


class Stated(NamedTuple):
    """A capability as a row states it."""

    capability: float | None
    at: Location


def salience_factor(cells: Iterable[Cell]) -> float:
    """What saliences are multiplied with: 100 if none is above 1, for then they are shares of 1."""
    return _PERCENT if all(_value(cell) <= 1.0 for cell in cells) else 1.0


def in_hundredths(salience: float | None, factor: float) -> float | None:
    """A salience from 0 to 100, without the rounding of the factor."""
    return None if salience is None else round(factor * salience, _DIGITS)


def _value(cell: Cell) -> float:
    """The number in a cell; 0 where there is none, of which the draft tells."""
    try:
        return float(cell.text)
    except ValueError:
        return 0.0


def put_capabilities(draft: Draft, stated: Mapping[tuple[str, str], Stated]) -> None:
    """Capabilities by actor and issue: at the actor if they are the same throughout.

    Then they are one number, which a range or a scenario changes on all issues alike.
    """
    own: dict[str, list[tuple[str, Stated]]] = {}
    for (actor, issue), one in stated.items():
        own.setdefault(actor, []).append((issue, one))
    for actor, entries in own.items():
        if len({one.capability for _, one in entries}) == 1:
            first = entries[0][1]
            draft.put(("actors", actor, "capability"), first.capability, first.at)
            continue
        for issue, one in entries:
            draft.put(("positions", actor, issue, "capability"), one.capability, one.at)
