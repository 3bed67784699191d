"""Rankings: kept as patterns where patterns name all states, and the same order either way."""

from typing import Any

import numpy as np
import pytest

from detente.case.reader import read_text
from detente.case.rules.option_form import option_form, pattern_of
from detente.case.rules.orders import goodness
from detente.case.schema import Case, Preference
from detente.case.schema.ranking import Ranking
from detente.case.writer import digest, write
from detente.model.conflict import compile_conflict

HEAD = """\
detente: 1
id: orders
title: Orders
as_of: 2018-03-21
actors: {A: {}}
moves: {m: {by: A, reversible: A}, n: {by: A, reversible: A}}
"""


def case_of(ranking: str, more: str = "") -> Case:
    return read_text(f"{HEAD}{more}preferences: {{A: {{ranking: {ranking}}}}}\n")


def ranking_of(case: Case) -> Ranking:
    given = case.preferences["A"]
    assert isinstance(given, Preference)
    return given.ranking


@pytest.mark.parametrize(
    ("ranking", "quick"),
    [
        ("[YY, [NN, YN], NY]", True),
        ("[[YY], [], NN, [YN, NY]]", True),
        ("[Y-, [NN, NY]]", False),
        ("[m and n, [NN, YN], NY]", False),
        ("[m, NN, NY]", False),
    ],
)
def test_patterns_of_single_states_are_kept_as_written(ranking: str, quick: bool) -> None:  # noqa: FBT001 - a column of the table
    found = ranking_of(case_of(ranking))
    assert (bool(found.patterns), bool(found.sets)) == (quick, not quick)
    assert len(found) == len(list(found))
    assert found.plain() == [[str(one) for one in place] for place in found]


def test_no_ranking_is_empty() -> None:
    assert not Ranking()
    assert list(Ranking()) == []


@pytest.mark.parametrize(
    "ranking", ["[YY, [NN, YN], NY]", "[[YY], [], NN, [YN, NY]]", "[NN, NY, YN, YY]"]
)
def test_words_and_patterns_give_the_same_order(ranking: str) -> None:
    words = {"YY": "m and n", "YN": "m and not n", "NY": "n and not m", "NN": "not (m or n)"}
    said = ranking
    for pattern, expression in words.items():
        said = said.replace(pattern, expression)
    quick, slow = case_of(ranking), case_of(said)
    one, other = (compile_conflict(case).conflict.ranks for case in (quick, slow))
    assert np.array_equal(one, other)
    values = [goodness(option_form(case), "A") for case in (quick, slow)]
    states = range(4)
    assert [values[0](state) for state in states] == [values[1](state) for state in states]


def test_a_name_that_looks_like_a_pattern_is_a_name() -> None:
    case = case_of("[YN, NN]", "facts: {YN: m or n}\n")
    assert option_form(case).patterns(ranking_of(case)) == ()
    assert compile_conflict(case).conflict.ranks.tolist() == [[0, 1, 1, 1]]


def test_of_other_names_patterns_are_not_in_doubt() -> None:
    case = case_of("[YN, NN, [NY, YY]]", "facts: {YNY: m or n, Y: m}\n")
    assert option_form(case).patterns(ranking_of(case)) == ranking_of(case).patterns
    assert compile_conflict(case).conflict.ranks.tolist() == [[1, 2, 0, 0]]


def test_a_pattern_in_any_place_may_be_a_name() -> None:
    case = case_of("[NN, YN]", "facts: {YN: m or n}\n")
    assert compile_conflict(case).conflict.ranks.tolist() == [[1, 0, 0, 0]]


@pytest.mark.parametrize("ranking", ["[YY, [NN, YN], NY]", "[Y-, [NN, NY]]", "[m, true and not m]"])
def test_a_ranking_is_written_as_it_was(ranking: str) -> None:
    case = case_of(ranking)
    again = read_text(write(case))
    assert (again.preferences, digest(again)) == (case.preferences, digest(case))
    dumped: dict[str, Any] = case.model_dump(by_alias=True)
    assert Case.model_validate(dumped).preferences == case.preferences


@pytest.mark.parametrize(
    ("state", "width", "pattern"), [(0, 0, ""), (0, 3, "NNN"), (1, 3, "YNN"), (6, 3, "NYY")]
)
def test_a_state_is_a_letter_for_each_option(state: int, width: int, pattern: str) -> None:
    assert pattern_of(state, width) == pattern
