"""What were we asked, with base rate and the analyst's own number beside the model's?

Every dated question of the case with the probability the model gives it (mean over the draws, range
as in the outlook), how often such things happen, and what the analyst wrote down before. Where the
outcome is known, each of the three is scored: with p the probability and o the outcome (1 or 0),

    Brier = mean of (p - o)^2,        log score = mean of -ln(p if it happened, 1 - p if not),

both 0 at best; always saying one half scores .25 and .69. Scores are compared only on questions
that all of the compared have answered. A question whose event stands at the case's date has
probability 1 and is not scored: it asks nothing.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.behaviour import Lab
from detente.behaviour.chances import chances, mistake_shares, public_targets
from detente.case.schema import Question
from detente.methods.statistics import brier_score, log_score
from detente.results import (
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.figures import Caption
from detente.results.figures.forecasts import Forecast, forecast_strip
from detente.results.words import capital, column, counted, day, listed, percent, span

FEW = 30
"""With fewer scored questions than this, differences in score are mostly luck."""

FORECASTERS = ("model", "analyst", "base_rate")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """One question with all that is said about it."""

    id: str
    name: str
    question: Question
    model: float
    low: float
    high: float
    mistake_share: float
    stands: bool
    """Whether its event is already true at the case's date."""

    def said(self, forecaster: str) -> float | None:
        """The probability of the model, the analyst or the base rate; None if it gives none."""
        if forecaster == "model":
            return self.model
        entry = self.question.analyst if forecaster == "analyst" else self.question.base_rate
        return None if entry is None else entry.mode


def answer(lab: Lab, ask: Ask) -> Answer:
    """Every question with the three numbers, and how they did where the outcome is known."""
    del ask  # the questions are the case's, whoever asks
    asked = _asked(lab) if lab.case.questions else ()
    return Answer(
        findings=tuple(_findings(lab, asked)),
        tables=(_table(asked), _score_table(asked)),
        figures=_figure(asked),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED,
            sentence=f"The model's numbers are means over {lab.effort.draws} draws of "
            "probabilities that are exact for given behaviour; scores are exact, and say little "
            "when few questions are scored.",
        ),
    )


def _asked(lab: Lab) -> tuple[_Asked, ...]:
    known, mistaken, now = chances(lab), mistake_shares(lab), public_targets(lab)[0]
    dates, ids = [h.label for h in lab.horizons], [e.id for e in lab.public]
    found = []
    for name, question in lab.case.questions.items():
        at, event = dates.index(question.by.isoformat()), ids.index(name)
        found.append(
            _Asked(
                id=name,
                name=lab.public[event].name,
                question=question,
                model=float(known.mean[at, event]),
                low=float(known.low[at, event]),
                high=float(known.high[at, event]),
                mistake_share=float(mistaken[at, event]),
                stands=bool(now[event]),
            )
        )
    return tuple(found)


def _scored(asked: tuple[_Asked, ...], *forecasters: str) -> list[_Asked]:
    """The questions with a known outcome that all these forecasters have answered."""
    return [
        one
        for one in asked
        if one.question.outcome is not None
        and not one.stands
        and all(one.said(who) is not None for who in forecasters)
    ]


def _scores(scored: list[_Asked], forecaster: str) -> tuple[float, float | None]:
    """Brier and log score of one forecaster; no log score if it ruled out what happened."""
    said = np.array([one.said(forecaster) for one in scored], dtype=np.float64)
    happened = np.array([one.question.outcome for one in scored], dtype=np.bool_)
    log = log_score(said, happened)
    return brier_score(said, happened), log if np.isfinite(log) else None


# findings


def _findings(lab: Lab, asked: tuple[_Asked, ...]) -> Iterator[Finding]:
    if not asked:
        said = "The case asks no dated question, so nothing can be held against it later."
        yield Finding(topic=Topic.ANNEX, sentence=said)
        return
    for one in asked:
        if one.stands:
            said = (
                f"{one.name} It stands already on {day(lab.case.as_of)}, so its probability is 1."
            )
            yield Finding(topic=Topic.ANNEX, sentence=said, about=(one.id,))
    yield from _apart(asked)
    scored = _scored(asked, "model")
    if scored:
        yield Finding(topic=Topic.BIG_PICTURE, sentence=_did(asked, scored), rank=7)
    else:
        which = f"None of the {counted(len(asked))} questions" if len(asked) > 1 else "No question"
        said = f"{which} is settled yet, so none is scored."
        yield Finding(topic=Topic.ANNEX, sentence=said)


