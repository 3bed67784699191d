from datetime import date, timedelta

import pytest

from detente.case.council import period_of, periods, states


@pytest.mark.parametrize(
    ("day", "votes", "members"),
    [
        (date(1999, 5, 1), 87, 15),
        (date(2004, 5, 1), 124, 25),
        (date(2004, 11, 1), 321, 25),
        (date(2007, 1, 1), 345, 27),
        (date(2013, 7, 1), 352, 28),
    ],
)
def test_the_sums_of_the_treaties(day: date, votes: int, members: int) -> None:
    weights = period_of(day).weights
    assert sum(weights.values()) == votes
    assert len(weights) == members


def test_after_lisbon_weights_are_percents_of_the_population() -> None:
    assert sum(period_of(date(2016, 1, 1)).weights.values()) == pytest.approx(100, abs=0.05)


def test_a_period_lasts_until_the_day_before_the_next() -> None:
    for earlier, later in zip(periods(), periods()[1:], strict=False):
        assert period_of(later.begins - timedelta(days=1)) is earlier
        assert period_of(later.begins) is later


def test_before_all_periods_the_first_is_taken() -> None:
    assert period_of(date(1990, 1, 1)) is periods()[0]


def test_members_stay() -> None:
    for earlier, later in zip(periods(), periods()[1:], strict=False):
        assert set(earlier.weights) <= set(later.weights)
    assert len(states()) == 28
