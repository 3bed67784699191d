"""The terms of a case, ready for numbers: who stands where on what, and what binds.

Names become positions in arrays here: actors with a position and issues somebody stands on, both in
the order of the case. Points of an issue become shares of its scale, 0 at `from` and 1 at `to`;
saliences become shares of 100.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.base.ids import ActorId, InputPath, IssueId, MoveId
from detente.case.schema import Case, Decision, Issue, Number, Position
from detente.methods.game import Bools, Floats
from detente.methods.stances import Stances

_FULL_SALIENCE = 100.0
_LEAST_CAPABILITY = np.finfo(float).tiny
"""A normal spread may reach down to nothing; a capability is above it."""

Array = TypeVar("Array", bound=NDArray[Any])

Values: TypeAlias = Callable[[InputPath], Floats]
"""What a number is: one value, or one for each draw."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """A move that a settlement calls for from some point of the scale on."""

    threshold: float
    """The point as a share of the scale."""
    move: MoveId


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """The scale of an issue in the units of the case."""

    start: float
    """The point whose share is 0."""
    end: float
    """The point whose share is 1."""

    def share(self, point: Floats | float) -> Floats:
        """Points of the case as shares of the scale; what lies beyond its ends is brought back."""
        shares = (np.asarray(point, dtype=np.float64) - self.start) / (self.end - self.start)
        return np.clip(shares, 0.0, 1.0)

    def point(self, share: Floats | float) -> Floats:
        """Shares of the scale as points of the case."""
        return self.start + np.asarray(share, dtype=np.float64) * (self.end - self.start)


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionRule:
    """What it takes for a settlement to bind."""

    weight: Floats
    """[..., n, m] what each actor's consent counts: capability, or [n, m] votes; 0 without a
    position."""
    quota: Floats
    """[..., m] how much weight carries."""
    exceeds: bool
    """Whether the weight must be above the quota; else it may equal it."""
    votes: tuple[int, ...]
    """[n] votes, where they count and not capability; else empty."""
    vetoes: Bools
    """[n, m] actors whose consent is needed on each issue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """Everything about terms that models of collective decisions read; arrays are read-only."""

    actors: tuple[ActorId, ...]
    """Who has a position."""
    issues: tuple[IssueId, ...]
    """What is to be settled."""
    scales: tuple[Scale, ...]
    """[m] the scale of each issue."""
    stances: Stances
    """Arrays [n, m], or [D, n, m] over draws."""
    lowest: Floats
    """[..., n, m] lowest share of the scale that the actor accepts; 0 without a red line below."""
    highest: Floats
    """[..., n, m] highest share of the scale that the actor accepts; 1 without a red line above."""
    no_agreement: Floats
    """[..., n, m] utility of no agreement, in scales lost, 0 or less; minus infinity if worse than
    any terms. A salience of s makes s times this of it."""
    status_quo: Floats
    """[..., m] where things stand while nothing is settled; not a number if not stated."""
    outcome: Floats
    """[m] where it was settled, for scoring; not a number if not known."""
    linked: Bools
    """[m, m] which issues may be traded for each other; on the diagonal, on which votes may be
    bought."""
    payment_cost: Floats
    """[...] what it costs to let a partner have 1; infinite where nobody pays."""
    accommodation: Floats
    """[..., n, n] share by which the first actor's ideal gives way to the second's position."""
    decision: DecisionRule
    ties: tuple[tuple[Tie, ...], ...]
    """[m] moves that each issue is tied to, from share 0 upwards."""

    def called_for(self, issue: IssueId, share: float) -> tuple[MoveId, ...]:
        """The moves that a settlement at a share of the scale calls for."""
        ties = self.ties[self.issues.index(issue)]
        return tuple(tie.move for tie in ties if share >= tie.threshold)


def compile_terms(case: Case, inputs: Mapping[InputPath, float]) -> Terms:
    """The terms of a case with one value for each of its numbers; arrays [n, m]."""
    return _terms(_Seats.of(case, lambda path: np.asarray(inputs[path], np.float64), ()))


