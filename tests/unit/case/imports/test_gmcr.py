"""Files of GMCR+: what they become, and what is told about them."""

import json

import pytest

from detente.base.diagnostics import Diagnostic, Location
from detente.base.errors import CaseError
from detente.case.imports.gmcr_file import Clause, GmcrCondition
from detente.case.reader import read
from detente.case.schema import Case, Preference

Tree = dict[str, object]


def option(name: str, direction: str = "both") -> Tree:
    return {"name": name, "permittedDirection": direction}


def maker(name: str, options: list[int], *preferences: object, **more: object) -> Tree:
    return {"name": name, "options": options, "preferences": list(preferences), **more}


Y0, N1 = [[0, "Y"]], [[1, "N"]]


def file(**changes: object) -> Tree:
    whole: Tree = {
        "program": "gmcr-py",
        "options": [option("Release Water"), option("Attack", "fwd")],
        "decisionMakers": [maker("Up", [0], N1), maker("Down", [1], Y0)],
        "infeasibles": [],
        "useManualPreferenceRanking": False,
        **changes,
    }
    return {key: value for key, value in whole.items() if value is not None}


def found_in(tree: Tree | str) -> tuple[Diagnostic, ...]:
    text = tree if isinstance(tree, str) else json.dumps(tree)
    try:
        return read(text.encode(), "case.gmcr").warnings
    except CaseError as error:
        return error.diagnostics


def codes(tree: Tree | str) -> list[str]:
    return [fault.code for fault in found_in(tree)]


def case_of(tree: Tree | str, name: str = "My Conflict.gmcr") -> Case:
    text = tree if isinstance(tree, str) else json.dumps(tree)
    return read(text.encode(), name).case


def written(case: Case, actor: str) -> list[str]:
    given = case.preferences[actor]
    assert isinstance(given, tuple)
    return [str(statement) for statement in given]


# ---- what becomes of it ------------------------------------------------------------------------


def test_a_file_becomes_actors_moves_and_statements() -> None:
    case = case_of(file())
    assert (case.id, case.title, str(case.as_of)) == ("my-conflict", "My Conflict", "1900-01-01")
    assert [(a, actor.name) for a, actor in case.actors.items()] == [("Up", "Up"), ("Down", "Down")]
    release, attack = case.moves["release_water"], case.moves["attack"]
    assert (release.name, release.by, release.reversible) == ("Release Water", ("Up",), ("Up",))
    assert (attack.by, attack.reversible, attack.may_be_made) == (("Down",), (), True)
    assert written(case, "Up") == ["not attack"]
    assert written(case, "Down") == ["release_water"]
    assert [e.path for e in case.evidence] == ["as_of"]


def test_names_need_not_differ_nor_be_ids() -> None:
    makers = [maker("not", [0]), maker("not", [1])]
    case = case_of(file(options=[option("!"), option("!")], decisionMakers=makers))
    assert (list(case.actors), list(case.moves)) == (["not_", "not__2"], ["move", "move_2"])


def test_an_option_that_can_only_be_dropped_can_only_be_taken_back() -> None:
    case = case_of(file(options=[option("a", "back"), option("b")]))
    assert (case.moves["a"].may_be_made, case.moves["a"].reversible) == (False, ("Up",))


def test_options_are_put_in_the_order_of_their_owners() -> None:
    case = case_of(
        file(
            options=[option(f"o{k}") for k in range(5)],
            decisionMakers=[maker("A", [0, 2], [[3, "Y"]]), maker("B", [1, 3])],
            infeasibles=[[[1, "Y"], [2, "N"]]],
        )
    )
    assert list(case.moves) == ["o0", "o2", "o1", "o3", "o4"]
    assert written(case, "A") == ["o3"]
    assert [str(one) for one in case.infeasible] == ["o1 and not o2"]
    nobody = case.moves["o4"]
    assert (nobody.may_be_made, nobody.reversible) == (False, ())


def test_a_condition_may_be_several_of_which_one_holds() -> None:
    both = {"compound": True, "members": [[[0, "Y"], [1, "N"]], [[1, "Y"]]]}
    case = case_of(file(decisionMakers=[maker("Up", [0], both), maker("Down", [1], [])]))
    assert written(case, "Up") == ["release_water and not attack or attack"]
    assert written(case, "Down") == ["true"]
    none = {"compound": True, "members": []}
    assert [str(c) for c in case_of(file(infeasibles=[none])).infeasible] == ["false"]


