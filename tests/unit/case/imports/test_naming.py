"""Names as ids that every expression can hold."""

import pytest

from detente.case.imports.naming import actor_id, case_id, issue_id
from detente.case.reader import check


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("USA", "USA"),
        ("EU (incl Norway)", "EU_incl_Norway"),
        ("SActor-00", "SActor_00"),
        ("7 Eleven", "_7_Eleven"),
        ("日本", "日本"),
        ("And", "And_"),
        ("breakdown", "breakdown_"),
        ("bird_left", "bird_left_"),
        ("source", "source_"),
        ("!?", "actor"),
    ],
)
def test_an_actor_keeps_its_letters(name: str, expected: str) -> None:
    assert actor_id(name) == expected


def test_ids_are_numbered_where_they_are_taken() -> None:
    assert actor_id("A!", {"A", "A_2"}) == "A_3"
    assert issue_id("", {"issue"}) == "issue_2"


def test_the_id_of_a_case_is_plain() -> None:
    assert case_id("Crème: Brûlée 2") == "creme-brulee-2"


@pytest.mark.parametrize("name", ["not", "while", "join", "by", "is", "note", "icbm_left", "null"])
def test_reserved_words_become_names_that_can_stand(name: str, tmp_path: object) -> None:
    from pathlib import Path

    path = Path(str(tmp_path)) / "t.csv"
    path.write_text(f"actor,position,salience,power,from,to\n{name},1,1,1,0,9\n", "utf-8")
    assert check(path) == ()
