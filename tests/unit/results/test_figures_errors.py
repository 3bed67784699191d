import pytest
from tests.unit.report.sample_figures import errors
from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Caption
from detente.results.figures.errors import ErrorRow, Lead, error_rows

CAPTION = Caption(id="e", title="E", alternative="The plain model is off by 23.")


def row(label: str = "plain", lead: Lead = Lead.EVEN, parts: int = 0) -> ErrorRow:
    return ErrorRow(
        label=label,
        mean=23.0,
        low=21.0,
        high=26.0,
        lead=lead,
        parts=(24.0, None, 22.0, 1.0)[:parts],
    )


def test_every_model_is_a_row_with_its_whisker() -> None:
    rows = rows_with(errors(), "mean")
    assert rows[1] == {"row": 1, "mean": 23.3, "low": 21.1, "high": 25.5, "lead": Lead.EVEN.value}
    (line,) = rows_with(errors(), "at")
    assert line == {"at": 23.3}  # the baseline's mean


def test_the_scale_ends_at_whole_steps_beyond_all_that_is_drawn() -> None:
    (span,) = [one for one in marks(errors(), "rule") if one["encoding"].keys() >= {"x2", "color"}]
    assert span["encoding"]["x"]["scale"]["domain"] == [15, 60]


def test_marks_of_parts_stand_apart_and_what_is_not_known_is_not_drawn() -> None:
    first, second = [one for one in marks(errors(), "point") if "yOffset" in one["mark"]]
    assert [one["at"] for one in first["data"]["values"]] == [24.0, 18.0]
    assert second["data"]["values"] == [
        {"row": 0, "at": 21.7},
        {"row": 1, "at": 22.6},
        {"row": 2, "at": 51.4},
    ]
    assert first["mark"]["yOffset"] < second["mark"]["yOffset"]


@pytest.mark.parametrize(("parts", "drawn"), [(0, 0), (1, 0), (4, 4), (5, 0)])
def test_parts_have_a_panel_if_they_can_be_told_apart(parts: int, drawn: int) -> None:
    names = [f"wave {n}" for n in range(parts)]
    one = ErrorRow(label="a", mean=2.0, low=1.0, high=3.0, lead=Lead.EVEN, parts=(2.0,) * parts)
    figure = error_rows(CAPTION, [one], names, "a")
    assert len([mark for mark in marks(figure, "point") if "yOffset" in mark["mark"]]) == drawn
    assert len([says for says in texts(figure) if says.startswith("wave")]) == drawn


@pytest.mark.parametrize("lead", list(Lead))
def test_the_key_explains_only_what_is_drawn(lead: Lead) -> None:
    figure = error_rows(CAPTION, [row(), row("other", lead)], [], "plain")
    assert texts(figure)[:2] == ["plain", lead.value]
    assert not {one.value for one in Lead if one is not lead} & set(texts(figure))


@pytest.mark.parametrize("count", [1, 30])
def test_any_number_of_models_is_drawn(count: int) -> None:
    figure = error_rows(CAPTION, [row(parts=2)] * count, ["1", "2"], "plain")
    assert texts(figure).count("plain") == count + 1
    assert "<svg" in svg(figure)
