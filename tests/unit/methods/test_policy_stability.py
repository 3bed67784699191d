from collections.abc import Callable
from itertools import product

import numpy as np
import pytest
from tests.literal_conflicts import (
    ELMIRA,
    PRISONERS,
    Moves,
    Plain,
    improving,
    is_nash,
    plain,
    random_conflict,
    stable_table,
)

from detente.methods.policy_stability import (
    NOWHERE,
    impossible_intentions,
    policy_stability,
)

Plan = Callable[[int, int], int]  # where the deviator goes, by state and last mover


def literal_ends(
    policies: list[list[int]], i: int, plan: Plan, s: int, last: int
) -> set[int] | None:
    """All ends that play from (s, last) can have, over all orders; None if it may never end."""
    ends: set[int] = set()

    def play(x: int, mover: int, seen: frozenset[tuple[int, int]]) -> bool:
        if (x, mover) in seen:
            return False
        nexts = [(p[x], j) for j, p in enumerate(policies) if j not in (i, mover) and p[x] != x]
        if mover != i and plan(x, mover) != x:
            nexts.append((plan(x, mover), i))
        if not nexts:
            ends.add(x)
        return all(play(*step, seen | {(x, mover)}) for step in nexts)

    return ends if play(s, last, frozenset()) else None


def literal_gain(model: Plain, moves: Moves, policies: list[list[int]], i: int, s: int) -> bool:
    """Whether some plan of the actor is sure to end better, trying all plans there are."""
    turns = [(x, j) for x in model.states for j in model.actors if j != i]
    for first in moves[s]:
        for choice in product(*([x, *sorted(moves[x])] for x, _ in turns)):
            chosen = dict(zip(turns, choice, strict=True))
            ends = literal_ends(policies, i, lambda x, j, c=chosen: c[x, j], first, i)
            if ends and all(model.ranks[i][e] > model.ranks[i][s] for e in ends):
                return True
    return False


def random_policies(model: Plain, rng: np.random.Generator) -> np.ndarray:
    """Policies with some states of rest, all possible."""
    policies = np.array(
        [[rng.choice([s, *model.moves[i][s]]) for s in model.states] for i in model.actors]
    )
    rests = rng.random(len(model.states)) < 0.5
    return np.where(rests, np.arange(len(model.states)), policies)


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_trying_every_plan(seed: int) -> None:
    rng = np.random.default_rng(seed)
    actors, most = ((2, 5), (3, 3))[seed % 2]
    conflict = random_conflict(rng, actors=actors, most=most)
    model = plain(conflict)
    policies = random_policies(model, rng)
    found, better = policy_stability(conflict, policies), improving(model)
    for s in model.states:
        rests = all(policies[i, s] == s for i in model.actors)
        assert found.rests[s] == rests
        gains, careful = (
            [literal_gain(model, moves[i], policies.tolist(), i, s) for i in model.actors]
            for moves in (model.moves, better)
        )
        assert found.stable[s] == (rests and not any(gains))
        if rests:
            assert (found.deviations.to[:, s] != NOWHERE).tolist() == gains
        credible = all(
            policies[i, x] == x or policies[i, x] in better[i][x]
            for i in model.actors
            for x in model.states
        )
        assert found.credible.all() == credible
        assert found.credibly_stable[s] == (rests and credible and not any(careful))


@pytest.mark.parametrize("seed", range(20))
def test_if_all_stay_everywhere_exactly_the_nash_equilibria_are_stable(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng(seed), actors=3)
    model = plain(conflict)
    stay = np.tile(np.arange(conflict.moves.size), (3, 1))
    found = policy_stability(conflict, stay)
    assert found.stable.tolist() == np.all(stable_table(model, is_nash), axis=0).tolist()
    assert found.credible.all()


def test_the_threat_to_defect_back_keeps_the_prisoners_together() -> None:
    """Each stays with cooperation and answers defection by defection."""
    policies = np.array([[0, 0, 2, 3], [0, 1, 0, 3]])
    found = policy_stability(PRISONERS, policies)
    assert found.stable.tolist() == [True, False, False, True]
    assert found.credible.all()
    assert found.credibly_stable.tolist() == [True, False, False, True]


def test_without_the_threat_each_prisoner_would_defect() -> None:
    stay = np.tile(np.arange(4), (2, 1))
    found = policy_stability(PRISONERS, stay)
    assert found.deviations.to[:, 3].tolist() == [2, 1]
    assert found.deviations.end[:, 3].tolist() == [2, 1]


def test_an_impossible_intention_is_named() -> None:
    policies = np.tile(np.arange(12), (3, 1))
    policies[0, 1] = 0  # Modify cannot be taken back
    assert impossible_intentions(ELMIRA, policies).tolist() == [[0, 1]]
    policies[0, 1] = 1
    assert impossible_intentions(ELMIRA, policies).shape == (0, 2)
