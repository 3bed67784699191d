from math import exp

import pytest
from scipy.optimize import brentq

from detente.behaviour import Lab
from detente.behaviour.endings import OUTSIDE, can_end, endings, refusal
from detente.case.reader import read_text

LEAVER = """
detente: 1
id: leaver
title: One actor may leave
as_of: 2000-01-01
horizon: 3
actors: {A: {may_walk_away: true, stake: 10}}
breakdown: {pace: 0.5, afterwards: {A: AFTER}}
"""

GIVER = """
detente: 1
id: giver
title: A gift that costs the giver
as_of: 2000-01-01
horizon: 3
actors: {A: {}, B: {}}
moves: {give: {by: B}}
goals:
  A: {gift: {weight: 10, measure: give}}
  B: {purse: {weight: 10, measure: -give}}
"""


def lab(text: str) -> Lab:
    case = read_text(text)
    return Lab(case=case, focal=case.focal_actor)


def gain(after: float) -> float:
    """What leaving brings: after - V, where (r + .5 s) V = .5 s after and s = logit of the gain."""
    return float(
        brentq(lambda g: g * (0.1 + 0.5 / (1 + exp(-8 * g))) - 0.1 * after, -abs(after), abs(after))
    )


@pytest.mark.parametrize("after", [0.5, 2.0, -0.5])
def test_an_actor_that_may_leave_does_so_at_the_logit_rate(after: float) -> None:
    (one,) = endings(lab(LEAVER.replace("AFTER", str(after))).solution(), 3.0)
    share = 1 / (1 + exp(-8 * gain(after)))
    assert one.actor == "A"
    assert one.gain == pytest.approx(gain(after) / 10, abs=1e-8)
    assert one.probability == pytest.approx(1 - exp(-0.5 * share * 3), abs=1e-8)
    # half of the occasions would be used by somebody who does not look at payoffs
    due = one.probability * max(share - 0.5, 0) / share
    assert one.due_to_payoffs == pytest.approx(due, abs=1e-8)


def test_collapse_is_nobodys_choice_and_parts_add_up() -> None:
    text = LEAVER.replace("AFTER", "2") + "shocks: {}\n"
    text = text.replace("{pace: 0.5,", "{pace: 0.5, rate: 0.2,")
    found = {e.actor: e for e in endings(lab(text).solution(), 3.0)}
    assert set(found) == {"A", OUTSIDE}
    assert found[OUTSIDE].due_to_payoffs == 0.0
    assert found[OUTSIDE].gain == 0.0
    rates = [found[a].probability for a in ("A", OUTSIDE)]
    assert rates[1] / rates[0] == pytest.approx(0.2 / (0.5 / (1 + exp(-80 * found["A"].gain))))


def test_without_a_right_to_leave_nothing_ends() -> None:
    solution = lab(GIVER).solution()
    assert not can_end(solution)
    assert endings(solution, 3.0) == ()


def test_the_move_held_back_is_the_gift_and_its_owner_gains_by_waiting() -> None:
    solution = lab(GIVER).solution()
    held = refusal(solution, "A", 3.0)
    assert held is not None
    assert (held.actor, str(held.action), held.state) == ("B", "give", 0)
    assert held.gain == pytest.approx(1.0, abs=1e-3)
    assert refusal(solution, "B", 3.0) is None
