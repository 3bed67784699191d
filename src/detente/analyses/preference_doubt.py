"""How far does what holds depend on preferences we are not sure of?

Over draws of everything uncertain about preferences (weights, goals, statements that may or may not
count) each state holds in some share of the draws, with standard error sqrt(p (1 - p) / D). An
actor's doubt matters where drawing its preferences anew changes the answer: with y whether a state
holds and y_i the same with actor i drawn anew, effect = E[(y - y_i)^2] / (2 Var y).

Where the case marks pairs of states between which an actor's preference is unknown, the four
readings say what holds whether the actor goes for the unknown (A, C) or not (B, D), and whether the
unknown deters it (C, D) or not (A, B). Where it marks preferences as strong, a state is strongly
stable if every gain is answered so that the actor ends much worse.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.behaviour import Lab
from detente.behaviour.standoff import CONCEPT_NAMES, LEADING, Standoff, standoff
from detente.behaviour.standoff_draws import drawn_orders, is_doubtful, strong_pairs, unknown_pairs
from detente.behaviour.standoff_tables import STATE, state_cells
from detente.behaviour.standoff_words import state_names
from detente.methods.preference_relations import (
    CLASSIC,
    Reading,
    strength_of_stability,
    unknown_stability,
)
from detente.methods.stability_draws import (
    DRAWN,
    Influence,
    Shares,
    equilibrium_shares,
    influence,
)
from detente.methods.statistics import wilson
from detente.results import Finding, Guarantee, GuaranteeKind, Table, Topic, Value
from detente.results.words import column, percent

MOST_DRAWS, FEWEST_DRAWS = 1024, 64
"""Draws of preferences; they cost little next to those of behaviour."""

MOST_RANKS = 1 << 23
"""Draws times actors times states that are aimed at; larger conflicts get fewer draws."""

PAIRED = 1 << 12
"""States up to which unknown and strong preferences are looked at pair by pair."""

SETTLED = 0.95
"""A state that holds in more draws than this, or fails in as many, is not in doubt."""

READINGS = {
    Reading.A: "goes for the unknown, is not deterred by it",
    Reading.B: "keeps from the unknown, is not deterred by it",
    Reading.C: "goes for the unknown, is deterred by it",
    Reading.D: "keeps from the unknown, is deterred by it",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    stand: Standoff
    draws: int
    shares: Shares
    influence: Influence
    doubtful: tuple[int, ...]
    """Actors whose order is not the same in all draws."""

    @property
    def leading(self) -> int:
        """The row of the leading concept."""
        return DRAWN.index(LEADING)

    @property
    def sometimes(self) -> list[int]:
        """States that hold by the leading concept in some draw, most often first."""
        share = self.shares.equilibrium[self.leading]
        return [int(s) for s in np.argsort(-share, kind="stable") if share[s] > 0]


def answer(lab: Lab, ask: Ask) -> Answer:
    """In which share of the draws each state holds, and whose doubt decides it."""
    del ask  # doubts are the case's, whoever asks
    stand = standoff(lab)
    seen = _seen(lab, stand)
    return Answer(
        findings=tuple(_findings(seen)),
        tables=(
            *([_shares(seen), _influence(seen)] if seen.doubtful else []),
            *_unknown(stand),
            *_strength(stand),
        ),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED if seen.doubtful else GuaranteeKind.ENUMERATED,
            sentence=f"Shares are over {seen.draws} draws of preferences; every draw is decided "
            "exactly."
            if seen.doubtful
            else "No preference is drawn; readings and strength are decided exactly.",
        ),
    )


def _seen(lab: Lab, stand: Standoff) -> _Seen:
    fits = MOST_RANKS // (len(stand.actors) * stand.size)
    draws = min(MOST_DRAWS, max(FEWEST_DRAWS, fits)) if is_doubtful(stand) else 2
    orders = drawn_orders(stand, draws, lab.effort.seed)
    varies = (orders != orders[:1]).any(axis=(0, 2))
    moves = stand.compiled.conflict.moves
    return _Seen(
        stand=stand,
        draws=draws,
        shares=equilibrium_shares(moves, orders),
        influence=influence(moves, orders),
        doubtful=tuple(np.flatnonzero(varies).tolist()),
    )


# ---- findings ------------------------------------------------------------------------------------


def _findings(seen: _Seen) -> Iterator[Finding]:
    if not seen.doubtful:
        said = "The case states no doubt about anybody's order of the outcomes."
        yield Finding(topic=Topic.ANNEX, sentence=said)
        return
    share = seen.shares.equilibrium[seen.leading]
    open_ = [s for s in seen.sometimes if share[s] < SETTLED]
    if open_:
        told = state_names(seen.stand, open_, [percent(float(share[s])) for s in open_])
        said = f"Whether these outcomes hold depends on preferences we are not sure of: {told}."
        yield Finding(topic=Topic.STABILITY, sentence=said, rank=6)
        yield from _whose(seen, open_[0])
    else:
        least = _least(seen)
        said = (
            "Whatever is in doubt about preferences, the same outcomes hold."
            if least == 1.0
            else "Doubts about preferences change little: what holds at all does so in "
            f"{percent(least)} of the input combinations or more."
        )
        yield Finding(topic=Topic.STABILITY, sentence=said, rank=6)


def _least(seen: _Seen) -> float:
    """The least share of draws in which a state holds that holds at all."""
    share = seen.shares.equilibrium[seen.leading]
    return min((float(share[s]) for s in seen.sometimes), default=1.0)


def _whose(seen: _Seen, state: int) -> Iterator[Finding]:
    effect = seen.influence.effect[:, seen.leading, state]
    if effect.any():
        actor = seen.stand.actors[int(effect.argmax())]
        said = (
            f"Whether “{seen.stand.words(state)}” holds turns most on what "
            f"{seen.stand.case.actor_name(actor)} wants."
        )
        yield Finding(topic=Topic.ANNEX, sentence=said, about=(actor,), rank=6)


# ---- tables --------------------------------------------------------------------------------------


def _shares(seen: _Seen) -> Table:
    def row(state: int) -> tuple[Value, ...]:
        share = seen.shares.equilibrium[:, state]
        held = round(float(share[seen.leading]) * seen.draws)
        low, high = wilson(held, seen.draws)
        return (
            *state_cells(seen.stand, state),
            seen.stand.words(state),
            *(float(one) for one in share),
            low,
            high,
        )

    ever = seen.shares.equilibrium.sum(axis=0)
    order = np.argsort(-seen.shares.equilibrium[seen.leading], kind="stable")
    name = CONCEPT_NAMES[LEADING]
    return Table(
        id="equilibrium_shares",
        title="In how many draws of preferences an outcome holds",
        columns=(
            *STATE,
            column("words", "In words"),
            *(column(CONCEPT_NAMES[c].lower(), CONCEPT_NAMES[c], "share") for c in DRAWN),
            column("low", f"{name}, low", "share"),
            column("high", f"{name}, high", "share"),
        ),
        rows=tuple(row(int(state)) for state in order if ever[state] > 0),
        note=f"{seen.draws} draws; low and high: 95 % interval for an endless number of them.",
    )


def _influence(seen: _Seen) -> Table:
    effect = seen.influence.effect[:, seen.leading]
    return Table(
        id="preference_influence",
        title="Whose preferences decide whether an outcome holds",
        columns=(
            *STATE,
            column("actor", "Actor"),
            column("changed", "Changes it in", "share of draws"),
            column("effect", "Part of the doubt", "share"),
        ),
        rows=tuple(
            (
                *state_cells(seen.stand, state),
                seen.stand.actors[i],
                float(seen.influence.changed[i, seen.leading, state]),
                min(1.0, float(effect[i, state])),
            )
            for state in seen.sometimes
            for i in seen.doubtful
            if effect[i, state] > 0
        ),
        note="By SEQ. Parts add up to more than one where it takes two to change the answer.",
    )


def _unknown(stand: Standoff) -> Iterator[Table]:
    if not any(stand.compiled.unknown.values()) or stand.size > PAIRED:
        return
    stable = unknown_stability(stand.compiled.conflict, unknown_pairs(stand))
    holds = {reading: stable[reading].all(axis=1) for reading in READINGS}
    told = "; ".join(f"{reading.name}: {said}" for reading, said in READINGS.items())
    yield Table(
        id="unknown_preference",
        title="What holds, whatever is made of unknown preferences",
        columns=(
            column("concept", "Concept"),
            *STATE,
            column("words", "In words"),
            column("readings", "Holds in readings"),
        ),
        rows=tuple(
            (
                CONCEPT_NAMES[concept],
                *state_cells(stand, state),
                stand.words(state),
                ", ".join(reading.name for reading in READINGS if holds[reading][row, state]),
            )
            for row, concept in enumerate(CLASSIC)
            for state in range(stand.size)
            if any(holds[reading][row, state] for reading in READINGS)
        ),
        note=f"{told}. What holds in A holds in all four readings.",
    )


def _strength(stand: Standoff) -> Iterator[Table]:
    if not any(stand.compiled.strongly.values()) or stand.size > PAIRED:
        return
    found = strength_of_stability(stand.compiled.conflict, strong_pairs(stand))
    yield Table(
        id="strength",
        title="How firmly an outcome holds",
        columns=(column("concept", "Concept"), *STATE, column("strength", "Holds")),
        rows=tuple(
            (
                CONCEPT_NAMES[concept],
                *state_cells(stand, state),
                "strongly" if found.strongly[row, :, state].all() else "weakly",
            )
            for row, concept in enumerate(CLASSIC)
            for state in np.flatnonzero(
                (found.strongly[row] | found.weakly[row]).all(axis=0)
            ).tolist()
        ),
        note="Strongly: whoever left would end much worse off.",
    )


PREFERENCE_DOUBT = Analysis(
    id="preference_doubt",
    question="How far does what holds depend on preferences we are not sure of?",
    references=("li2004", "hamouda2004", "jansen1999", "wilson1927"),
    answer=answer,
    part=Part.PREFERENCES,
)
