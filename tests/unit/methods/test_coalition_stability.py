from itertools import combinations
from typing import TYPE_CHECKING

import numpy as np
import pytest
from tests.literal_conflicts import (
    ELMIRA,
    PRISONERS,
    Plain,
    is_gmr,
    is_nash,
    is_smr,
    legal_reach,
    plain,
    random_conflict,
    stable_table,
)

from detente.methods.coalition_stability import (
    coalition_stability,
    joint_improvements,
    universally_stable,
)
from detente.methods.graph_model import Conflict

if TYPE_CHECKING:
    from tests.literal_conflicts import (
        Moves,
    )

    from detente.methods.coalition_stability import (
        CoalitionStability,
    )

CONCEPTS = ("nash", "gmr", "smr", "seq")


def groups_of(actors: tuple[int, ...]) -> list[tuple[int, ...]]:
    return [g for size in range(1, len(actors) + 1) for g in combinations(actors, size)]


def joint(model: Plain, group: tuple[int, ...], s: int) -> set[int]:
    return {
        t
        for t in legal_reach(model.moves, group, s)
        if all(model.ranks[i][t] > model.ranks[i][s] for i in group)
    }


def literal_verdicts(model: Plain, group: tuple[int, ...], s: int) -> dict[str, bool]:
    """The definitions, word for word."""
    rest = tuple(i for i in model.actors if i not in group)
    no_better = {
        u for u in model.states if any(model.ranks[i][u] <= model.ranks[i][s] for i in group)
    }
    as_one: list[Moves] = [[joint(model, g, t) for t in model.states] for g in groups_of(rest)]
    targets = joint(model, group, s)
    return {
        "nash": not targets,
        "gmr": all(legal_reach(model.moves, rest, t) & no_better for t in targets),
        "smr": all(
            any(
                legal_reach(model.moves, group, u) <= no_better
                for u in legal_reach(model.moves, rest, t) & no_better
            )
            for t in targets
        ),
        "seq": all(legal_reach(as_one, range(len(as_one)), t) & no_better for t in targets),
    }


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_the_definitions_on_random_conflicts(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2 + seed % 3, most=8 if seed % 3 == 2 else 10)
    model, found = plain(conflict), coalition_stability(conflict)
    for row, coalition in enumerate(found.coalitions.tolist()):
        group = tuple(i for i in model.actors if coalition >> i & 1)
        expected = [literal_verdicts(model, group, s) for s in model.states]
        for concept in CONCEPTS:
            assert getattr(found, concept)[row].tolist() == [e[concept] for e in expected]


@pytest.mark.parametrize("seed", range(10))
def test_a_coalition_of_one_is_the_actor_itself(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng(seed), actors=3)
    model, found = plain(conflict), coalition_stability(conflict)
    alone = [(1 << i) - 1 for i in model.actors]
    assert found.coalitions[alone].tolist() == [1, 2, 4]
    assert found.nash[alone].tolist() == stable_table(model, is_nash)
    assert found.gmr[alone].tolist() == stable_table(model, is_gmr)
    assert found.smr[alone].tolist() == stable_table(model, is_smr)


def universal(conflict: Conflict) -> dict[str, list[int]]:
    found: CoalitionStability = coalition_stability(conflict)
    return {
        concept: (np.flatnonzero(universally_stable(getattr(found, concept))) + 1).tolist()
        for concept in CONCEPTS
    }


def test_elmira_as_published() -> None:
    stable = universal(ELMIRA)
    assert stable["nash"] == stable["seq"] == [5, 6, 10, 11, 12]
    assert stable["gmr"] == stable["smr"] == [1, 4, 5, 6, 10, 11, 12]


def test_the_ministry_and_uniroyal_leave_the_deadlock_of_elmira_together() -> None:
    pairs = joint_improvements(ELMIRA, 0b011) + 1
    assert sorted(set(pairs[:, 0].tolist())) == [2, 7, 8]
    assert [7, 10] in pairs.tolist()


def test_prisoners_fall_to_the_coalition_of_both_unless_answered() -> None:
    stable = universal(PRISONERS)
    assert stable["nash"] == []
    assert stable["seq"] == [4]


def test_no_joint_improvements_are_an_empty_list_of_pairs() -> None:
    still = Conflict(PRISONERS.moves, np.zeros((2, 4), np.int32))
    assert joint_improvements(still, 0b11).shape == (0, 2)
