import numpy as np
import pytest
from tests.trading import random_stances, stances_of

from detente.methods.compromise import compromise_mean, weighted_median
from detente.methods.levers import Input, PerInput, compromise_slopes, slopes, ways_to_move
from detente.methods.stances import Stances

THREE = stances_of([[0.1], [0.5], [0.9]], [[0.5], [0.4], [0.2]], [1.0, 2.0, 3.0])
"""Weights .5, .8, .6 of 1.9; the compromise is .99 / 1.9."""


def price(position: float, salience: float, capability: float) -> PerInput:
    return PerInput(*(np.full((3, 1), value) for value in (position, salience, capability)))


def compromise(stances: Stances) -> float:
    return float(compromise_mean(stances)[0])


def median(stances: Stances) -> float:
    return float(weighted_median(stances)[0])


def test_slopes_of_the_compromise_by_hand() -> None:
    found = compromise_slopes(THREE)
    outcome = 0.99 / 1.9
    assert found.position[:, 0] == pytest.approx(np.array([0.5, 0.8, 0.6]) / 1.9)
    gaps = np.array([0.1, 0.5, 0.9]) - outcome
    assert found.salience[:, 0] == pytest.approx(np.array([1.0, 2.0, 3.0]) * gaps / 1.9)
    assert found.capability[:, 0] == pytest.approx(np.array([0.5, 0.4, 0.2]) * gaps / 1.9)


def test_differences_agree_with_the_slopes() -> None:
    stances = random_stances(1, 5, 3)
    exact = compromise_slopes(stances)
    for issue in range(3):
        found = slopes(lambda s, d=issue: float(compromise_mean(s)[d]), stances)
        for of_input, by_hand in zip(found, exact, strict=True):
            assert of_input[:, issue] == pytest.approx(by_hand[:, issue], abs=1e-6)
            assert np.delete(of_input, issue, axis=1) == pytest.approx(0)


def test_at_the_ends_of_a_scale_slopes_look_inwards() -> None:
    stances = stances_of([[0.0], [1.0]], [[1.0], [0.0]])
    seen: list[Stances] = []

    def recorded(s: Stances) -> float:
        seen.append(s)
        return float(s.position.sum())

    assert slopes(recorded, stances).position == pytest.approx(np.ones((2, 1)))
    assert min(s.position.min() for s in seen) == 0
    assert max(s.position.max() for s in seen) == 1
    assert min(s.salience.min() for s in seen) == 0
    assert max(s.salience.max() for s in seen) == 1


def test_nobody_cares_no_slope() -> None:
    idle = stances_of([[0.0], [1.0]], [[0.0], [0.0]])
    assert np.isnan(compromise_slopes(idle).position).all()


def test_shifts_that_move_the_compromise_a_point_by_hand() -> None:
    found = ways_to_move(compromise, THREE, 2, 0, 0.01, price(1.0, 1.0, 1.0))
    shift = {(way.actor, way.input): way.shift for way in found}
    target = 0.99 / 1.9 + 0.01
    # position: the weighted sum must rise by 1.9 points
    assert shift[0, Input.POSITION] == pytest.approx(0.019 / 0.5)
    assert shift[1, Input.POSITION] == pytest.approx(0.019 / 0.8)
    # weight: (0.99 + dw x) / (1.9 + dw) = target
    for actor, x, salience, capability in ((0, 0.1, 0.5, 1.0), (1, 0.5, 0.4, 2.0)):
        change = (1.9 * target - 0.99) / (x - target)
        if change > -salience * capability:
            assert shift[actor, Input.SALIENCE] == pytest.approx(change / capability)
            assert shift[actor, Input.CAPABILITY] == pytest.approx(change / salience)
    assert all(way.actor != 2 for way in found)
    assert [way.cost for way in found] == sorted(way.cost for way in found)


def test_prices_rank_and_what_is_not_enough_is_left_out() -> None:
    cheap = ways_to_move(compromise, THREE, 2, 0, 0.01, price(5.0, 1.0, 0.1))
    for way in cheap:
        unit = {Input.POSITION: 5.0, Input.SALIENCE: 1.0, Input.CAPABILITY: 0.1}[way.input]
        assert way.cost == pytest.approx(unit * abs(way.shift))
    # for .2 the weighted sum must rise by .38; nobody's weight can do that by falling
    far = ways_to_move(compromise, THREE, 2, 0, 0.2, price(1.0, 1.0, 1.0))
    assert [(way.actor, way.input) for way in far] == [(1, Input.POSITION), (0, Input.POSITION)]
    assert [way.shift for way in far] == pytest.approx([0.38 / 0.8, 0.38 / 0.5])


def test_no_way_is_looked_for_beyond_the_point_of_who_asks() -> None:
    outcome = compromise(THREE)
    there = THREE._replace(position=np.array([[0.1], [0.5], [0.9]]))
    near = stances_of([[0.1], [outcome + 0.004], [0.9]], [[0.5], [0.4], [0.2]], [1.0, 2.0, 3.0])
    here = compromise(near)
    found = ways_to_move(compromise, near, 1, 0, 0.5, price(1.0, 1.0, 1.0))
    best = next(way for way in found if way.input is Input.POSITION)
    gap = float(near.position[1, 0]) - here
    assert best.shift == pytest.approx(1.9 * gap / (0.5 if best.actor == 0 else 0.6))
    content = there._replace(position=np.full((3, 1), 0.5))
    assert ways_to_move(compromise, content, 1, 0, 0.01, price(1.0, 1.0, 1.0)) == ()


def test_outcomes_that_jump_are_moved_by_the_smallest_shift_that_is_enough() -> None:
    # weights .5, .8, .6: the median is the middle one; it moves where that one moves, or when the
    # last one alone has half of all weight
    found = ways_to_move(median, THREE, 0, 0, 0.01, price(1.0, 1.0, 1.0))
    shift = {(way.actor, way.input): way.shift for way in found}
    assert shift[1, Input.POSITION] == pytest.approx(-0.01)
    assert (2, Input.POSITION) in shift
    assert shift[2, Input.POSITION] == pytest.approx(0.49 - 0.9)
