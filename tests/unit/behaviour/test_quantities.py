"""Study expressions against what the lab says directly."""

from datetime import date
from functools import partial

import numpy as np
import pytest
from tests.small import FEW, lab_of

from detente.base.errors import StudyError
from detente.behaviour import Intervention, Lab, Stance
from detente.behaviour.events import by_date
from detente.behaviour.influence import dependence, say
from detente.behaviour.orders import best_order
from detente.behaviour.quantities import Sample
from detente.case.expressions.parser import parse_action, parse_expression, parse_study
from detente.case.reader import load
from detente.methods.game import Floats
from detente.methods.statistics import rank_correlations

ASKED = (
    "probability(n)",
    "probability(n, by=2020-12-31)",
    "probability(m and not n)",
    "before(m, n)",
    "before(n, m)",
)
CASE = f"""
    actors: {{A: {{pace: [1, 2, 4]}}, B: {{}}}}
    variables: {{heat: {{levels: [calm, tense], start: tense}}}}
    moves: {{m: {{by: A}}, n: {{by: B, requires: m}}, o: {{by: A}}}}
    threats: {{t: {{held_by: A, reaches: {{B: [0.2, 0.4, 0.6]}}, ended_by: {{o: 0.5}}}}}}
    goals:
      A: {{g: {{weight: [10, 20, 30], measure: n}}, cost: {{weight: 4, measure: -m}}}}
      B: {{safety: {{weight: 10, measure: -exposure(B)}}, g: {{weight: 3, measure: n}}}}
    strategies:
      A: {{eager: {{first: [m]}}, idle: {{never: [m, o]}}}}
      B: {{shut: {{never: [n]}}}}
    scenarios: {{safe: {{set: {{threats.t.reaches.B: 0.1}}}}}}
    claims:
      all:
        says: so
        kind: emergent
        holds_when: "{" + ".join(ASKED)} > 0"
      there:
        says: so
        kind: emergent
        holds_when: "in_case(teaching-two-steps, probability(dam and market, by=2021-12-31)) > 0"
    """
DRAWS = 4


@pytest.fixture(scope="module")
def lab() -> Lab:
    return lab_of(CASE)


def sample(lab: Lab, draws: int = 0) -> Sample:
    return Sample(lab, lab.headline, draws)


def said(lab: Lab, text: str, draws: int = 0) -> list[object]:
    return sample(lab, draws).value(parse_study(text).tree).tolist()


def number(lab: Lab, text: str) -> float:
    (only,) = sample(lab).number(parse_study(text).tree)
    return float(only)


def chance(lab: Lab, event: str, day: str = "") -> float:
    years = by_date(lab.case, date.fromisoformat(day)).years if day else lab.case.horizon
    true = lab.model().view().holds(parse_expression(event).tree)[:, None]
    return float(lab.solution().probability(true, (years,))[0, 0])


# ---- numbers -------------------------------------------------------------------------------------


def test_value_is_that_of_the_beginning(lab: Lab) -> None:
    assert number(lab, "value(A)") == lab.solution().value("A")
    assert said(lab, "value(B)", DRAWS) == lab.ensemble().values[:, 1].tolist()


def test_value_under_a_strategy_a_scenario_an_intervention_and_later(lab: Lab) -> None:
    base = lab.headline
    m = parse_action("m")
    settings = {
        "strategy=eager": base.under("A", Stance.STRATEGY, "eager"),
        "strategy=shut": base.under("B", Stance.STRATEGY, "shut"),
        "scenario=safe": base.in_scenario("safe"),
        "do=[m]": base.doing(Intervention(m)),
        "do=[not m]": base.doing(Intervention(m, never=True)),
        "do=[m, not o]": base.doing(Intervention(m), Intervention(parse_action("o"), never=True)),
        "after=[m]": base.after(m),
        "after=[m], scenario=safe": base.in_scenario("safe").after(m),
    }
    found = {words: number(lab, f"value(B, {words})") for words in settings}
    assert found == {words: lab.solution(s).value("B") for words, s in settings.items()}
    assert found["strategy=eager"] == found["do=[m]"]  # two ways to say the same
    assert len(set(found.values())) == len(found) - 1


