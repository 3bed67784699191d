"""The pictures of a backtest: mean errors with whiskers, and how often intervals held what came."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from detente.base.seeds import stream
from detente.behaviour.lenses import BASELINE, FORECAST, MODELS
from detente.methods.forecast_scores import mean_interval
from detente.methods.game import Bools
from detente.methods.statistics import Interval
from detente.results import Figure, Provenance, Table, Topic
from detente.results.figures import Caption
from detente.results.figures.calibration import CalibrationLine, Held, calibration
from detente.results.figures.errors import ErrorRow, Lead, error_rows
from detente.results.words import column, listed, percent
from detente.study.backtest import Answers, Measured

LEVELS = tuple(k / 10 for k in range(1, 10))
"""Probabilities of the intervals that are tried."""
_TOLD = 0.8
"""The one that is put into words."""

_POINTS = 100.0


class MeanError(NamedTuple):
    """How far off one model was on average, in points of 100."""

    model: str
    issues: int
    mean: float
    interval: Interval
    waves: Mapping[int, float]
    """The mean by wave."""


class Coverage(NamedTuple):
    """How many outcomes the intervals of one model and one probability held."""

    model: str
    issues: int
    held: Held


def mean_errors(measured: Measured, provenance: Provenance) -> tuple[MeanError, ...]:
    """Every model's mean error, with the interval that other proposals might have given."""
    waves = np.array([issue.wave for issue in measured.issues])
    found = []
    for one in measured.answers:
        scored = ~np.isnan(one.error)
        if scored.any():
            error = _POINTS * one.error[scored]
            rng = stream(provenance.seed, "backtest", "mean error", one.model)
            interval = mean_interval(error, _groups(measured, scored), rng, provenance.draws)
            of = waves[scored]
            by_wave = {int(wave): float(error[of == wave].mean()) for wave in np.unique(of)}
            mean = float(error.mean())
            found.append(MeanError(one.model, len(error), mean, interval, by_wave))
    return tuple(found)


def coverages(measured: Measured, provenance: Provenance) -> tuple[Coverage, ...]:
    """How often intervals held, of every model that gives distributions; the forecast first."""
    ranked = sorted(measured.answers, key=lambda one: one.model != FORECAST)
    return tuple(
        coverage
        for one in ranked
        if not np.isnan(one.depth).any()
        for coverage in _coverages(measured, one, provenance)
    )


def _coverages(measured: Measured, one: Answers, provenance: Provenance) -> Iterator[Coverage]:
    """An interval holds what lies as deep as its ends, or deeper."""
    everything = np.ones(len(one.depth), dtype=np.bool_)
    for level in LEVELS:
        inside = (one.depth >= (1.0 - level) / 2.0 - 1e-12).astype(np.float64)
        rng = stream(provenance.seed, "backtest", "coverage", one.model)
        ends = mean_interval(inside, _groups(measured, everything), rng, provenance.draws)
        yield Coverage(one.model, len(inside), Held(level, float(inside.mean()), *ends))


def _groups(measured: Measured, scored: Bools) -> np.ndarray:
    """The proposals of the issues scored, numbered anew."""
    return np.unique(measured.group[scored], return_inverse=True)[1]


# ---------------------------------------------------------------- as tables


def error_table(found: Sequence[MeanError]) -> Table:
    """Mean errors with their intervals."""
    return Table(
        id="mean_errors",
        title="Mean errors, and how sure they are",
        columns=(
            column("model", "Model"),
            column("n", "Issues"),
            column("mae", "Mean error"),
            column("low", "From"),
            column("high", "To"),
        ),
        rows=tuple((one.model, one.issues, one.mean, *one.interval) for one in found),
        note=(
            "In points of 100; 95 % interval over proposals. Two models were tried on the same "
            "issues: whether one is better the table of differences says, not the ends of these."
        ),
    )


def calibration_table(found: Sequence[Coverage]) -> Table:
    """How often intervals of each probability held."""
    return Table(
        id="calibration",
        title="How often intervals held the outcome",
        columns=(
            column("model", "Model"),
            column("promised", "Should hold", "share"),
            column("n", "Issues"),
            column("held", "Held", "share"),
            column("low", "From", "share"),
            column("high", "To", "share"),
        ),
        rows=tuple((one.model, one.held.promised, one.issues, *one.held[1:]) for one in found),
        note=(
            "Intervals leave as much probability below as above. Where one ends on a point that is "
            "likely by itself it holds more than it should. From and to: 95 % interval over "
            "proposals. The forecast is fitted on other proposals than those scored."
        ),
    )


# ---------------------------------------------------------------- as pictures


def pictures(
    errors: Sequence[MeanError], leads: Mapping[str, Interval], held: Sequence[Coverage]
) -> Iterator[Figure]:
    """Mean errors, smallest first, and calibration if any model gives distributions.

    `leads` holds the differences in mean error from the baseline, with their intervals.
    """
    yield _errors(errors, leads)
    if held:
        yield _calibration(held)


def _errors(errors: Sequence[MeanError], leads: Mapping[str, Interval]) -> Figure:
    """The forecast is left out: its point is the baseline's."""
    titles = {model.id: model.title for model in MODELS}
    drawn = sorted((one for one in errors if one.model in titles), key=lambda one: one.mean)
    waves = sorted({wave for one in drawn for wave in one.waves})
    rows = [
        ErrorRow(
            label=titles[one.model],
            mean=one.mean,
            low=one.interval.low,
            high=one.interval.high,
            lead=_lead(leads.get(one.model)),
            parts=tuple(one.waves.get(wave) for wave in waves),
        )
        for one in drawn
    ]
    told = "; ".join(f"{titles[one.model]} {one.mean:.1f}" for one in drawn)
    caption = Caption(
        id="mean_errors",
        title="How far off each model was on average",
        alternative=f"Mean errors in points of 100: {told}.",
        topic=Topic.BIG_PICTURE,
    )
    return error_rows(caption, rows, [f"wave {wave}" for wave in waves], titles[BASELINE])


def _lead(difference: Interval | None) -> Lead:
    if difference is None or difference.low <= 0.0 <= difference.high:
        return Lead.EVEN
    return Lead.SMALLER if difference.high < 0.0 else Lead.LARGER


def _calibration(held: Sequence[Coverage]) -> Figure:
    models = list(dict.fromkeys(one.model for one in held))
    told = [f"{one.model} {percent(one.held.share)}" for one in held if one.held.promised == _TOLD]
    caption = Caption(
        id="calibration",
        title="How often intervals held the outcome",
        alternative=f"Intervals of {percent(_TOLD)} held: {listed(told)}.",
    )
    return calibration(
        caption,
        [
            CalibrationLine(label=model, held=tuple(one.held for one in held if one.model == model))
            for model in models
        ],
    )
