"""What tables of positions have in common: how saliences are counted, where capability stands."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from detente.base.diagnostics import Location, Severity
from detente.case.imports.cells import Cell
from detente.case.imports.draft import Draft

_PERCENT = 100.0
_DIGITS = 10
_MOST = {"actor": 1_000, "issue": 5_000}
"""More of them are no negotiation but another table, or one that was built to keep us busy."""


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


def demand_room(draft: Draft, what: str, count: int, at: Location) -> None:
    """Nothing, while there are so few actors or issues that another one may come.

    Raises:
        CaseError: There are too many.
    """
    if count >= _MOST[what]:
        message = f"here is one {what} more than {_MOST[what]:,}, which are the most"
        draft.give_up(message, at, "is this a table of positions?")


def demand_positions(draft: Draft) -> None:
    """A fault if nothing else is wrong and still nobody stands on anything."""
    wrong = any(fault.severity is Severity.ERROR for fault in draft.faults)
    if not wrong and "positions" not in draft.tree:
        message = "nobody has a position on any issue"
        draft.fault("import/row", message, draft.start, "the rows with positions are missing")


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