def test_value_after_what_cannot_be_done_is_refused(lab: Lab) -> None:
    with pytest.raises(StudyError, match="item 1, 'n'"):
        number(lab, "value(A, after=[n])")


def test_probability_is_by_the_horizon_or_a_day(lab: Lab) -> None:
    assert number(lab, "probability(n)") == pytest.approx(chance(lab, "n"))
    by_day = number(lab, "probability(n, by=2020-12-31)")
    assert by_day == pytest.approx(chance(lab, "n", "2020-12-31"))
    assert number(lab, "probability(m and not n)") == pytest.approx(chance(lab, "m and not n"))


def test_probability_without_a_move_is_what_never_doing_it_leaves(lab: Lab) -> None:
    assert number(lab, "probability(n, do=[not m])") == 0.0
    assert number(lab, "probability(n, do=[m])") > number(lab, "probability(n)")


def test_before_holds_where_the_second_never_comes_first(lab: Lab) -> None:
    assert number(lab, "before(m, n)") == 1.0  # n requires m
    assert number(lab, "before(n, m)") == pytest.approx(1 - number(lab, "probability(m and not n)"))


def test_exposure_after_is_that_of_the_state_reached(lab: Lab) -> None:
    assert number(lab, "exposure(B)") == pytest.approx(0.4)
    assert number(lab, "exposure(B, after=[o])") == pytest.approx(0.2)
    drawn = lab.inputs()
    reach = drawn.drawn[:, drawn.column["threats.t.reaches.B"]]
    assert said(lab, "exposure(B, after=[m, o])", DRAWS) == pytest.approx((0.5 * reach).tolist())


def test_a_number_given_is_seen_by_what_needs_no_solution(lab: Lab) -> None:
    setting = lab.headline.given("threats.t.reaches.B", 0.6)
    at = Sample(lab, setting, 0)
    assert at.number(parse_study("exposure(B)").tree).tolist() == pytest.approx([0.6])
    assert at.number(parse_study("exposure(B, after=[o])").tree).tolist() == pytest.approx([0.3])
    drawn = Sample(lab, setting, DRAWS).number(parse_study("exposure(B)").tree)
    assert drawn.tolist() == pytest.approx([0.6] * DRAWS)


def test_say_and_dependence_are_those_of_influence(lab: Lab) -> None:
    read = partial(lab.values, draws=0)
    assert number(lab, "say(A)") == say(lab, read, lab.headline)[0, 0]
    assert number(lab, "dependence(B, A)") == dependence(lab, read, lab.headline)[0, 1, 0]
    safe = lab.headline.in_scenario("safe")
    assert number(lab, "say(B, scenario=safe)") == say(lab, read, safe)[0, 1]
    there = dependence(lab, read, safe)[0, 1, 0]
    assert number(lab, "dependence(B, A, scenario=safe)") == there


def strategy_values(lab: Lab) -> Floats:
    settings = [lab.headline.under("A", Stance.STRATEGY, s) for s in ("eager", "idle")]
    return np.stack([lab.values(s, DRAWS)[:, 0] for s in settings])


def test_the_best_strategy_and_ranks_follow_from_values(lab: Lab) -> None:
    eager, idle = strategy_values(lab)
    best = np.where(eager >= idle, "eager", "idle")
    assert said(lab, "best_strategy(A)", DRAWS) == best.tolist()
    assert said(lab, "rank(A, eager)", DRAWS) == (1.0 + (idle > eager)).tolist()
    assert said(lab, "rank(A, idle)", DRAWS) == (1.0 + (eager > idle)).tolist()
    assert said(lab, "rank(B, shut)") == [1.0]


def test_a_strategy_may_stand_on_either_side(lab: Lab) -> None:
    one = said(lab, "best_strategy(A) = eager", DRAWS)
    assert one == said(lab, "eager = best_strategy(A)", DRAWS)
    assert one == [not other for other in said(lab, "best_strategy(A) != eager", DRAWS)]


