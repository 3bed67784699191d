"""Tables of a conflict: what holds, for whom, why, and what is taken where things hold."""

from collections.abc import Iterable, Iterator, Sequence
from math import isnan

import numpy as np

from detente.behaviour.standoff import CONCEPT_NAMES, Standoff
from detente.behaviour.standoff_words import witness_words
from detente.methods.coalition_stability import coalition_stability, universally_stable
from detente.methods.limited_move import limited_move
from detente.methods.option_effectiveness import option_effectiveness
from detente.methods.stability import UNKNOWN
from detente.methods.stability_witness import witnesses
from detente.results import Table, Value
from detente.results.words import capital, column

COALITION_WORK = 1 << 14
"""States times coalitions up to which all coalitions are looked at."""

STATE = (column("state", "State"), column("pattern", "Pattern"))
"""The columns that name a state."""


def state_cells(stand: Standoff, state: int) -> tuple[int, str]:
    """A state as tables name it: its number, counted from 1, and its pattern."""
    return state + 1, stand.compiled.pattern(state)


def equilibria_table(stand: Standoff) -> Table:
    """One row per concept and state that holds."""
    return Table(
        id="equilibria",
        title="Outcomes that hold",
        columns=(column("concept", "Concept"), *STATE, column("words", "In words")),
        rows=tuple(
            (CONCEPT_NAMES[concept], *state_cells(stand, state), stand.words(state))
            for concept in stand.verdicts.concepts
            for state in stand.holding(concept)
        ),
        note=_pattern_note(stand),
    )


def _pattern_note(stand: Standoff) -> str:
    if not stand.compiled.options:
        return "States are those of the graph, in its order."
    options = (f"{k + 1} {stand.option(k)}" for k in range(len(stand.compiled.options)))
    return f"Y: taken, N: not taken; options in order: {'; '.join(options)}."


def verdict_table(stand: Standoff, shown: Sequence[int]) -> Table:
    """The verdict on each state, for each actor by each concept, with its exact shortfall."""
    found = stand.verdicts
    left_out = stand.size - len(shown)
    return Table(
        id="verdicts",
        title="Which state is stable for whom, and what it is short of",
        columns=(
            *STATE,
            column("actor", "Actor"),
            column("concept", "Concept"),
            column("stable", "Stable"),
            column("shortfall", "Places it would have to rise"),
        ),
        rows=tuple(
            (
                *state_cells(stand, state),
                actor,
                CONCEPT_NAMES[concept],
                bool(found.stable[row, i, state]),
                _known(int(found.shortfall[row, i, state])),
            )
            for state in shown
            for i, actor in enumerate(stand.actors)
            for row, concept in enumerate(found.concepts)
        ),
        note="No number: SIM does not say how far a state is from holding."
        + (f" {left_out:,} states that hold by fewer concepts are not listed." if left_out else ""),
    )


def _known(shortfall: int) -> Value:
    return None if shortfall == UNKNOWN else shortfall


def reason_table(stand: Standoff, shown: Iterable[int]) -> Table:
    """Why each state holds or does not, for each actor; concepts of one reason share a row."""
    asked = [
        (actor, state, concept)
        for state in shown
        for actor in range(len(stand.actors))
        for concept in stand.verdicts.concepts
    ]
    alike: dict[tuple[int, int, bool, str], list[str]] = {}
    for (actor, state, concept), why in zip(
        asked, witnesses(stand.compiled.conflict, asked), strict=True
    ):
        said = witness_words(stand, stand.actors[actor], state, concept, why)
        alike.setdefault((state, actor, why.stable, said), []).append(CONCEPT_NAMES[concept])
    return Table(
        id="reasons",
        title="Why a state holds for an actor, or does not",
        columns=(
            *STATE,
            column("actor", "Actor"),
            column("concepts", "Concepts"),
            column("stable", "Stable"),
            column("reason", "Because"),
        ),
        rows=tuple(
            (*state_cells(stand, state), stand.actors[actor], ", ".join(concepts), stable, said)
            for (state, actor, stable, said), concepts in alike.items()
        ),
    )