def _apart(asked: tuple[_Asked, ...]) -> Iterator[Finding]:
    """The question on which the model and the analyst, else the base rate, are furthest apart."""
    for forecaster, whose in (("analyst", "the analyst"), ("base_rate", "the base rate")):
        both = [(one, one.said(forecaster)) for one in asked if not one.stands]
        gaps = [(abs(one.model - said), one, said) for one, said in both if said is not None]
        if gaps:
            _, one, said = max(gaps, key=lambda gap: gap[0])
            sentence = (
                f"Model and {whose.removeprefix('the ')} are furthest apart on this: {one.name} "
                f"The model gives {percent(one.model)} (range {span(one.low, one.high)}), "
                f"{whose} {percent(said)}."
            )
            yield Finding(topic=Topic.BIG_PICTURE, sentence=sentence, about=(one.id,), rank=6)
            return


def _did(asked: tuple[_Asked, ...], scored: list[_Asked]) -> str:
    """How the model did, beside whoever answered the same questions."""
    parts = []
    for forecaster, whose in (("analyst", "the analyst"), ("base_rate", "the base rate")):
        shared = _scored(asked, "model", forecaster)
        if shared:
            own, other = _scores(shared, "model")[0], _scores(shared, forecaster)[0]
            better = "worse than" if own > other else "better than" if own < other else "as well as"
            parts.append(f"{better} {whose} on {counted(len(shared))} of them")
    right = sum((one.model > 1 / 2) == one.question.outcome for one in scored)
    number = counted(len(scored))
    did = f"{capital(number)} {'question is' if len(scored) == 1 else 'questions are'} settled"
    leaned = f"the model leaned the right way on {counted(right)}"
    compared = f" and did {listed(parts)}" if parts else ""
    caution = "" if len(scored) >= FEW else " So few answers say little about skill."
    return f"{did}: {leaned}{compared}.{caution}"


# tables and figure


def _table(asked: tuple[_Asked, ...]) -> Table:
    return Table(
        id="forecasts",
        title="What was asked, and what is said",
        columns=(
            column("question", "Question"),
            column("by", "By"),
            column("model", "Model", "share"),
            column("low", "Low", "share"),
            column("high", "High", "share"),
            column("base_rate", "Base rate", "share"),
            column("analyst", "Analyst", "share"),
            column("mistake_share", "Part from mistakes", "share"),
            column("resolves", "What counts as yes"),
            column("outcome", "Outcome"),
            *(column(f"brier_{who}", f"Brier, {who.replace('_', ' ')}") for who in FORECASTERS),
            *(column(f"log_{who}", f"Log score, {who.replace('_', ' ')}") for who in FORECASTERS),
        ),
        rows=tuple(
            (
                one.id,
                one.question.by.isoformat(),
                one.model,
                one.low,
                one.high,
                one.said("base_rate"),
                one.said("analyst"),
                one.mistake_share,
                one.question.resolves,
                one.question.outcome,
                *_each(one),
            )
            for one in asked
        ),
        note="Scores only where the outcome is known; no log score where what happened was ruled "
        "out; 0 is best.",
    )


def _each(one: _Asked) -> tuple[float | None, ...]:
    """The scores of one question: Brier of each forecaster, then log score of each."""
    pairs = [_scores([one], who) if _scored((one,), who) else (None, None) for who in FORECASTERS]
    return (*(brier for brier, _ in pairs), *(log for _, log in pairs))


def _score_table(asked: tuple[_Asked, ...]) -> Table:
    own = ((who, _scored(asked, who)) for who in FORECASTERS)
    shared = _scored(asked, *FORECASTERS)
    rows = [(who, "its own", len(some), *_scores(some, who)) for who, some in own if some]
    if shared:
        rows += [(who, "all three", len(shared), *_scores(shared, who)) for who in FORECASTERS]
    return Table(
        id="forecast_scores",
        title="How the forecasts did",
        columns=(
            column("forecaster", "Forecaster"),
            column("answered_by", "On questions answered by"),
            column("questions", "Questions"),
            column("brier", "Brier score"),
            column("log", "Log score"),
        ),
        rows=tuple(rows),
        note="0 is best; always saying one half scores 0.25 and 0.69.",
    )


def _figure(asked: tuple[_Asked, ...]) -> tuple[Figure, ...]:
    if not asked:
        return ()
    rows = [
        Forecast(
            label=capital(one.name),
            note=_note(one),
            mean=one.model,
            low=one.low,
            high=one.high,
            base_rate=one.said("base_rate"),
            analyst=one.said("analyst"),
        )
        for one in asked
    ]
    told = (f"{one.name} {percent(one.model)}, range {span(one.low, one.high)}" for one in asked)
    caption = Caption(
        id="forecasts",
        title="What was asked, and what is said",
        alternative=f"{'; '.join(told)}.",
        topic=Topic.BIG_PICTURE,
    )
    return (forecast_strip(caption, rows),)


def _note(one: _Asked) -> str:
    outcome = {True: "; it happened", False: "; it did not happen", None: ""}
    return f"by {day(one.question.by)}{outcome[one.question.outcome]}"


FORECASTS = Analysis(
    id="forecasts",
    question="What were we asked, with base rate and the analyst's own number beside the model's?",
    references=("brier1950", "good1952"),
    answer=answer,
)
