"""Laws of the methods around stability: names do not matter, and stronger ideas imply weaker."""

from typing import TYPE_CHECKING

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from tests.literal_conflicts import random_conflict

from detente.methods.coalition_stability import coalition_stability
from detente.methods.graph_model import Conflict, OptionForm, from_arcs, to_graph
from detente.methods.graph_model import arcs_of as listed_moves
from detente.methods.inverse_stability import inverse_counts
from detente.methods.limited_move import limited_move
from detente.methods.policy_stability import policy_stability
from detente.methods.stability import Concept
from detente.methods.stability_draws import DRAWN, equilibrium_shares
from detente.methods.status_quo import evolution, paths_to

if TYPE_CHECKING:
    from detente.methods.graph_model import GraphForm

seeds = st.integers(0, 10_000)


def drawn(seed: int, actors: int, most: int = 7) -> tuple[Conflict, np.random.Generator]:
    rng = np.random.default_rng(seed)
    return random_conflict(rng, actors=actors, most=most), rng


def renamed(conflict: Conflict, states: np.ndarray, actors: np.ndarray) -> Conflict:
    """State s becomes states[s]; actor k of the new conflict is actors[k] of the old."""
    graph = to_graph(conflict.moves)
    sources, targets = listed_moves(graph)
    moves: GraphForm = from_arcs(
        graph.size, [states[sources[i]] for i in actors], [states[targets[i]] for i in actors]
    )
    ranks = np.empty_like(conflict.ranks)
    ranks[:, states] = conflict.ranks[actors]
    return Conflict(moves, ranks)


@given(seeds)
def test_the_names_of_states_and_actors_do_not_matter_to_coalitions(seed: int) -> None:
    conflict, rng = drawn(seed, 3)
    states, actors = rng.permutation(conflict.moves.size), rng.permutation(3)
    found = coalition_stability(conflict)
    other = coalition_stability(renamed(conflict, states, actors))
    for row, coalition in enumerate(other.coalitions):
        before = sum(1 << int(actors[k]) for k in range(3) if coalition >> k & 1) - 1
        for now, then in zip(other[1:], found[1:], strict=True):
            assert np.array_equal(now[row, states], then[before])


@given(seeds)
def test_stability_against_coalitions_weakens_from_nash_to_gmr(seed: int) -> None:
    """CSEQ implies CGMR where moves are transitive: there no chain of coalitions is too long."""
    conflict, _ = drawn(seed, 3)
    found = coalition_stability(conflict)
    assert not (found.nash & ~found.smr).any()
    assert not (found.nash & ~found.seq).any()
    assert not (found.smr & ~found.gmr).any()
    if isinstance(conflict.moves, OptionForm):
        assert not (found.seq & ~found.gmr).any()


@given(seeds)
def test_counts_of_orders_grow_as_the_concept_weakens(seed: int) -> None:
    conflict, rng = drawn(seed, 3, most=4)
    found = inverse_counts(conflict, int(rng.integers(conflict.moves.size)), 0)
    stable = dict(zip(found.concepts, found.stable, strict=True))
    assert all(count is not None for count in stable.values())
    for strong, weak in (
        (Concept.NASH, Concept.SSEQ),
        (Concept.SSEQ, Concept.SEQ),
        (Concept.SEQ, Concept.GMR),
        (Concept.SSEQ, Concept.SMR),
        (Concept.SMR, Concept.GMR),
    ):
        assert stable[strong] <= stable[weak] <= found.total
    for count, everyone in zip(found.stable, found.equilibrium, strict=True):
        assert everyone is None or everyone <= count


@given(seeds)
def test_the_names_of_states_do_not_matter_to_counts(seed: int) -> None:
    conflict, rng = drawn(seed, 2, most=5)
    states = rng.permutation(conflict.moves.size)
    arcs = Conflict(to_graph(conflict.moves), conflict.ranks)
    other = renamed(conflict, states, np.arange(2))
    assert inverse_counts(arcs, 0, 1) == inverse_counts(other, int(states[0]), 1)


@given(seeds)
def test_only_the_order_of_ranks_counts_for_foresight(seed: int) -> None:
    conflict, _ = drawn(seed, 2)
    found, other = limited_move(conflict), limited_move(conflict._replace(ranks=3 * conflict.ranks))
    assert np.array_equal(found.end, other.end)
    assert found.cycle == other.cycle


@given(seeds)
def test_paths_trade_length_against_moves_that_do_not_improve(seed: int) -> None:
    conflict, _ = drawn(seed, 3)
    found = evolution(conflict, 0)
    for state in range(conflict.moves.size):
        paths = paths_to(found, state)
        lengths = [len(path.movers) for path in paths]
        costs = [path.non_improving for path in paths]
        assert lengths == sorted(set(lengths), reverse=True)
        assert costs == sorted(set(costs))


@given(seeds)
def test_what_no_deviation_upsets_no_improving_deviation_does(seed: int) -> None:
    conflict, _ = drawn(seed, 3)
    stay = np.tile(np.arange(conflict.moves.size), (3, 1))
    found = policy_stability(conflict, stay)
    assert not (found.stable & ~found.credibly_stable).any()


@given(seeds)
def test_a_state_everybody_likes_best_is_an_equilibrium_in_every_draw(seed: int) -> None:
    conflict, rng = drawn(seed, 3)
    draws = rng.integers(0, 5, (6, *conflict.ranks.shape)).astype(np.int32)
    draws[:, :, 0] = 5
    shares = equilibrium_shares(conflict.moves, draws)
    assert shares.equilibrium[:, 0].tolist() == [1.0] * len(DRAWN)
