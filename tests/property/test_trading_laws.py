"""Laws that answers about trading obey, whatever the terms."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.answers import answered, rows
from tests.small import small

from detente.analyses.exchange import EXCHANGE
from detente.case.schema import Case

few = settings(max_examples=6)
seeds = st.integers(0, 10**6)

ACTORS, ISSUES = "ABCD", ("arms", "aid", "fish")
LENGTH = 40.0
"""Of every scale."""


def terms(seed: int, turned: str = "") -> Case:
    """Random positions of four actors on three scales from 20 to 60; one may run the other way."""
    generator = np.random.default_rng(seed)
    lines = ["actors:", *(f"  {a}: {{capability: {generator.integers(1, 9)}}}" for a in ACTORS)]
    ends = {issue: (60, 20) if issue == turned else (20, 60) for issue in ISSUES}
    lines += ["issues:", *(f"  {i}: {{from: {a}, to: {b}}}" for i, (a, b) in ends.items())]
    lines += ["positions:"]
    for actor in ACTORS:
        own = [
            f"{i}: {{at: {generator.integers(20, 61)}, salience: {generator.integers(5, 100)}}}"
            for i in ISSUES
        ]
        lines += [f"  {actor}: {{{', '.join(own)}}}"]
    return small("\n".join(lines))


@few
@given(seeds)
def test_what_deals_are_worth_is_how_much_nearer_they_bring_the_outcomes(seed: int) -> None:
    case = terms(seed)
    found = answered(EXCHANGE, case, draws=1)
    points = {
        row["issue"]: (row["compromise"], row["exchange"])
        for row in rows(found, "exchange_outcomes")
    }
    for row in rows(found, "externalities"):
        nearer = 0.0
        for issue, position in case.positions[str(row["actor"])].items():
            before, after = (abs(float(p or 0) - position.at.mode) for p in points[issue])
            nearer += position.salience.mode * (before - after) / LENGTH
        assert row["net"] == pytest.approx(nearer, abs=1e-6)
        circles = ("own", "inner_gains", "inner_losses", "outer_gains", "outer_losses")
        assert sum(float(row[circle] or 0) for circle in circles) == pytest.approx(nearer, abs=1e-6)


@few
@given(seeds, st.sampled_from(ISSUES))
def test_the_direction_of_a_scale_does_not_matter(seed: int, turned: str) -> None:
    plain, other = (
        rows(answered(EXCHANGE, terms(seed, which), draws=1), "exchange_outcomes")
        for which in ("", turned)
    )
    for one, same in zip(plain, other, strict=True):
        assert one["exchange"] == pytest.approx(same["exchange"])
        assert one["last"] == pytest.approx(same["last"])


@few
@given(seeds)
def test_every_deal_pays_for_both_and_nothing_is_barred_where_all_is_free(seed: int) -> None:
    found = answered(EXCHANGE, terms(seed), draws=1)
    made = rows(found, "deals")
    assert all(float(row["gain"] or 0) > 0 for row in made)
    assert {row["share"] for row in made} <= {1.0}
    missed = [row for row in rows(found, "missed_deals") if row["barrier"] != "overtaken"]
    assert missed == []
