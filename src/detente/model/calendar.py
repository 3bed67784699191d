"""Dates cut time into segments in which all rates are constant; the last one never ends."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from math import inf

from detente.base.constants import constant
from detente.case.schema import Case


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """A stretch of time with constant rates, in years after `as_of`."""

    begins: float
    ends: float
    first_day: date

    @property
    def years(self) -> float:
        """Length in years; infinite for the last segment."""
        return self.ends - self.begins


def years_after(case: Case, day: date) -> float:
    """Years from the case's date to the beginning of a day; a year has 365.25 days."""
    return (day - case.as_of).days / constant("days_per_year")


def segments(case: Case) -> tuple[Segment, ...]:
    """The segments of the case, in order; one if nothing is dated after `as_of`."""
    days = sorted({day for day in _days(case) if day > case.as_of})
    starts = [case.as_of, *days]
    ends = [years_after(case, day) for day in days] + [inf]
    begins = [0.0, *ends[:-1]]
    return tuple(
        Segment(begins=begin, ends=end, first_day=day)
        for day, begin, end in zip(starts, begins, ends, strict=True)
    )


def day_after(day: date) -> date:
    """The first day on which something dated up to `day` is over."""
    return day + timedelta(days=1)


def window_years(window: tuple[date, date]) -> float:
    """Length of a window in years, both days included."""
    return (day_after(window[1]) - window[0]).days / constant("days_per_year")


def _days(case: Case) -> Iterator[date]:
    """Every day on which a rate changes."""
    for channel in case.channels or ():
        if channel.since is not None and channel.open:
            yield channel.since
    for move in case.moves.values():
        if move.from_ is not None:
            yield move.from_
        if move.until is not None:
            yield day_after(move.until)
    for entry in case.scheduled:
        yield entry.between[0]
        yield day_after(entry.between[1])
