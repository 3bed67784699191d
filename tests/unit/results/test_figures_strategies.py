import pytest
from tests.unit.report.sample_figures import strategies
from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Caption, StrategyRow, strategy_bars

CAPTION = Caption(id="s", title="S", alternative="One is best.")


def row(worst: float = 0.3) -> StrategyRow:
    return StrategyRow(
        label="wait", value=0.5, low=0.4, high=0.6, regret=0.1, worst_regret=worst, flips="never"
    )


def test_values_and_regrets_are_in_the_data() -> None:
    figure = strategy_bars(CAPTION, [row()])
    assert rows_with(figure, "value") == [{"row": 0, "value": 0.5, "low": 0.4, "high": 0.6}]
    assert rows_with(figure, "regret") == [{"row": 0, "regret": 0.1, "worst": 0.3}]


def test_what_flips_the_choice_stands_below_the_name() -> None:
    assert "unless Washington's consent costs above 12 points" in texts(strategies())


@pytest.mark.parametrize(("worst", "most"), [(0.0, 0.05 * 1.15), (0.4, 0.4 * 1.15)])
def test_the_scale_of_regrets_holds_the_worst(worst: float, most: float) -> None:
    (bar,) = marks(strategy_bars(CAPTION, [row(worst)]), "bar")
    assert bar["encoding"]["x"]["scale"]["domain"] == [0, pytest.approx(most)]


@pytest.mark.parametrize("count", [0, 30])
def test_any_number_of_strategies_is_drawn(count: int) -> None:
    figure = strategy_bars(CAPTION, [row()] * count)
    assert texts(figure).count("wait") == count
    assert "<svg" in svg(figure)
