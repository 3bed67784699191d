import pytest
from tests.unit.report.sample_figures import HOSTILE
from tests.unit.results.specs import layers, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Caption
from detente.results.figures.marks import Mark, MarkRow, marks

CAPTION = Caption(id="m", title="M", alternative="One holds.")


def row(*strengths: float, label: str = "peace") -> MarkRow:
    cells = tuple(Mark(says=f"{strength:+.0f}", strength=strength) for strength in strengths)
    return MarkRow(label=label, note="state 1, YN", marks=cells)


def width(*columns: str) -> int:
    figure = marks(CAPTION, columns, [row(*[0.0] * len(columns))])
    found: int = figure.spec["hconcat"][1]["width"]  # type: ignore[index]
    return found


def test_every_cell_says_its_mark_and_is_coloured_by_its_strength() -> None:
    figure = marks(CAPTION, ["Nash", "SEQ"], [row(1, -1), row(0, 1, label=HOSTILE)])
    assert rows_with(figure, "strength") == [
        {"row": 0, "column": 0, "says": "+1", "strength": 1},
        {"row": 0, "column": 1, "says": "-1", "strength": -1},
        {"row": 1, "column": 0, "says": "+0", "strength": 0},
        {"row": 1, "column": 1, "says": "+1", "strength": 1},
    ]
    (colour,) = [
        layer["encoding"]["color"] for layer in layers(figure) if "color" in layer["encoding"]
    ]
    assert colour["scale"]["domain"] == [-1, 0, 1]
    said = texts(figure)
    assert {"Nash", "SEQ", "peace", "state 1, YN"} <= set(said)
    assert "<svg" in svg(figure)


def test_columns_are_as_wide_as_their_longest_word() -> None:
    assert width("US", "CA") < width("Uruguay", "Paraguay") < width("Netherlands", "US")
    assert width(*["Netherlands"] * 12) == width(*["Netherlands"] * 11)  # labels keep their room


def test_a_table_without_rows_is_drawn() -> None:
    assert "<svg" in svg(marks(CAPTION, [], []))


def test_a_row_that_is_too_short_is_refused() -> None:
    with pytest.raises(ValueError, match="row 'peace' has 1 marks, not 2"):
        marks(CAPTION, ["Nash", "SEQ"], [row(1)])
