"""In a study of a scenario, shares of a stake are shares of the stake in the case as written."""

from math import exp

import numpy as np
import pytest
from tests.answers import provenance, rows
from tests.small import small

from detente.analyses.contract import Ask
from detente.analyses.order import ORDER
from detente.behaviour import Effort, Lab
from detente.behaviour.conducts import FREE_OF_RULES, conducts
from detente.behaviour.seats import gain, seated
from detente.behaviour.worth import cards, worth, worth_in_draws
from detente.study.show import show

CASE = small("""
    actors: {A: {pace: 2}, B: {pace: 2}}
    moves: {m: {by: A}, n: {by: [A, B], requires: m, reversible: B}, o: {by: B}}
    goals:
      A: {g: {weight: [15, 20, 25], measure: 0.5 * (m + n)}, h: {weight: 5, measure: -o}}
      B: {g: {weight: [5, 10, 15], measure: 0.4 * n + 0.6 * o}}
    rules: {B: [{when: true, does: o}]}
    strategies: {A: {waits: {never: [m]}}}
    scenarios: {keen: {set: {goals.A.g.weight: [60, 80, 99]}}}
    """)
WRITTEN = 25.0  # of A; 85 with the numbers of the scenario


@pytest.fixture(scope="module")
def lab() -> Lab:
    effort = Effort(draws=3, sweep_draws=0, workers=1)
    return Lab(case=CASE, focal="A", scenario="keen", effort=effort)


def test_a_seat_is_worth_a_share_of_the_stake_as_written(lab: Lab) -> None:
    beside = seated(lab, "A", "o")
    more = lab.values(beside, 0)[0, 0] - lab.solution().value("A")
    assert more != 0.0
    assert gain(lab, "A", beside, 0)[0] == pytest.approx(more / WRITTEN)
    apart = lab.values(beside, 3) - lab.values(lab.headline, 3)
    of_one = [lab.stakes(k)[0] for k in range(3)]
    assert gain(lab, "A", beside, 3) == pytest.approx(apart[:, 0] / of_one)


def test_a_card_is_worth_the_same_share_at_the_mode_and_in_a_draw_like_it(lab: Lab) -> None:
    (card,) = [c for c in cards(lab.model()) if str(c.action) == "m"]
    drawn = worth_in_draws(lab, card, 3)
    assert drawn is not None
    for k, shares in enumerate(drawn):
        assert shares[0] * lab.stakes(k)[0] == pytest.approx(
            lab.values(lab.headline.after(card.action), 3)[k, 0] - lab.values(lab.headline, 3)[k, 0]
        )
    assert np.sign(drawn[:, 0]).tolist() == [np.sign(worth(lab, card)[0])] * 3


def test_whoever_is_freed_of_its_rules_keeps_its_stake(lab: Lab) -> None:
    (freed,) = [c.ensemble for c in conducts(lab, "B", 3) if c.id == FREE_OF_RULES]
    assert np.array_equal(freed.stakes, lab.ensemble().stakes)


def test_the_worth_of_an_order_is_a_share_of_the_stake_as_written() -> None:
    case = small("""
        actors: {A: {discount: 0.1}, HLD: {}}
        moves: {far: {by: HLD}, near: {by: HLD}}
        threats:
          long: {held_by: HLD, reaches: {A: 0.1}, ended_by: {far: 1}}
          short: {held_by: HLD, reaches: {A: 0.5}, ended_by: {near: 1}}
        goals:
          A: {safety: {weight: 10, measure: -exposure(A)}}
          HLD: {arms: {weight: 10, measure: -far - near}}
        scenarios: {keen: {set: {goals.A.safety.weight: 30}}}
        """)
    lab = Lab(case=case, focal="A", scenario="keen", effort=Effort(draws=2, workers=1))
    answer = ORDER.answer(lab, Ask(focal="A", other=None, provenance=provenance(lab)))
    (late,) = [
        r["value"] for r in rows(answer, "orders") if (r["order"], r["actor"]) == ("far, near", "A")
    ]
    # Three times the weight of the stake, half of it lost while the gun still points.
    assert late == pytest.approx(-3 * 0.5 * (1 - exp(-0.1 / 4)))
    (share,) = {r["share"] for r in rows(answer, "order_preferred") if r["actor"] == "A"}
    assert share == 1.0


def test_a_case_is_shown_with_the_stake_as_written(lab: Lab) -> None:
    said = show(lab, provenance(lab))
    (actors,) = [t for t in said.tables if t.id == "actors"]
    assert actors.rows[0][2] == WRITTEN
    (goals,) = [t for t in said.tables if t.id == "goals"]
    place = [c.name for c in goals.columns].index("share_of_stake")
    assert [row[place] for row in goals.rows][:2] == pytest.approx([80 / WRITTEN, 5 / WRITTEN])
