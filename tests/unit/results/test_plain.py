import json
from dataclasses import replace

import pytest
from tests.unit.report.sample_study import EVENTS, RESULTS, STUDY

from detente.results.plain import DIGITS, study_to_plain, to_json


def cells(*values: float | None) -> list[object]:
    """One row of numbers as it stands in the JSON of a study."""
    table = replace(EVENTS, rows=(values,))
    made = replace(STUDY, results=(replace(RESULTS[0], tables=(table,)),))
    row: list[object] = json.loads(to_json(made))["results"][0]["tables"][0]["rows"][0]
    return row


def test_fields_keep_their_names_and_order() -> None:
    plain = study_to_plain(STUDY)
    assert list(plain) == [
        "format",
        "title",
        "as_of",
        "focal",
        "focal_name",
        "names",
        "words",
        "colours",
        "results",
        "sources",
        "notices",
        "solves",
        "provenance",
    ]


def test_words_of_a_closed_list_are_plain_words() -> None:
    first = study_to_plain(STUDY)["results"][0]
    assert first["guarantee"]["kind"] == "sampled"
    assert type(first["findings"][0]["topic"]) is str


def test_columns_rows_and_figures_are_lists_and_mappings() -> None:
    first = json.loads(to_json(STUDY))["results"][0]
    table = first["tables"][0]
    assert table["columns"][2] == {"name": "mean", "title": "Mean", "unit": "share"}
    assert table["rows"][1] == ["event 1", "2018-02-12", 0.025, None, 64, False]
    assert first["figures"][0]["spec"]["description"] == first["figures"][0]["alternative"]


@pytest.mark.parametrize("number", [float("nan"), float("inf"), float("-inf")])
def test_what_is_no_number_is_null(number: float) -> None:
    assert cells(number) == [None]


def test_numbers_have_so_many_digits_and_zero_has_no_sign() -> None:
    assert cells(1 / 3, -0.0, 1e300) == [float("0." + "3" * DIGITS), 0.0, 1e300]
    assert "-" not in str(cells(-0.0))


def test_other_scripts_stay_readable() -> None:
    assert "北朝鮮" in to_json(STUDY)


def test_same_study_same_text_with_a_line_end() -> None:
    assert to_json(STUDY) == to_json(STUDY)
    assert to_json(STUDY).endswith("}\n")
