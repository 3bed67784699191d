"""A run of the spatial model on a case: who moves where, who proposes what, who can press whom."""

import numpy as np
import pytest
from tests.small import lab_of

from detente.behaviour.politics import (
    Politics,
    bargain_table,
    perspective_table,
    politics,
    position_table,
)
from detente.behaviour.settlement_forecasts import settlement_forecasts
from detente.results import Table, Value

THREE = """
actors: {A: {capability: 1}, B: {capability: 1}, C: {capability: 1}}
issues: {x: {from: 100, to: 300}}
positions:
  A: {x: {at: 100, salience: 50}}
  B: {x: {at: 180, salience: 50}}
  C: {x: {at: 300, salience: 50}}
"""
"""A and C meet at .5265 of the scale in the first turn, as the doctest of the method has it."""

ABSENT = """
actors: {A: {capability: 1}, B: {capability: 2}, C: {capability: 1}}
issues: {x: {}, y: {}}
positions:
  A: {x: {at: 0, salience: 50}, y: {at: 10, salience: 40}}
  B: {x: {at: 40, salience: 50}, y: {at: 90, salience: 40}}
  C: {x: {at: 100, salience: 90}}
"""


def run_of(case: str) -> Politics:
    (found,) = politics(settlement_forecasts(lab_of(case)))
    return found


def rows(table: Table) -> list[dict[str, Value]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_positions_are_in_points_of_the_case_turn_by_turn() -> None:
    found = rows(position_table(run_of(THREE)))
    assert [row["position"] for row in found[:3]] == pytest.approx([100, 180, 300])
    first = {row["actor"]: row["position"] for row in found if row["turn"] == 1}
    assert first == pytest.approx({"A": 205.3, "B": 180, "C": 205.3})
    assert [row["turn"] for row in found] == sorted(int(str(row["turn"])) for row in found)
    assert {row["dimension"] for row in found} == {"x"}


def test_every_move_is_due_to_a_bargain_that_was_taken() -> None:
    run = run_of(THREE)
    at = {(row["turn"], row["actor"]): row["position"] for row in rows(position_table(run))}
    taken = {}
    for row in rows(bargain_table(run)):
        for side in ("initiator", "receiver"):
            if row[f"{side}_takes"]:
                taken[row["turn"], row[side]] = row[f"{side}_goes"]
    for (turn, actor), point in at.items():
        before = at.get((int(str(turn)) - 1, actor))
        if before is not None and point != before:
            assert taken[turn, actor] == pytest.approx(point)


def test_a_bargain_says_what_moved_the_one_who_proposed_it() -> None:
    for row in rows(bargain_table(run_of(THREE))):
        assert float(str(row["gain"])) > 1e-5
        assert 0 <= float(str(row["chance"])) <= 1
        assert row["initiator"] != row["receiver"]


def test_who_is_no_party_to_an_issue_has_no_position_on_it() -> None:
    run = run_of(ABSENT)
    assert ("C", "y") not in {(r["actor"], r["dimension"]) for r in rows(position_table(run))}
    of_c = [
        row
        for row in rows(bargain_table(run))
        if row["dimension"] == "y" and "C" in (row["initiator"], row["receiver"])
    ]
    assert of_c
    for row in of_c:
        side = "initiator" if row["initiator"] == "C" else "receiver"
        assert row[f"{side}_goes"] is None


def test_every_pair_is_seen_from_both_sides() -> None:
    run = run_of(THREE.replace("at: 180", "at: 200"))
    found = {(row["actor"], row["other"]): row for row in rows(perspective_table(run))}
    assert len(found) == 6
    assert found["A", "C"]["chance"] == pytest.approx(0.5)  # nobody is nearer to one than the other
    assert found["A", "C"]["answer"] == run.run.opening.answer[0, 2]
    assert found["A", "C"]["gain"] == run.run.opening.gain[0, 2]
    assert found["C", "A"]["gain"] == pytest.approx(found["A", "C"]["gain"])


def test_nothing_is_run_where_nobody_cares() -> None:
    idle = THREE.replace("salience: 50", "salience: 0")
    assert politics(settlement_forecasts(lab_of(idle))) == ()


def test_one_alone_stays_where_it_is() -> None:
    run = run_of(
        "actors: {A: {capability: 1}}\nissues: {x: {}}\npositions: {A: {x: {at: 30, salience: 5}}}"
    )
    assert np.unique(run.run.position).tolist() == pytest.approx([0.3])
    assert bargain_table(run).rows == ()
    assert perspective_table(run).rows == ()