def test_states_of_rankings_are_counted_among_the_feasible_ones() -> None:
    case = case_of(
        file(
            decisionMakers=[
                maker("Up", [0], preferenceRanking=[3, [1, 2]]),
                maker("Down", [1], preferenceVector=[1, 2, 3]),
            ],
            infeasibles=[[[0, "Y"], [1, "Y"]]],
            useManualPreferenceRanking=True,
        )
    )
    up, down = case.preferences["Up"], case.preferences["Down"]
    assert isinstance(up, Preference)
    assert isinstance(down, Preference)
    assert [[str(s) for s in place] for place in up.ranking] == [["NY"], ["NN", "YN"]]
    assert [[str(s) for s in place] for place in down.ranking] == [["NN"], ["YN"], ["NY"]]


def test_old_names_of_keys_are_read() -> None:
    old = file(useManualPreferenceRanking=None, useManualPreferenceVectors=False)
    assert written(case_of(old), "Up") == ["not attack"]


def test_misperceptions_are_states_that_are_not_seen() -> None:
    makers = [maker("Up", [0], misperceptions=[Y0]), maker("Down", [1])]
    case = case_of(file(decisionMakers=makers))
    assert [str(c) for c in case.perceptions["Up"].unseen] == ["release_water"]
    assert list(case.perceptions) == ["Up"]


def test_what_the_program_writes_for_others_is_passed_over() -> None:
    more = {"version": "0.3", "coalitions": [0, 1], "coalitionsFull": [], "nodes": [{"id": 1}]}
    assert codes(file(**more)) == []
    assert codes(json.dumps(file(), indent="\t")) == []


# ---- what is told ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        # what the other program accepts in silence
        ({"decisionMakers": [maker("A", [0, 1]), maker("B", [1])]}, ["logic/two-owners"]),
        ({"decisionMakers": [maker("A", [0]), maker("B", [])]}, ["logic/no-owner"]),
        (
            {"decisionMakers": [maker("A", [0, 1], [[0, "Y"], [0, "N"]])]},
            ["logic/contradictory-statement"],
        ),
        ({"infeasibles": [[[0, "Y"], [0, "N"]]]}, ["logic/contradictory-statement"]),
        (
            {"decisionMakers": [maker("A", [0, 1], Y0, N1, [[0, "Y"], [0, "Y"]])]},
            ["logic/duplicate-statement"],
        ),
        (
            {"decisionMakers": [
                maker("A", [0, 1], {"compound": True, "members": [Y0, [[0, "Y"], [1, "N"]]]}, Y0)
            ]},
            ["logic/duplicate-statement"],
        ),
        ({"infeasibles": [Y0, [[0, "N"]]]}, ["logic/no-state"]),
        ({"infeasibles": [{"compound": True, "members": [Y0, N1]}]}, []),
        ({"coalitions": [[0, 1]]}, ["import/left-out"]),
        ({"options": [option(f"o{k}") for k in range(64)],
          "decisionMakers": [maker("A", list(range(64)))]}, ["logic/too-many-moves"]),
        # what is not as it must be
        ({"options": None}, ["schema/missing-key", "ref/unknown-option", "ref/unknown-option",
                             "ref/unknown-option", "ref/unknown-option"]),
        ({"options": {}}, ["schema/wrong-type", "ref/unknown-option", "ref/unknown-option",
                           "ref/unknown-option", "ref/unknown-option"]),
        ({"options": [1, option("b")]}, ["schema/wrong-type"]),
        ({"options": [{"name": "a"}, option("b")]}, ["schema/missing-key"]),
        ({"options": [{"permittedDirection": "both"}, option("b")]}, ["schema/missing-key"]),
        ({"options": [{"name": 1, "permittedDirection": "both"}, option("b")]},
         ["schema/wrong-type"]),
        ({"options": [option("a", "up"), option("b")]}, ["schema/choice"]),
        ({"options": [{**option("a"), "colour": "red"}, option("b")]}, ["import/left-out"]),
        ({"decisionMakers": None}, ["schema/missing-key"]),
        ({"decisionMakers": [1]}, ["schema/wrong-type"]),
        ({"decisionMakers": []}, ["schema/too-short"]),
        ({"decisionMakers": [maker("A", [2])]}, ["ref/unknown-option"]),
        ({"decisionMakers": [maker("A", [-1])]}, ["schema/wrong-type"]),
        ({"decisionMakers": [maker("A", [0, 1], [[9, "Y"]])]}, ["ref/unknown-option"]),
        ({"decisionMakers": [maker("A", [0, 1], [[0, "X"]])]}, ["schema/choice"]),
        ({"decisionMakers": [maker("A", [0, 1], [[0, True]])]}, ["schema/wrong-type"]),
        ({"decisionMakers": [maker("A", [0, 1], [0, "Y"])]},
         ["schema/wrong-type", "schema/wrong-type"]),
        ({"decisionMakers": [maker("A", [0, 1], "Y")]}, ["schema/wrong-type"]),
        ({"decisionMakers": [maker("A", [0, 1], {"compound": True})]}, ["schema/missing-key"]),
        ({"useManualPreferenceRanking": None}, ["schema/missing-key"]),
        ({"useManualPreferenceRanking": "no"}, ["schema/wrong-type"]),
        ({"useManualPreferenceRanking": True},
         ["schema/missing-key", "schema/missing-key", "import/left-out"]),
    ],
)  # fmt: skip
def test_what_is_wrong_or_doubtful_is_told(changes: Tree, expected: list[str]) -> None:
    assert sorted(codes(file(**changes))) == sorted(expected)


