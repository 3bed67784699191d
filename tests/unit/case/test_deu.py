from datetime import date
from pathlib import Path

import pytest
from tests.decided import COLUMNS, issue, table

from detente.base.errors import CaseError
from detente.case.decided import DecidedTable, Stand
from detente.case.deu import load_deu, read_deu

FIFTEEN, TRANSITION, NICE = 10.0, 10.0, 29.0


def oddities(read: DecidedTable) -> dict[str, tuple[int, str]]:
    return {one.what: (one.number, one.handled) for one in read.oddities}


def faults(content: bytes) -> list[str]:
    with pytest.raises(CaseError) as caught:
        read_deu(content, "deu.tsv")
    return [str(fault) for fault in caught.value.diagnostics]


def test_an_issue_with_everything_in_it() -> None:
    read = read_deu(table(issue()), "deu.tsv")
    (one,) = read.issues
    assert (one.issue, one.proposal, one.wave, one.procedure) == ("a1i1", "a1", 1, "COD QMV")
    assert (one.outcome, one.status_quo, one.day) == (50.0, 0.0, date(2000, 6, 20))
    assert one.stands == (
        Stand(actor="com", position=100, salience=50, capability=FIFTEEN),
        Stand(actor="de", position=0, salience=100, capability=FIFTEEN),
        Stand(actor="fr", position=40, salience=20, capability=FIFTEEN),
        Stand(actor="lu", position=80, salience=10, capability=2),
    )
    assert read.oddities == ()
    assert len(read.digest) == 64


@pytest.mark.parametrize(
    ("adopted", "largest", "luxembourg", "wave"),
    [
        ("20-06-00", FIFTEEN, 2.0, 1),
        ("20-06-04", TRANSITION, 2.0, 1),
        ("01-11-04", NICE, 4.0, 1),
        ("20-06-12", NICE, 4.0, 1),
        ("20-06-16", 15.93, 0.11, 1),
    ],
)
def test_weights_are_those_of_the_day_of_the_final_act(
    adopted: str, largest: float, luxembourg: float, wave: int
) -> None:
    (one,) = read_deu(table(issue(finact=adopted)), "deu.tsv").issues
    capability = {stand.actor: stand.capability for stand in one.stands}
    assert capability["com"] == capability["de"] == largest
    assert capability["lu"] == luxembourg
    assert one.wave == wave


@pytest.mark.parametrize(
    ("introduced", "wave"), [("20-12-00", 1), ("20-12-03", 2), ("02-02-13", 3)]
)
def test_the_wave_is_that_of_the_introduction(introduced: str, wave: int) -> None:
    (one,) = read_deu(table(issue(intro=introduced, finact="")), "deu.tsv").issues
    assert one.wave == wave


def test_a_missing_salience_is_the_mean_of_the_others() -> None:
    read = read_deu(table(issue(sfr="", slu="999")), "deu.tsv")
    assert [stand.salience for stand in read.issues[0].stands] == [50, 100, 75, 75]
    assert oddities(read) == {
        "missing saliences of actors with a position": (2, "mean of the others' taken")
    }


def test_without_any_salience_all_are_alike() -> None:
    read = read_deu(table(issue(scom="", sde="", sfr="", slu="")), "deu.tsv")
    assert {stand.salience for stand in read.issues[0].stands} == {50.0}


def test_who_does_not_care_stays_without_weight() -> None:
    read = read_deu(table(issue(sfr="0")), "deu.tsv")
    assert read.issues[0].stands[2].salience == 0
    assert oddities(read) == {
        "saliences of 0 of actors with a position": (1, "kept: they carry no weight")
    }


def test_what_cannot_be_scored_is_left_out_and_counted() -> None:
    read = read_deu(
        table(
            {"pde": "2.8"},
            issue(isnr="a1i1", out=""),
            issue(isnr="a1i2", intro="", finact="999"),
            issue(isnr="a1i3", scom="0", sde="0", sfr="0", slu="0"),
            issue(isnr="a1i4", pcom="", pde="", pfr="", plu=""),
            issue(isnr="a1i5"),
        ),
        "deu.tsv",
    )
    assert [one.issue for one in read.issues] == ["a1i5"]
    told = oddities(read)
    assert told["rows that are no issue"] == (1, "left out")
    assert told["issues without an outcome"] == (1, "left out")
    assert told["issues without a date that can be read"] == (1, "left out")
    assert told["issues on which nobody who counts has a position"] == (2, "left out")
    assert told["issues without a day of the final act"][0] == 1


def test_a_state_without_a_vote_at_the_time_is_left_out() -> None:
    read = read_deu(table(issue(ppl="30", spl="40")), "deu.tsv")
    assert "pl" not in {stand.actor for stand in read.issues[0].stands}
    assert oddities(read) == {"positions of states without a vote at the time": (1, "left out")}


