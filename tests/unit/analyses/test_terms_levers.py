"""Who should be moved: sentences and tables about a small case worked by hand."""

import pytest
from tests.answers import answered, rows, sentences
from tests.small import small

from detente.analyses.terms_levers import TERMS_LEVERS
from detente.results import Topic

PAIR = """
focal: B
actors: {A: {name: Aland, capability: 30}, B: {name: Beeland, capability: 10}}
issues: {arms: {from: 0, to: 50, name: the number of ships}}
positions:
  A: {arms: {at: 40, salience: 80}}
  B: {arms: {at: 10, salience: 40}}
"""
"""Weights 24 and 4: 35.7 is expected; 2.5 less takes 2.9 less of what Aland wants."""


def test_the_smallest_shift_comes_first() -> None:
    answer = answered(TERMS_LEVERS, small(PAIR))
    told = sentences(answer)
    assert (
        "To bring the number of ships from 35.7 to 33.2, nearer to what Beeland wants, the "
        "smallest shift is Aland's position from 40 to 37.1; next come Aland's salience from 80 "
        "to 46 and Aland's capability from 30 to 17.1." in told
    )
    assert "In the spatial model of politics the first helps there too." in told
    found = rows(answer, "ways")
    assert [row["input"] for row in found] == ["position", "salience", "capability"]
    assert all(row["settled"] == pytest.approx(50 * (20 / 28 - 0.05)) for row in found)


def test_whom_a_settlement_follows_is_told_with_its_range() -> None:
    told = sentences(answered(TERMS_LEVERS, small(PAIR)))
    assert (
        "On the number of ships the settlement follows Aland most: 86 % of any shift of its "
        "position carries over (range 86 % to 86 %)." in told
    )


def test_every_number_of_everybody_is_in_the_table() -> None:
    found = rows(answered(TERMS_LEVERS, small(PAIR)), "sensitivities")
    assert [(row["actor"], row["input"]) for row in found] == [
        (actor, which) for actor in "AB" for which in ("position", "salience", "capability")
    ]
    assert found[0]["effect"] == pytest.approx(5 * 24 / 28)
    assert found[0]["low"] == pytest.approx(found[0]["effect"])


def test_where_nothing_is_enough_that_is_said() -> None:
    two_against = """
    focal: A
    actors: {A: {name: Aland, capability: 96}, B: {capability: 2}, C: {capability: 2}}
    issues: {arms: {from: 0, to: 50}}
    positions:
      A: {arms: {at: 50, salience: 50}}
      B: {arms: {at: 0, salience: 50}}
      C: {arms: {at: 0, salience: 50}}
    """  # expected 48: B or C alone can undo half of that
    answer = answered(TERMS_LEVERS, small(two_against))
    assert (
        "No single shift of another actor's position, salience or capability brings arms by 2 "
        "nearer to what Aland wants." in sentences(answer)
    )
    assert "ways" not in {table.id for table in answer.tables}


def test_who_has_what_it_wants_needs_nobody() -> None:
    content = PAIR.replace("at: 10", "at: 40")
    told = sentences(answered(TERMS_LEVERS, small(content)))
    assert "nearer to what" not in told


def test_a_bystander_is_told_only_whom_settlements_follow() -> None:
    bystander = PAIR.replace("focal: B", "focal: C").replace("10}}", "10}, C: {}}")
    answer = answered(TERMS_LEVERS, small(bystander))
    assert {finding.topic for finding in answer.findings} == {Topic.ANNEX}
    assert [table.id for table in answer.tables] == ["sensitivities"]


def test_the_figure_stops_at_the_ends_of_the_scale() -> None:
    near = PAIR.replace("at: 40", "at: 49")
    answer = answered(TERMS_LEVERS, small(near))
    (figure,) = answer.figures
    assert figure.id == "levers_arms"
    now = (24 * 49 + 4 * 10) / 28
    ends = [
        row
        for layer in figure.spec["vconcat"][1]["hconcat"][1]["layer"]  # type: ignore[index]
        for row in layer["data"]["values"]
        if row.get("end")
    ]
    assert [row["to"] for row in ends[:2]] == pytest.approx([now - 5 * 24 / 28, now + 1 * 24 / 28])


def test_what_a_shift_costs_is_assumed_openly() -> None:
    (assumption,) = answered(TERMS_LEVERS, small(PAIR)).assumptions
    assert assumption.source == "judgement"
    assert "It costs the same" in assumption.sentence
