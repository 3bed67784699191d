import numpy as np
import pytest
from tests.robust.random_conflicts import random_conflict

from detente.methods.graph_model import OptionForm, is_allowed
from detente.methods.segment_kernels import Segments
from detente.methods.segments import segments_of


@pytest.mark.parametrize("seed", [s for s in range(50) if s % 5 < 3])
def test_segments_hold_the_states_an_actor_can_choose_among(seed: int) -> None:
    conflict = random_conflict(seed)
    form = conflict.moves
    assert isinstance(form, OptionForm)
    found = segments_of(form, conflict.ranks)
    frozen = form.forward & form.backward
    for i, (own, rank) in enumerate(zip(form.owned, conflict.ranks, strict=True)):
        seen = set()
        for g in range(found.actor[i], found.actor[i + 1]):
            members = found.order[found.segment[g] : found.segment[g + 1]]
            seen.add(frozenset(members.tolist()))
            assert (np.diff(rank[members]) <= 0).all()
            tied = np.diff(rank[members], prepend=2**40) == 0
            assert found.tied[found.segment[g] : found.segment[g + 1]].tolist() == tied.tolist()
            assert leads_within(found, g).tolist() == allowed(form, members).tolist()
        assert seen == choices(form, own & ~frozen)


def leads_within(found: Segments, g: int) -> np.ndarray:
    """Whether the lanes of a segment allow the move from each of its states to each other."""
    if not len(found.lane):
        count = found.segment[g + 1] - found.segment[g]
        return np.ones((count, count), np.bool_)
    lanes = found.pattern[found.first_lane[g] : found.first_lane[g + 1]]
    assert len(lanes) <= found.most_lanes
    here = np.zeros(found.segment[g + 1] - found.segment[g], np.int32)
    if len(lanes) > 1:
        here = found.lane[found.segment[g] : found.segment[g + 1]]
    return lanes[here][:, None] & ~lanes[here] == 0


def allowed(form: OptionForm, members: np.ndarray) -> np.ndarray:
    return is_allowed(form, form.states[members][:, None], form.states[members])


def choices(form: OptionForm, own: np.uint64) -> set[frozenset[int]]:
    """Groups of two and more states that differ in own options alone."""
    others = (form.states & ~own).tolist()
    groups = [frozenset(k for k, x in enumerate(others) if x == key) for key in set(others)]
    return {group for group in groups if len(group) > 1}


def test_ties_are_marked() -> None:
    form = OptionForm(
        np.arange(4, dtype=np.uint64), np.array([3], np.uint64), np.uint64(0), np.uint64(0)
    )
    found = segments_of(form, np.array([[5, 7, 5, 7]], np.int32))
    assert found.order.tolist() == [1, 3, 0, 2]
    assert found.tied.tolist() == [False, True, False, True]


def test_bits_far_apart_sort_in_several_rounds() -> None:
    rng = np.random.default_rng(4)
    states = np.unique(rng.integers(0, 2**62, 300, dtype=np.uint64) & ~np.uint64(0b111000))
    states = np.unique(np.concatenate([states, states | np.uint64(0b001000)]))
    form = OptionForm(states, np.array([0b111000], np.uint64), np.uint64(0), np.uint64(0))
    found = segments_of(form, np.zeros((1, len(states)), np.int32))
    pairs = found.order.reshape(-1, 2)
    assert len(pairs) == len(states) // 2
    assert (states[pairs[:, 0]] ^ states[pairs[:, 1]] == np.uint64(0b001000)).all()


def test_long_segments_are_sorted_too() -> None:
    form = OptionForm(
        np.arange(64, dtype=np.uint64), np.array([63], np.uint64), np.uint64(0), np.uint64(0)
    )
    rank = np.random.default_rng(1).permutation(64).astype(np.int32)
    assert segments_of(form, rank[None]).order.tolist() == np.argsort(-rank).tolist()
