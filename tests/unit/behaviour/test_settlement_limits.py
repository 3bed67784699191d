"""Red lines, and moves that a settlement calls for."""

import pytest
from tests.small import lab_of

from detente.behaviour.chances import chances
from detente.behaviour.settlement_forecasts import settlement_forecasts
from detente.behaviour.settlement_limits import (
    Call,
    RedLine,
    call_table,
    calls,
    red_line_list,
    red_line_table,
)

TALKS = """
actors: {A: {capability: 3}, B: {capability: 1}}
moves: {cut: {by: A}, scrap: {by: A, requires: cut}}
issues:
  arms: {from: 0, to: 50, tied_to: {10: cut, 45: scrap}}
  delay: {from: 10, to: 0}
positions:
  A: {arms: {at: 40, salience: 50, red_line: 20}, delay: {at: 2, salience: 40, red_line: 6}}
  B: {arms: {at: 20, salience: 50, red_line: 30}, delay: {at: 8, salience: 40}}
"""
PROCESS = (
    TALKS
    + "goals: {A: {ease: {measure: cut, weight: 5}}, B: {rest: {measure: scrap, weight: 1}}}\n"
)


def red_lines(case: str) -> dict[tuple[str, str], RedLine]:
    found = red_line_list(settlement_forecasts(lab_of(case)))
    return {(line.actor, line.issue): line for line in found}


def called(case: str) -> dict[str, Call]:
    lab = lab_of(case)
    return {call.move: call for call in calls(lab, settlement_forecasts(lab))}


def test_a_line_is_crossed_if_the_expected_point_lies_beyond() -> None:
    found = red_lines(TALKS)  # what is expected: arms 35, delay 3.5
    assert found.keys() == {("A", "arms"), ("A", "delay"), ("B", "arms")}
    assert [found[key].is_crossed for key in sorted(found)] == [False, False, True]
    assert found["A", "arms"].line == pytest.approx(0.4)
    assert found["A", "delay"].line == pytest.approx(0.4)  # the scale runs from 10 to 0


def test_the_chance_is_that_of_the_side_that_is_not_accepted() -> None:
    forecasts = settlement_forecasts(lab_of(TALKS))
    found = red_lines(TALKS)
    assert found["B", "arms"].chance == pytest.approx(forecasts.chance_above("arms", 0.6))
    assert found["A", "arms"].chance == pytest.approx(forecasts.chance_below("arms", 0.4))
    assert found["B", "arms"].chance > 0.5 > found["A", "arms"].chance


def test_the_likeliest_to_be_crossed_comes_first_and_points_are_those_of_the_case() -> None:
    table = red_line_table(settlement_forecasts(lab_of(TALKS)))
    first, *others = table.rows
    assert first[:4] == ("B", "arms", 30, True)
    assert ("A", "delay", 6, False) in [row[:4] for row in others]


def test_moves_are_called_for_from_their_point_on() -> None:
    found = called(TALKS)
    assert found["cut"].is_called
    assert not found["scrap"].is_called
    assert found["cut"].chance > 0.9
    assert found["scrap"].chance < 0.1
    assert found["cut"].path is None
    assert found["cut"].gap == 0.0


def test_with_a_process_terms_stand_beside_what_happens() -> None:
    lab = lab_of(PROCESS)
    found = {call.move: call for call in calls(lab, settlement_forecasts(lab))}
    known, when = chances(lab), lab.year_index(lab.case.horizon)
    place = lab.event_index("scrap")
    assert found["scrap"].path == (
        known.mean[when, place],
        known.low[when, place],
        known.high[when, place],
    )
    table = call_table(settlement_forecasts(lab), tuple(found.values()))
    assert [row[:4] for row in table.rows] == [
        ("arms", "cut", 10, True),
        ("arms", "scrap", 45, False),
    ]


@pytest.mark.parametrize(
    ("chance", "gap"), [(0.3, 0.0), (0.2, 0.0), (0.1, 0.1), (0.9, 0.4), (0.5, 0.0)]
)
def test_the_gap_is_what_lies_beyond_the_range_of_the_path(chance: float, gap: float) -> None:
    call = Call(
        issue="arms",
        move="cut",
        threshold=0.2,
        is_called=True,
        chance=chance,
        path=(0.3, 0.2, 0.5),
    )
    assert call.gap == pytest.approx(gap)


def test_nothing_is_called_for_on_an_issue_that_matters_to_nobody() -> None:
    idle = TALKS.replace("salience: 50", "salience: 0")
    assert called(idle) == {}
    assert red_lines(idle).keys() == {("A", "delay")}
