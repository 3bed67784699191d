"""Dates of the DEU tables, which a spreadsheet has had in its hands.

They are written day-month-year with two digits each. Where such a text can be read as a year, a
month and a day, some were turned round: 14-07-04 became 2014-07-04, 30-05-01 became 1930-05-01.
"""

import re
from collections.abc import Iterable
from datetime import date

YEARS = range(1990, 2026)
"""Years in which a proposal of the tables can have been introduced or adopted."""
_MISSING = frozenset({"", "999"})
_CENTURY_TURNS = 50
_SHORT = re.compile(r"(\d{1,2})-(\d{1,2})-(\d{2}|\d{4})")
_LONG = re.compile(r"(\d{4})-(\d{2})-(\d{2})")


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no date."""
    return text in _MISSING


def are_turned(texts: Iterable[str]) -> bool:
    """Whether year-month-day dates of a table were turned round.

    They were if one of them, taken at its word, lies in a year in which there was nothing to date.
    """
    days = (_at_its_word(text) for text in texts)
    return any(day is not None and day.year not in YEARS for day in days)


def read_date(text: str, *, turned: bool) -> date | None:
    """The day that a cell means; none if it cannot be read as a day of those years.

    >>> read_date("14-12-99", turned=True), read_date("14-12-1999", turned=True)
    (datetime.date(1999, 12, 14), datetime.date(1999, 12, 14))
    >>> read_date("2014-07-04", turned=True), read_date("2014-07-04", turned=False)
    (datetime.date(2004, 7, 14), datetime.date(2014, 7, 4))
    """
    readings = [_as_written(text), _at_its_word(text), _turned_back(text)]
    if turned:
        readings.reverse()
    return next((day for day in readings if day is not None and day.year in YEARS), None)


def is_turned(text: str, *, turned: bool) -> bool:
    """Whether reading a cell means turning it back."""
    back = _turned_back(text)
    return back is not None and read_date(text, turned=turned) == back


def _as_written(text: str) -> date | None:
    found = _SHORT.fullmatch(text)
    return _day(found[3], found[2], found[1]) if found else None


def _at_its_word(text: str) -> date | None:
    found = _LONG.fullmatch(text)
    return _day(found[1], found[2], found[3]) if found else None


def _turned_back(text: str) -> date | None:
    found = _LONG.fullmatch(text)
    return _day(found[3], found[2], found[1][2:]) if found else None


def _day(year: str, month: str, day: str) -> date | None:
    number = int(year)
    if len(year) <= 2:  # noqa: PLR2004 - two digits of a year
        number += 1900 if number >= _CENTURY_TURNS else 2000
    try:
        return date(number, int(month), int(day))
    except ValueError:
        return None
