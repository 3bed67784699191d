"""Payoffs and rates of one set of numbers."""

import numpy as np
import pytest
from tests.small import compiled, state

from detente.model.compiled import Model
from detente.model.numbers import discounts, flows, numbers, payments, stakes


@pytest.fixture(scope="module")
def model() -> Model:
    return compiled("""
        actors:
          A: {discount: 0.2, pace: 3, may_walk_away: true}
          B: {discount: 0.1, pace: 5, stake: 7}
          C: {}
        moves:
          sole: {by: A, reversible: B, undo_pace: 9, until: 2020-12-31}
          pair: {by: [A, B], pace: 4, requires: sole}
          many: {by: [A, B, C], how: at_least(2)}
        channels: [{between: [A, B], strength: 0.5}, {between: [B, C], strength: 0.4}]
        shocks: {storm: {rate: 0.7, when: pair, undoes: [pair]}}
        scheduled: [{move: pair, between: [2020-01-01, 2020-12-31], held: 0.5}]
        breakdown: {pace: 0.6, rate: 0.05, unwinds: [pair], afterwards: {A: -3}, resumes: 0.25}
        goals:
          A:
            gain: {weight: 10, measure: pair}
            war: {weight: 100, measure: -breakdown, outside: true}
            price: {weight: 4, once: [{on: pair, pays: -0.5}]}
          B:
            gain: {weight: 2, measure: sole, once: [{on: pair, pays: 3, unless: many}]}
        """)


def act_rates(model: Model, label: str, at: int = 0, segment: int = 0) -> list[float]:
    """Rates of the clocks of one deed in one state, per proposer."""
    rate = numbers(model, model.mode)[segment].set_rate
    deeds = [model.deeds[d].label == label for d in model.occasions.set_deed]
    return [float(r) for r in rate[(model.occasions.set_state == at) & deeds]]


def test_flow_is_discount_times_weight_times_measure(model: Model) -> None:
    flow = flows(model, model.mode)
    assert flow[0].tolist() == [0.0, 0.0, 0.0]
    assert flow[state(model, "sole", "pair")] == pytest.approx([0.2 * 10, 0.1 * 2, 0.0])


def test_an_ended_state_has_what_breakdown_adds(model: Model) -> None:
    ended = state(model, "sole", ended=True)
    assert flows(model, model.mode)[ended] == pytest.approx([0.2 * (-100 - 3), 0.1 * 2, 0.0])


def test_payments_are_multiples_of_the_goals_weight_where_they_are_due(model: Model) -> None:
    rows = payments(model, model.mode)
    assert rows[0].tolist() == [0.0, 0.0, 0.0]
    pays = {}
    for k, row in enumerate(model.topology.act_pay):
        if model.deeds[model.occasions.act_deed[k]].label == "pair":
            pays[model.words(int(model.occasions.act_state[k]))] = rows[row].tolist()
    assert pays == {"sole": [-2.0, 6.0, 0.0], "sole, many": [-2.0, 0.0, 0.0]}


def test_a_scheduled_move_pays_like_the_move_itself(model: Model) -> None:
    rows = payments(model, model.mode)
    here = np.flatnonzero(
        (model.occasions.shift_state == state(model, "sole"))
        & (model.topology.shift_to == state(model, "sole", "pair"))
    )
    assert rows[model.topology.shift_pay[here[0]]].tolist() == [-2.0, 6.0, 0.0]


def test_the_stake_is_given_or_the_sum_of_the_weights_at_the_table(model: Model) -> None:
    assert stakes(model, model.mode).tolist() == [14.0, 7.0, 1.0]
    assert discounts(model, model.mode).tolist() == [0.2, 0.1, 0.1]


def test_clocks_ring_at_the_pace_of_the_move_or_of_its_owner(model: Model) -> None:
    assert act_rates(model, "sole") == [3.0]
    assert act_rates(model, "undo sole by B", state(model, "sole")) == [9.0]
    assert act_rates(model, "walk away by A") == [0.6]


def test_a_joint_move_is_shared_out_and_slowed_by_its_line(model: Model) -> None:
    assert act_rates(model, "pair", state(model, "sole")) == pytest.approx([1.0, 1.0])
    # Of three owners two are needed: each proposer asks over its best line.
    third = [3 / 3 * 0.5, 5 / 3 * 0.5, 2 / 3 * 0.4]
    assert act_rates(model, "many") == pytest.approx(third)


def test_a_move_past_its_date_is_not_made(model: Model) -> None:
    assert act_rates(model, "sole", segment=1) == [0.0]
    assert act_rates(model, "many", segment=1) == act_rates(model, "many")


def test_pace_multiplies_the_clocks_and_nothing_else(model: Model) -> None:
    one, fast = numbers(model, model.mode)[0], numbers(model, model.mode, pace=2.0)[0]
    assert fast.set_rate == pytest.approx(2 * one.set_rate)
    assert np.array_equal(fast.shift_rate, one.shift_rate)
    assert np.array_equal(fast.flow, one.flow)


def test_shifts_happen_at_their_rates(model: Model) -> None:
    rate = numbers(model, model.mode)[1].shift_rate
    names = [model.shifts[k].name for k in model.occasions.shift_item]
    found = {name: float(r) for name, r in zip(names, rate, strict=True)}
    assert found == {"storm": 0.7, "pair": 0.0, "collapse": 0.05, "resumption": 0.25}


def test_numbers_of_a_draw_take_the_place_of_the_mode(model: Model) -> None:
    drawn = {**model.mode, "goals.A.gain.weight": 20.0, "moves.pair.pace": 8.0}
    assert flows(model, drawn)[state(model, "sole", "pair"), 0] == pytest.approx(4.0)
    assert stakes(model, drawn)[0] == 24.0


def test_under_menus_every_actor_has_one_clock() -> None:
    model = compiled("""
        choice: menu
        actors: {A: {pace: 3}, B: {pace: 5}}
        moves: {m: {by: A, pace: 9}, n: {by: A}, o: {by: B}}
        goals: {A: {g: {weight: 1, measure: m and n and o}}}
        """)
    start = model.occasions.set_state == 0
    assert numbers(model, model.mode)[0].set_rate[start].tolist() == [3.0, 5.0]
