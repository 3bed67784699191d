"""Tables of what would be settled: forecasts, runs of the spatial model, who challenges whom."""

from collections.abc import Iterator
from math import isnan

from detente.behaviour.lenses import BASELINE, FORECAST, measured_error
from detente.behaviour.settlement_forecasts import SettlementForecasts, Spread
from detente.results import Table, Topic, Value
from detente.results.words import column

FORECAST_TITLE = "mean by capability × salience; range of an election with honest tails"


def forecast_table(found: SettlementForecasts) -> Table:
    """The forecast of every issue and what each lens makes of it, in points of the case."""
    return Table(
        id="forecast",
        title="What would be settled, by model",
        columns=(
            column("issue", "Issue"),
            column("model", "Model"),
            column("point", "Point"),
            column("p10", "10th percentile"),
            column("p50", "Median"),
            column("p90", "90th percentile"),
            column("answers", "Answers", "share of draws"),
            column("error", "Mean error", "points of 100"),
            column("measured", "Measured on"),
        ),
        rows=tuple(row for issue in found.talks.terms.issues for row in _rows(found, issue)),
        note="Percentiles of “forecast” are those of its distribution, of the others those over "
        "draws of the inputs. No number: no agreement.",
        topic=Topic.TERMS,
    )


def _rows(found: SettlementForecasts, issue: str) -> Iterator[tuple[Value, ...]]:
    yield (issue, FORECAST, *_cells(found.forecast(issue)), 1.0, *_measured(BASELINE))
    for lens in found.lenses:
        answers = lens.answers(found.place(issue))
        yield (
            issue,
            lens.model.id,
            *_cells(found.seen(lens, issue)),
            answers,
            *_measured(lens.model.id),
        )


def lens_table(found: SettlementForecasts) -> Table:
    """What each model is, how far off it was, and on what that was measured."""
    lenses = [(lens.model.id, lens.model.title) for lens in found.lenses]
    forecast = f"{FORECAST_TITLE}; error of the point"
    return Table(
        id="lenses",
        title="The models, and how far off they were where the outcome is known",
        columns=(
            column("model", "Model"),
            column("title", "What it is"),
            column("error", "Mean error", "points of 100"),
            column("measured", "Measured on"),
        ),
        rows=(
            (FORECAST, forecast, *_measured(BASELINE)),
            *((model, title, *_measured(model)) for model, title in lenses),
        ),
        note="Errors were measured with free trade, the usual switches of the spatial model, no "
        "red lines, and no agreement taken for a disaster.",
    )


def _cells(spread: Spread) -> tuple[Value, ...]:
    return tuple(None if isnan(number) else number for number in spread)


def _measured(model: str) -> tuple[Value, Value]:
    """The mean error of a model and on what it was measured."""
    error = measured_error(model)
    return error.value, error.note.partition(" on ")[2]
