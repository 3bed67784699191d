"""Orders of states: where a fault is told, and where none is."""

import pytest

from detente.base.diagnostics import Diagnostic
from detente.base.errors import CaseError
from detente.case.reader import read

HEAD = """\
detente: 1
id: orders
title: Orders
as_of: 2018-03-21
actors: {A: {}, B: {}}
"""
TWO = "moves: {m: {by: A, reversible: A}, n: {by: B, reversible: B}}\n"
THREE = "graph: {states: [x, y, z], arcs: {A: [[x, y], [y, z]]}, start: x}\n"


def found_in(text: str) -> tuple[Diagnostic, ...]:
    try:
        return read(HEAD + text, "case.yaml").warnings
    except CaseError as error:
        return error.diagnostics


def codes(text: str) -> list[str]:
    return [fault.code for fault in found_in(text)]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("[m, n]", []),
        ("[m, not (not m)]", ["logic/duplicate-statement"]),
        ("[m and n, n and m]", ["logic/duplicate-statement"]),
        ("[m, n if m, not m]", ["logic/idle-statement"]),
        ("[m or not m]", ["logic/idle-statement"]),
        ("[m and not m]", ["logic/contradictory-statement"]),
        ("['exposure(A) > 0.5', 'exposure(A) > 0.5']", []),
        ("[{wants: m, sure: 0.7}, n]", []),
        ("[{wants: m, sure: 1.7}, n]", ["logic/out-of-range"]),
        ("[{wants: m, sure: 0.7}, m]", ["logic/duplicate-statement"]),
        ("[k]", ["ref/unknown-name"]),
        ("{weights: {m: [-3, -1], n: 2}}", []),
        ("{weights: {k: 2}}", ["ref/unknown-move"]),
        ("{statements: [m], ranking: [m, not m]}", ["logic/two-orders"]),
        ("{ranking: [YY, [YN, NY], NN]}", []),
        ("{ranking: [m and n, m, not m]}", ["logic/ranking"]),
        ("{ranking: [m and n, m and not n, not m]}", []),
        ("{ranking: [Y-, NY, NN]}", []),
        ("{ranking: [Y-, NY]}", ["logic/ranking"]),
        ("{ranking: [m, not m, m and not m]}", ["logic/ranking"]),
        ("{ranking: ['exposure(A) > 0.5', m]}", []),
        ("{ranking: [YYY]}", ["logic/pattern"]),
        ("{strongly: [[Y-, N]]}", ["logic/pattern"]),
        ("{strongly: [[Y-, not m]], unknown: [[n, NN]], statements: [m]}", []),
        ("{unknown: [[n, k]]}", ["ref/unknown-name"]),
        ("{unknown: [[n]]}", ["schema/too-short"]),
        ("{ranks: [m]}", ["schema/unknown-key"]),
        ("m", ["schema/wrong-type"]),
        ("[{sure: 0.4}]", ["schema/missing-key"]),
        ("[[m]]", ["expression/syntax"]),
    ],
)
def test_an_order_in_options(order: str, expected: list[str]) -> None:
    assert codes(f"{TWO}preferences: {{A: {order}}}\n") == expected


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("{ranking: [x, [y, z]]}", []),
        ("{ranking: [x or y, z]}", []),
        ("{ranking: [x, y]}", ["logic/ranking"]),
        ("{ranking: [x, y, not x]}", ["logic/ranking"]),
        ("{ranking: [YNN, y, z]}", ["logic/pattern"]),
        ("[x, not z]", []),
        ("[x, w]", ["ref/unknown-name"]),
    ],
)
def test_an_order_in_a_graph(order: str, expected: list[str]) -> None:
    assert codes(f"{THREE}preferences: {{A: {order}}}\n") == expected


def test_a_move_called_like_a_pattern_is_a_move() -> None:
    moves = "moves: {NY: {by: A}, m: {by: B}}\n"
    assert codes(f"{moves}preferences: {{A: {{ranking: [NY, not NY]}}}}\n") == []
    assert codes(f"{moves}preferences: {{A: {{ranking: [NY, NN]}}}}\n") == ["logic/ranking"]


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("[m and n]", []),
        ("[n]", ["logic/coalesced-apart"]),
        ("{weights: {m: 1}}", []),
        ("{weights: {n: 1}}", ["logic/coalesced-apart"]),
        ("{ranking: [m and n, m and not n, not m]}", []),
        ("{ranking: [n, not n]}", ["logic/coalesced-apart"]),
    ],
)
def test_states_that_are_one_have_one_place(order: str, expected: list[str]) -> None:
    assert codes(f"{TWO}coalesced: [not m]\npreferences: {{A: {order}}}\n") == expected


