import re

import numpy as np
import pytest
from tests.small import lab_of, small, unsettle

from detente.analyses.contract import Answer, Ask
from detente.analyses.strategies import STRATEGIES
from detente.behaviour import Effort, Lab
from detente.case.schema import Case
from detente.results import Provenance, Table, Topic

# A step at two occasions a year that a discount of 1/10 makes worth 2 / 2.1 of its value.
WORTH = 2.0 / 2.1

GIFT = """
precision: {headline: 10000, sweep: [10000], paces: [1]}
focal: B
actors: {A: {name: Avalon}, B: {name: Borduria, discount: 0.1, pace: 2}}
moves: {give: {by: B, name: the gift}}
goals:
  A: {gift: {weight: 10, measure: give}}
  B: {purse: {weight: 10, measure: -give}}
strategies:
  B:
    gives: {first: [give], name: give at once}
    keeps: {never: [give], name: keep it}
"""

UNSURE = """
precision: {headline: 10000, sweep: [10000], paces: [1]}
actors: {B: {name: Borduria, discount: 0.1, pace: 2, stake: 10}}
moves: {give: {by: B, name: the gift}}
goals:
  B:
    purse: {weight: [2, 5, 10], measure: -give}
    fame: {weight: 6, measure: give}
strategies:
  B:
    gives: {first: [give], name: give at once}
    keeps: {never: [give], name: keep it}
scenarios:
  rich: {set: {goals.B.purse.weight: 1}, name: the purse weighs little}
  poor: {set: {goals.B.purse.weight: 9}, name: the purse weighs much}
"""

# A admits B only if B will not seize what it finds; unless it is bound, B would seize it.
# Bound, B gets w once A has admitted it. Free, A stays shut and B gets its calm.
OFFER = """
precision: {headline: 10000, sweep: [10000], paces: [1]}
focal: B
actors: {A: {name: Avalon, discount: 0.1, pace: 2}, B: {name: Borduria, discount: 0.1, pace: 2}}
moves:
  admit: {by: A}
  seize: {by: B, requires: admit}
goals:
  A:
    trade: {weight: 10, measure: admit}
    loss: {weight: 40, measure: -seize}
  B:
    trade: {weight: [0.2, 5, 10], measure: admit}
    spoils: {weight: 5, measure: seize}
    calm: {weight: 2, measure: not admit}
strategies:
  B:
    gives: {never: [seize], name: leave it alone}
"""
# bound: V = (0.1 * 2 + 2 w) / 2.1, free: V = 2; equal at w = 2
TURN = 2.0


def answered(case: Case, draws: int = 4, focal: str = "") -> Answer:
    lab = lab_of(case, Effort(draws=draws, sweep_draws=2, workers=1))
    return ask(lab, focal or lab.focal)


def ask(lab: Lab, focal: str) -> Answer:
    provenance = Provenance(
        case_id="",
        case_digest="",
        scenario="",
        focal=focal,
        draws=0,
        seed=1,
        version="",
        command="",
    )
    return STRATEGIES.answer(lab, Ask(focal=focal, other=None, provenance=provenance))


def table(answer: Answer, name: str) -> Table:
    return next(t for t in answer.tables if t.id == name)


def rows(answer: Answer, name: str = "strategies") -> dict[object, dict[str, object]]:
    found = table(answer, name)
    names = [c.name for c in found.columns]
    return {row[0]: dict(zip(names, row, strict=True)) for row in found.rows}


def test_a_costly_gift_has_the_value_and_regret_worked_out_by_hand() -> None:
    found = rows(answered(small(GIFT)))
    assert list(found) == ["as_solved", "gives", "keeps"]
    # V = -10 * 2 / 2.1 within the range -10 to 0
    assert found["gives"]["value"] == pytest.approx(1.0 - WORTH)
    assert found["gives"]["regret"] == pytest.approx(WORTH)
    for name in ("as_solved", "keeps"):
        assert found[name]["value"] == pytest.approx(1.0)
        assert found[name]["share_best"] == 1.0


def test_the_giver_would_abandon_its_gift_at_once() -> None:
    found = rows(answered(small(GIFT)))
    assert found["gives"]["abandoned_at"] == "nothing done yet"
    assert found["gives"]["gain"] == pytest.approx(10.0 - 10.0 * WORTH)
    assert found["keeps"]["abandoned_at"] is None


def test_a_promise_nobody_wants_to_keep_is_abandoned_where_it_bites() -> None:
    text = GIFT.replace("moves: {give:", "moves: {ask: {by: A}, give:").replace(
        "{by: B, name: the gift}", "{by: B, requires: ask, name: the gift}"
    )
    found = rows(answered(small(text)))
    assert found["gives"]["abandoned_at"] == "ask"


def test_giving_is_best_in_the_share_of_draws_in_which_the_purse_weighs_less() -> None:
    found = rows(answered(small(UNSURE), draws=64))
    # triangular [2, 5, 10]: P(weight < 6) = 1 - (10 - 6)^2 / (8 * 5) = .6
    assert found["gives"]["share_best"] == pytest.approx(0.6, abs=1 / 64)
    assert found["keeps"]["share_best"] == pytest.approx(0.4, abs=1 / 64)
    # in each draw the range is as wide as the gift is good or bad
    assert found["gives"]["regret"] == pytest.approx(0.4 * WORTH, abs=0.02)
    assert found["as_solved"]["regret"] == pytest.approx(0.0, abs=1e-3)


