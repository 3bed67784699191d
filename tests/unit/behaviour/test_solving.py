"""Dated segments: values and probabilities across their borders, by hand."""

from math import exp

import numpy as np
import pytest
from tests.small import lab_of

from detente.behaviour import Lab
from detente.case.expressions.parser import parse_expression

HALF_DAY = 183 / 365.25
DATED = """
    actors: {A: {discount: 0.1, pace: 2}}
    moves: {m: {by: A, from: 2020-07-02}}
    precision: {headline: 100000, sweep: [100000], paces: [1]}
    goals: {A: {g: {weight: 10, measure: m}}}
    """


def chance(lab: Lab, event: str, *years: float) -> list[float]:
    true = lab.model().view().holds(parse_expression(event).tree)[:, None]
    return [float(p) for p in lab.solution().probability(true, years)[:, 0]]


def test_what_can_be_done_only_later_is_worth_less_today() -> None:
    lab = lab_of(DATED)
    solution = lab.solution()
    # Once it may be made: 2 occasions a year, all taken; 10 points for ever once made.
    then = 2 * 10 / 2.1
    assert solution.lasting.values[0, 0] == pytest.approx(then)
    assert solution.value("A") == pytest.approx(then * exp(-0.1 * HALF_DAY), rel=1e-6)


def test_nothing_happens_before_its_day_and_time_counts_from_it() -> None:
    found = chance(lab_of(DATED), "m", 0.25, HALF_DAY, 1.0, 2.0)
    expected = [0.0, 0.0, 1 - exp(-2 * (1 - HALF_DAY)), 1 - exp(-2 * (2 - HALF_DAY))]
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_last_day_ends_what_can_happen() -> None:
    lab = lab_of(DATED.replace("from: 2020-07-02", "until: 2020-07-01"))
    assert lab.solution().lasting.values[0, 0] == pytest.approx(0.0)
    reached = 1 - exp(-2 * HALF_DAY)
    assert chance(lab, "m", HALF_DAY, 5.0) == pytest.approx([reached, reached], abs=1e-4)
    # 10 points from the moment it is made, if it is made in time.
    worth = 10 * 2 / 2.1 * (1 - exp(-2.1 * HALF_DAY))
    assert lab.solution().value("A") == pytest.approx(worth, rel=1e-4)


def test_a_line_that_opens_lets_a_joint_move_happen_at_its_strength() -> None:
    lab = lab_of("""
        actors: {A: {pace: 2}, B: {pace: 2}}
        moves: {m: {by: [A, B]}}
        precision: {headline: 100000, sweep: [100000], paces: [1]}
        channels: [{between: [A, B], since: 2020-07-02, strength: 0.5}]
        goals: {A: {g: {weight: 10, measure: m}}, B: {g: {weight: 10, measure: m}}}
        """)
    found = chance(lab, "m", HALF_DAY, 2.0)
    assert found == pytest.approx([0.0, 1 - exp(-1 * (2 - HALF_DAY))], abs=1e-6)


def test_a_shock_crosses_borders_unchanged() -> None:
    lab = lab_of("""
        actors: {A: {}}
        variables: {heat: {levels: [calm, crisis], start: calm}}
        moves: {m: {by: A, from: 2020-07-02, until: 2021-03-01}}
        shocks: {storm: {rate: 0.4, sets: {heat: crisis}}}
        goals: {A: {g: {weight: 1, measure: heat = calm, once: [{on: m, pays: -1}]}}}
        """)
    assert len(lab.solution().segments) > 3
    times = (0.1, HALF_DAY, 1.0, 3.0)
    assert chance(lab, "heat = crisis", *times) == pytest.approx([1 - exp(-0.4 * t) for t in times])


def test_mass_is_kept_on_every_day() -> None:
    lab = lab_of(DATED)
    assert lab.solution().standing([0.0, 0.3, HALF_DAY, 4.0]).sum(axis=1) == pytest.approx(1.0)


def test_a_deadline_far_away_is_the_stationary_solution() -> None:
    lab = lab_of(DATED.replace("100000", "20"))
    far = lab.deadline(200.0)
    assert far.values[0] == pytest.approx(lab.solution().values[0], rel=1e-4)
    assert far.converged


def test_at_a_deadline_of_nothing_everything_stays_as_it_is() -> None:
    lab = lab_of(DATED)
    now = lab.deadline(0.0)
    stays = lab.solution().numbers.flow / lab.solution().numbers.discount
    assert np.array_equal(now.values, stays)


def test_before_its_day_a_deadline_leaves_no_time() -> None:
    lab = lab_of(DATED)
    assert lab.deadline(0.4).value("A") == pytest.approx(0.0)
    # In a quarter of a year after the day: made in time or never, worth 10 / r u from then on.
    left = 0.25
    worth = 10 * 2 / 2.1 * (1 - exp(-2.1 * left)) * exp(-0.1 * HALF_DAY)
    assert lab.deadline(HALF_DAY + left).value("A") == pytest.approx(worth, rel=1e-3)
