"""The states of small cases, one by one."""

import pytest
from tests.small import small

from detente.case.rules.option_form import Combination, option_form
from detente.case.rules.state_list import feasible_states, listed_states, standing_state

TWO = "actors: {A: {}, B: {}}\nmoves: {m: {by: A}, n: {by: B}}\n"


@pytest.mark.parametrize(
    ("sections", "states"),
    [
        ("", (0, 1, 2, 3)),
        ("infeasible: [m and n]", (0, 1, 2)),
        ("infeasible: [not m, n]", (1,)),
        ("infeasible: [not (m or n)]", (1, 2, 3)),
        ("infeasible: [n and not m]", (0, 1, 3)),
        ("infeasible: ['exposure(A) > 0.5']", None),
    ],
)
def test_states_that_meet_no_condition_are_left(
    sections: str, states: tuple[int, ...] | None
) -> None:
    assert feasible_states(option_form(small(TWO + sections))) == states


def test_a_move_stands_only_with_what_it_requires() -> None:
    case = small("actors: {A: {}}\nmoves: {m: {by: A}, n: {by: A, requires: m}}\n")
    assert feasible_states(option_form(case)) == (0, 1, 3)


def test_a_graph_has_the_states_it_lists() -> None:
    case = small("actors: {A: {}}\ngraph: {states: [x, y, z], start: z}\ninfeasible: [y]\n")
    form = option_form(case)
    assert (feasible_states(form), standing_state(form)) == ((1, 4), 4)
    assert standing_state(option_form(small("actors: {A: {}}\ngraph: {states: [x]}\n"))) is None


def test_too_many_states_are_not_listed() -> None:
    assert listed_states(30, [Combination(mask=1, value=1)], most=100) is None
    assert listed_states(30, [Combination(mask=0, value=0)], most=100) == ()


def test_what_stands_is_a_state_with_everybody_s_consent() -> None:
    case = small("""
        actors: {A: {}, B: {}, C: {}}
        moves: {m: {by: A}, n: {by: [A, B]}}
        standing: [n]
        pressure: {squeeze: {on: A, members: {B: {share: 1, in: true}, C: {share: 1}}}}
        preferences: {A: ["joined(B, squeeze)", "joined(C, squeeze)"]}
        """)
    assert standing_state(option_form(case)) == 0b01110
