"""What would have to change in whose preferences for another outcome to hold?

For one outcome, the target: each actor for whom it is not stable, how many places it would have to
rise in that actor's order, which states it has to pass, and which of the actor's statements stand
against it. Raised to the place M(s) of the stability card, all else as it is, the target becomes
stable for the actor; one place less is not enough. Beside it the exact number of strict orders of
one actor, of all S!, in which the target is stable for it and in which it holds for all.

The target is the state asked for, else the state that the focal actor ranks highest among those
that do not hold by SEQ; the actor is the one asked for, else the one who keeps the target from
holding by the most places.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.base.errors import StudyError
from detente.base.ids import ActorId
from detente.behaviour import Lab
from detente.behaviour.standoff import CONCEPT_NAMES, LEADING, Standoff, standoff
from detente.behaviour.standoff_tables import STATE, state_cells
from detente.methods.game import Bools
from detente.methods.inverse_stability import InverseCounts, inverse_counts, states_to_reach
from detente.methods.preference_statements import statements_against
from detente.methods.stability import UNKNOWN
from detente.results import Finding, Guarantee, GuaranteeKind, Table, Topic
from detente.results.words import capital, column, counted, ordinal, percent

MOST_DIGITS = 300
"""Digits of a count that is written down: as large as a number can be for most programs."""

PASSED = 6
"""States to pass that a row names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    stand: Standoff
    target: int
    actor: ActorId
    """Whose orders are counted."""
    passed: Bools
    """[concepts, n, S] the states that the target has to rise to or past."""
    counts: InverseCounts

    def missing(self, actor: ActorId) -> int:
        """Places the target would have to rise for an actor by the leading concept."""
        verdicts = self.stand.verdicts
        row, i = verdicts.row(LEADING), self.stand.index(actor)
        return int(verdicts.shortfall[row, i, self.target])


def answer(lab: Lab, ask: Ask) -> Answer:
    """Who keeps a target from holding, by how much, and in how many orders it would hold."""
    stand = standoff(lab)
    seen = _seen(stand, _target(stand, ask), ask.other)
    return Answer(
        findings=tuple(_findings(seen)),
        tables=(_promotions(seen), _statements(seen), _counts(seen), _all_targets(stand)),
        guarantee=Guarantee(
            kind=GuaranteeKind.PROVED,
            sentence="Shortfalls and counts are exact; no count means that there are too many "
            "orders to go through and no shorter way is known.",
        ),
    )


def _target(stand: Standoff, ask: Ask) -> int:
    if ask.target is not None:
        if not 1 <= ask.target <= stand.size:
            message = f"there is no state {ask.target}"
            raise StudyError(message, f"states are numbered from 1 to {stand.size}")
        return ask.target - 1
    wanting = np.ones(stand.size, np.bool_)
    wanting[list(stand.holding(LEADING))] = False
    own = stand.places[stand.index(ask.focal)]
    among = np.flatnonzero(wanting) if wanting.any() else np.arange(stand.size)
    return int(among[own[among].argmin()])


def _seen(stand: Standoff, target: int, other: ActorId | None) -> _Seen:
    short = stand.verdicts.shortfall[stand.verdicts.row(LEADING), :, target]
    actor = other or stand.actors[int(short.argmax())]
    conflict = stand.compiled.conflict
    return _Seen(
        stand=stand,
        target=target,
        actor=actor,
        passed=states_to_reach(conflict, target, stand.verdicts),
        counts=inverse_counts(conflict, target, stand.index(actor)),
    )


# ---- findings ------------------------------------------------------------------------------------


def _findings(seen: _Seen) -> Iterator[Finding]:
    stand = seen.stand
    against = [actor for actor in stand.actors if seen.missing(actor)]
    name = f"“{stand.words(seen.target)}”"
    if not against:
        said = f"{capital(name)} holds as things are: nobody's preferences would have to change."
        yield Finding(topic=Topic.STABILITY, sentence=said, rank=5)
        return
    said = f"For {name} to hold, {'; '.join(_needs(seen, actor) for actor in against)}."
    yield Finding(topic=Topic.STABILITY, sentence=said, about=tuple(against), rank=5)
    share = seen.counts.shares[seen.counts.concepts.index(LEADING)]
    if share is not None:
        said = (
            f"Whatever else it wants, {name} is stable for {stand.case.actor_name(seen.actor)} in "
            f"{percent(share)} of all orders it could have."
        )
        yield Finding(topic=Topic.ANNEX, sentence=said, about=(seen.actor,), rank=5)


