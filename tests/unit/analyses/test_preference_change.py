"""What another outcome is short of, against small conflicts worked out by hand."""

from dataclasses import replace
from math import factorial

import pytest
from tests.answers import answered, provenance, rows, sentences
from tests.small import lab_of, small

from detente.analyses import Ask
from detente.analyses.preference_change import PREFERENCE_CHANGE
from detente.base.errors import StudyError

DILEMMA = """
actors: {A: {name: Aland}, B: {name: Beeland}}
moves:
  spare: {by: A, reversible: A}
  share: {by: B, reversible: B}
preferences:
  A: [share, not spare]
  B: [spare, not share]
"""


def test_the_best_that_does_not_hold_is_the_target() -> None:
    answer = answered(PREFERENCE_CHANGE, small(DILEMMA))
    promoted = rows(answer, "promotions")
    assert {row["state"] for row in promoted} == {3}  # B shares, A does not
    short = {(r["actor"], r["concept"]): r["shortfall"] for r in promoted}
    assert short["A", "SEQ"] == 0
    assert short["B", "SEQ"] == 1
    assert short["B", "SIM"] is None
    assert (
        "For “share” to hold, Beeland would have to like it one place better, as its third choice "
        "instead of its fourth." in sentences(answer)
    )


def test_the_statement_that_stands_against_it_is_named() -> None:
    against = rows(answered(PREFERENCE_CHANGE, small(DILEMMA)), "statements_against")
    assert against == [{"actor": "B", "statement": "not share", "states": 1}]


def test_orders_are_counted_for_the_actor_asked_about() -> None:
    lab = lab_of(DILEMMA)
    ask = Ask(focal="A", other="A", target=2, provenance=provenance(lab))
    answer = PREFERENCE_CHANGE.answer(lab, ask)
    counts = {row["concept"]: row for row in rows(answer, "inverse_counts")}
    assert counts["Nash"]["total"] == factorial(4)
    # A must like it better than the one state it can move to: in half of all orders it does.
    assert counts["Nash"]["rankings"] == factorial(4) // 2
    assert counts["Nash"]["equilibria"] == factorial(4) // 2  # B would stay, whatever A wants
    assert "Whatever else it wants, “spare” is stable for Aland in" in sentences(answer)


def test_of_a_large_conflict_orders_are_not_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("detente.methods.inverse_stability.MOST_STATES_COUNTED", 3)
    answer = answered(PREFERENCE_CHANGE, small(DILEMMA))
    counted = rows(answer, "inverse_counts")
    assert [(row["rankings"], row["total"], row["share"]) for row in counted] == [
        (None, None, None)
    ] * len(counted)
    assert "of all orders" not in sentences(answer)


def test_what_holds_needs_no_change() -> None:
    lab = lab_of(DILEMMA)
    ask = Ask(focal="A", other=None, target=1, provenance=provenance(lab))
    said = sentences(PREFERENCE_CHANGE.answer(lab, ask))
    assert "“Nothing taken” holds as things are: nobody's preferences would have to change" in said


def test_a_state_that_is_not_there_is_refused() -> None:
    lab = lab_of(DILEMMA)
    ask = Ask(focal="A", other=None, target=5, provenance=provenance(lab))
    with pytest.raises(StudyError) as refusal:
        PREFERENCE_CHANGE.answer(lab, ask)
    assert (refusal.value.message, refusal.value.hint) == (
        "there is no state 5",
        "states are numbered from 1 to 4",
    )
    assert PREFERENCE_CHANGE.answer(lab, replace(ask, target=4)).tables


def test_other_outcomes_stand_by_what_they_lack() -> None:
    found = rows(answered(PREFERENCE_CHANGE, small(DILEMMA)), "shortfalls")
    assert [(row["state"], row["A"], row["B"]) for row in found] == [(2, 1, 0), (3, 0, 1)]
