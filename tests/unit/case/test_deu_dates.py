from datetime import date

import pytest

from detente.case.deu_dates import are_turned, is_missing, is_turned, read_date


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("26-01-00", date(2000, 1, 26)),
        ("07-02-96", date(1996, 2, 7)),
        ("14-12-1999", date(1999, 12, 14)),
        ("1930-05-01", date(2001, 5, 30)),
        ("2023-07-01", date(2001, 7, 23)),
        ("2014-07-04", date(2004, 7, 14)),
        ("1931-07-08", date(2008, 7, 31)),
        ("2013-05-31", date(2013, 5, 31)),  # turned back it would be the year 2031
    ],
)
def test_dates_of_a_table_that_was_turned_round(text: str, meant: date) -> None:
    assert read_date(text, turned=True) == meant


def test_dates_at_their_word_where_nothing_was_turned() -> None:
    assert read_date("2014-07-04", turned=False) == date(2014, 7, 4)
    assert read_date("04-07-14", turned=False) == date(2014, 7, 4)


def test_one_impossible_year_tells_that_dates_were_turned() -> None:
    assert are_turned(["2014-07-04", "26-01-00", "1930-05-01"])
    assert not are_turned(["2014-07-04", "26-01-00", "999", ""])


@pytest.mark.parametrize("text", ["soon", "31-02-99", "2000", "14-12-45", "9999-99-99"])
def test_what_is_no_day_of_those_years(text: str) -> None:
    assert read_date(text, turned=True) is None


def test_only_what_was_turned_counts_as_turned() -> None:
    assert is_turned("1930-05-01", turned=True)
    assert not is_turned("26-01-00", turned=True)
    assert not is_turned("2014-07-04", turned=False)


def test_an_empty_cell_and_999_are_missing() -> None:
    assert is_missing("")
    assert is_missing("999")
    assert not is_missing("26-01-00")
