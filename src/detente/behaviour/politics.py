"""The spatial model of politics on a case: one run, every number at its mode, with its reasons."""

from collections.abc import Iterator
from dataclasses import dataclass

from detente.base.ids import ActorId, IssueId
from detente.behaviour.settlement import Settlement
from detente.behaviour.settlement_forecasts import SettlementForecasts
from detente.methods.game import Floats
from detente.methods.spatial_politics import Run, spatial_run
from detente.results import Table, Value
from detente.results.words import column


@dataclass(frozen=True, slots=True, kw_only=True)
class Politics:
    """A run of the model, in whose space the issues are dimensions."""

    talks: Settlement
    issues: tuple[IssueId, ...]
    """The dimensions."""
    run: Run

    @property
    def actors(self) -> tuple[ActorId, ...]:
        """Who takes part."""
        return self.talks.terms.actors

    @property
    def turns(self) -> int:
        """How many turns were played."""
        return len(self.run.taken)

    def is_party(self, actor: int, dimension: int) -> bool:
        """Whether an actor takes part in the decision on an issue."""
        terms = self.talks.terms
        return bool(terms.stances.present[actor, terms.issues.index(self.issues[dimension])])

    def points(self, dimension: int, share: Floats | float) -> Floats:
        """Shares of a scale as points of the case."""
        issues = self.talks.terms.issues
        return self.talks.terms.scales[issues.index(self.issues[dimension])].point(share)


def politics(found: SettlementForecasts) -> tuple[Politics, ...]:
    """The run on the issues that matter to anybody; none if none does."""
    proposal = found.proposal
    return tuple(
        Politics(
            talks=found.talks,
            issues=tuple(found.talks.terms.issues[j] for j in space.issues),
            run=spatial_run(
                space.parties, proposal.politics, seed=proposal.seed, draw=proposal.draw
            ),
        )
        for space in proposal.spaces
    )


def position_table(seen: Politics) -> Table:
    """Where everybody stands at every turn; turn 0 is the beginning."""
    return Table(
        id="positions",
        title="Who moves where, turn by turn",
        columns=(
            column("turn", "Turn"),
            column("actor", "Actor"),
            column("dimension", "Issue"),
            column("position", "Position"),
        ),
        rows=tuple(
            (turn, actor, issue, float(seen.points(k, seen.run.position[turn, i, k])))
            for turn in range(seen.turns + 1)
            for i, actor in enumerate(seen.actors)
            for k, issue in enumerate(seen.issues)
            if seen.is_party(i, k)
        ),
        note="Positions before each turn of the spatial model of politics, every number at its "
        "mode; the last are where it ends.",
    )


def bargain_table(seen: Politics) -> Table:
    """Every bargain proposed: what it asks of both sides, why, and who took it."""
    return Table(
        id="bargains",
        title="Who proposed what to whom, and why",
        columns=(
            column("turn", "Turn"),
            column("initiator", "Proposed by"),
            column("receiver", "To"),
            column("dimension", "Issue"),
            column("initiator_goes", "The one goes to"),
            column("receiver_goes", "The other to"),
            column("gain", "Expected gain"),
            column("chance", "Chance in a contest", "share"),
            column("receiver_chance", "As the other sees it", "share"),
            column("initiator_odds", "Probability among its bargains", "share"),
            column("receiver_odds", "Among those of the other", "share"),
            column("initiator_takes", "The one takes it"),
            column("receiver_takes", "The other takes it"),
        ),
        rows=tuple(_bargains(seen)),
        note="A bargain of turn t is taken on the way from position t − 1 to position t. Expected "
        "gain: what the one who proposes expects of a contest over leaving things as they are; "
        "with everything as it wants it, utility is 1.",
    )


def _bargains(seen: Politics) -> Iterator[tuple[Value, ...]]:
    made = seen.run.bargains
    for b in range(len(made.turn)):
        sides = int(made.initiator[b]), int(made.receiver[b])
        for k, issue in enumerate(seen.issues):
            parts = [seen.is_party(side, k) for side in sides]
            if not any(parts):
                continue
            ends = seen.points(k, made.terms[b, :, k]).tolist()
            yield (
                int(made.turn[b]) + 1,
                *(seen.actors[side] for side in sides),
                issue,
                *(end if part else None for end, part in zip(ends, parts, strict=True)),
                float(made.gain[b]),
                *made.chance[b].tolist(),
                *made.odds[b].tolist(),
                *made.taken[b].tolist(),
            )


def perspective_table(seen: Politics) -> Table:
    """What each actor expects of challenging each other one, before the first turn."""
    view, actors = seen.run.opening, seen.actors
    return Table(
        id="perspectives",
        title="Who could press whom at the beginning",
        columns=(
            column("actor", "Actor"),
            column("other", "Other"),
            column("gain", "Gains by challenging"),
            column("chance", "Chance to win", "share"),
            column("answer", "What it means for the other"),
        ),
        rows=tuple(
            (
                actor,
                other,
                float(view.gain[i, j]),
                float(view.chance[i, j]),
                float(view.answer[i, j]),
            )
            for i, actor in enumerate(actors)
            for j, other in enumerate(actors)
            if i != j
        ),
        note="Utility expected of a contest over leaving things as they are, all as the one who "
        "challenges sees it.",
    )
