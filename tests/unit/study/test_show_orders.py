"""Conflicts said back in words."""

from tests.small import lab_of, small

from detente.results import Result
from detente.study.show import show
from detente.study.show_orders import orders_sentences, orders_tables
from detente.study.single import provenance

CASE = """
    actors: {A: {name: Aland}, B: {}, C: {}}
    moves: {m: {by: A, reversible: A, name: moving}, n: {by: B}}
    standing: [n]
    infeasible: [m and n]
    coalesced: [not m and n, m and not n]
    preferences:
      A: [m or n, {wants: not (m or n), sure: [0.2, 0.4]}]
      B: {ranking: [[m, n], NN], unknown: [[m, n]], strongly: [[m, NN]]}
      C: {weights: {m: [1, 2, 3], n: 2}}
    perceptions: {A: {of: {B: {preferences: [m or n]}}, unseen: [not m and not n]}}
    """
GRAPH = """
    actors: {A: {}}
    graph: {states: {x: {name: peace}, y: }, arcs: {A: [[x, y]]}, start: y}
    """


def told(sections: str) -> Result:
    lab = lab_of(sections)
    return show(lab, provenance(lab, "detente show small"))


def rows(result: Result, name: str) -> list[tuple[object, ...]]:
    (found,) = [table for table in result.tables if table.id == name]
    return list(found.rows)


def test_a_conflict_is_told_with_its_size_and_what_cannot_be() -> None:
    assert list(orders_sentences(small(CASE))) == [
        "As a conflict it has 3 feasible states of 2 options.",
        "Standing now: n.",
        "Never: m and n.",
        "One state: not m and n; m and not n.",
        "What Aland believes of B is its own.",
        "What Aland does not see: not m and not n.",
    ]


def test_orders_are_told_as_they_are_written() -> None:
    assert rows(told(CASE), "orders") == [
        ("Aland", 1, "m or n", ""),
        ("Aland", 2, "not (m or n)", "with probability [0.2, 0.4]"),
        ("B", 1, "m and n", ""),
        ("B", 2, "NN", ""),
        ("B", None, "m over NN", "if at all, then much"),
        ("B", None, "m over n", "not known"),
        ("C", 1, "moving", "weight [1.0, 2.0, 3.0]"),
        ("C", 2, "n", "weight 2.0"),
    ]


def test_what_only_numbers_would_use_is_not_told() -> None:
    result = told(CASE)
    assert [table.id for table in result.tables] == ["actors", "moves", "orders"]
    assert [column.name for column in result.tables[0].columns] == ["actor", "name"]
    assert not any("can be reached" in finding.sentence for finding in result.findings)


def test_a_graph_is_told_by_its_arcs() -> None:
    result = told(GRAPH)
    assert rows(result, "arcs") == [("A", "peace", "y")]
    assert list(orders_sentences(small(GRAPH))) == [
        "As a conflict it has 2 feasible states in a graph.",
        "Things stand at y.",
    ]
    assert "orders" not in {table.id for table in result.tables}


def test_a_conflict_that_is_too_large_says_so() -> None:
    moves = "".join(f"\n      m{k}: {{by: A}}" for k in range(30))
    case = small(f"actors: {{A: {{}}}}\nmoves:{moves}\npreferences: {{A: [m0]}}\n")
    (sentence,) = orders_sentences(case)
    assert sentence.startswith("As a conflict this cannot be studied: the conflict has 1,073,741")
    assert len(list(orders_tables(case))) == 1
