"""Two cases or scenarios side by side."""

import pytest
from tests.small import FEW, small

from detente.behaviour import Lab
from detente.results import Result
from detente.study.compare import Side, compare
from detente.study.single import provenance

CASE = small("""
    actors: {A: {name: Aland, pace: [1, 2, 3]}, B: {}}
    moves: {m: {by: A}, n: {by: B, requires: m}}
    goals:
      A: {g: {weight: 10, measure: -m}}
      B: {g: {weight: [5, 10, 15], measure: n}}
    scenarios:
      keen: {set: {goals.A.g.weight: 40, goals.A.g.measure: m, actors.A.pace: 3}}
      same: {set: {horizon: 4}}
    """)


def side_by_side(one: str, other: str) -> Result:
    sides = [
        Side(name or "small", Lab(case=CASE, focal="A", scenario=name, effort=FEW))
        for name in (one, other)
    ]
    return compare(*sides, provenance(sides[0].lab, "detente compare small small:keen"))


def rows(result: Result, name: str) -> list[dict[str, object]]:
    (table,) = [t for t in result.tables if t.id == name]
    return [dict(zip([c.name for c in table.columns], row, strict=True)) for row in table.rows]


@pytest.fixture(scope="module")
def result() -> Result:
    return side_by_side("", "keen")


def test_headlines_are_the_means_of_both_sides(result: Result) -> None:
    found = {(r["event"], r["by"]): r for r in rows(result, "headlines")}
    lab = Lab(case=CASE, focal="A", effort=FEW)
    mean = lab.ensemble().probability[:, lab.year_index(1.0), lab.event_index("n")].mean()
    assert found["n", "12 months"]["one"] == pytest.approx(mean)
    row = found["n", "60 months"]
    assert row["difference"] == pytest.approx(row["other"] - row["one"])  # type: ignore[operator]
    assert {event for event, _ in found} == {"m", "n", "breakdown"}


def test_the_largest_differences_are_told_first(result: Result) -> None:
    last = {r["event"]: abs(r["difference"]) for r in rows(result, "headlines")}  # type: ignore[arg-type]
    told = [f.sentence.split("”")[0][1:] for f in result.findings]
    assert told == sorted((e for e in last if last[e] >= 0.1), key=lambda e: -last[e])
    assert " in small, " in result.findings[0].sentence
    assert result.findings[0].sentence.endswith(" in keen.")


def test_inputs_that_differ_stand_side_by_side(result: Result) -> None:
    found = {r["input"]: r for r in rows(result, "inputs")}
    assert set(found) == {"actors.A.pace", "goals.A.g.weight"}
    assert found["actors.A.pace"] == {
        "input": "actors.A.pace",
        "words": "Aland's pace",
        "one": "2 (1 to 3)",
        "other": "3",
    }


def test_an_input_of_one_side_only_is_not_there_on_the_other() -> None:
    other = small("""
        actors: {A: {}, B: {}}
        moves: {m: {by: A, pace: 7}}
        goals: {A: {g: {weight: 10, measure: m}}}
        """)
    sides = [Side(c.id, Lab(case=c, focal="A", effort=FEW)) for c in (CASE, other)]
    result = compare(*sides, provenance(sides[0].lab, "detente compare"))
    found = {r["input"]: (r["one"], r["other"]) for r in rows(result, "inputs")}
    assert found["goals.B.g.weight"] == ("10 (5 to 15)", "not there")
    assert found["moves.m.pace"] == ("not there", "7")
    assert {r["event"] for r in rows(result, "headlines")} == {"m", "breakdown"}


def test_where_nothing_differs_that_is_said() -> None:
    result = side_by_side("", "same")
    assert [f.sentence for f in result.findings] == [
        "No event that both have differs by 10 % or more."
    ]
    assert rows(result, "inputs") == []
