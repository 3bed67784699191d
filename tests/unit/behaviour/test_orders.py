"""Plan values by hand, orders and the steps made together with them."""

from math import exp

import pytest
from tests.small import compiled

from detente.base.errors import StudyError
from detente.behaviour.orders import best_order, feasible_orders, names, plan_values

TWO = """
    actors: {A: {discount: 0.2}, B: {discount: 0.1}}
    moves: {a: {by: A}, b: {by: B}}
    goals:
      A: {g: {weight: 10, measure: a, once: [{on: b, pays: -0.1}]}}
      B: {g: {weight: 20, measure: b and not a}}
    """


def test_the_value_of_a_plan_is_what_it_pays_on_the_way_and_for_ever() -> None:
    model = compiled(TWO)
    orders = {names(o): o for o in feasible_orders(model, ("a", "b"))}
    assert list(orders) == [("a", "b"), ("b", "a")]
    kept, kept_b = exp(-0.2 * 0.5), exp(-0.1 * 0.5)
    # a then b: A has its 10 points from the first step on, and pays 1 at the second.
    worth = plan_values(model, model.mode, orders["a", "b"], 0.5)
    assert worth == pytest.approx([10 * (1 - kept) + kept * (-1 + 10), 0.0])
    # b then a: A pays 1 now and has its 10 points half a year later; B has its 20 till then.
    worth = plan_values(model, model.mode, orders["b", "a"], 0.5)
    assert worth == pytest.approx([-1 + kept * 10, 20 * (1 - kept_b)])


def test_the_best_order_is_the_one_of_greatest_plan_value() -> None:
    model = compiled(TWO)
    assert best_order(model, model.mode, "A", ("b", "a")) == ("a", "b")
    assert best_order(model, model.mode, "B", ("a", "b")) == ("b", "a")


def test_of_equal_orders_the_one_listed_first() -> None:
    model = compiled("""
        actors: {A: {}, B: {}}
        moves: {a: {by: A}, b: {by: A}}
        goals: {A: {g: {weight: 1, measure: a and b}}}
        """)
    assert best_order(model, model.mode, "B", ("b", "a")) == ("b", "a")


def test_no_feasible_order_is_the_empty_one() -> None:
    model = compiled("""
        actors: {A: {}}
        moves: {a: {by: A, requires: not b}, b: {by: A, requires: not a}}
        goals: {A: {g: {weight: 1, measure: a or b}}}
        """)
    assert best_order(model, model.mode, "A", ("a", "b")) == ()


def test_what_a_step_requires_is_made_together_with_it() -> None:
    model = compiled("""
        actors: {A: {discount: 0.1}}
        moves:
          gate: {by: A}
          a: {by: A, requires: gate}
          b: {by: A}
        goals: {A: {g: {weight: 10, measure: 0.5 * (a + b), once: [{on: gate, pays: -0.2}]}}}
        """)
    order = next(o for o in feasible_orders(model, ("a", "b")) if names(o) == ("a", "b"))
    assert [step.together for step in order] == [("gate",), ()]
    kept = exp(-0.1 * 0.25)
    worth = plan_values(model, model.mode, order, 0.25)
    assert worth == pytest.approx([-2 + 5 * (1 - kept) + kept * 10])


def test_preconditions_leave_fewer_orders() -> None:
    model = compiled("""
        actors: {A: {}}
        moves: {a: {by: A}, b: {by: A, requires: a}, c: {by: A}}
        goals: {A: {g: {weight: 1, measure: b and c}}}
        """)
    found = {names(o) for o in feasible_orders(model, ("a", "b", "c"))}
    assert found == {("a", "b", "c"), ("a", "c", "b"), ("c", "a", "b")}


def test_more_than_eight_steps_are_refused() -> None:
    model = compiled(TWO)
    with pytest.raises(StudyError, match="at most 8"):
        feasible_orders(model, tuple("abcdefghi"))
