from math import exp
from pathlib import Path

import numpy as np
import pytest
from tests.answers import answered, rows, sentences

from detente.analyses.order import ORDER
from detente.behaviour.orders import names, plan_values
from detente.behaviour.plans import distance, plans
from detente.case.reader import load, read_text
from detente.model.compile import compile_case
from detente.results import Topic

KNOWN = Path(__file__).resolve().parents[2] / "known"

TWO = """
detente: 1
id: two
title: One gun for each
as_of: 2000-01-01
focal: A
actors: {A: {name: Aland, discount: 0.1}, B: {discount: 0.2}, C: {}, HLD: {}}
moves: {far: {by: HLD}, near: {by: HLD}}
threats:
  long: {held_by: HLD, reaches: {B: 0.4}, ended_by: {far: 1}}
  short: {held_by: HLD, reaches: {A: [0.4, 0.5, 0.6]}, ended_by: {near: 1}}
goals:
  A: {safety: {weight: 10, measure: -exposure(A)}}
  B: {safety: {weight: 20, measure: -exposure(B)}}
  HLD: {arms: {weight: 10, measure: -far - near}}
"""


def test_the_plan_value_of_two_steps_by_hand() -> None:
    found = {(r["order"], r["actor"]): r for r in rows(answered(ORDER, read_text(TWO)), "orders")}
    # While the gun still points, A loses .5 and B loses .4 of its stake for a spacing of .25 years.
    assert found["far, near", "A"]["value"] == pytest.approx(-0.5 * (1 - exp(-0.1 / 4)))
    assert found["near, far", "A"]["value"] == pytest.approx(0.0)
    assert found["near, far", "B"]["value"] == pytest.approx(-0.4 * (1 - exp(-0.2 / 4)))
    assert found["near, far", "B"]["behind"] == pytest.approx(0.4 * (1 - exp(-0.2 / 4)))


def test_each_actor_has_its_own_preferred_order() -> None:
    answer = answered(ORDER, read_text(TWO))
    preferred = {r["actor"]: (r["order"], r["share"]) for r in rows(answer, "order_preferred")}
    assert preferred["A"] == ("near, far", 1.0)
    assert preferred["B"] == ("far, near", 1.0)
    assert preferred["C"] == (None, None)
    assert "To C the order of the steps makes no difference." in sentences(answer)
    distances = {(r["actor"], r["other"]): r["distance"] for r in rows(answer, "order_distances")}
    assert distances["A", "B"] == 1


def test_the_clash_is_told_from_the_focal_actors_side() -> None:
    answer = answered(ORDER, read_text(TWO))
    first = min((f for f in answer.findings if f.topic is Topic.CALCULUS), key=lambda f: f.rank)
    assert first.sentence == (
        "Aland would rather see “near” before “far”, B the other way round: "
        "each in all input combinations."
    )


def test_swaps_and_stages_fit_the_orders() -> None:
    answer = answered(ORDER, read_text(TWO))
    swap = next(r for r in rows(answer, "order_swaps") if r["actor"] == "A")
    assert (swap["first"], swap["second"]) == ("far", "near")
    assert swap["mean"] == pytest.approx(-0.5 * (1 - exp(-0.1 / 4)))
    assert (swap["share"], swap["share_other"]) == (0.0, 1.0)
    after = {
        (r["order"], r["place"], r["actor"]): r["exposure"] for r in rows(answer, "order_stages")
    }
    assert after["far, near", 1, "A"] == pytest.approx(0.5)
    assert after["near, far", 1, "A"] == pytest.approx(0.0)
    assert after["near, far", 2, "B"] == pytest.approx(0.0)


def test_all_orders_at_once_agree_with_one_at_a_time() -> None:
    model = compile_case(load(KNOWN / "orders-fence.yaml"))
    found = plans(model, ("a", "b", "c", "d"))
    assert found is not None
    assert len(found.orders) == 5
    together = found.values(model.mode, 0.25)
    single = [plan_values(model, model.mode, order, 0.25) for order in found.orders]
    np.testing.assert_allclose(together, single)


def test_swaps_join_orders_that_differ_by_two_neighbours() -> None:
    model = compile_case(load(KNOWN / "orders-fence.yaml"))
    found = plans(model, ("a", "b", "c", "d"))
    assert found is not None
    for (first, second), pairs in found.swaps().items():
        for one, other in pairs:
            a, b = names(found.orders[one]), names(found.orders[other])
            at = a.index(first)
            assert (a[at + 1], b[at], b[at + 1]) == (second, second, first)
            assert distance(found.orders[one], found.orders[other]) == 1


def test_steps_come_from_strategies_too_and_only_those_that_can_be_made() -> None:
    more = TWO.replace("near: {by: HLD}}", "near: {by: HLD}, gift: {by: A, requires: near}}")
    more += "strategies: {A: {give: {first: [gift]}}}\n"
    orders = {r["order"] for r in rows(answered(ORDER, read_text(more)), "orders")}
    assert orders == {"far, near, gift", "near, far, gift", "near, gift, far"}


def test_without_two_steps_there_is_a_sentence() -> None:
    bare = "detente: 1\nid: bare\ntitle: Bare\nas_of: 2000-01-01\nactors: {A: {}}\n"
    answer = answered(ORDER, read_text(bare))
    assert answer.tables == ()
    assert "no order is open" in sentences(answer)