def state_table(stand: Standoff, shown: Iterable[int]) -> Table:
    """The states with their places in everybody's order, and the concepts by which they hold."""
    return Table(
        id="conflict_states",
        title="The states and everybody's order of them",
        columns=(
            *STATE,
            column("words", "In words"),
            *(column(a, f"{capital(stand.case.actor_label(a))}: place") for a in stand.actors),
            *(column(CONCEPT_NAMES[c].lower(), CONCEPT_NAMES[c]) for c in stand.verdicts.concepts),
        ),
        rows=tuple(
            (
                *state_cells(stand, state),
                stand.words(state),
                *stand.places[:, state].tolist(),
                *stand.holds[:, state].tolist(),
            )
            for state in shown
        ),
        note="Place 1 is the best; equally good states share a place.",
    )


def option_table(stand: Standoff) -> Table:
    """The share of the equilibria of each concept in which each option is taken."""
    holding = np.flatnonzero(stand.holds.any(axis=0)).tolist()
    options = stand.compiled.options
    letters = [list(stand.compiled.pattern(state)[: len(options)]) for state in holding]
    taken = np.array(letters).reshape(len(holding), len(options)) == "Y"
    shares = option_effectiveness(taken, stand.holds[:, holding]).T.tolist()
    return Table(
        id="option_effectiveness",
        title="How often an option is taken where things hold",
        columns=(
            column("option", "Option"),
            column("actor", "Actor"),
            *(
                column(CONCEPT_NAMES[c].lower(), CONCEPT_NAMES[c], "share")
                for c in stand.verdicts.concepts
            ),
        ),
        rows=tuple(
            (stand.option(k), option.actor, *(None if isnan(one) else one for one in own))
            for k, (option, own) in enumerate(zip(options, shares, strict=True))
        ),
        note="Of the equilibria of each concept. No share: nothing holds by it.",
    )


def limited_tables(stand: Standoff) -> Iterator[Table]:
    """Two actors who look any number of moves ahead."""
    if len(stand.actors) != 2:  # noqa: PLR2004 - a definition for two
        return
    found = limited_move(stand.compiled.conflict)
    horizons = [(f"L{h + 1}", both.all(axis=0)) for h, both in enumerate(found.stable)]
    if found.non_myopic is not None:
        horizons.append(("non-myopic", found.non_myopic.all(axis=0)))
    settled = [*found.settled.tolist(), True]
    cycle = (
        "does not repeat within the horizons looked at"
        if found.cycle is None
        else f"repeats from L{found.cycle[0]} on with period {found.cycle[1]}"
    )
    yield Table(
        id="limited_move",
        title="Outcomes that hold for two actors who look so many moves ahead",
        columns=(
            column("concept", "Horizon"),
            *STATE,
            column("words", "In words"),
            column("settled", "Whatever is done between equals"),
        ),
        rows=tuple(
            (name, *state_cells(stand, state), stand.words(state), bool(sure))
            for (name, holds), sure in zip(horizons, settled, strict=False)
            for state in np.flatnonzero(holds).tolist()
        ),
        note=f"What is anticipated {cycle}. Between equally good ends the one better for the other "
        "is expected, then the state with the lower number.",
    )


def coalition_tables(stand: Standoff) -> Iterator[Table]:
    """States stable for every group of actors."""
    if not coalitions_feasible(stand):
        return
    found = coalition_stability(stand.compiled.conflict)
    named = {"CNash": found.nash, "CGMR": found.gmr, "CSMR": found.smr, "CSEQ": found.seq}
    yield Table(
        id="coalition_equilibria",
        title="Outcomes that hold against every coalition",
        columns=(column("concept", "Concept"), *STATE, column("words", "In words")),
        rows=tuple(
            (name, *state_cells(stand, state), stand.words(state))
            for name, stable in named.items()
            for state in np.flatnonzero(universally_stable(stable)).tolist()
        ),
        note="A coalition leaves if all its members gain.",
    )


def coalitions_feasible(stand: Standoff) -> bool:
    """Whether looking at every coalition of three actors or more takes seconds at most."""
    return 2 < len(stand.actors) <= 6 and stand.size << len(stand.actors) <= COALITION_WORK  # noqa: PLR2004
