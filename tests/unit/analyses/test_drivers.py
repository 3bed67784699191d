from math import exp

import pytest
from tests.small import lab_of

from detente.analyses.contract import Answer, Ask
from detente.analyses.drivers import DRIVERS
from detente.behaviour import Effort, Lab
from detente.results import Provenance, Table, Topic

# One actor gives, at two occasions a year, if its fame is worth more to it than its purse.
GIFT = """
precision: {headline: 1000000, sweep: [1000000], paces: [0.5, 1, 2]}
actors: {B: {name: Borduria, discount: 0.1, pace: 2, stake: 10}}
moves: {give: {by: B, name: the gift}}
sources: {report: {title: A report, date: 2019-01-01}}
goals:
  B:
    purse: {weight: [2, 5, 10], measure: -give, note: judgement}
    fame: {weight: {is: 6, source: [report], note: the size is judgement}, measure: give}
strategies:
  B:
    gives: {first: [give], name: give at once}
    keeps: {never: [give], name: keep it}
questions:
  given: {event: give, by: 2020-12-31, name: Does Borduria give}
"""


def answered(text: str, draws: int = 64) -> Answer:
    return ask(lab_of(text, Effort(draws=draws, sweep_draws=2, workers=1)))


def ask(lab: Lab) -> Answer:
    provenance = Provenance(
        case_id="",
        case_digest="",
        scenario="",
        focal=lab.focal,
        draws=0,
        seed=1,
        version="",
        command="",
    )
    return DRIVERS.answer(lab, Ask(focal=lab.focal, other=None, provenance=provenance))


def table(answer: Answer, name: str) -> Table:
    return next(t for t in answer.tables if t.id == name)


def rows(answer: Answer, name: str) -> dict[object, dict[str, object]]:
    found = table(answer, name)
    names = [c.name for c in found.columns]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found.rows}


def test_the_only_uncertain_input_explains_all_there_is() -> None:
    row = rows(answered(GIFT), "drivers")["given"]
    assert row["input"] == "goals.B.purse.weight"
    assert (row["low"], row["mode"], row["high"]) == (2.0, 5.0, 10.0)
    # six draws in ten give: a yes-or-no result of shares .6 and .4 has a rank correlation of
    # -sqrt(3 x .6 x .4) with what decides it
    correlation = row["rank_correlation"]
    assert correlation == pytest.approx(-((3 * 0.6 * 0.4) ** 0.5), abs=0.02)
    assert row["dominance_share"] == pytest.approx(float(str(correlation)) ** 2)
    assert row["sourced"] is False


def test_spreads_are_those_of_a_clock() -> None:
    found = rows(answered(GIFT), "spreads")["given"]
    years = 366 / 365.25
    assert found["inputs"] == pytest.approx(1 - exp(-2 * years), abs=1e-3)
    assert found["precision"] == pytest.approx(0.0, abs=1e-9)
    assert found["pace"] == pytest.approx(exp(-years) - exp(-4 * years), abs=1e-6)
    assert found["equilibria"] == 0.0


def test_one_judgement_without_a_source_is_the_weakest() -> None:
    sentences = " ".join(f.sentence for f in answered(GIFT).findings)
    assert "judgements without a source; the weakest is Borduria's weight on purse." in sentences
    assert "For one more input a source is named, and the size is judgement." in sentences


def test_what_to_do_turns_on_the_purse_and_is_pictured() -> None:
    said = answered(GIFT)
    assert any(
        f.topic is Topic.ADVICE
        and f.sentence == "What to do turns most on Borduria's weight on purse."
        for f in said.findings
    )
    assert [figure.id for figure in said.figures] == ["tornado_advice", "tornado_headline"]


def test_inputs_of_one_kind_going_together_stand_beside() -> None:
    found = rows(answered(GIFT), "correlated_inputs")["given"]
    # one input alone goes together with nothing: the same six in ten
    assert found["correlated_mean"] == pytest.approx(float(str(found["mean"])), abs=0.02)
    assert "advice" not in rows(answered(GIFT), "correlated_inputs")


def test_without_uncertain_inputs_or_strategies_it_says_so() -> None:
    said = answered("actors: {A: {}}\nmoves: {step: {by: A}}\n", draws=4)
    assert said.findings[0].sentence.startswith("Every number behind what the actors do")
    assert table(said, "drivers").rows == ()
    assert said.figures == ()


def test_an_input_that_matters_to_nothing_is_not_named() -> None:
    text = GIFT.replace("precision:", "facts: {}\nprecision:").replace(
        "goals:", "shocks: {rain: {rate: [0.1, 0.2, 0.3], undoes: []}}\ngoals:"
    )
    said = answered(text)
    assert not any("rain" in f.sentence for f in said.findings if f.topic is Topic.ADVICE)
