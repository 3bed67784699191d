import pytest
from tests.unit.report.sample_figures import forecasts
from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Caption
from detente.results.figures.forecasts import Forecast, forecast_strip

CAPTION = Caption(id="f", title="F", alternative="One question is open.")


def asked(base_rate: float | None = None, analyst: float | None = None) -> Forecast:
    return Forecast(
        label="Will they meet?",
        note="by July",
        mean=0.5,
        low=0.4,
        high=0.6,
        base_rate=base_rate,
        analyst=analyst,
    )


def test_every_question_is_a_row_with_its_range() -> None:
    rows = rows_with(forecasts(), "mean")
    assert rows[0] == {"row": 0, "mean": 0.55, "low": 0.4, "high": 0.7}
    assert {"Will the leaders meet by 1 July 2018?", "by 1 July 2018; it came out yes"} <= set(
        texts(forecasts())
    )


@pytest.mark.parametrize(
    ("one", "explained"),
    [
        (asked(), ["the model, with its range"]),
        (asked(base_rate=0.0), ["the model, with its range", "base rate"]),
        (asked(analyst=0.1), ["the model, with its range", "the analyst's own number"]),
    ],
)
def test_the_key_explains_only_what_is_drawn(one: Forecast, explained: list[str]) -> None:
    assert texts(forecast_strip(CAPTION, [one]))[:-2] == explained


def test_numbers_from_outside_are_drawn_in_the_row_of_their_question() -> None:
    figure = forecast_strip(CAPTION, [asked(), asked(base_rate=0.2, analyst=0.7)])
    (tick,) = [layer for layer in marks(figure, "tick") if "row" in layer["data"]["values"][0]]
    assert tick["data"]["values"] == [{"row": 1, "share": 0.2}]
    diamonds = [m for m in marks(figure, "point") if m["mark"].get("shape") == "diamond"]
    assert diamonds[-1]["data"]["values"] == [{"row": 1, "share": 0.7}]


@pytest.mark.parametrize("count", [0, 30])
def test_any_number_of_questions_is_drawn(count: int) -> None:
    figure = forecast_strip(CAPTION, [asked()] * count)
    assert texts(figure).count("Will they meet?") == count
    assert "<svg" in svg(figure)
