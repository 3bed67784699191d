"""Tables in the form of the DEU data set."""

from pathlib import Path

from tests.imported import case_in, faults_in, places_in, stances_in

from detente.case.reader import read_file

TABLE = """\
"prnr"\t"prname"\t"isnr"\t"pcom"\t"pat"\t"pbe"\t"scom"\t"sat"\t"sbe"\t"rp"\t"out"
\t\t\t\t"0.48"\t"0.58"
"d1"\t"fish"\t"d1i1"\t100\t0\t\t80\t50\t\t0\t100
"d1"\t"fish"\t"d1i2"\t100\t20\t40\t80\t\t10\t\t
"d1"\t"fish"\t"d1i3"\t100\t20\t40\t80\t30\t10\t50\t60
"d2"\t"milk"\t"d2i1"\t0\t20\t40\t80\t30\t0
"""


def test_a_table_becomes_a_case() -> None:
    case = case_in(TABLE, "deu.tsv")
    assert list(case.actors) == ["COM", "AT", "BE"]
    assert stances_in(case)["AT"] == {
        "d1i1": (0, 50, 1),
        "d1i3": (20, 30, 1),
        "d2i1": (20, 30, 1),
    }
    first = case.issues["d1i1"]
    assert first.status_quo is not None
    assert (first.status_quo.mode, first.outcome, first.to) == (0, 100, 100)
    assert case.issues["d1i2"].status_quo is None
    assert case.issues["d2i1"].outcome is None


def test_issues_are_linked_within_a_proposal() -> None:
    assert case_in(TABLE, "deu.tsv").bargaining.links == (
        ("d1i1", "d1i2"),
        ("d1i1", "d1i3"),
        ("d1i2", "d1i3"),
    )
    one = TABLE.rpartition('"d2"')[0]
    assert case_in(one, "deu.tsv").bargaining.links is None


def test_what_is_left_out_or_assumed_is_said() -> None:
    assert faults_in(TABLE, "deu.tsv") == [
        (
            "1:1: warning import/assumed: the table says nothing of capabilities; all actors count "
            "alike (write `capability:` at the actors)"
        ),
        "2:1: warning import/left-out: the row is about no issue, so it is left out",
        "4:1: warning import/left-out: positions without a salience are left out: AT",
    ]


def test_faults_are_told_at_their_cells() -> None:
    text = TABLE.replace("\t60\n", "\t160\n").replace("\t0\t100\n", "\tno\t100\n")
    errors = [place for place in places_in(text, "deu.tsv") if place[0] in "35"]
    assert errors == ["3:34 import/number", "5:42 import/out-of-range"]


def test_the_two_open_waves_are_read(shared_data: Path) -> None:
    reading = read_file(shared_data / "deu" / "deu_waves_1_2.tsv")
    assert len(reading.case.issues) == 331
    assert len(reading.case.positions) == 29
    assert {fault.code for fault in reading.warnings} == {
        "import/assumed",
        "import/left-out",
        "logic/no-position",  # Croatia joined later
    }


def test_an_issue_stands_in_one_row() -> None:
    found = places_in(TABLE.replace("d1i2", "d1i1"), "deu.tsv")
    assert [place for place in found if "twice" in place] == ["4:13 import/twice"]


def test_a_table_without_issues_is_refused() -> None:
    header = "".join(TABLE.splitlines(keepends=True)[:2])
    assert "1:1 import/row" in places_in(header, "deu.tsv")
