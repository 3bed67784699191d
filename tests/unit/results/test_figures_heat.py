import pytest
from tests.unit.report.sample_figures import outcomes
from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Caption, HeatRow, heat

CAPTION = Caption(id="h", title="H", alternative="Some gain.")


def test_every_cell_is_scaled_within_its_own_row() -> None:
    cells = rows_with(outcomes(), "strength")
    assert len(cells) == 4 * 5
    assert cells[1] == {"row": 0, "column": 1, "strength": -0.1, "says": "−6"}
    assert cells[2]["says"] == "+41"
    assert max(abs(cell["strength"]) for cell in cells if cell["row"] == 1) == 1


def test_no_answer_is_a_dot_without_colour() -> None:
    cells = rows_with(outcomes(), "strength")
    assert [(c["strength"], c["says"]) for c in cells if c["says"] == "·"] == [(None, "·")]


def test_columns_and_rows_are_named() -> None:
    assert {"full settlement", "North Korea 북한"} <= set(texts(outcomes()))


def test_numbers_have_the_decimals_asked_for() -> None:
    figure = heat(CAPTION, ["a", "b"], [HeatRow(label="x", values=(0.26, -0.04))], decimals=1)
    assert [cell["says"] for cell in rows_with(figure, "strength")] == ["+0.3", "0"]


@pytest.mark.parametrize("values", [(0.0, 0.0), (None, None)])
def test_a_row_of_nothing_has_no_strength(values: tuple[float | None, ...]) -> None:
    figure = heat(CAPTION, ["a", "b"], [HeatRow(label="x", values=values)])
    assert {cell["strength"] for cell in rows_with(figure, "strength")} <= {0.0, None}


def test_it_is_said_that_rows_cannot_be_compared() -> None:
    assert "Rows cannot be compared" in " ".join(outcomes().spec["title"]["text"])  # type: ignore[index]


def test_a_value_for_each_column_is_asked_for() -> None:
    with pytest.raises(ValueError, match="row 'x' has 1 values, not 2"):
        heat(CAPTION, ["a", "b"], [HeatRow(label="x", values=(1.0,))])


@pytest.mark.parametrize("count", [0, 40])
def test_any_number_of_rows_is_drawn(count: int) -> None:
    rows = [HeatRow(label=f"Actor {n}", values=(1.0, -1.0)) for n in range(count)]
    figure = heat(CAPTION, ["a", "b"], rows)
    assert len(marks(figure, "rect")[0]["data"]["values"]) == 2 * count
    assert "<svg" in svg(figure)
