from dataclasses import FrozenInstanceError, fields, replace

import pytest
from tests.unit.report.sample_study import STUDY

from detente import results
from detente.base.errors import StudyError
from detente.results import Topic


def test_an_answer_cannot_be_changed() -> None:
    with pytest.raises(FrozenInstanceError):
        STUDY.title = "Another"  # type: ignore[misc]


def test_a_finding_is_of_middling_rank_unless_it_says_otherwise() -> None:
    finding = results.Finding(topic=Topic.ANNEX, sentence="So.")
    assert (finding.rank, finding.about) == (5, ())


def test_what_carries_no_topic_belongs_to_the_annex() -> None:
    table = results.Table(id="t", title="T", columns=(), rows=())
    figure = results.Figure(id="f", title="F", alternative="A", spec={})
    assert (table.topic, figure.topic) == (Topic.ANNEX, Topic.ANNEX)


def test_provenance_knows_no_clock() -> None:
    names = {field.name for field in fields(results.Provenance)}
    assert names == {
        "case_id",
        "case_digest",
        "scenario",
        "focal",
        "draws",
        "seed",
        "version",
        "command",
    }


def test_a_table_is_found_by_its_id_in_whichever_answer_it_is() -> None:
    tables = [table for result in STUDY.results for table in result.tables]
    assert len(STUDY.results) > 1
    for table in tables:
        assert STUDY.table(table.id) == table
    with pytest.raises(StudyError, match="the study has no table 'equilibra'"):
        STUDY.table("equilibra")


def test_a_table_is_found_by_its_analysis_and_id() -> None:
    for result in STUDY.results:
        for table in result.tables:
            assert STUDY.table(f"{result.analysis}.{table.id}") == table
    with pytest.raises(StudyError, match=r"no table 'outlook\.equilibra'"):
        STUDY.table("outlook.equilibra")


def test_of_two_tables_of_one_id_none_is_taken_unasked() -> None:
    first, second, *_ = STUDY.results
    same = results.Table(id="same", title="Same", columns=(), rows=())
    other = results.Table(id="same", title="Other", columns=(), rows=())
    study = replace(
        STUDY, results=(replace(first, tables=(same,)), replace(second, tables=(other,)))
    )
    with pytest.raises(StudyError, match="the study has 2 tables 'same'") as raised:
        study.table("same")
    assert raised.value.hint == f"one of {first.analysis}.same, {second.analysis}.same"
    assert study.table(f"{first.analysis}.same") == same
    assert study.table(f"{second.analysis}.same") == other


def test_records_are_rows_by_the_names_of_their_columns() -> None:
    columns = (results.Column(name="actor", title="Actor"), results.Column(name="n", title="N"))
    table = results.Table(id="t", title="T", columns=columns, rows=(("A", 1), ("B", None)))
    assert table.records() == ({"actor": "A", "n": 1}, {"actor": "B", "n": None})