def draw_terms(
    case: Case, mode: Mapping[InputPath, float], uncertain: Sequence[InputPath], drawn: Floats
) -> Terms:
    """The terms of a case in every draw; arrays [D, n, m].

    `drawn` [D, P] holds the draws of the uncertain numbers; the others are at their modes. Cost:
    O(D n m).
    """
    column = {path: k for k, path in enumerate(uncertain)}

    def value(path: InputPath) -> Floats:
        return drawn[:, column[path]] if path in column else np.full(len(drawn), mode[path])

    return _terms(_Seats.of(case, value, (len(drawn),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seats:
    """Who sits at the table over what, and how numbers are read."""

    case: Case
    value: Values
    draws: tuple[int, ...]
    """Size of the axis of draws, where there is one."""
    actors: tuple[ActorId, ...]
    issues: tuple[IssueId, ...]
    scales: tuple[Scale, ...]

    @classmethod
    def of(cls, case: Case, value: Values, draws: tuple[int, ...]) -> "_Seats":
        """Actors with a position and issues with somebody on them, in the order of the case."""
        stood_on = {name for own in case.positions.values() for name in own}
        issues = tuple(name for name in case.issues if name in stood_on)
        return cls(
            case=case,
            value=value,
            draws=draws,
            actors=tuple(actor for actor in case.actors if case.positions.get(actor)),
            issues=issues,
            scales=tuple(_scale(case.issues[name]) for name in issues),
        )

    def table(self, cell: "_Cell", absent: float = 0.0) -> Floats:
        """[..., n, m] what a position says; `absent` where there is none or it does not say."""
        table = np.full((*self.draws, len(self.actors), len(self.issues)), absent)
        for i, actor in enumerate(self.actors):
            for d, (name, scale) in enumerate(zip(self.issues, self.scales, strict=True)):
                position = self.case.positions[actor].get(name)
                said = None if position is None else cell(actor, name, position, scale)
                if said is not None:
                    table[..., i, d] = said
        return table


_Cell: TypeAlias = Callable[[ActorId, IssueId, Position, Scale], Floats | None]


def _scale(issue: Issue) -> Scale:
    return Scale(start=issue.from_, end=issue.to)


def _terms(seats: _Seats) -> Terms:
    stances = _stances(seats)
    for array in stances:
        _read_only(array)
    lowest, highest = _red_lines(seats, stances.position)
    return Terms(
        actors=seats.actors,
        issues=seats.issues,
        scales=seats.scales,
        stances=stances,
        lowest=_read_only(lowest),
        highest=_read_only(highest),
        no_agreement=_read_only(_no_agreement(seats)),
        status_quo=_read_only(_status_quo(seats)),
        outcome=_read_only(_outcomes(seats)),
        linked=_read_only(_linked(seats)),
        payment_cost=_read_only(_payment_cost(seats)),
        accommodation=_read_only(_accommodation(seats)),
        decision=_decision(seats, stances),
        ties=tuple(
            _ties(seats.case.issues[name], scale)
            for name, scale in zip(seats.issues, seats.scales, strict=True)
        ),
    )


def _read_only(array: Array) -> Array:
    array.setflags(write=False)
    return array


def _stances(seats: _Seats) -> Stances:
    def at(actor: ActorId, issue: IssueId, _position: Position, scale: Scale) -> Floats:
        return scale.share(seats.value(f"positions.{actor}.{issue}.at"))

    def salience(actor: ActorId, issue: IssueId, _position: Position, _scale: Scale) -> Floats:
        shares = seats.value(f"positions.{actor}.{issue}.salience") / _FULL_SALIENCE
        return np.clip(shares, 0.0, 1.0)

    def capability(actor: ActorId, issue: IssueId, position: Position, _scale: Scale) -> Floats:
        own = position.capability is not None
        path = f"positions.{actor}.{issue}" if own else f"actors.{actor}"
        return np.maximum(seats.value(f"{path}.capability"), _LEAST_CAPABILITY)

    positions = seats.case.positions
    present = [[name in positions[actor] for name in seats.issues] for actor in seats.actors]
    return Stances(
        position=seats.table(at),
        salience=seats.table(salience),
        capability=seats.table(capability),
        present=np.array(present, dtype=np.bool_).reshape(len(seats.actors), len(seats.issues)),
    )


def _red_lines(seats: _Seats, position: Floats) -> tuple[Floats, Floats]:
    """The acceptable shares: the line bounds them on its side of the preferred point.

    A line at the preferred point bounds them on both sides. In no draw does it cross that point:
    the tail of a normal spread may reach too far.
    """

    def line(actor: ActorId, issue: IssueId, side: int) -> Floats | None:
        stated = seats.case.positions[actor].get(issue)
        if stated is None or stated.red_line is None:
            return None
        scale = _scale(seats.case.issues[issue])
        if side * _rise(scale, stated.red_line, stated.at) < 0:
            return None
        return scale.share(seats.value(f"positions.{actor}.{issue}.red_line"))

    lowest = seats.table(lambda actor, issue, *_: line(actor, issue, -1), absent=0.0)
    highest = seats.table(lambda actor, issue, *_: line(actor, issue, 1), absent=1.0)
    return np.minimum(lowest, position), np.maximum(highest, position)


def _rise(scale: Scale, line: Number, at: Number) -> float:
    """How far up the scale the red line lies from the preferred point."""
    return float(scale.share(line.mode) - scale.share(at.mode))


def _no_agreement(seats: _Seats) -> Floats:
    def utility(actor: ActorId, issue: IssueId, position: Position, scale: Scale) -> Floats | None:
        if position.no_agreement is None:
            return None
        length = abs(scale.end - scale.start)
        points = seats.value(f"positions.{actor}.{issue}.no_agreement")
        return np.minimum(points / length, 0.0)

    return seats.table(utility, absent=-np.inf)


def _status_quo(seats: _Seats) -> Floats:
    stated = np.full((*seats.draws, len(seats.issues)), np.nan)
    for d, (name, scale) in enumerate(zip(seats.issues, seats.scales, strict=True)):
        if seats.case.issues[name].status_quo is not None:
            stated[..., d] = scale.share(seats.value(f"issues.{name}.status_quo"))
    return stated


def _outcomes(seats: _Seats) -> Floats:
    known = np.full(len(seats.issues), np.nan)
    for d, (name, scale) in enumerate(zip(seats.issues, seats.scales, strict=True)):
        outcome = seats.case.issues[name].outcome
        if outcome is not None:
            known[d] = scale.share(outcome)
    return known


def _linked(seats: _Seats) -> Bools:
    links = seats.case.bargaining.links
    if links is None:
        return np.ones((len(seats.issues), len(seats.issues)), dtype=np.bool_)
    linked = np.zeros((len(seats.issues), len(seats.issues)), dtype=np.bool_)
    place = {name: d for d, name in enumerate(seats.issues)}
    for one, other in links:
        if one in place and other in place:
            linked[place[one], place[other]] = linked[place[other], place[one]] = True
    return linked


def _payment_cost(seats: _Seats) -> Floats:
    """A normal spread may reach below 1; a payment never costs less than it brings."""
    if seats.case.bargaining.exchange.payment_cost is None:
        return np.full(seats.draws, np.inf)
    return np.maximum(seats.value("bargaining.exchange.payment_cost"), 1.0)


def _accommodation(seats: _Seats) -> Floats:
    stated = seats.case.bargaining.accommodation
    size = len(seats.actors)
    if not stated:
        return np.broadcast_to(np.eye(size), (*seats.draws, size, size)).copy()
    shares = np.zeros((*seats.draws, size, size))
    for i, actor in enumerate(seats.actors):
        for j, other in enumerate(seats.actors):
            if other in stated.get(actor, {}):
                shares[..., i, j] = seats.value(f"bargaining.accommodation.{actor}.{other}")
    return shares


def _decision(seats: _Seats, stances: Stances) -> DecisionRule:
    rule = seats.case.bargaining.decision
    votes = tuple(rule.votes.get(actor, 0) for actor in seats.actors) if rule.votes else ()
    counts = np.array(votes, dtype=np.float64)[:, np.newaxis] if votes else stances.capability
    weight = np.where(stances.present, counts, 0.0)
    total = weight.sum(axis=-2)
    if votes:  # those of actors who stand nowhere are there and never won
        total = np.full_like(total, sum(rule.votes.values()))
    consent = np.isin(seats.actors, rule.vetoes)[:, np.newaxis] | (rule.rule == "unanimity")
    return DecisionRule(
        weight=_read_only(weight),
        quota=_read_only(_quota(rule, total)),
        exceeds=rule.rule == "majority",
        votes=votes,
        vetoes=_read_only(consent & stances.present),
    )


def _quota(rule: Decision, total: Floats) -> Floats:
    """How much weight carries; unanimity is a matter of vetoes alone."""
    match rule.rule:
        case "majority":
            return total / 2.0
        case "unanimity":
            return np.zeros_like(total)
    quota = rule.quota or 0.0  # this rule always has one
    return np.full_like(total, quota) if rule.votes else quota * total


def _ties(issue: Issue, scale: Scale) -> tuple[Tie, ...]:
    ties = (
        Tie(threshold=float(scale.share(float(point))), move=move)
        for point, move in issue.tied_to.items()
    )
    return tuple(sorted(ties, key=lambda tie: tie.threshold))