def _needs(seen: _Seen, actor: ActorId) -> str:
    own, missing = seen.stand.places[seen.stand.index(actor)], seen.missing(actor)
    now = int(own[seen.target])
    places = "one place" if missing == 1 else f"{counted(missing)} places"
    return (
        f"{seen.stand.case.actor_name(actor)} would have to like it {places} better, as its "
        f"{ordinal(now - missing)} choice instead of its {ordinal(now)}"
    )


# ---- tables --------------------------------------------------------------------------------------


def _promotions(seen: _Seen) -> Table:
    """The target, for every actor by every concept."""
    found = seen.stand.verdicts
    return Table(
        id="promotions",
        title=f"What state {seen.target + 1} is short of",
        columns=(
            *STATE,
            column("actor", "Actor"),
            column("concept", "Concept"),
            column("place", "Place"),
            column("shortfall", "To rise"),
            column("passes", "To rise to or past"),
        ),
        rows=tuple(
            (
                *state_cells(seen.stand, seen.target),
                actor,
                CONCEPT_NAMES[concept],
                int(seen.stand.places[i, seen.target]),
                None if short == UNKNOWN else short,
                _passed(seen.passed[row, i]),
            )
            for i, actor in enumerate(seen.stand.actors)
            for row, concept in enumerate(found.concepts)
            for short in (int(found.shortfall[row, i, seen.target]),)
        ),
        note="0: stable. No number: SIM does not say how far a state is from holding.",
    )


def _passed(passed: Bools) -> str:
    states = np.flatnonzero(passed).tolist()
    named = ", ".join(str(state + 1) for state in states[:PASSED])
    return f"{named} and {len(states) - PASSED} more" if len(states) > PASSED else named


def _statements(seen: _Seen) -> Table:
    """Which statements stand against the target, for those who would leave it."""
    rows = []
    for i, actor in enumerate(seen.stand.actors):
        above = seen.passed[seen.stand.verdicts.row(LEADING), i]
        texts, true = seen.stand.statements(actor)
        if above.any() and texts:
            counts = statements_against(true, seen.target, above).tolist()
            rows += [(actor, text, n) for text, n in zip(texts, counts, strict=True) if n]
    return Table(
        id="statements_against",
        title=f"Which statements stand against state {seen.target + 1}",
        columns=(
            column("actor", "Actor"),
            column("statement", "Statement"),
            column("states", "States it places above the target"),
        ),
        rows=tuple(rows),
        note="Of the states that the target would have to rise to or past.",
    )


def _counts(seen: _Seen) -> Table:
    counts = seen.counts
    return Table(
        id="inverse_counts",
        title=f"Orders of {seen.stand.case.actor_name(seen.actor)} in which state "
        f"{seen.target + 1} is stable",
        columns=(
            column("concept", "Concept"),
            column("rankings", "Orders in which it is stable for the actor"),
            column("equilibria", "Orders in which it holds for all"),
            column("total", "All strict orders"),
            column("share", "Stable for the actor", "share of orders"),
        ),
        rows=tuple(
            (
                CONCEPT_NAMES[concept],
                _written(stable),
                _written(holds),
                _written(counts.total),
                share,
            )
            for concept, stable, holds, share in zip(
                counts.concepts, counts.stable, counts.equilibrium, counts.shares, strict=True
            )
        ),
        note="All other actors' orders are as they are; orders with ties are not counted. Counts "
        f"of more than {MOST_DIGITS} digits are not written down.",
    )


def _written(count: int | None) -> int | None:
    """A count, unless it has more digits than a reader of numbers takes."""
    return None if count is None or count >= 10**MOST_DIGITS else count


def _all_targets(stand: Standoff) -> Table:
    """Every state that does not hold by the leading concept, the least missing first."""
    row = stand.verdicts.row(LEADING)
    short = stand.verdicts.shortfall[row]
    order = np.argsort(short.sum(axis=0), kind="stable").tolist()
    wanting = [state for state in order if short[:, state].any()][:MOST_TARGETS]
    return Table(
        id="shortfalls",
        title=f"What each other outcome is short of, by {CONCEPT_NAMES[LEADING]}",
        columns=(
            *STATE,
            column("words", "In words"),
            *(column(actor, f"{stand.case.actor_label(actor)}: places") for actor in stand.actors),
        ),
        rows=tuple(
            (*state_cells(stand, state), stand.words(state), *short[:, state].tolist())
            for state in wanting
        ),
    )


MOST_TARGETS = 1000
"""Rows of the table of shortfalls, the least missing first."""


PREFERENCE_CHANGE = Analysis(
    id="preference_change",
    question="What would have to change in whose preferences for another outcome to hold?",
    references=("kinsara2015",),
    answer=answer,
    part=Part.PREFERENCES,
)
