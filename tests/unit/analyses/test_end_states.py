from math import exp

import pytest

from detente.analyses.contract import Answer, Ask
from detente.analyses.end_states import END_STATES
from detente.behaviour import Effort, Lab
from detente.case.reader import read_text
from detente.results import Provenance, Table, Topic

WEATHER = """
detente: 1
id: weather
title: It rains sooner or later
as_of: 2000-01-01
horizon: 3
precision: {headline: 80, sweep: [80], paces: [1]}
actors: {A: {name: Farmer}, B: {name: Frog}, C: {name: Stone}}
variables:
  sky: {levels: [dry, wet], start: dry}
  moon: {levels: [new, full], start: new}
shocks:
  rain: {rate: 1, when: sky = dry, sets: {sky: wet}}
  time: {rate: 0.5, when: moon = new, sets: {moon: full}}
goals:
  A: {harvest: {weight: 8, measure: sky = dry}}
  B: {pond: {weight: [2, 6], measure: sky = wet}, light: {weight: 2, measure: moon = full}}
"""


def answered(text: str, focal: str) -> Answer:
    case = read_text(text)
    lab = Lab(case=case, focal=focal, effort=Effort(draws=8, sweep_draws=8))
    provenance = Provenance(
        case_id=case.id,
        case_digest="",
        scenario="",
        focal=focal,
        draws=8,
        seed=1,
        version="",
        command="",
    )
    return END_STATES.answer(lab, Ask(focal=focal, other=None, provenance=provenance))


def table(answer: Answer, name: str) -> Table:
    return next(t for t in answer.tables if t.id == name)


def outcomes(answer: Answer) -> list[str]:
    return [f.sentence for f in answer.findings if f.topic is Topic.OUTCOMES]


def test_two_independent_clocks_give_products_at_every_date() -> None:
    ends = table(answered(WEATHER, "A"), "end_states")
    dates = [c.name for c in ends.columns if c.name.startswith("at_")]
    assert dates == [f"at_{y}_years" for y in (1, 2, 3, 5, 10)]
    rows = {r[1]: r for r in ends.rows}
    for k, years in enumerate((1, 2, 3, 5, 10)):
        dry, new = exp(-years), exp(-years / 2)
        assert rows["nothing done yet"][2 + k] == pytest.approx(dry * new)
        assert rows["sky wet"][2 + k] == pytest.approx((1 - dry) * new)
        assert rows["moon full"][2 + k] == pytest.approx(dry * (1 - new))
        assert sum(float(r[2 + k]) for r in ends.rows) == pytest.approx(1)  # type: ignore[arg-type]


def test_worth_is_placed_on_each_actors_own_scale() -> None:
    said = answered(WEATHER, "A")
    letters = {r[1]: r[0] for r in table(said, "end_states").rows}
    worth = {(r[0], r[1]): r[2:] for r in table(said, "end_state_worth").rows}
    assert worth["today", "A"] == (100, 100, 100)
    assert worth[letters["sky wet"], "A"] == (0, 0, 0)
    # the frog's range is 0 to 4 + 2 at the mode; rain alone brings 4 of it
    mode, low, high = worth[letters["sky wet"], "B"]
    assert mode == pytest.approx(100 * 4 / 6)
    assert 50 <= low <= mode <= high <= 75  # type: ignore[operator]
    assert worth["today", "C"] == (None, None, None)


def test_the_sky_alone_separates_good_from_bad_for_the_farmer() -> None:
    said = answered(WEATHER, "A")
    rows = {r[0]: r for r in table(said, "separators").rows}
    assert rows["sky = wet"][2] == pytest.approx(1 - exp(-3))
    assert rows["sky = wet"][3:] == pytest.approx((0.0, 100.0, 1.0))
    assert rows["moon = full"][5] == pytest.approx(0.0, abs=1e-12)
    assert "sky is at" in outcomes(said)[-1]


def test_an_actor_to_whom_nothing_matters_is_told_so() -> None:
    said = answered(WEATHER, "C")
    assert outcomes(said)[1].startswith("No end state is better or worse for Stone")
    assert table(said, "separators").rows == ()


def test_best_and_worst_ends_swap_between_opponents() -> None:
    farmer, frog = outcomes(answered(WEATHER, "A")), outcomes(answered(WEATHER, "B"))
    assert (
        "The best likely end for Farmer is this: moon full" in farmer[1] or "as today" in farmer[1]
    )
    assert frog[1].startswith("The best likely end for Frog is this: sky wet, moon full")
    assert "as today" in frog[2]
