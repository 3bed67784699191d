"""Dates cut time; a scheduled move is held as often as the case says."""

from datetime import date
from itertools import pairwise
from math import inf, log

import pytest
from tests.small import lab_of, small

from detente.case.expressions.parser import parse_expression
from detente.case.schema import Case
from detente.model.calendar import day_after, segments, window_years, years_after

DATED = """
    actors: {A: {}, B: {}}
    moves:
      m: {by: A, from: 2020-03-01, until: 2020-05-31}
      old: {by: A, until: 2020-12-31, from: 2019-01-01}
    channels: [{between: [A, B], since: 2020-04-01}]
    scheduled: [{move: m, between: [2020-03-15, 2020-03-31], held: 0.6}]
    goals: {A: {g: {weight: 1, measure: m and old}}}
    """


@pytest.fixture(scope="module")
def case() -> Case:
    return small(DATED)


def test_every_day_on_which_a_rate_changes_begins_a_segment(case: Case) -> None:
    found = segments(case)
    assert [s.first_day.isoformat() for s in found] == [
        "2020-01-01",
        "2020-03-01",
        "2020-03-15",
        "2020-04-01",  # the line opens, and the window's last day is over
        "2020-06-01",
        "2021-01-01",
    ]
    assert found[0].begins == 0.0
    assert found[-1].ends == inf
    assert all(a.ends == b.begins for a, b in pairwise(found))
    assert found[1].years == pytest.approx(14 / 365.25)


def test_without_dates_there_is_one_segment() -> None:
    (only,) = segments(
        small("""
        actors: {A: {}}
        moves: {m: {by: A}}
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    )
    assert (only.begins, only.ends) == (0.0, inf)


def test_a_year_has_365_days_and_a_quarter(case: Case) -> None:
    assert years_after(case, date(2024, 1, 1)) == 4.0
    assert years_after(case, date(2019, 12, 31)) == pytest.approx(-1 / 365.25)


def test_a_window_includes_both_its_days() -> None:
    window = (date(2020, 3, 1), date(2020, 3, 31))
    assert window_years(window) == pytest.approx(31 / 365.25)
    assert day_after(window[1]) == date(2020, 4, 1)


@pytest.mark.parametrize("held", [0.0, 0.2, 0.6, 1.0])
def test_by_the_end_of_its_window_a_scheduled_move_was_held_as_likely_as_said(held: float) -> None:
    lab = lab_of(f"""
        actors: {{A: {{}}}}
        moves: {{m: {{by: A, pace: 0}}}}
        scheduled: [{{move: m, between: [2020-03-01, 2020-03-31], held: {held}}}]
        goals: {{A: {{g: {{weight: 1, measure: m}}}}}}
        """)
    true = lab.model().view().holds(parse_expression("m").tree)[:, None]
    days = [date(2020, 3, 1), date(2020, 3, 16), date(2020, 4, 1), date(2022, 1, 1)]
    found = lab.solution().probability(true, [years_after(lab.case, d) for d in days])[:, 0]
    half = 1 - (1 - min(held, 1 - 1e-9)) ** (15 / 31)
    assert found == pytest.approx([0.0, half, held, held], abs=1e-8)


def test_the_hazard_in_a_window_is_constant() -> None:
    lab = lab_of("""
        actors: {A: {}}
        moves: {m: {by: A, pace: 0}}
        scheduled: [{move: m, between: [2019-12-01, 2020-12-31], held: 0.5}]
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    first, last = (
        segment.transitions.rate
        for segment in (lab.solution().segments[0], lab.solution().segments[-1])
    )
    assert first.max() == pytest.approx(log(2) / (397 / 365.25))
    assert last.max() == 0.0
