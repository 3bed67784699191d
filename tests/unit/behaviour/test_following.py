"""Actions one after the other."""

import pytest
from tests.small import compiled, state

from detente.base.errors import StudyError
from detente.behaviour.following import follow
from detente.case.expressions import Action
from detente.case.expressions.parser import parse_action

CASE = """
    actors: {A: {}, B: {}, T: {}}
    focal: B
    moves: {a: {by: A}, b: {by: B, requires: a}}
    pressure: {squeeze: {on: T, members: {A: {share: 1}, B: {share: 1}}}}
    channels: [{between: [A, B]}, {between: [B, T], open: false}]
    facts: {both: "joined(A, squeeze) and joined(B, squeeze)"}
    goals: {A: {g: {weight: 1, measure: b}}}
    """


def actions(*texts: str) -> tuple[Action, ...]:
    return tuple(map(parse_action, texts))


def test_actions_lead_from_state_to_state() -> None:
    model = compiled(CASE)
    assert follow(model, ()) == 0
    there = model.states[follow(model, actions("a", "b"))]
    assert [there[model.layout.move_column[m]] for m in "ab"] == [1, 1]


def test_joining_is_the_focal_actors_and_lines_have_two_ends() -> None:
    model = compiled(CASE)
    row = model.states[follow(model, actions("join squeeze", "open T-B"))]
    assert row[model.layout.membership_column["B", "squeeze"]] == 1
    assert row[model.layout.membership_column["A", "squeeze"]] == 0
    assert row[model.layout.line_column["B", "T"]] == 1


def test_what_cannot_be_done_is_named_with_its_place() -> None:
    model = compiled(CASE)
    with pytest.raises(StudyError, match="item 1, 'b', cannot be done after nothing done yet"):
        follow(model, actions("b", "a"))
    with pytest.raises(StudyError, match="item 2, 'a', cannot be done after a "):
        follow(model, actions("a", "a"))


def test_a_state_is_the_one_the_moves_make() -> None:
    model = compiled("""
        actors: {A: {}}
        moves: {a: {by: A}, b: {by: A, requires: a}}
        goals: {A: {g: {weight: 1, measure: b}}}
        """)
    assert follow(model, actions("a", "b")) == state(model, "a", "b")
