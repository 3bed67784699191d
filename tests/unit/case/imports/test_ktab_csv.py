"""Scenarios of KTAB as comma-separated text."""

from pathlib import Path

import pytest
from tests.imported import case_in, faults_in, places_in, stances_in

from detente.case.evidence import Evidence
from detente.case.reader import read_file

HEAD = "Ceiling talks; round 2,Over two matters,3,2,\n"
NAMES = "Actor,Description,Power,Ceiling Height,sal,Term,sal,\n"
ROWS = """\
USA,United States,  100.5, 20, 60, 5,40.0,
PRK,North Korea,40,80,90,95,10
not,"Norway, and others",1e1,50,0,50,100,,,
"""


def test_a_scenario_becomes_a_case() -> None:
    case = case_in(HEAD + NAMES + ROWS, "talks.csv")
    assert (case.id, case.title) == ("ceiling-talks-round-2", "Ceiling talks; round 2")
    assert stances_in(case) == {
        "USA": {"ceiling_height": (20, 60, 100.5), "Term": (5, 40, 100.5)},
        "PRK": {"ceiling_height": (80, 90, 40), "Term": (95, 10, 40)},
        "not_": {"ceiling_height": (50, 0, 10), "Term": (50, 100, 10)},
    }
    assert [issue.name for issue in case.issues.values()] == ["Ceiling Height", "Term"]
    assert (case.issues["Term"].from_, case.issues["Term"].to) == (0, 100)


def test_actors_are_called_by_descriptions_that_tell_them_apart() -> None:
    case = case_in(HEAD + NAMES + ROWS, "talks.csv")
    assert [actor.name for actor in case.actors.values()] == [
        "United States",
        "North Korea",
        "Norway, and others",
    ]


def test_else_by_their_names_and_descriptions_are_remarks() -> None:
    same = ROWS.replace("United States", "North Korea")
    case = case_in(HEAD + NAMES + same, "talks.csv")
    assert [actor.name for actor in case.actors.values()] == ["USA", "PRK", "not"]
    assert Evidence(path="actors.USA", note="North Korea") in case.evidence


def test_what_the_file_does_not_say_is_said_to_be_missing() -> None:
    case = case_in(HEAD + NAMES + ROWS, "talks.csv")
    notes = {evidence.path: evidence.note for evidence in case.evidence}
    assert notes[""] == "Over two matters"
    assert notes["as_of"].startswith("the file gives no date")
    assert str(case.as_of) == "1900-01-01"


def test_names_need_not_be_latin() -> None:
    text = "会談,,3,1,\nActor,,,天井,重,\n日本,,1,1,1,\n中国,,1,2,1,\n中国!,,1,3,1,\n"
    case = case_in(text, "talks.csv")
    assert case.id == "imported"
    assert list(case.actors) == ["日本", "中国", "中国_2"]
    assert list(case.issues) == ["天井"]


def test_all_faults_are_told_together_each_at_its_cell() -> None:
    text = HEAD.replace(",3,2", ",4,2") + NAMES + "USA,x,0,120,60,,50,\nUSA,,1,1,1,1,1\nPRK,,1,2\n"
    assert places_in(text, "talks.csv") == [
        "1:41 import/row",  # four actors, three follow
        "3:7 import/out-of-range",  # capability 0
        "3:9 import/out-of-range",  # position 120
        "3:16 import/number",  # nothing
        "3:17 import/out-of-range",  # 60 and 50 add up to more than 100
        "4:1 import/twice",  # the actor USA
        "5:1 import/row",  # too short
    ]


def test_the_header_names_as_many_dimensions_as_there_are_to_be() -> None:
    text = HEAD.replace(",2,", ",3,") + NAMES + ROWS
    assert faults_in(text, "talks.csv")[0] == (
        "2:1: error import/row: there are to be 3 dimensions; the header names 2 (a position and a "
        "salience for each)"
    )


def test_a_scenario_has_some_actors() -> None:
    text = "x,,0,0\nActor,,\n"
    assert all("import/out-of-range" in fault for fault in faults_in(text, "talks.csv"))


