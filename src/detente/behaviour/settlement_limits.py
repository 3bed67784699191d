"""What a settlement runs into: red lines, and moves that it calls for but that may never come."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.base.ids import ActorId, IssueId, MoveId
from detente.behaviour.chances import Chances, chances
from detente.behaviour.lab import Lab
from detente.behaviour.settlement_forecasts import SettlementForecasts
from detente.results import Table, Topic, Value
from detente.results.words import column


@dataclass(frozen=True, slots=True, kw_only=True)
class RedLine:
    """The last point that an actor accepts on an issue."""

    actor: ActorId
    issue: IssueId
    line: float
    """As a share of the scale, at its mode."""
    is_crossed: bool
    """Whether the point that is expected lies beyond."""
    chance: float
    """Of a settlement beyond."""


def red_line_list(found: SettlementForecasts) -> tuple[RedLine, ...]:
    """All red lines, those most likely to be crossed first."""
    return tuple(sorted(_lines(found), key=lambda line: -line.chance))


def _lines(found: SettlementForecasts) -> Iterator[RedLine]:
    terms = found.talks.terms
    for i, actor in enumerate(terms.actors):
        for j, issue in enumerate(terms.issues):
            if found.distributions[j] is None or not terms.stances.present[i, j]:
                continue
            low, high, point = terms.lowest[i, j], terms.highest[i, j], found.point[j]
            if low > 0.0:
                yield RedLine(
                    actor=actor,
                    issue=issue,
                    line=float(low),
                    is_crossed=bool(point < low),
                    chance=found.chance_below(issue, low),
                )
            if high < 1.0:
                yield RedLine(
                    actor=actor,
                    issue=issue,
                    line=float(high),
                    is_crossed=bool(point > high),
                    chance=found.chance_above(issue, high),
                )


def red_line_table(found: SettlementForecasts) -> Table:
    """Every red line, and how likely a settlement crosses it."""
    talks = found.talks
    return Table(
        id="red_lines",
        title="Red lines, and how likely they are crossed",
        columns=(
            column("actor", "Actor"),
            column("issue", "Issue"),
            column("line", "Accepts up to"),
            column("crossed", "Crossed by the expected point"),
            column("chance", "Settled beyond", "share"),
        ),
        rows=tuple(
            (one.actor, one.issue, talks.point(one.issue, one.line), one.is_crossed, one.chance)
            for one in red_line_list(found)
        ),
        note="Lines at their modes.",
        topic=Topic.TERMS,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """A move that a settlement calls for from some point on."""

    issue: IssueId
    move: MoveId
    threshold: float
    """As a share of the scale."""
    is_called: bool
    """Whether the point that is expected lies there or beyond."""
    chance: float
    """Of a settlement there or beyond."""
    path: tuple[float, float, float] | None
    """Probability that the move comes about within the case's horizon, with its range; None: the
    case has no process."""

    @property
    def gap(self) -> float:
        """By how much terms and path differ, beyond the range of the path."""
        if self.path is None:
            return 0.0
        _, low, high = self.path
        return max(low - self.chance, self.chance - high, 0.0)


def calls(lab: Lab, found: SettlementForecasts) -> tuple[Call, ...]:
    """The moves that issues are tied to, in the order of the case."""
    ties = found.talks.terms.ties
    known = chances(lab) if any(ties) and found.talks.case.goals else None
    return tuple(_calls(lab, found, known))


def _calls(lab: Lab, found: SettlementForecasts, known: Chances | None) -> Iterator[Call]:
    for j, issue in enumerate(found.talks.terms.issues):
        for tie in found.talks.terms.ties[j] if found.distributions[j] is not None else ():
            yield Call(
                issue=issue,
                move=tie.move,
                threshold=tie.threshold,
                is_called=bool(found.point[j] >= tie.threshold),
                chance=found.chance_beyond(issue, tie.threshold),
                path=None if known is None else _path(lab, tie.move, known),
            )


def _path(lab: Lab, move: MoveId, known: Chances) -> tuple[float, float, float]:
    at = lab.year_index(lab.case.horizon), lab.event_index(move)
    return float(known.mean[at]), float(known.low[at]), float(known.high[at])


def call_table(found: SettlementForecasts, every: tuple[Call, ...]) -> Table:
    """What a settlement calls for beside what comes about."""
    talks = found.talks
    return Table(
        id="called_for",
        title="Moves that a settlement calls for, and whether they come about",
        columns=(
            column("issue", "Issue"),
            column("move", "Move"),
            column("from", "Called for from"),
            column("called", "By the expected point"),
            column("terms", "Settled there or beyond", "share"),
            column("path", "Comes about", "share"),
            column("path_low", "Low", "share"),
            column("path_high", "High", "share"),
        ),
        rows=tuple(_row(found, one) for one in every),
        note="Settled there: if there is a settlement. Comes about: at some time within "
        f"{talks.case.horizon:g} years, with or without one, as the outlook has it. No number: "
        "the case says nothing on what happens.",
        topic=Topic.TERMS,
    )


def _row(found: SettlementForecasts, one: Call) -> tuple[Value, ...]:
    path = (None, None, None) if one.path is None else one.path
    point = found.talks.point(one.issue, one.threshold)
    return (one.issue, one.move, point, one.is_called, one.chance, *path)
