"""What other programs want of a case: plain numbers for who stands where."""

from collections.abc import Iterator
from typing import NamedTuple

from detente.base.ids import ActorId, IssueId
from detente.case.schema import Case, Position

_DIGITS = 10
"""Scales are stretched on the way; what this leaves out is rounding, not information."""


class StanceRow(NamedTuple):
    """One position at its mode, in the units of the case."""

    actor: ActorId
    issue: IssueId
    at: float
    salience: float
    capability: float


def stance_rows(case: Case) -> Iterator[StanceRow]:
    """All positions, by actor and issue in the order of the case."""
    for actor in case.actors:
        own = case.positions.get(actor, {})
        for issue in case.issues:
            if issue in own:
                position = own[issue]
                capability = _capability(case, actor, position)
                at, salience = position.at.mode, position.salience.mode
                yield StanceRow(actor, issue, at, salience, capability)


def _capability(case: Case, actor: ActorId, position: Position) -> float:
    """What counts on the issue; the rules of a case see to it that something does."""
    stated = position.capability or case.actors[actor].capability
    return stated.mode if stated is not None else 0.0


def remark(case: Case, path: str) -> str:
    """The note on an entry of the case; empty if there is none."""
    return next((e.note for e in case.evidence if e.path == path), "")


def plain(value: float) -> str:
    """A number as short as it can be written.

    >>> plain(30.000000000000004), plain(0.25)
    ('30', '0.25')
    """
    rounded = round(value, _DIGITS)
    return str(int(rounded)) if rounded.is_integer() else repr(rounded)
