from itertools import permutations
from math import factorial

import numpy as np
import pytest
from tests.literal_conflicts import (
    DEFINITIONS,
    ELMIRA,
    PRISONERS,
    SYRIA_IRAQ,
    Plain,
    is_sim,
    option_conflict,
    plain,
    random_conflict,
)

from detente.methods import inverse_stability
from detente.methods.graph_model import Conflict, OptionForm, to_graph
from detente.methods.inverse_stability import inverse_counts, states_to_reach
from detente.methods.stability import Concept, verdicts


def literal_holds(conflict: Conflict, model: Plain, concept: Concept, i: int, s: int) -> bool:
    if concept == Concept.SIM:
        assert isinstance(conflict.moves, OptionForm)
        return is_sim(model, conflict.moves.states.tolist(), i, s)
    return DEFINITIONS[concept.name.lower()](model, i, s)


def literal_counts(
    conflict: Conflict, target: int, actor: int, concept: Concept
) -> tuple[int, int]:
    """Stable for the actor, stable for all, over all its orders one by one."""
    model = plain(conflict)
    stable = equilibrium = 0
    for order in permutations(model.states):
        tried = model._replace(ranks=[*model.ranks])
        tried.ranks[actor] = list(order)
        holds = literal_holds(conflict, tried, concept, actor, target)
        stable += holds
        equilibrium += holds and all(
            literal_holds(conflict, tried, concept, j, target) for j in model.actors if j != actor
        )
    return stable, equilibrium


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_listing_all_orders(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2 + seed % 3, most=5)
    target, actor = int(rng.integers(conflict.moves.size)), seed % 2
    found = inverse_counts(conflict, target, actor)
    assert found.total == factorial(conflict.moves.size)
    for concept, stable, equilibrium in zip(
        found.concepts, found.stable, found.equilibrium, strict=True
    ):
        assert (stable, equilibrium) == literal_counts(conflict, target, actor, concept)


def test_sim_is_left_out_in_graph_form() -> None:
    assert inverse_counts(PRISONERS, 0, 0).concepts == tuple(Concept)
    arcs = Conflict(to_graph(PRISONERS.moves), PRISONERS.ranks)
    assert Concept.SIM not in inverse_counts(arcs, 0, 0).concepts


def by_concept(
    conflict: Conflict, state: int, actor: int
) -> dict[str, tuple[int | None, int | None]]:
    found = inverse_counts(conflict, state - 1, actor)
    return {
        concept.name: (stable, equilibrium)
        for concept, stable, equilibrium in zip(
            found.concepts, found.stable, found.equilibrium, strict=True
        )
    }


def test_a_prisoner_stays_loyal_if_betrayal_is_worse_or_punished() -> None:
    """NASH: loyalty above betrayal, 12 of 24 orders. GMR: or above what punishes it, 16."""
    counts = by_concept(PRISONERS, 4, 0)
    assert counts["NASH"] == (12, 0)
    assert counts["GMR"] == (16, 16)
    assert counts["SEQ"] == (16, 7)  # the threat that binds the other must be an improvement


def test_the_agreement_of_elmira_is_counted_without_listing_all_orders() -> None:
    """Uniroyal can only abandon in state 10; the others stay there whatever it wants."""
    counts = by_concept(ELMIRA, 10, 1)
    assert counts["NASH"] == (factorial(12) // 2, factorial(12) // 2)


def test_hundreds_of_states_are_no_hindrance_where_few_moves_are() -> None:
    states = ["".join("NY"[s >> k & 1] for k in range(8)) for s in range(256)]
    owned = [[0, 4], [1, 5], [2, 6], [3, 7]]
    rng = np.random.default_rng(3)
    ranks = [rng.permutation(256).tolist() for _ in owned]
    conflict = option_conflict(owned, states, ranks)
    found = inverse_counts(conflict, 77, 2)
    nash, gmr, smr = found.stable[:3]
    assert nash == factorial(256) // 4
    assert gmr is not None
    assert smr is not None
    assert found.total == factorial(256)
    assert nash < smr < gmr < found.total
    assert found.shares[0] == 0.25


def test_in_large_conflicts_nothing_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.methods.inverse_stability.MOST_STATES_COUNTED", 3)
    found = inverse_counts(PRISONERS, 0, 0)
    unknown = (None,) * len(Concept)
    assert (found.stable, found.equilibrium, found.shares) == (unknown, unknown, unknown)
    assert found.total is None


def test_what_takes_a_list_of_too_many_orders_is_not_feasible(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whether the second actor is answered by an improvement is up to the whole order."""
    owned, states = [[0], [1]], ["NN", "YN", "NY", "YY"]
    conflict = option_conflict(owned, states, [[1, 2, 3, 4], [1, 3, 2, 0]])
    assert by_concept(conflict, 1, 0)["SEQ"] == (12, 6)
    monkeypatch.setattr(inverse_stability, "MOST_STATES_LISTED", 3)
    counts = by_concept(conflict, 1, 0)
    assert counts["SEQ"] == (12, None)
    assert None not in counts["GMR"]


@pytest.mark.parametrize("seed", range(40))
def test_the_target_holds_once_it_has_risen_and_not_before(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2 + seed % 2, most=8)
    target = int(rng.integers(conflict.moves.size))
    found = verdicts(conflict)
    reached = states_to_reach(conflict, target, found)
    for row, concept in enumerate(found.concepts):
        for i, marked in enumerate(reached[row]):
            rank = conflict.ranks[i]
            if concept == Concept.SIM or found.stable[row, i, target]:
                assert not marked.any()
                continue
            levels = sorted(set(rank[marked].tolist()))
            model = plain(conflict)
            for level in levels:
                raised = [*model.ranks]
                raised[i] = rank.tolist()
                raised[i][target] = level
                definition = DEFINITIONS[concept.name.lower()]
                assert definition(model._replace(ranks=raised), i, target) == (level == levels[-1])


def test_release_under_attack_must_rise_to_what_syria_could_have() -> None:
    """State 5 is Syria's last; escalation instead, state 6, stands three places higher."""
    found = verdicts(SYRIA_IRAQ)
    nash = states_to_reach(SYRIA_IRAQ, 4, found)[found.row(Concept.NASH), 0]
    assert (np.flatnonzero(nash) + 1).tolist() == [2, 4, 6]
