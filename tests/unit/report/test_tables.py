import csv
from dataclasses import replace
from pathlib import Path

from tests.unit.report.sample_figures import HOSTILE
from tests.unit.report.sample_study import EVENTS, RESULTS, STUDY

from detente.report.tables import to_csv


def read(place: Path) -> list[list[str]]:
    with place.open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def test_every_table_is_a_file_named_by_its_question(tmp_path: Path) -> None:
    written = to_csv(STUDY, tmp_path / "new" / "folder")
    assert [place.name for place in written] == [
        "outlook-event_probability.csv",
        "outlook-nothing.csv",
        "locks-model.csv",
        "sidelining-say.csv",
        "claims-claims.csv",
    ]
    assert all(place.exists() for place in written)


def test_the_header_is_for_machines_and_all_rows_are_there(tmp_path: Path) -> None:
    rows = read(to_csv(STUDY, tmp_path)[0])
    assert rows[0] == ["event", "by", "mean", "low", "draws", "open"]
    assert len(rows) == len(EVENTS.rows) + 1
    assert rows[2] == ["event 1", "2018-02-12", "0.025", "", "64", "False"]


def test_ids_stay_ids_and_text_comes_back_as_it_was(tmp_path: Path) -> None:
    rows = read(to_csv(STUDY, tmp_path)[3])
    assert [row[0] for row in rows] == ["actor", "JPN", "PRK", "NIL", HOSTILE]


def test_lines_end_alike_on_every_machine(tmp_path: Path) -> None:
    table = replace(EVENTS, rows=(("a\nb", 'say "x", y', None, None, 1, True),))
    made = replace(STUDY, results=(replace(RESULTS[0], tables=(table,)),))
    (place,) = to_csv(made, tmp_path)
    assert b"\r" not in place.read_bytes()
    assert read(place)[1][:2] == ["a\nb", 'say "x", y']


def test_a_study_without_tables_writes_nothing(tmp_path: Path) -> None:
    assert to_csv(replace(STUDY, results=()), tmp_path) == ()
