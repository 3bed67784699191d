import pytest
from tests.unit.report.sample_figures import drivers
from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results import Figure
from detente.results.figures import Caption, InputEffect, Measured, tornado

CAPTION = Caption(id="t", title="T", alternative="One input decides.")
EFFECT = InputEffect(label="Patience", at_low=0.2, at_high=0.9, range_says="5 % to 40 %")


def domain(figure: Figure) -> list[float]:
    (bar,) = marks(figure, "bar")
    ends: list[float] = bar["encoding"]["x"]["scale"]["domain"]
    return ends


def test_each_input_has_both_its_ends() -> None:
    figure = tornado(CAPTION, Measured(title="Chance", now=0.5), [EFFECT])
    assert rows_with(figure, "end") == [
        {"row": 0, "now": 0.5, "to": 0.2, "end": "low"},
        {"row": 0, "now": 0.5, "to": 0.9, "end": "high"},
    ]
    assert {"Patience", "5 % to 40 %"} <= set(texts(figure))


def test_where_the_advice_flips_is_drawn_and_explained() -> None:
    assert "the advice flips" in texts(drivers())
    ats = [r["at"] for m in marks(drivers(), "rule") for r in m["data"]["values"] if "at" in r]
    assert ats == [0.05, 0.0]


def test_an_advice_that_never_flips_has_no_line_for_it() -> None:
    figure = tornado(CAPTION, Measured(title="Chance", now=0.5), [EFFECT])
    assert "the advice flips" not in texts(figure)
    ats = [r["at"] for m in marks(figure, "rule") for r in m["data"]["values"] if "at" in r]
    assert ats == [0.5]


def test_a_share_stays_on_its_scale_and_is_printed_in_percent() -> None:
    wide = InputEffect(label="All or nothing", at_low=0.0, at_high=1.0)
    figure = tornado(CAPTION, Measured(title="Chance", now=0.5), [wide])
    assert domain(figure) == [0.0, 1.0]
    assert marks(figure, "bar")[0]["encoding"]["x"]["axis"]["format"] == ".0%"


def test_points_may_be_below_zero_and_have_no_percent() -> None:
    figure = tornado(CAPTION, Measured(title="Lead", now=0.0, is_share=False), [EFFECT])
    assert domain(figure)[0] < 0
    assert "format" not in marks(figure, "bar")[0]["encoding"]["x"]["axis"]


@pytest.mark.parametrize("count", [0, 40])
def test_any_number_of_inputs_is_drawn(count: int) -> None:
    figure = tornado(CAPTION, Measured(title="Chance", now=0.5), [EFFECT] * count)
    assert domain(figure)[0] < 0.5 < domain(figure)[1]
    assert texts(figure).count("Patience") == count
    assert "<svg" in svg(figure)
