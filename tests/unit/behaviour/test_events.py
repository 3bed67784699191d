"""What probabilities are about, and when they are read."""

from datetime import date

import numpy as np
from tests.small import small, state

from detente.behaviour.events import (
    asked_elsewhere,
    barriers,
    by_date,
    claimed,
    claimed_events,
    horizons,
    public_events,
    targets,
)
from detente.model.compile import compile_case

CASE = small("""
    horizon: 3
    actors: {A: {}, B: {}}
    moves: {m: {by: A, name: the move}, n: {by: B}}
    facts: {both_stand: m and n}
    questions: {q: {event: m or n, by: 2020-02-28, resolves: seen, name: Does one stand?}}
    goals: {A: {g: {weight: 1, measure: both_stand}}}
    claims:
      late: {says: so, kind: emergent, holds_when: "probability(m, by=2021-06-30) > 0.5"}
      again: {says: so, kind: emergent, holds_when: "probability(m) + probability(n and not m) > 1"}
      order: {says: so, kind: arithmetic, holds_when: "before(m, n)"}
      there:
        says: so
        kind: emergent
        holds_when: "in_case(teaching-two-steps, probability(dam and market, by=2023-01-01)) > 0.5"
      waits: {says: so, kind: emergent, needs: another engine}
    """)


def test_every_move_fact_and_question_and_breakdown_are_public() -> None:
    found = public_events(CASE)
    assert [e.id for e in found] == ["m", "n", "both_stand", "q", "breakdown"]
    assert [e.name for e in found] == [
        "the move",
        "n",
        "both stand",
        "Does one stand?",
        "breakdown",
    ]


def test_claims_ask_about_their_own_events_once_each() -> None:
    assert [e.id for e in claimed_events(claimed(CASE))] == ["m", "n and not m", "before(m, n)"]


def test_what_is_asked_of_another_case_is_asked_there() -> None:
    (asked,) = asked_elsewhere(CASE, "teaching-two-steps")
    assert [e.id for e in claimed_events((asked,))] == ["dam and market"]
    assert asked_elsewhere(CASE, "japan-2018") == ()


def test_dates_are_read_at_the_usual_months_the_horizon_and_every_date_asked() -> None:
    labels = [h.label for h in horizons(CASE, claimed(CASE))]
    assert labels == [
        "2020-02-28",
        "3 months",
        "6 months",
        "12 months",
        "2021-06-30",
        "24 months",
        "3 years",
        "60 months",
    ]
    assert "2023-01-01" not in labels


def test_by_a_day_means_by_its_end() -> None:
    assert by_date(CASE, date(2020, 1, 1)).years * 365.25 == 1.0
    assert by_date(CASE, date(2019, 6, 1)).years == 0.0


def test_before_is_the_second_without_the_first_before_it() -> None:
    model = compile_case(CASE)
    (before,) = [e for e in claimed_events(claimed(CASE)) if e.barrier is not None]
    true, barred = targets(model, (before,))[:, 0], barriers(model, (before,))[:, 0]
    n, m = state(model, "n"), state(model, "m")
    assert np.flatnonzero(true).tolist() == [n]
    assert sorted(np.flatnonzero(barred)) == sorted([m, state(model, "m", "n")])


def test_other_events_have_no_barrier() -> None:
    model = compile_case(CASE)
    assert not barriers(model, public_events(CASE)).any()
