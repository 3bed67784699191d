import numpy as np
import pytest
from tests.robust.random_conflicts import random_conflict

from detente.methods.graph_model import OptionForm
from detente.methods.segments import segments_of


@pytest.mark.parametrize("seed", [s for s in range(50) if s % 5 < 3])
def test_lanes_hold_the_states_an_actor_can_choose_among(seed: int) -> None:
    conflict = random_conflict(seed)
    form = conflict.moves
    assert isinstance(form, OptionForm)
    found = segments_of(form, conflict.ranks)
    for i, (own, rank) in enumerate(zip(form.owned, conflict.ranks, strict=True)):
        one_way = own & (form.forward | form.backward)
        seen = []
        for g in range(found.actor[i], found.actor[i + 1]):
            lanes = [
                found.order[found.lane[a] : found.lane[a + 1]]
                for a in range(found.segment[g], found.segment[g + 1])
            ]
            assert len(lanes) <= found.most_lanes
            seen.append(frozenset(np.concatenate(lanes).tolist()))
            for lane in lanes:
                assert len(np.unique(form.states[lane] & one_way)) == 1
                assert (np.diff(rank[lane]) <= 0).all()
        assert set(seen) == choices(form, own)


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