@pytest.mark.parametrize(
    ("name", "actors", "issues"),
    [
        ("SOE-Pol-Comp", 13, 2),
        ("SOE-Policy", 26, 1),
        ("dummyData_3Dim", 7, 3),
        ("r_10_1_0", 10, 1),
        ("r_10_2_0", 10, 2),
        ("r_20_1_0", 20, 1),
        ("r_5_1_0", 5, 1),
        ("r_5_1_1", 5, 1),
        ("r_5_2_0", 5, 2),
    ],
)
def test_the_nine_scenarios_are_read(
    shared_data: Path, name: str, actors: int, issues: int
) -> None:
    path = shared_data / "ktab" / f"{name}.input.csv"
    reading = read_file(path)
    assert reading.warnings == ()
    assert (len(reading.case.positions), len(reading.case.issues)) == (actors, issues)
    first = path.read_text("utf-8").splitlines()[2].split(",")
    numbers = next(iter(stances_in(reading.case).values()))
    assert next(iter(numbers.values())) == (float(first[3]), float(first[4]), float(first[2]))


WHOLE = "must be a whole number from 1 to 250, got"
EMPTY = "must be a number; the place is empty"


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Talks,,3.0,2", []),
        ("Talks,,3.5,2", [f"1:8: error import/out-of-range: the number of actors {WHOLE} 3.5"]),
        (
            "Talks,,three,-2",
            [
                "1:8: error import/number: the number of actors must be a number; got three",
                f"1:14: error import/out-of-range: the number of dimensions {WHOLE} -2",
            ],
        ),
        (
            "Talks,x",
            [
                f"1:7: error import/number: the number of actors {EMPTY}",
                f"1:7: error import/number: the number of dimensions {EMPTY}",
            ],
        ),
        ("Talks,,3,2,more", ["1:12: error import/row: a row of 5 cells; 4 are needed"]),
    ],
)
def test_a_first_row_with_faults_is_one_of_a_scenario_all_the_same(
    head: str, expected: list[str]
) -> None:
    found = faults_in(f"{head}\n{NAMES}{ROWS}", "talks.csv")
    assert [fault.partition(" (")[0] for fault in found] == expected


def test_what_columns_before_the_dimensions_are_called_does_not_matter() -> None:
    called = NAMES.replace("Actor,Description,Power", "Who,What,Strength")
    assert case_in(HEAD + called + ROWS, "t.csv") == case_in(HEAD + NAMES + ROWS, "t.csv")


def test_a_head_without_actors_is_told_of_them() -> None:
    (fault,) = faults_in(HEAD, "talks.csv")
    assert fault.startswith("1:43: error import/row: the rows with the names of the dimensions and")


def test_names_and_dimensions_are_there_once_and_no_longer_than_ktab_takes() -> None:
    names = NAMES.replace("Term", "Ceiling Height")
    rows = ROWS.replace("USA,", ",").replace("PRK,", f"{'P' * 26},")
    assert faults_in(HEAD + names + rows, "talks.csv") == [
        "2:44: error import/twice: there is a dimension 'Ceiling Height' already",
        "3:1: error import/row: the actor has no name",
        "4:1: error import/out-of-range: the name of an actor has 26 characters; KTAB takes 25",
    ]
    nameless = NAMES.replace("Term", "")
    assert places_in(HEAD + nameless + ROWS, "talks.csv") == ["2:44 import/row"]


def test_all_cells_of_an_actor_that_comes_again_are_looked_at() -> None:
    rows = ROWS.replace("PRK,North Korea,40", "USA,North Korea,l0")
    assert places_in(HEAD + NAMES + rows, "talks.csv") == ["4:1 import/twice", "4:17 import/number"]


def test_more_actors_than_ktab_takes_are_told_once() -> None:
    rows = "".join(f"A{k},,1,2,3,4,5\n" for k in range(20_000))
    assert faults_in(HEAD + NAMES + rows, "talks.csv") == [
        "1:41: error import/row: the scenario is to have 3 actors; 20000 follow",
        "253:1: error import/out-of-range: a scenario has at most 250 actors, here are 20,000",
    ]


def test_fewer_actors_than_ktab_takes_are_told() -> None:
    two = HEAD.replace(",3,2,", ",2,2,") + NAMES + "".join(ROWS.splitlines(keepends=True)[:2])
    (fault,) = faults_in(two, "talks.csv")
    assert fault.endswith("a scenario has at least 3 actors, this one has 2")
