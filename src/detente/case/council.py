"""What states weighed in the Council of the European Union on a given day."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """One distribution of weights, in force from a day until the next period begins."""

    begins: date
    name: str
    weights: Mapping[str, float]
    source: str
    note: str


@cache
def periods() -> tuple[Period, ...]:
    """All periods, the earliest first."""
    text = files("detente").joinpath("data/council_votes.toml").read_text("utf-8")
    return tuple(Period(**entry) for entry in tomllib.loads(text)["period"])


def period_of(day: date) -> Period:
    """The period in force on a day; the first for days before all of them."""
    begun = [period for period in periods() if period.begins <= day]
    return begun[-1] if begun else periods()[0]


@cache
def states() -> frozenset[str]:
    """Every state that has a weight in some period."""
    return frozenset(state for period in periods() for state in period.weights)
