"""Whose a text is, told by what it says."""

import pytest
from tests.imported import case_in, faults_in

QUOTED = '"Actor";"Position";"Salience";"Power";"from";"to"\n"A, B";1;50;1;0;10\n"C";2;50;1;0;10\n'


def test_the_mark_between_cells_is_the_one_that_makes_sense() -> None:
    case = case_in(QUOTED.replace('"Power"', '"Power, any unit"'), "t.csv")
    assert [actor.name for actor in case.actors.values()] == ["A, B", "C"]
    scenario = "China; scen 0,x,3,1\nActor,,,p,s\nA,,1,2,3\nB,,1,2,3\nC,,1,2,3\n"
    assert case_in(scenario, "t.csv").title == "China; scen 0"


@pytest.mark.parametrize("text", ["", "\n\n", "one line", "a,b\n1,2\n", "#comment, or not"])
def test_a_text_of_no_kind_is_refused(text: str) -> None:
    (fault,) = faults_in(text, "t.csv")
    assert fault.startswith("1:1: error import/unknown-format: the text is of no kind that is read")


def test_a_text_with_broken_quotes_is_told_of_them() -> None:
    (fault,) = faults_in('actor,position,salience\n"A,1,2\n', "t.csv")
    assert fault.startswith("2:1: error import/unreadable: quotes are opened here")


def test_a_marked_text_is_recognised() -> None:
    assert case_in(("\ufeff" + QUOTED).encode("utf-8"), "t.csv") == case_in(QUOTED, "t.csv")
    assert case_in(QUOTED.encode("utf-16"), "t.csv") == case_in(QUOTED, "t.csv")


def test_a_first_row_of_one_cell_hides_nothing() -> None:
    text = "#/ without cells\n#O\n#A\tUSA\n#P\tterm\n#D\tUSA\tterm\t30\t1\t1\n"
    assert list(case_in(text, "talks.txt").positions) == ["USA"]
    assert case_in(text, "talks.txt").title == "talks"
