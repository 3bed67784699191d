"""Plain tables of positions: columns in any order, what may be left out, what is assumed."""

from pathlib import Path

import pytest
from tests.imported import case_in, faults_in, places_in, stances_in

from detente.case.reader import read_file

TABLE = """\
Issue;ACTOR;Power;Position;Salience;from;to;Red_line;No agreement;outcome
ceiling;United States;100;20;60;0;200;150;-20;80
ceiling;North Korea;40;180;90;0;200;;;
term;North Korea;40;5;10;10;0;;;
"""


def test_a_table_becomes_a_case() -> None:
    case = case_in(TABLE, "two_matters.csv")
    assert (case.id, case.title) == ("two-matters", "two matters")
    assert stances_in(case) == {
        "United_States": {"ceiling": (20, 60, 100)},
        "North_Korea": {"ceiling": (180, 90, 40), "term": (5, 10, 40)},
    }
    ceiling = case.positions["United_States"]["ceiling"]
    assert ceiling.red_line is not None
    assert ceiling.no_agreement is not None
    assert (ceiling.red_line.mode, ceiling.no_agreement.mode) == (150, -20)
    assert case.issues["ceiling"].outcome == 80
    assert (case.issues["term"].from_, case.issues["term"].to) == (10, 0)
    assert faults_in(TABLE, "two_matters.csv") == []


def test_a_table_of_one_issue_is_called_by_its_file() -> None:
    case = case_in("actor,position,salience,power\nA,4,0.5,1\nB,10,1,2\n", "lead time.csv")
    assert list(case.issues) == ["lead_time"]
    assert case.issues["lead_time"].name == "lead time"
    assert stances_in(case)["A"]["lead_time"] == (4, 50, 1)


def test_without_a_scale_it_runs_from_the_least_position_to_the_greatest() -> None:
    text = "actor,position,salience,power\nA,4,0.5,1\nB,x,1,2\nC,10,1,2\n"
    found = faults_in(text, "t.csv")
    assert found[0].startswith("2:3: warning import/assumed: nothing says what the scale of 't' is")
    assert "from 4 to 10" in found[0]
    assert found[1].startswith("3:3: error import/number: the position of B on t must be a number")


def test_a_salience_that_is_no_number_says_nothing_of_the_others() -> None:
    text = "actor,position,salience,power,from,to\nA,4,x,1,0,10\nB,6,0.5,2,0,10\n"
    assert places_in(text, "t.csv") == ["2:5 import/number"]


def test_without_capabilities_all_count_alike_and_that_is_said() -> None:
    text = "actor,position,salience,from,to\nA,4,5,0,10\nB,6,7,0,10\n"
    assert stances_in(case_in(text, "t.csv"))["B"]["t"] == (6, 7, 1)
    assert faults_in(text, "t.csv") == [
        (
            "1:1: warning import/assumed: no column says what actors can bring to bear; all count "
            "alike (call a column capability, power or influence)"
        )
    ]


def test_of_two_columns_alike_the_first_is_read() -> None:
    text = "actor,name,position,salience,power,from,to\nA,Ay,4,5,1,0,10\nB,Bee,6,7,1,0,10\n"
    assert list(case_in(text, "t.csv").actors) == ["A", "B"]
    assert faults_in(text, "t.csv") == [
        "1:7: warning import/left-out: the column 'name' is not read"
    ]


def test_all_faults_are_told_together_each_at_its_cell() -> None:
    text = TABLE + "ceiling;North Korea;40;1;1;0;100;;;90;more\n;;;;\n"
    text += "term;North Korea;-1;1;1;11;0;;3;\nterm;;1;1;101\nx;A;1;3;1;2;2\n"
    assert places_in(text, "t.csv") == [
        "5:39 import/row",  # a cell too many
        "7:6 import/twice",  # North Korea on term
        "7:25 import/twice",  # another scale
        "8:6 import/row",  # no actor
        "9:13 import/row",  # no scale
    ]


def test_the_published_tables_are_read(shared_data: Path) -> None:
    reading = read_file(shared_data / "published" / "bdm1994_emission_standards.csv")
    assert [fault.code for fault in reading.warnings] == ["import/assumed"]
    (issue,) = reading.case.issues
    assert (reading.case.issues[issue].from_, reading.case.issues[issue].to) == (4, 10)
    assert stances_in(reading.case)["Germany"][issue] == (4, 80, 0.16)
    assert len(reading.case.positions) == 10


def test_a_row_names_its_issue_where_there_is_a_column_for_it() -> None:
    text = TABLE.replace("term;", ";")
    assert faults_in(text, "t.csv") == ["4:1: error import/row: the row names no issue"]


def test_a_header_alone_is_no_case() -> None:
    (fault,) = faults_in(TABLE.splitlines()[0], "t.csv")
    assert fault.startswith("1:1: error import/row: nobody has a position on any issue")


def test_a_number_beyond_all_numbers_is_refused() -> None:
    (fault,) = faults_in(TABLE.replace(";180;", ";1e999;"), "t.csv")
    assert fault.startswith(
        "3:24: error import/out-of-range: the position of North Korea on ceiling"
    )
    assert fault.endswith("is larger than can be reckoned with, got 1e999")


@pytest.mark.parametrize(("what", "most"), [("actor", 1_000), ("issue", 5_000)])
def test_a_table_of_something_else_is_left_where_that_shows(what: str, most: int) -> None:
    rows = [f"{k},x" if what == "actor" else f"x,{k}" for k in range(most + 5)]
    text = "actor,issue,position,salience,power,from,to\n"
    text += "".join(f"{row},1,2,3,0,9\n" for row in rows)
    (fault,) = faults_in(text, "t.csv")
    assert f"{most + 2}:" in fault
    assert f"here is one {what} more than {most:,}, which are the most" in fault
