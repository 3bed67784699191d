from itertools import combinations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.literal_conflicts import improving, legal_reach, plain, random_conflict

from detente.methods.graph_model import improving_moves, to_graph
from detente.methods.joint_reach import (
    arcs_to,
    joint_reach,
    members,
    moves_of,
    state_set,
)


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_the_definition_for_every_group(seed: int) -> None:
    conflict = random_conflict(np.random.default_rng(seed), actors=3)
    model, graph = plain(conflict), to_graph(conflict.moves)
    better, liking = improving(model), improving_moves(graph, conflict.ranks)
    for group in [g for k in range(4) for g in combinations(model.actors, k)]:
        moves = joint_reach([moves_of(graph, i) for i in group], graph.size)
        liked = joint_reach([moves_of(liking, i) for i in group], graph.size)
        for s in model.states:
            assert set(members(moves[s])) == legal_reach(model.moves, group, s)
            assert set(members(liked[s])) == legal_reach(better, group, s)


def test_nobody_moves_twice_in_a_row() -> None:
    chain = arcs_to([0b010, 0b100, 0])
    back = arcs_to([0, 0b001, 0])
    assert joint_reach([chain], 3) == [0b010, 0b100, 0]
    assert joint_reach([chain, back], 3) == [0b011, 0b111, 0]


@given(st.lists(st.booleans(), min_size=1, max_size=40))
def test_sets_hold_what_was_put_in(chosen: list[bool]) -> None:
    states = state_set(np.array(chosen))
    assert list(members(states)) == [s for s, kept in enumerate(chosen) if kept]