def test_a_fault_of_a_ranking_stands_where_the_state_does() -> None:
    text = f"{TWO}preferences:\n  A:\n    ranking:\n      - m\n      - [NN, YN]\n      - NY\n"
    (fault,) = found_in(text)
    assert (fault.location.line, fault.message) == (11, "'YN': YN has a place already")


def test_statements_and_scenarios_are_looked_at_alike() -> None:
    change = "scenarios: {other: {set: {preferences.A: {ranking: [m]}}}}\n"
    assert codes(f"{TWO}{change}") == ["logic/ranking"]
    assert codes(f"{TWO}scenarios: {{other: {{set: {{preferences.A: [m, k]}}}}}}") == [
        "ref/unknown-name"
    ]


@pytest.mark.parametrize(
    ("perception", "expected"),
    [
        ("{of: {B: {preferences: [n, m]}}, unseen: [m and n]}", []),
        ("{of: {A: {preferences: {ranking: [m, not m]}}}}", []),
        ("{of: {B: {preferences: {ranking: [m]}}}}", ["logic/ranking"]),
        ("{of: {B: {preferences: [k]}}}", ["ref/unknown-name"]),
        ("{of: {C: {preferences: [m]}}}", ["ref/unknown-actor"]),
        ("{unseen: [k]}", ["ref/unknown-name"]),
        ("{B: {preferences: [m]}}", ["schema/unknown-key"]),
    ],
)
def test_what_an_actor_sees(perception: str, expected: list[str]) -> None:
    found = codes(f"{TWO}perceptions: {{A: {perception}}}\n")
    assert found[-1:] == expected


# ---- states ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("infeasible: [m and n]", []),
        ("infeasible: [m, not m]", ["logic/no-state"]),
        ("infeasible: [m, not m, k]", ["ref/unknown-name"]),
        ("infeasible: [m]\nstanding: [m]", ["logic/standing-infeasible"]),
        ("infeasible: ['exposure(A) > 0.5', not n]\nstanding: [n]", []),
        ("infeasible: [not m]", []),
    ],
)
def test_states_in_options(sections: str, expected: list[str]) -> None:
    assert codes(TWO + sections) == expected


@pytest.mark.parametrize(
    ("sections", "expected"),
    [
        ("infeasible: [z]", []),
        ("infeasible: [x]", ["logic/standing-infeasible"]),
        ("coalesced: [y or z]", []),
        ("facts: {late: y or z}\ngoals: {A: {g: {weight: 3, measure: late}}}", []),
        ("facts: {x: y}", ["logic/name-clash"]),
    ],
)
def test_states_in_a_graph(sections: str, expected: list[str]) -> None:
    assert codes(THREE + sections) == expected


@pytest.mark.parametrize(
    ("graph", "expected"),
    [
        ("{states: [x, y]}", []),
        ("{states: {x: {name: first}, y: }}", []),
        ("{states: []}", ["schema/too-short"]),
        ("{states: [1, 2]}", ["schema/wrong-type"]),
        ("{states: x}", ["schema/wrong-type"]),
        ("{states: [x], start: y}", ["ref/unknown-state"]),
        ("{states: [x], arcs: {C: []}}", ["ref/unknown-actor"]),
        ("{states: [x, y], arcs: {A: [[x, y], [x, y]]}}", ["logic/arc"]),
        ("{states: [x-y]}", ["logic/unwritable-name"]),
        ("{states: [not]}", ["logic/reserved-name"]),
    ],
)
def test_a_graph(graph: str, expected: list[str]) -> None:
    assert codes(f"graph: {graph}\n") == expected


def test_a_move_that_can_only_be_taken_back_raises_no_doubt() -> None:
    moves = "moves: {m: {by: A, may_be_made: false, reversible: A}, n: {by: B, requires: m}}\n"
    assert codes(moves) == ["logic/never-available"]  # n, which waits for m
    assert codes(f"{moves}standing: [m]\n") == []