def test_the_best_order_is_compared_with_a_list(lab: Lab) -> None:
    found = best_order(lab.model(), lab.inputs().mode, "B", ("m", "o"))
    assert said(lab, "best_order(B, [m, o])") == [found]
    listed = ", ".join(found)
    assert said(lab, f"best_order(B, [m, o]) = [{listed}]") == [True]
    assert said(lab, f"[{listed}] != best_order(B, [m, o])") == [False]


def test_a_trend_is_a_rank_correlation_over_the_draws(lab: Lab) -> None:
    inputs = lab.inputs()
    column = inputs.drawn[:, inputs.column["actors.A.pace"]]
    chances = np.array(said(lab, "probability(n)", DRAWS))
    expected = rank_correlations(column[:, None], chances)[0]
    assert said(lab, "trend(probability(n), actors.A.pace)") == [expected]
    assert said(lab, "trend(probability(n), actors.A.pace)", DRAWS) == [expected] * DRAWS


def test_a_trend_in_what_never_differs_is_refused(lab: Lab) -> None:
    with pytest.raises(StudyError, match=r"'goals.B.g.weight' is given without a range"):
        said(lab, "trend(probability(n), goals.B.g.weight)")


def test_a_quantity_of_another_case_is_read_there(lab: Lab) -> None:
    there = Lab(case=load("teaching-two-steps"), focal="LOW", effort=FEW)
    base = there.headline.at(lab.headline.precision, 1.0)
    assert number(lab, "in_case(teaching-two-steps, value(UP))") == there.solution(base).value("UP")
    true = there.model().view().holds(parse_expression("dam and market").tree)[:, None]
    by = by_date(there.case, date(2021, 12, 31)).years
    asked = "in_case(teaching-two-steps, probability(dam and market, by=2021-12-31))"
    found = there.solution(base).probability(true, (by,))[0, 0]
    assert number(lab, asked) == pytest.approx(float(found))


# ---- putting them together -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2 + 3 * 4", 14.0),
        ("2 - 3", -1.0),
        ("-exposure(B)", -0.4),
        ("exposure(B) > 0.3", 1.0),
        ("not exposure(B) > 0.3", 0.0),
        ("exposure(B) > 0.3 and exposure(A) > 0.3", 0.0),
        ("exposure(B) > 0.3 or exposure(A) > 0.3", 1.0),
        ("at_least(1, exposure(B) > 0.3, exposure(A) > 0.3)", 1.0),
        ("at_least(2, exposure(B) > 0.3, exposure(A) > 0.3)", 0.0),
        ("exposure(A) > 0.3 if exposure(B) > 0.3", 0.0),
        ("exposure(A) > 0.3 iff exposure(B) > 0.5", 1.0),
        ("heat = tense", 1.0),
        ("heat = calm", 0.0),
        ("m", 0.0),
        ("t_left", 1.0),
        ("talks(A, B)", 1.0),
    ],
)
def test_arithmetic_logic_and_what_is_true_at_the_beginning(
    lab: Lab, text: str, expected: float
) -> None:
    assert number(lab, text) == pytest.approx(expected)
    assert sample(lab, DRAWS).number(parse_study(text).tree).shape == (DRAWS,)


def test_a_claim_holds_draw_by_draw(lab: Lab) -> None:
    holds = sample(lab, DRAWS).holds(parse_study("exposure(B) > 0.4").tree)
    drawn = lab.inputs()
    reach = drawn.drawn[:, drawn.column["threats.t.reaches.B"]]
    assert holds.tolist() == (reach > 0.4).tolist()


def test_a_strategy_nobody_has_is_refused(lab: Lab) -> None:
    with pytest.raises(StudyError, match="no actor has a strategy 'lost'"):
        number(lab, "value(A, strategy=lost)")


def test_what_is_no_name_is_refused(lab: Lab) -> None:
    with pytest.raises(StudyError, match="is not a name"):
        number(lab, "best_strategy(1 + 1)")
