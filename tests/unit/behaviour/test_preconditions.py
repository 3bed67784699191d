from detente.behaviour import Lab
from detente.behaviour.preconditions import helping, locks, standing_now
from detente.case.reader import read_text
from detente.results.figures import Lock, Standing

STEPS = """
detente: 1
id: steps
title: Steps that need each other
as_of: 2000-01-01
actors: {A: {}}
variables: {mood: {levels: [calm, b], start: calm}}
facts: {either: b or c}
moves:
  a: {by: A}
  b: {by: A, requires: a}
  c: {by: A, requires: not d}
  d: {by: A, requires: either and a and mood = calm}
  e: {by: A, requires: d if a}
standing: [a]
goals: {A: {all: {weight: 1, measure: d and e}}}
shocks: {cools: {rate: 1, when: mood = b, sets: {mood: calm}}}
"""


def test_what_is_needed_and_what_is_enough_are_told_apart() -> None:
    case = read_text(STEPS)
    model = Lab(case=case, focal="A").model()
    assert locks(model) == (
        Lock(before="a", after="b"),
        Lock(before="b", after="d", is_enough=True),
        Lock(before="c", after="d", is_enough=True),
        Lock(before="a", after="d"),
        Lock(before="d", after="e"),
    )
    now = {move: standing_now(model, move) for move in "abcde"}
    assert now == {
        "a": Standing.STANDS,
        "b": Standing.OPEN,
        "c": Standing.OPEN,
        "d": Standing.LOCKED,
        "e": Standing.LOCKED,
    }


def test_a_move_that_must_not_stand_is_no_help() -> None:
    case = read_text(STEPS)
    assert list(helping(case, case.moves["c"].requires.tree)) == []
    assert list(helping(case, case.moves["e"].requires.tree)) == ["d"]
