"""What conditions mean in options: every one is compared with its own truth, state by state."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from tests.small import small

from detente.case.expressions.parser import parse_expression
from detente.case.rules.option_form import (
    ALWAYS,
    NEVER,
    Combination,
    OptionalCase,
    TooEntangledError,
    dependences,
    freedom,
    option_form,
)

CASE = """
actors: {A: {}, B: {}, C: {}}
variables: {heat: {levels: [calm, crisis], start: calm}}
moves:
  a: {by: A, reversible: A}
  joint: {by: [A, B], reversible: B}
  any: {by: [B, C], how: any}
  two: {by: [A, B, C], how: at_least(2), may_be_made: false}
facts: {some: a or any}
channels: [{between: [A, B]}, {between: [B, C], since: 2030-01-01}]
pressure: {squeeze: {on: A, members: {B: {share: 1, in: true}, C: {share: 1}}}}
infeasible: ["joined(C, squeeze) and a"]
"""
BITS = ("A a", "A joint", "B joint", "B any", "C any", "A two", "B two", "C two", "C in squeeze")


@pytest.fixture(scope="module")
def form() -> OptionalCase:
    return option_form(small(CASE))


def test_each_owner_has_an_option_and_so_has_a_membership_that_is_named(form: OptionalCase) -> None:
    names = tuple(f"{o.actor} {o.move or f'in {o.coalition}'}" for o in form.options)
    assert (names, form.width) == (BITS, 9)
    assert form.pattern(0b1_0000_0001) == "YNNNNNNNY"
    assert [freedom(form.case, option) for option in form.options] == [
        (True, True), (True, False), (True, True), (True, False), (True, False),
        (False, False), (False, False), (False, False), (True, True),
    ]  # fmt: skip


class Stands(NamedTuple):
    """What stands in a state, told by hand."""

    a: bool
    joint: bool
    any: bool
    two: bool
    inside: bool


def standing(state: int) -> Stands:
    taken = {name for k, name in enumerate(BITS) if state >> k & 1}
    return Stands(
        a="A a" in taken,
        joint={"A joint", "B joint"} <= taken,
        any=bool({"B any", "C any"} & taken),
        two=len({"A two", "B two", "C two"} & taken) >= 2,
        inside="C in squeeze" in taken,
    )


@pytest.mark.parametrize(
    ("condition", "meaning"),
    [
        ("a", lambda s: s.a),
        ("not joint", lambda s: not s.joint),
        ("any and not two", lambda s: s.any and not s.two),
        ("two or joint", lambda s: s.two or s.joint),
        ("some", lambda s: s.a or s.any),
        ("not some", lambda s: not (s.a or s.any)),
        ("a if joint", lambda s: s.a or not s.joint),
        ("a iff two", lambda s: s.a == s.two),
        ("not (a iff two)", lambda s: s.a != s.two),
        ("at_least(2, a, joint, two, any)", lambda s: s.a + s.joint + s.two + s.any >= 2),
        ("not at_least(2, a, joint, two)", lambda s: s.a + s.joint + s.two < 2),
        ("at_least(5, a, joint)", lambda _: False),
        ("at_least(0, a)", lambda _: True),
        ("joined(C, squeeze)", lambda s: s.inside),
        ("joined(B, squeeze) and a", lambda s: s.a),
        ("heat = calm and a", lambda s: s.a),
        ("heat = crisis or a", lambda s: s.a),
        ("heat != calm", lambda _: False),
        ("talks(A, B) and not talks(B, C)", lambda _: True),
        ("breakdown or a", lambda s: s.a),
        ("true and not false", lambda _: True),
    ],
)
def test_combinations_hold_where_the_condition_does(
    condition: str, meaning: Callable[[Stands], bool], form: OptionalCase
) -> None:
    found = form.combinations(parse_expression(condition).tree)
    for state in range(1 << form.width):
        assert any(one.holds(state) for one in found) == meaning(standing(state))


def test_what_always_or_never_holds_is_told_by_a_word(form: OptionalCase) -> None:
    assert form.combinations(parse_expression("a or not a").tree) != NEVER
    assert form.combinations(parse_expression("a and not a").tree) == NEVER
    assert form.combinations(parse_expression("true").tree) == ALWAYS
    assert form.combinations(parse_expression("a or a and joint").tree) == (Combination(1, 1),)


@pytest.mark.parametrize(
    "condition", ["exposure(A) > 0.5", "pressure(A) + 1", "a = any", "pressure(A)", "icbm_left"]
)
def test_what_numbers_decide_is_no_list_of_options(condition: str, form: OptionalCase) -> None:
    with pytest.raises(TooEntangledError):
        form.combinations(parse_expression(condition).tree)


def test_a_condition_that_falls_into_too_many_combinations_is_none() -> None:
    ids = [f"m{k}" for k in range(24)]
    moves = "\n".join(f"  {name}: {{by: A}}" for name in ids)
    form = option_form(small(f"actors: {{A: {{}}}}\nmoves:\n{moves}\n"))
    with pytest.raises(TooEntangledError):
        form.combinations(parse_expression(f"at_least(12, {', '.join(ids)})").tree)
    two = [f"at_least(2, {', '.join(some)})" for some in (ids[:20], ids[4:])]
    with pytest.raises(TooEntangledError):
        form.combinations(parse_expression(" and ".join(two)).tree)
    pairs = " and ".join(f"({a} or {b})" for a, b in zip(ids[::2], ids[1::2], strict=True))
    with pytest.raises(TooEntangledError):
        form.combinations(parse_expression(pairs).tree)


def test_facts_that_name_facts_twice_are_worked_out_once() -> None:
    facts = "".join(f"  f{k + 1}: f{k} iff f{k}\n" for k in range(30))
    case = small(f"actors: {{A: {{}}}}\nmoves: {{m: {{by: A}}}}\nfacts:\n  f0: m\n{facts}")
    assert option_form(case).combinations(parse_expression("not f30").tree) == NEVER


def test_a_move_depends_on_what_it_requires() -> None:
    case = small("""
        actors: {A: {}}
        moves: {m: {by: A}, n: {by: A, requires: m}}
        """)
    form = option_form(case)
    assert [(name, form.combinations(tree)) for name, tree in dependences(case)] == [
        ("n", (Combination(mask=0b11, value=0b10),))
    ]


def test_a_state_of_a_graph_has_a_bit_of_its_own() -> None:
    form = option_form(small("actors: {A: {}}\ngraph: {states: [x, y, z]}\n"))
    assert (form.width, form.options, form.bits_of("z"), form.pattern(2)) == (3, (), 4, "y")
