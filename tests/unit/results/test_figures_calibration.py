from tests.unit.report.sample_figures import calibrated
from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Caption
from detente.results.figures.calibration import CalibrationLine, Held, calibration

CAPTION = Caption(id="c", title="C", alternative="Intervals of 80 % held 79 %.")


def test_every_model_is_a_line_over_what_its_intervals_promise() -> None:
    diagonal, *lines = [mark["data"]["values"] for mark in marks(calibrated(), "line")]
    assert diagonal == [{"promised": 0, "share": 0}, {"promised": 1, "share": 1}]
    assert [[one["share"] for one in line] for line in lines] == [[0.1, 0.4], [0.6, 0.79]]
    assert [[one["promised"] for one in line] for line in lines] == [[0.5, 0.8]] * 2


def test_how_sure_the_shares_are_is_drawn_for_the_first_line() -> None:
    (band,) = marks(calibrated(), "area")
    assert band["data"]["values"] == rows_with(calibrated(), "low")
    assert rows_with(calibrated(), "low")[0] == {"promised": 0.5, "low": 0.5, "high": 0.7}


def test_lines_differ_in_more_than_colour() -> None:
    looks = [mark["mark"] for mark in marks(calibrated(), "line")][1:]
    assert len({str(look["strokeDash"]) for look in looks}) == 2
    shapes = [mark["mark"]["shape"] for mark in marks(calibrated(), "point")]
    assert len(set(shapes)) == 2


def test_a_single_line_and_a_single_size_of_interval_are_drawn() -> None:
    lone = CalibrationLine(label="alone", held=(Held(0.8, 1.0, 1.0, 1.0),))
    figure = calibration(CAPTION, [lone])
    assert texts(figure) == ["alone", "its 95 % interval", "as promised"]
    assert "<svg" in svg(figure)