def test_an_actor_that_is_no_state_is_left_out() -> None:
    columns = (*COLUMNS, "pxx", "sxx")
    read = read_deu(table(issue(pxx="30", sxx="40"), columns=columns), "deu.tsv")
    told = "positions of actors that are no state of the Union"
    assert oddities(read) == {told: (1, "left out")}


def test_contradictions_are_counted() -> None:
    read = read_deu(
        table(
            issue(proccde="3"),
            issue(isnr="a1i2", proccde="4"),
            issue(isnr="b7i1", counvte="QMV(10)"),
            issue(isnr="b7i1", proc="", counvte=""),
        ),
        "deu.tsv",
    )
    assert [one.procedure for one in read.issues] == ["COD QMV", "COD QMV", "COD QMV", "not stated"]
    assert {one.proposal for one in read.issues} == {"a1"}
    assert oddities(read) == {
        "procedure codes that contradict the procedure": (1, "the procedure is believed"),
        "issues numbered after another proposal": (2, "the proposal is believed"),
        "issues whose number was there before": (1, "kept"),
    }


def test_turned_and_unreadable_dates_are_counted() -> None:
    read = read_deu(
        table(
            issue(intro="2014-07-04", finact="1930-05-05"),
            issue(isnr="a1i2", intro="soon"),
        ),
        "deu.tsv",
    )
    assert read.issues[0].day == date(2005, 5, 30)
    assert read.issues[0].wave == 2
    assert oddities(read) == {
        "dates with day and year exchanged": (2, "turned back"),
        "dates that cannot be read": (1, "taken as missing"),
    }


def test_no_reference_point_is_no_status_quo() -> None:
    read = read_deu(table(issue(rp="")), "deu.tsv")
    assert read.issues[0].status_quo is None
    assert oddities(read) == {
        "issues without a reference point": (1, "the status quo forecasts nothing there")
    }


# ---------------------------------------------------------------- what is refused


def test_every_fault_is_told_with_its_place() -> None:
    content = table(issue(pde="much"), issue(isnr="a1i2", out="101", slu="-1"))
    lines = content.decode().splitlines()

    def place(line: int, cell: str) -> str:
        column = lines[line - 1].index(f'"{cell}"') + 1
        return f"deu.tsv:{line}:{column}"

    beyond = "error schema/out-of-range: must be from 0 to 100, got"
    assert faults(content) == [
        f"{place(2, 'much')}: error schema/wrong-type: needs a number, got 'much'",
        f"{place(3, '-1')}: {beyond} -1",
        f"{place(3, '101')}: {beyond} 101",
    ]


def test_columns_that_are_missing_are_named() -> None:
    columns = [name for name in COLUMNS if name not in {"out", "sfr"}]
    assert faults(table(issue(), columns=[*columns, "outt"])) == [
        f"deu.tsv:1:1: error schema/missing-key: the table has no column '{missing}' "
        f"(did you mean '{near}'?)"
        for missing, near in (("out", "outt"), ("sfr", "pfr"))
    ]


def test_an_empty_file_has_no_columns() -> None:
    assert len(faults(b"")) == 8


def test_names_of_columns_may_be_capitals() -> None:
    content = table(issue()).replace(b'"prnr"', b'"PRNR"').replace(b'"pcom"', b'"PCom"')
    assert read_deu(content, "deu.tsv").issues == read_deu(table(issue()), "deu.tsv").issues


def test_the_same_table_with_commas(tmp_path: Path) -> None:
    place = tmp_path / "deu.csv"
    place.write_bytes(table(issue()).replace(b"\t", b","))
    assert load_deu(place).issues == read_deu(table(issue()), "deu.tsv").issues


# ---------------------------------------------------------------- the real table


def test_two_waves_as_they_are(shared_data: Path) -> None:
    read = load_deu(shared_data / "deu" / "deu_waves_1_2.tsv")
    assert [sum(one.wave == wave for one in read.issues) for wave in (1, 2)] == [172, 152]
    assert len({one.proposal for one in read.issues}) == 123
    counted = [(one.what, one.number) for one in read.oddities]
    assert counted == [
        ("rows that are no issue", 1),
        ("issues without an outcome", 7),
        ("missing saliences of actors with a position", 46),
        ("saliences of 0 of actors with a position", 73),
        ("dates with day and year exchanged", 290),
        ("issues without a day of the final act", 25),
        ("issues without a reference point", 90),
        ("procedure codes that contradict the procedure", 65),
        ("issues numbered after another proposal", 2),
    ]
