from math import exp, log

import pytest

from detente.analyses.contract import Answer, Ask
from detente.analyses.forecasts import FORECASTS
from detente.behaviour import Effort, Lab
from detente.case.reader import read_text
from detente.results import Provenance, Table

ASKED = """
detente: 1
id: asked
title: Two clocks and four questions
as_of: 2000-01-01
horizon: 2
actors: {A: {}}
variables:
  sky: {levels: [dry, wet], start: dry}
shocks:
  rain: {rate: 1, when: sky = dry, sets: {sky: wet}}
facts: {rained: sky = wet}
goals:
  A: {pond: {weight: 1, measure: rained}}
questions:
  early:
    {event: rained, by: 2000-06-30, base_rate: 0.25, analyst: 0.8, outcome: true, name: Rain soon?}
  never: {event: rained, by: 2000-12-31, base_rate: 0, outcome: true, name: Does it rain?}
  late: {event: rained, by: 2001-12-31, analyst: 0.9, name: Does it rain at all?}
  dry: {event: not rained, by: 2000-12-31, outcome: true, name: Is it dry?}
"""

UNSETTLED = ASKED.replace(", outcome: true", "")


def answered(text: str) -> Answer:
    case = read_text(text)
    lab = Lab(case=case, focal="A", effort=Effort(draws=4, sweep_draws=2))
    provenance = Provenance(
        case_id=case.id,
        case_digest="",
        scenario="",
        focal="A",
        draws=4,
        seed=1,
        version="",
        command="",
    )
    return FORECASTS.answer(lab, Ask(focal="A", other=None, provenance=provenance))


def table(answer: Answer, name: str) -> Table:
    return next(t for t in answer.tables if t.id == name)


def row(answer: Answer, question: str) -> dict[str, object]:
    asked = table(answer, "forecasts")
    found = next(r for r in asked.rows if r[0] == question)
    return {c.name: value for c, value in zip(asked.columns, found, strict=True)}


def test_the_models_number_stands_beside_base_rate_and_analyst() -> None:
    early = row(answered(ASKED), "early")
    wet = 1 - exp(-182 / 365.25)  # the last day counts in full
    assert early["model"] == pytest.approx(wet)
    assert (early["low"], early["high"]) == (pytest.approx(wet), pytest.approx(wet))
    assert (early["base_rate"], early["analyst"], early["outcome"]) == (0.25, 0.8, True)
    assert early["brier_model"] == pytest.approx((1 - wet) ** 2)
    assert early["brier_base_rate"] == pytest.approx(0.75**2)
    assert early["log_analyst"] == pytest.approx(-log(0.8))


def test_an_open_question_has_no_score_and_ruling_out_the_truth_no_log_score() -> None:
    said = answered(ASKED)
    assert row(said, "late")["brier_model"] is None
    assert row(said, "late")["base_rate"] is None
    assert row(said, "never")["brier_base_rate"] == 1.0
    assert row(said, "never")["log_base_rate"] is None


def test_what_stands_already_has_probability_one_and_is_not_scored() -> None:
    said = answered(ASKED)
    assert row(said, "dry")["model"] == 1.0
    assert row(said, "dry")["brier_model"] is None
    sentences = [f.sentence for f in said.findings]
    assert "Is it dry? It stands already on 1 January 2000, so its probability is 1." in sentences


def test_scores_are_means_over_the_questions_both_answered() -> None:
    said = answered(ASKED)
    scores = {r[:2]: r[2:] for r in table(said, "forecast_scores").rows}
    early, never = row(said, "early"), row(said, "never")
    both = (float(early["brier_model"]) + float(never["brier_model"])) / 2  # type: ignore[arg-type]
    assert scores["model", "its own"][:2] == (2, pytest.approx(both))
    assert scores["analyst", "its own"][:2] == (1, pytest.approx(0.04))
    assert scores["base_rate", "all three"][:2] == (1, pytest.approx(0.5625))
    did = next(f.sentence for f in said.findings if "settled" in f.sentence)
    assert did.startswith("Two questions are settled")
    assert "worse than the analyst on one of them" in did
    assert "better than the base rate on two of them" in did
    assert did.endswith("So few answers say little about skill.")


def test_without_outcomes_or_questions_nothing_is_scored() -> None:
    unsettled = answered(UNSETTLED)
    assert table(unsettled, "forecast_scores").rows == ()
    assert any("is settled yet, so none is scored." in f.sentence for f in unsettled.findings)
    quiet = answered(ASKED[: ASKED.index("questions:")])
    assert quiet.figures == ()
    assert "asks no dated question" in quiet.findings[0].sentence
