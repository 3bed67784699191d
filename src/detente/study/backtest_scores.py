"""The scores of a backtest as a study: tables, and what they come to in sentences."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

import numpy as np

from detente.base.constants import constant
from detente.base.seeds import stream
from detente.behaviour.lenses import BASELINE, FORECAST, MODELS
from detente.methods.forecast_scores import (
    Difference,
    coverage,
    paired_difference,
    point_scores,
)
from detente.methods.game import Bools, Floats
from detente.methods.statistics import Interval
from detente.results import (
    Assumption,
    Finding,
    Guarantee,
    GuaranteeKind,
    Provenance,
    Result,
    Study,
    Table,
    Topic,
    Value,
)
from detente.results.words import column, listed, percent
from detente.study.backtest import Answers, Measured
from detente.study.backtest_figures import (
    calibration_table,
    coverages,
    error_table,
    mean_errors,
    pictures,
)
from detente.study.framing import FORMAT

POOLED = "all"
FORECAST_TITLE = "the point of “compromise”, the distribution of “election” with honest tails"
FEW = 20
"""With fewer proposals than this the bootstrap promises too much."""

_POINTS = 100.0
_SCORES = (
    column("n", "N"),
    column("mae", "MAE"),
    column("median_error", "Median"),
    column("within10", "≤ 10", "share"),
    column("crps", "CRPS"),
    column("coverage80", "Held", "share"),
)
_SOURCES = ("thomson2012", "arregui2022", "gneiting2007", "efron1979")


def backtest_study(measured: Measured, command: str) -> Study:
    """What the models did on the issues of a file, as every front can show it."""
    replications = int(constant("bootstrap_replications"))
    result = _result(measured, measured.provenance(command, replications))
    return Study(
        format=FORMAT,
        title=f"Models on the decided issues of {result.provenance.case_id}",
        as_of=measured.last.isoformat(),
        focal="",
        focal_name="",
        names={},
        words={},
        colours={},
        results=(result,),
        sources=(),
        notices=(),
        solves=0,
        provenance=result.provenance,
    )


def _result(measured: Measured, provenance: Provenance) -> Result:
    compared = tuple(_compared(measured, provenance))
    errors, held = mean_errors(measured, provenance), coverages(measured, provenance)
    leads = _leads(measured, compared)
    asked = {one.model for one in measured.answers}
    sources = {model.source for model in MODELS if model.id in asked} - {"judgement"}
    return Result(
        analysis="backtest",
        question="How good are models on issues whose outcome is known?",
        findings=tuple(_findings(measured, compared)),
        tables=(
            _by_wave(measured),
            _by_procedure(measured),
            _differences("differences", BASELINE, compared),
            _differences("crps_differences", FORECAST, compared),
            error_table(errors),
            calibration_table(held),
            _fits(measured),
            _oddities(measured),
            _models(measured),
        ),
        figures=tuple(pictures(errors, leads, held)),
        guarantee=Guarantee(
            kind=GuaranteeKind.ENUMERATED,
            sentence=(
                "Every issue of the file with an outcome is scored. Intervals come "
                f"from {provenance.draws:,} samples of whole proposals."
            ),
        ),
        assumptions=_assumptions(),
        references=tuple(sorted({*sources, *_SOURCES})),
        provenance=provenance,
    )


def _assumptions() -> tuple[Assumption, ...]:
    return (
        Assumption(
            sentence=(
                "A state weighs what it did in the Council on the day of the final act; the "
                "Commission and the Parliament weigh as much as the largest state."
            ),
            source="thomson2012",
        ),
        Assumption(
            sentence=(
                "All of these issues were settled by states that go on making law together. None "
                "is bargaining under threat; there errors may be larger."
            ),
            source="judgement",
        ),
    )


# ---------------------------------------------------------------- scores


def _by_wave(measured: Measured) -> Table:
    waves = np.array([issue.wave for issue in measured.issues])
    parts: list[tuple[Value, Bools]] = [(POOLED, np.ones(len(waves), dtype=np.bool_))]
    parts += [(int(wave), waves == wave) for wave in np.unique(waves)]
    return Table(
        id="scores",
        title="Scores by wave",
        columns=(column("model", "Model"), column("wave", "Wave"), *_SCORES),
        rows=tuple(_rows(measured, parts)),
        note=(
            "N issues; mean and median of errors in points of 100; errors of 10 or less; CRPS, "
            "which scores a whole distribution and of a point alone is the error; outcomes held "
            "by the 80 % interval. The forecast is fitted on other proposals than those scored."
        ),
    )


def _by_procedure(measured: Measured) -> Table:
    procedures = [issue.procedure for issue in measured.issues]
    parts: list[tuple[Value, Bools]] = [
        (one, np.array([other == one for other in procedures])) for one in sorted(set(procedures))
    ]
    return Table(
        id="by_procedure",
        title="Scores by procedure",
        columns=(column("model", "Model"), column("procedure", "Procedure"), *_SCORES),
        rows=tuple(_rows(measured, parts)),
    )


def _rows(measured: Measured, parts: Iterable[tuple[Value, Bools]]) -> Iterator[tuple[Value, ...]]:
    """The scores of every model on every part of the issues that it says something about."""
    for name, inside in parts:
        for answers in measured.answers:
            scored = inside & ~np.isnan(answers.error)
            if scored.any():
                yield answers.model, name, *_scores(answers, scored, measured.outcome)


def _scores(answers: Answers, scored: Bools, outcome: Floats) -> tuple[Value, ...]:
    points = point_scores(answers.error[scored], constant("hit"))
    low, high = answers.low[scored], answers.high[scored]
    return (
        points.decisions,
        _POINTS * points.mean_error,
        _POINTS * points.median_error,
        points.within,
        _POINTS * float(answers.crps[scored].mean()),
        None if np.isnan(low).any() else coverage(low, high, outcome[scored]),
    )


# ---------------------------------------------------------------- differences


class _Compared(NamedTuple):
    """One model against another on the issues both say something about."""

    model: str
    against: str
    issues: int
    difference: Difference


def _compared(measured: Measured, provenance: Provenance) -> Iterator[_Compared]:
    """Errors against the baseline, scores of distributions against the forecast."""
    found = {answers.model: answers for answers in measured.answers}
    same_points = {BASELINE, FORECAST}
    for against, measure in ((BASELINE, "error"), (FORECAST, "crps")):
        for model, answers in found.items() if against in found else ():
            if model != against and (measure == "crps" or model not in same_points):
                yield from _pair(measured, answers, found[against], measure, provenance)


def _pair(
    measured: Measured, one: Answers, other: Answers, measure: str, provenance: Provenance
) -> Iterator[_Compared]:
    """The comparison, if the issues that both answer are of two proposals at least."""
    both = ~np.isnan(one.error) & ~np.isnan(other.error)
    proposals, group = np.unique(measured.group[both], return_inverse=True)
    if len(proposals) > 1:
        rng = stream(provenance.seed, "backtest", measure, one.model)
        sides = getattr(one, measure)[both], getattr(other, measure)[both]
        difference = paired_difference(*sides, group, rng, provenance.draws)
        yield _Compared(one.model, other.model, int(both.sum()), difference)


def _leads(measured: Measured, compared: Iterable[_Compared]) -> dict[str, Interval]:
    """Intervals of differences from the baseline; none where most differences are chance."""
    if _proposals(measured) < FEW:
        return {}
    return {one.model: one.difference.interval for one in compared if one.against == BASELINE}


def _differences(name: str, against: str, compared: Iterable[_Compared]) -> Table:
    what = {BASELINE: "Mean error", FORECAST: "CRPS"}[against]
    return Table(
        id=name,
        title=f"{what} less that of “{against}”, on the same issues",
        columns=(
            column("model", "Model"),
            column("n", "Issues"),
            column("difference", "Difference"),
            column("low", "From"),
            column("high", "To"),
            column("detectable", "Detectable"),
        ),
        rows=tuple(
            (
                one.model,
                one.issues,
                _POINTS * one.difference.mean,
                _POINTS * one.difference.interval.low,
                _POINTS * one.difference.interval.high,
                _POINTS * one.difference.detectable,
            )
            for one in compared
            if one.against == against
        ),
        note=(
            "In points of 100; above 0: worse. From and to: 95 % interval over proposals. "
            "Detectable: a true difference that four of five such files would show."
        ),
    )


# ---------------------------------------------------------------- the rest


def _fits(measured: Measured) -> Table:
    return Table(
        id="fits",
        title="What the forecast was fitted to, part by part",
        columns=(
            column("part", "Part"),
            column("n", "Tried on"),
            column("uniform_share", "Spread evenly", "share"),
            column("tail", "Read as the tenth", "share"),
        ),
        rows=tuple(
            (k + 1, fit.tried_on, fit.recalibration.uniform_share, fit.recalibration.tail)
            for k, fit in enumerate(measured.fits)
        ),
    )


def _oddities(measured: Measured) -> Table:
    return Table(
        id="left_out",
        title="What is missing or odd in the file",
        columns=(
            column("what", "What"),
            column("count", "How often"),
            column("handled", "What was done"),
        ),
        rows=tuple((one.what, one.number, one.handled) for one in measured.table.oddities),
    )


def _models(measured: Measured) -> Table:
    titles = {**{model.id: model.title for model in MODELS}, FORECAST: FORECAST_TITLE}
    return Table(
        id="models",
        title="What the models are",
        columns=(column("model", "Model"), column("title", "What it expects")),
        rows=tuple((one.model, titles[one.model]) for one in measured.answers),
    )


def _findings(measured: Measured, compared: Iterable[_Compared]) -> Iterator[Finding]:
    sentences = (
        *_said_of_points(measured),
        *_said_of_intervals(measured),
        *_said_of_differences(
            _proposals(measured), [one for one in compared if one.against == BASELINE]
        ),
    )
    for rank, sentence in enumerate(sentences, start=1):
        yield Finding(topic=Topic.BOTTOM_LINE, sentence=sentence, rank=rank)


def _proposals(measured: Measured) -> int:
    return int(measured.group.max()) + 1


def _said_of_points(measured: Measured) -> Iterator[str]:
    baseline = next(one for one in measured.answers if one.model == BASELINE)
    yield (
        f"On {len(measured.issues)} issues of {_proposals(measured)} proposals the mean of "
        "positions by capability × salience (“compromise”) is off by "
        f"{_POINTS * baseline.error.mean():.1f} points of 100 on average; half of its errors are "
        f"below {_POINTS * np.median(baseline.error):.1f}."
    )


def _said_of_intervals(measured: Measured) -> Iterator[str]:
    for one in measured.answers:
        if one.model == FORECAST:
            inside = coverage(one.low, one.high, measured.outcome)
            width = _POINTS * float((one.high - one.low).mean())
            yield (
                f"The forecast's interval of 80 % held {percent(inside)} of the outcomes of "
                f"proposals it was not fitted on; it is {width:.0f} points wide on average."
            )


def _said_of_differences(proposals: int, compared: list[_Compared]) -> Iterator[str]:
    if proposals < FEW:
        yield f"With fewer than {FEW} proposals differences between models are mostly chance."
        return
    worse = [f"“{one.model}”" for one in compared if one.difference.interval.low > 0]
    better = [f"“{one.model}”" for one in compared if one.difference.interval.high < 0]
    if worse:
        yield f"Errors of “{BASELINE}” are smaller, beyond chance, than those of {listed(worse)}."
    if better:
        yield f"Errors of “{BASELINE}” are larger, beyond chance, than those of {listed(better)}."
    elif compared:
        yield "No other model's errors are smaller beyond chance."
    if compared:
        sizes = sorted(_POINTS * one.difference.detectable for one in compared)
        least, most = f"{sizes[0]:.1f}", f"{sizes[-1]:.1f}"
        yield (
            "To be found in four of five such files a true difference in mean error must be "
            + (f"{least} points." if least == most else f"{least} to {most} points, by the model.")
        )
