from collections.abc import Mapping

import numpy as np
import pytest
from benchmarks.games import Act, GameArrays, Occasion, Shift, State, game

from detente.methods import stationary
from detente.methods.equilibria import LADDER_UP, Equilibrium, entries, find
from detente.methods.game import Floats
from detente.methods.stationary import behaviour


def volunteers(*, entrance: bool = False) -> GameArrays:
    """Each of two can end a quarrel at a cost, and would rather the other did [model row 13].

    With an entrance, the quarrel starts only if the first actor takes a step that pays nothing.
    """
    shift = 1 if entrance else 0
    ends = tuple(
        Occasion(i, 2.0, (Act(shift + 1, tuple(-0.4 * (j == i) for j in range(2))),))
        for i in range(2)
    )
    states = [State((0.0, 0.0), ends), State((0.1, 0.1))]
    if entrance:
        states.insert(0, State((0.0, 0.0), (Occasion(0, 2.0, (Act(1),)),)))
    return game(states, [0.1] * 2, [1.0, 1.0])


def starts(
    arrays: GameArrays, precision: float, **options: Mapping[str, Floats]
) -> tuple[Equilibrium, ...]:
    return find(*arrays, precision, np.random.default_rng(1), **options)


def test_one_equilibrium_is_found_by_every_start() -> None:
    (only,) = starts(volunteers(), 2.0)
    assert len(only.found_by) == 14
    assert only.found_by[0] == LADDER_UP
    assert only.converged
    assert only.residual < 1e-10
    assert only.regret == pytest.approx(stationary.regret(*volunteers(), 2.0, only.values))


def test_volunteers_have_three_the_ladder_keeping_the_even_one() -> None:
    found = starts(volunteers(), 1000.0)
    assert found[0].found_by[0] == LADDER_UP
    values = sorted(tuple(e.values[0].round(3).tolist()) for e in found if e.converged)
    assert values[0][0] < values[0][1]
    assert found[0].values[0, 0] == pytest.approx(found[0].values[0, 1])
    assert found[0].values[0, 0] == pytest.approx(0.6, abs=0.01)
    assert (0.571, 0.952) in values
    assert (0.952, 0.571) in values


def test_a_start_given_by_name_is_tried() -> None:
    lopsided = np.array([[0.952, 0.571], [1.0, 1.0]])
    found = starts(volunteers(), 1000.0, starts={"long deadline": lopsided})
    (one,) = (e for e in found if "long deadline" in e.found_by)
    assert one.values[0] == pytest.approx([0.952381, 0.571429], abs=1e-3)


def test_what_is_done_in_states_never_reached_does_not_count() -> None:
    topology, numbers, commitment = volunteers(entrance=True)
    shut = commitment._replace(act=np.array([-1, 0, 0], np.int8))
    assert len(starts((topology, numbers, commitment), 1000.0)) >= 3
    assert len(starts((topology, numbers, shut), 1000.0)) == 1


def test_starts_that_come_to_no_rest_count_as_one_more() -> None:
    found = find(*volunteers(), 1000.0, np.random.default_rng(1), most_sweeps=1)
    (rough,) = (e for e in found if not e.converged)
    assert len(rough.found_by) > 1
    assert sum(len(e.found_by) for e in found) == 14


def test_entries_along_a_chain_that_may_break() -> None:
    steps, pace, hazard = 5, 2.0, 0.25
    states = [
        State((0.0,), (Occasion(0, pace, (Act(k + 1),)),), (Shift(hazard, steps + 1),))
        for k in range(steps)
    ]
    topology, numbers, commitment = game([*states, State((0.0,)), State((0.0,))], [1e-12], [1.0])
    rate = behaviour(topology, numbers, commitment, 0.0, np.zeros((7, 1))).rate
    entered = entries(topology, numbers, rate)
    assert entered[1:6] == pytest.approx([0.8, 0.64, 0.512, 0.4096, 0.32768])
    assert entered[6] == pytest.approx(1 - 0.32768)


def test_entries_where_states_come_again() -> None:
    """Gambler's ruin: up with .6, down with .4, from 2, between 0 and 5."""
    inner = (2, 1, 3, 4)  # the initial state first
    place = {level: k for k, level in enumerate((*inner, 0, 5))}
    states = [
        State((0.0,), (), (Shift(0.6, place[level + 1]), Shift(0.4, place[level - 1])))
        for level in inner
    ]
    topology, numbers, _ = game([*states, State((0.0,)), State((0.0,))], [1e-12], [1.0])
    entered = entries(topology, numbers, np.zeros(0))
    assert entered[place[5]] == pytest.approx(0.639810, abs=1e-6)
    assert entered[:4].sum() == pytest.approx(5.995261, abs=1e-6)