def test_what_to_do_is_decided_case_by_case_where_that_is_never_worse() -> None:
    said = answered(small(UNSURE), draws=64)
    (bottom,) = [f for f in said.findings if f.topic is Topic.BOTTOM_LINE]
    assert bottom.sentence.startswith("Commit to nothing and decide case by case")
    assert bottom.rank == 2
    assert "best or level with the best in every input combination" in " ".join(
        f.sentence for f in said.findings if f.topic is Topic.ADVICE
    )


def test_scenarios_are_compared_with_the_range_of_the_case_as_written() -> None:
    found = rows(answered(small(UNSURE)), "strategies_by_scenario")
    # as written the range is 0 to 6 - 5 = 1; a light purse carries the gift beyond its end
    assert found[""]["gives"] == pytest.approx(WORTH)
    assert found["rich"]["gives"] == 1.0
    assert found["poor"]["gives"] == 0.0


def test_no_input_turns_a_choice_into_one_that_is_only_as_good() -> None:
    # above a weight of 6 nobody gives: own judgement and keeping it then come to the same
    said = answered(small(UNSURE.replace("[2, 5, 10]", "[0, 1, 7]")), draws=64)
    assert rows(said, "advice_flips") == {}
    (bottom,) = [f for f in said.findings if f.topic is Topic.BOTTOM_LINE]
    assert "No single input turns this within its range" in bottom.sentence


def test_a_choice_names_the_input_that_turns_it() -> None:
    said = answered(small(OFFER), draws=64)
    (flip,) = rows(said, "advice_flips").values()
    assert (flip["best"], flip["other"]) == ("gives", "as_solved")
    assert flip["side"] == "below"
    assert flip["alone"] == pytest.approx(TURN, abs=0.05)
    assert flip["together"] == pytest.approx(TURN, abs=0.05)
    (bottom,) = [f for f in said.findings if f.topic is Topic.BOTTOM_LINE]
    assert "is below" in bottom.sentence
    assert "(we assume" in bottom.sentence


def test_a_choice_that_rests_on_ignorance_says_so() -> None:
    # at the mode w = 1 < 2 being bound does worse, on average over 0.2 to 10 it does better
    said = answered(small(OFFER.replace("[0.2, 5, 10]", "[0.2, 1, 10]")), draws=64)
    (bottom,) = [f for f in said.findings if f.topic is Topic.BOTTOM_LINE]
    assert bottom.sentence.startswith("Leave it alone: ")
    assert "This rests on what we do not know" in bottom.sentence
    assert "Prefer “leave it alone” if Borduria's weight on trade is above 2" in bottom.sentence
    (together,) = [f.sentence for f in said.findings if "all that was tried" in f.sentence]
    assert "“leave it alone” gets ahead" in together
    assert "(inputs: one) goes 11 % of the way" in together  # (2 - 1) / (10 - 1)


def test_others_are_compared_at_the_mode_and_no_strategies_are_said() -> None:
    said = answered(small(GIFT), focal="A")
    found = rows(said)
    assert {row["actor"] for row in found.values()} == {"B"}
    assert found["gives"]["draws"] == 0
    assert found["gives"]["p10"] is None
    assert any("names no strategies for Avalon" in f.sentence for f in said.findings)
    assert not said.figures


def test_a_case_without_anything_says_so() -> None:
    said = answered(small("actors: {A: {}}"))
    assert table(said, "strategies").rows == ()
    assert any(f.topic is Topic.ADVICE for f in said.findings)


def test_one_strategy_alone_is_compared_with_own_judgement() -> None:
    case = small(GIFT)
    kept = {"B": {"keeps": case.strategies["B"]["keeps"]}}
    said = answered(case.model_copy(update={"strategies": kept}))
    (bottom,) = [f for f in said.findings if f.topic is Topic.BOTTOM_LINE]
    assert "nothing tells it apart from" in bottom.sentence


def test_values_that_did_not_settle_are_reported() -> None:
    lab = lab_of(GIFT)
    setting = lab.headline.under("B", "strategy", "gives")  # type: ignore[arg-type]
    unsettle(lab, setting)
    said = " ".join(f.sentence for f in ask(lab, "B").findings)
    assert "did not come to rest for “give at once” of Borduria" in said


def test_renaming_actors_renames_the_answer() -> None:
    one = rows(answered(small(UNSURE)))
    text = re.sub(r"\bB\b", "ZED", UNSURE)
    other = rows(answered(small(text)))
    for name, row in one.items():
        assert other[name]["actor"] == "ZED"
        # draws are named by path, so only what is read at the mode stays the same
        assert other[name]["central"] == pytest.approx(row["central"])


def test_shares_are_between_zero_and_one() -> None:
    found = rows(answered(small(UNSURE), draws=16))
    for row in found.values():
        shares = [row[k] for k in ("value", "p10", "p90", "central", "share_best")]
        assert np.all(np.array(shares, dtype=float) >= 0)
        assert np.all(np.array(shares, dtype=float) <= 1)
