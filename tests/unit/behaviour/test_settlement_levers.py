"""How settlements follow numbers, and the smallest shifts, by hand.

Two actors: weights 24 and 4, positions .8 and .2 of the scale, so that 20 / 28 is settled on.
"""

import pytest
from tests.small import lab_of

from detente.behaviour import settlement_levers
from detente.behaviour.settlement_forecasts import settlement_forecasts
from detente.behaviour.settlement_levers import Pull, Way, pulls, ways
from detente.methods.levers import Input

PAIR = """
actors: {A: {capability: 30}, B: {capability: 10}}
issues: {arms: {from: 0, to: 50}}
positions:
  A: {arms: {at: 40, salience: 80}}
  B: {arms: {at: 10, salience: 40}}
"""
GAP = 0.8 - 20 / 28


def pulled(case: str) -> dict[tuple[str, Input], Pull]:
    lab = lab_of(case)
    return {(one.actor, one.which): one for one in pulls(lab, settlement_forecasts(lab))}


def found_ways(case: str, focal: str) -> list[Way]:
    return list(ways(settlement_forecasts(lab_of(case)), focal))


def test_slopes_by_hand() -> None:
    found = pulled(PAIR)
    assert found["A", Input.POSITION].effect == pytest.approx(50 * 0.1 * 24 / 28)
    assert found["A", Input.SALIENCE].effect == pytest.approx(50 * 0.1 * 30 * GAP / 28)
    assert found["A", Input.CAPABILITY].effect == pytest.approx(50 * 0.1 * 24 * GAP / 28)
    assert found["B", Input.SALIENCE].effect < 0
    assert [found["A", which].now for which in Input] == pytest.approx([40, 80, 30])


def test_a_number_without_doubt_has_no_range() -> None:
    one = pulled(PAIR)["A", Input.POSITION]
    assert one.low == pytest.approx(one.effect) == pytest.approx(one.high)
    unsure = pulled(PAIR.replace("salience: 80", "salience: [20, 80, 100]"))["A", Input.POSITION]
    assert unsure.low < unsure.effect
    assert unsure.high <= 50 * 0.1


def test_there_is_less_room_near_the_ends() -> None:
    near = PAIR.replace("at: 40, salience: 80", "at: 48, salience: 3")
    found = pulled(near)
    assert found["A", Input.POSITION].room == pytest.approx((1.0, 0.4))
    assert found["A", Input.SALIENCE].room == pytest.approx((0.3, 1.0))
    assert found["A", Input.CAPABILITY].room == (1.0, 1.0)


def test_smallest_shifts_by_hand() -> None:
    position, salience, capability = found_ways(PAIR, "B")
    assert [w.which for w in (position, salience, capability)] == list(Input)
    assert {way.actor for way in (position, salience, capability)} == {"A"}
    assert position.then == pytest.approx(40 - 50 * 0.05 * 28 / 24)
    assert position.tenths == pytest.approx(0.5 * 28 / 24)
    # 30 s with (30 s x .8 + .8) / (30 s + 4) = 20 / 28 - .05
    target = 20 / 28 - 0.05
    weight = (4 * target - 0.8) / (0.8 - target)
    assert salience.then == pytest.approx(100 * weight / 30)
    assert capability.then == pytest.approx(weight / 0.8)
    for way in (position, salience, capability):
        assert way.settled == pytest.approx(50 * target)


def test_who_has_no_position_has_no_way() -> None:
    assert found_ways(PAIR, "nobody") == []


def test_who_stands_where_it_is_settled_needs_no_way() -> None:
    assert found_ways(PAIR.replace("at: 10", "at: 40"), "B") == []


def test_the_spatial_model_says_whether_it_agrees() -> None:
    first, *_ = found_ways(PAIR, "B")
    assert first.spatial is not None
    assert first.spatial < 0
    assert first.helps is True
    found = pulled(PAIR)
    assert found["A", Input.POSITION].spatial == pytest.approx(
        found["A", Input.POSITION].effect, rel=0.2
    )


def test_on_a_scale_that_runs_down_shifts_are_told_in_its_points() -> None:
    down = PAIR.replace("{from: 0, to: 50}", "{from: 50, to: 0}")
    up, found = pulled(PAIR), pulled(down)
    # a tenth more is towards `to`, which lies at the other end now
    for which, sign in ((Input.POSITION, -1), (Input.SALIENCE, 1), (Input.CAPABILITY, 1)):
        assert found["A", which].effect == pytest.approx(sign * up["A", which].effect)
    assert found_ways(down, "B")[0].then == pytest.approx(found_ways(PAIR, "B")[0].then)
    assert found_ways(down, "B")[0].helps is True


def test_many_numbers_make_too_many_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settlement_levers, "MOST_CHALLENGES", 6 * 2**3 - 1)
    assert all(one.spatial is None for one in pulled(PAIR).values())
    assert [(way.spatial, way.helps) for way in found_ways(PAIR, "B")] == [(None, None)] * 3


def test_nothing_follows_anything_on_an_issue_that_matters_to_nobody() -> None:
    idle = PAIR.replace("{from: 0, to: 50}", "{from: 0, to: 50}, idle: {}").replace(
        "salience: 80}", "salience: 80}, idle: {at: 3, salience: 0}"
    )
    assert {key[0] for key in pulled(idle)} == {"A", "B"}
    assert len(pulled(idle)) == 6
