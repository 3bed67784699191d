"""Rules of trading as a case states them: links, lines, conditions, red lines."""

import numpy as np
from tests.small import small

from detente.case.expressions.printer import print_tree
from detente.case.inputs import walk_numbers
from detente.case.schema import Case
from detente.methods.exchange_deals import Rules
from detente.model.exchange_terms import exchange_rules, unmet
from detente.model.terms import compile_terms

TALKS = """
actors: {A: {capability: 1}, B: {capability: 1}, C: {capability: 1}, D: {}}
moves: {freeze: {by: A}, inspect: {by: B, requires: freeze}}
issues:
  arms: {}
  aid: {tradable_when: freeze and inspect}
  delay: {tradable_when: not inspect}
positions:
  A: {arms: {at: 0, salience: 80, red_line: 40}, aid: {at: 100, salience: 20}}
  B: {arms: {at: 100, salience: 20, red_line: 0}, aid: {at: 0, salience: 80, red_line: 100}}
  C: {delay: {at: 60, salience: 50, red_line: 20}}
"""


def modes(case: Case) -> dict[str, float]:
    return {path: number.mode for path, number in walk_numbers(case)}


def rules(rest: str = "", rounds: int = 1) -> Rules:
    case = small(TALKS + rest)
    return exchange_rules(case, modes(case), compile_terms(case, modes(case)), rounds)


def still_needed(rest: str, issue: str) -> list[str]:
    case = small(TALKS + rest)
    return [print_tree(part) for part in unmet(case, modes(case), issue)]


def test_an_issue_opens_with_the_moves_that_stand_on_the_day() -> None:
    assert rules(rounds=2).tradable.tolist() == [[True, False, True]] * 2
    assert rules("standing: [freeze]").tradable.tolist() == [[True, False, True]]
    assert rules("standing: [freeze, inspect]").tradable.tolist() == [[True, True, False]]


def test_what_an_issue_still_waits_for_is_told_part_by_part() -> None:
    assert still_needed("", "aid") == ["freeze", "inspect"]
    assert still_needed("standing: [freeze]", "aid") == ["inspect"]
    assert still_needed("standing: [freeze, inspect]", "delay") == ["not inspect"]
    assert still_needed("", "arms") == []


def test_actors_trade_if_a_chain_of_open_lines_joins_them() -> None:
    assert rules().talking.all()
    lines = "channels: [{between: [A, D]}, {between: [D, C]}, {between: [B, C], open: false}]"
    assert rules(lines).talking.tolist() == [
        [True, False, True],
        [False, True, False],
        [True, False, True],
    ]
    late = "channels: [{between: [A, B], since: 2021-01-01}]"
    assert rules(late).talking.tolist() == np.eye(3).tolist()


def test_only_pairs_that_the_case_links_are_traded() -> None:
    linked = rules("bargaining: {links: [[arms, delay]]}").linked
    assert linked.tolist() == [[False, False, True], [False, False, False], [True, False, False]]


def test_a_red_line_bounds_outcomes_on_its_side_unless_the_scale_ends_there() -> None:
    found, none = rules(), np.inf
    assert found.low.tolist() == [[-none] * 3, [-none] * 3, [-none, -none, 0.2]]
    assert found.high.tolist() == [[0.4, none, none], [none] * 3, [none] * 3]