@pytest.mark.parametrize(
    ("ranking", "said"),
    [
        ([1, 2, 3, 4], []),
        ([1, [2, 3], 4], []),
        ([1, 2, 3], ["the ranking of 'A' misses 1 of 4: 4"]),
        ([1, 2, 3, 3, 4], ["state 3 has a place already"]),
        ([0, 1, 2, 3, 4], ["there is no state 0; there are 4, counted from 1"]),
        ([1, 2, 3, 4, 5], ["there is no state 5; there are 4, counted from 1"]),
        (["1", 2, 3, 4], ["a state must be a whole number"]),
        (4, ["a ranking must be a list"]),
    ],
)
def test_a_ranking_has_every_state_once(ranking: object, said: list[str]) -> None:
    makers = [maker("A", [0, 1], preferenceRanking=ranking)]
    found = found_in(file(decisionMakers=makers, useManualPreferenceRanking=True))
    assert [fault.message for fault in found] == said


def test_a_statement_that_says_the_same_in_other_words_is_left_out() -> None:
    longer = {"compound": True, "members": [[[0, "Y"], [1, "N"]], Y0]}
    case = case_of(file(decisionMakers=[maker("A", [0, 1], N1, longer, Y0)]))
    assert len(written(case, "A")) == 2


def test_of_more_clauses_than_are_counted_all_are_kept() -> None:
    at = Location("case.gmcr", 1, 1)
    few = [[(0, True), (1, False)], [(0, True)]]
    many = [[(k, True)] for k in range(2, 2000)]
    for clauses, kept in ((few, 1), ([*few, *many], 2000)):
        said = tuple(Clause(options=tuple(clause), at=at) for clause in clauses)
        assert len(GmcrCondition(clauses=said, at=at).meaning) == kept


def test_orders_that_are_not_used_are_told() -> None:
    makers = [maker("A", [0, 1], Y0, preferenceRanking=[1, 2, 3, 4])]
    for ranked, left in ((True, "statements"), (False, "rankings")):
        (doubt,) = found_in(file(decisionMakers=makers, useManualPreferenceRanking=ranked))
        assert (doubt.code, f"the {left} of A are not" in doubt.message) == (
            "import/left-out",
            True,
        )


def test_a_fault_stands_where_it_is() -> None:
    text = json.dumps(file(decisionMakers=[maker("A", [0, 1], Y0, Y0)]), indent=1)
    (doubt,) = found_in(text)
    where = doubt.location
    before = "\n".join(text.splitlines()[: where.line - 1])
    assert (where.column, before.count('"Y"'), before.count("decisionMakers")) == (5, 1, 1)


def test_faults_of_the_conflict_stand_in_the_file_too() -> None:
    makers = [maker("A", [0, 1], Y0, [[0, "N"]])]
    (doubt,) = found_in(json.dumps(file(decisionMakers=makers), indent=1))
    assert doubt.code == "logic/idle-statement"
    assert doubt.location.line > 1


def test_no_json_is_no_file() -> None:
    assert codes("{") == ["yaml/syntax"]
    assert codes("[]") == ["yaml/not-a-mapping"]
    assert codes("[" * 100_000) == ["yaml/too-deep"]
    assert codes('{"options": [], "options": []}')[0] == "yaml/duplicate-key"


def test_too_many_states_to_rank_are_told() -> None:
    options = [option(f"o{k}") for k in range(30)]
    makers = [maker("A", list(range(30)), preferenceRanking=[1])]
    tree = file(options=options, decisionMakers=makers, useManualPreferenceRanking=True)
    (fault,) = found_in(tree)
    assert (fault.code, "too many" in fault.message) == ("logic/ranking", True)
