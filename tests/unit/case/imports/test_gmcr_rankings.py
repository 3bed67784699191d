"""Rankings taken out of a `.gmcr` file: their numbers, and where each of them stands."""

import json

import pytest

from detente.base.diagnostics import Location
from detente.base.errors import CaseError
from detente.case.imports.gmcr_rankings import without_rankings
from detente.case.reader import read


def conflict(ranking: str, name: str = '"A"', key: str = "preferenceRanking") -> str:
    """A conflict of one decision maker with two options, whose ranking is written as given."""
    return (
        '{"options": [{"name": "a", "permittedDirection": "both"},\n'
        ' {"name": "b", "permittedDirection": "both"}],\n'
        f' "decisionMakers": [{{"name": {name}, "options": [0, 1], "{key}": {ranking}}}],\n'
        ' "useManualPreferenceRanking": true}'
    )


def told(text: str) -> list[tuple[str, int, int]]:
    try:
        found = read(text.encode(), "case.gmcr").warnings
    except CaseError as error:
        found = error.diagnostics
    return [(one.message, one.location.line, one.location.column) for one in found]


def test_a_ranking_is_read_apart_and_the_rest_stays_where_it_is() -> None:
    text = '{"a": 1,\n"preferenceRanking" : [3,[1,\n2]], "b": [4]}'
    rest, found = without_rankings(text, "x.gmcr")
    assert rest == '{"a": 1,\n"preferenceRanking" : [     \n  ], "b": [4]}'
    ((at, ranking),) = found.items()
    assert (at.line, at.column) == (2, 23)
    assert ranking.places == ((3,), (1, 2))
    assert [(one.line, one.column) for one in ranking.locate()] == [(2, 24), (2, 27), (3, 1)]


@pytest.mark.parametrize(
    "ranking",
    ["[1, 02]", "[1, 2,]", "[[[1]]]", "[1, [2, [3]]]", "[1,, 2]", "[1", f"[{10**18}]", '["1"]'],
)
def test_what_is_no_list_of_small_numbers_stays_in_the_text(ranking: str) -> None:
    text = f'{{"preferenceRanking": {ranking}}}'
    assert without_rankings(text, "x.gmcr") == (text, {})


def test_a_ranking_in_a_text_is_a_text() -> None:
    text = json.dumps({"name": '"preferenceRanking": [1, 2]'})
    assert without_rankings(text, "x.gmcr") == (text, {})


def test_several_rankings_are_told_apart() -> None:
    text = '[{"preferenceRanking": [1, 2]}, {"preferenceVector": []}]'
    rest, found = without_rankings(text, "x.gmcr")
    assert json.loads(rest) == [{"preferenceRanking": []}, {"preferenceVector": []}]
    assert {at.column: ranking.places for at, ranking in found.items()} == {
        text.index("[1") + 1: ((1,), (2,)),
        text.index("[]") + 1: (),
    }
    assert set(found) == {Location("x.gmcr", 1, column) for column in (24, 54)}


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("name", ['"A"', '"Ünï\u2028cödé"', '"two\u0085lines"', '"\U0001f54a"'])
def test_numbers_are_found_whatever_ends_a_line(end: str, name: str) -> None:
    apart = conflict("[1, 2, 3,\n   9, 4]", name).replace("\n", end)
    # A number with a leading zero keeps the ranking in the text, where the parser counts.
    inside = apart.replace("[1, 2", "[1,02")
    assert told(apart) == told(inside)
    assert [said for said, *_ in told(apart)] == [
        "there is no state 9; there are 4, counted from 1"
    ]


def test_every_number_that_is_amiss_is_told_where_it_stands() -> None:
    text = conflict("[1, [2, 2],\n 7]")
    start = text.splitlines()[2].index("[1, [2") + 1
    assert told(text) == [
        ("the ranking of 'A' misses 2 of 4: 3, 4", 3, start),
        ("state 2 has a place already", 3, start + len("[1, [2, ")),
        ("there is no state 7; there are 4, counted from 1", 4, 2),
    ]


@pytest.mark.parametrize("key", ["preferenceRanking", "preferenceVector"])
def test_both_names_of_a_ranking_are_known(key: str) -> None:
    assert told(conflict("[[1, 4], 2, 3]", key=key)) == []


def test_a_place_without_states_is_no_fault() -> None:
    assert told(conflict("[[], 1, 2, 3, 4]")) == []


def test_an_empty_ranking_misses_all_states() -> None:
    assert [said for said, *_ in told(conflict("[]"))] == [
        "the ranking of 'A' misses 4 of 4: 1, 2, 3, 4"
    ]


def test_the_one_state_of_a_conflict_without_options_is_not_ranked() -> None:
    makers = [{"name": "A", "options": [], "preferenceRanking": [1]}]
    tree = {
        "options": [],
        "decisionMakers": makers,
        "infeasibles": [],
        "useManualPreferenceRanking": True,
    }
    assert told(json.dumps(tree)) == []
    makers[0]["preferenceRanking"] = [2]
    assert [said for said, *_ in told(json.dumps(tree))] == [
        "the ranking of 'A' misses 1 of 1: 1",
        "there is no state 2; there are 1, counted from 1",
    ]


def test_an_empty_ranking_that_is_not_used_is_not_told() -> None:
    assert told(conflict("[]").replace("true", "false")) == []


def test_more_states_than_values_a_case_may_have_are_read() -> None:
    options = [{"name": f"o{k}", "permittedDirection": "both"} for k in range(13)]
    count = 1 << len(options)
    makers = [
        {"name": f"D{j}", "options": [j], "preferenceRanking": list(range(1, count + 1))}
        for j in range(26)
    ]
    tree = {"options": options[:13], "decisionMakers": makers, "useManualPreferenceRanking": True}
    for j, maker in enumerate(makers):
        maker["options"] = [j] if j < len(options) else []
    case = read(json.dumps(tree).encode(), "large.gmcr").case
    given = case.preferences["D25"]
    assert len(makers) * count > 200_000
    assert not isinstance(given, tuple)
    assert len(given.ranking) == count
