"""Input files of Decide: kinds of row, scales, capabilities, and all faults of a broken file."""

from pathlib import Path

import pytest
from tests.imported import case_in, faults_in, places_in, stances_in

from detente.case.reader import check, read_file

TALKS = """\
#O\tTalks on two matters
#/\tcollected by hand
'#A'\t'USA'\t'United States'\t'the larger'
#A\tEU (incl Norway)
#P\tceiling\tHeight of the ceiling
#M\tceiling\t10\tlow
#M\tceiling\t0.5\tnone
#P\tterm\tterm\tterm
#D\tUSA\tceiling\t2\t0.29\t1.5
#D\tUSA\tterm\t30\t1.0\t1.5
#D\tEU (incl Norway)\tceiling\t7\t0.5\t1
"""


def test_a_file_becomes_a_case() -> None:
    case = case_in(TALKS, "talks.txt")
    assert case.title == "Talks on two matters"
    assert stances_in(case) == {
        "USA": {"ceiling": (2, 29, 1.5), "term": (30, 100, 1.5)},
        "EU_incl_Norway": {"ceiling": (7, 50, 1)},
    }
    assert case.actors["USA"].name == "United States"
    assert case.actors["EU_incl_Norway"].name == "EU (incl Norway)"


def test_marks_define_the_scale_and_its_labels_in_any_order() -> None:
    issues = case_in(TALKS, "talks.txt").issues
    assert (issues["ceiling"].from_, issues["ceiling"].to) == (0.5, 10)
    assert issues["ceiling"].labels == {"10": "low", "0.5": "none"}
    assert (issues["term"].from_, issues["term"].to) == (0, 100)


def test_comments_are_kept_as_remarks_where_they_say_more_than_the_name() -> None:
    notes = {e.path: e.note for e in case_in(TALKS, "talks.txt").evidence}
    assert notes["actors.USA"] == "the larger"
    assert "issues.term" not in notes


def test_a_file_without_a_description_is_called_by_its_name() -> None:
    text = TALKS.partition("\n")[2]
    assert case_in(text, "some talks.txt").title == "some talks"


def test_saliences_may_be_shares_of_a_hundred() -> None:
    text = TALKS.replace("0.29", "29").replace("1.0", "0.5").replace("\t0.5\t1\n", "\t80\t1\n")
    found = stances_in(case_in(text, "talks.txt"))
    assert found["USA"]["term"][1] == 0.5
    assert found["EU_incl_Norway"]["ceiling"][1] == 80


def test_a_power_that_differs_stands_at_the_position() -> None:
    case = case_in(TALKS.replace("\t1.0\t1.5", "\t1.0\t2.5"), "talks.txt")
    assert case.actors["USA"].capability is None
    assert stances_in(case)["USA"] == {"ceiling": (2, 29, 1.5), "term": (30, 100, 2.5)}


@pytest.mark.parametrize("delimiter", [",", ";"])
def test_cells_stand_between_commas_or_semicolons_too(delimiter: str) -> None:
    assert case_in(TALKS.replace("\t", delimiter), "t.csv") == case_in(TALKS, "t.csv")


def test_all_faults_are_told_together_each_at_its_cell() -> None:
    text = (
        TALKS.replace("#A\tEU (incl Norway)\n", "#A\tEU\n#A\tUSA\n#A\n")
        .replace("#M\tceiling\t10\tlow", "#M\tfloor\t10")
        .replace("term\t30", "term\t130")
        .replace("\t0.29\t1.5", "\t129\t0")
    )
    text += "#D\tUSA\tceiling\t5\tx\t1\n#X\tUSA\n#D\tUSA\n"
    assert places_in(text, "talks.txt") == [
        "5:4 import/twice",  # the actor USA
        "6:1 import/row",  # no key
        "8:4 import/unknown-name",  # the issue floor
        "9:12 import/row",  # one end of a scale
        "11:18 import/out-of-range",  # salience 129
        "11:22 import/out-of-range",  # power 0
        "12:13 import/out-of-range",  # position 130
        "13:4 import/unknown-name",  # the actor EU (incl Norway)
        "14:4 import/twice",  # USA on ceiling
        "14:18 import/number",  # x
        "15:1 import/row",  # #X
        "16:1 import/row",  # too short
    ]


def test_the_copenhagen_negotiations_are_read(shared_data: Path) -> None:
    reading = read_file(shared_data / "decide" / "copenhagen.csv")
    assert reading.warnings == ()
    found = stances_in(reading.case)
    assert (len(found), len(reading.case.issues)) == (11, 7)
    assert found["USA"]["Control"] == (10, 60, 0.26)
    assert len(found["Russia"]) == 5  # it has no position on two of the issues
    assert sum(map(len, found.values())) == 75


def test_a_sample_with_quotes_and_an_own_scale_is_read(shared_data: Path) -> None:
    reading = read_file(shared_data / "decide" / "sample_data.txt")
    assert reading.warnings == ()
    assert (len(reading.case.positions), len(reading.case.issues)) == (10, 6)
    tol = reading.case.issues["tol-hoogte"]
    assert (tol.from_, tol.to, tol.name) == (0.5, 7, "tol-hoogte")


def test_the_broken_file_is_told_all_its_faults(shared_data: Path) -> None:
    path = shared_data / "decide" / "copenhagen_with_errors.csv"
    position, power = check(path)
    assert str(position).startswith(f"{path}:86:19: error import/out-of-range: the position of")
    assert position.message.endswith("on the scale of 'Control', 0 to 100, got 160")
    assert str(power).startswith(f"{path}:87:32: error import/out-of-range: the power of China")
    assert power.message.endswith("above 0, got -0.247")


def test_rows_name_somebody_and_kinds_are_in_capitals() -> None:
    nameless = TALKS.replace("'USA'", "")
    assert places_in(nameless, "t.txt") == [
        "3:6 import/row",
        "9:4 import/unknown-name",
        "10:4 import/unknown-name",
    ]
    assert places_in("#a\tUSA\tUnited States\n", "t.txt") == ["1:1 import/row"]


def test_a_file_in_which_nobody_stands_on_anything_is_refused() -> None:
    actors = "".join(line for line in TALKS.splitlines(keepends=True) if not line.startswith("#D"))
    (fault,) = faults_in(actors, "t.txt")
    assert fault == (
        "1:1: error import/row: nobody has a position on any issue (the rows with positions are"
        " missing)"
    )


def test_a_file_wrong_in_all_rows_is_told_of_the_first_ten_thousand_faults() -> None:
    row = "#D\tnobody\tnothing\tx\ty\tz\n"
    found = faults_in(TALKS + 2001 * row, "t.txt")
    assert len(found) == 10_001
    assert found[-1].endswith("10,000 faults were found; the rest was not looked at")


def test_names_that_are_meant_are_looked_for_a_hundred_times() -> None:
    found = faults_in(TALKS + 150 * "#D\tUSAA\tterm\t1\t1\t1\n", "t.txt")
    assert sum("did you mean 'USA'?" in fault for fault in found) == 100


def test_a_point_is_marked_once() -> None:
    again = TALKS.replace(
        "#M\tceiling\t0.5\tnone", "#M\tceiling\t0.5\tnone\n#M\tceiling\t.50\tlittle"
    )
    (fault,) = faults_in(again, "t.txt")
    assert fault == "8:12: error import/twice: the point 0.5 of 'ceiling' is marked already"
