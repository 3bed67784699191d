"""What every feasible order of some steps is worth to everybody, draw by draw.

The same plan value as `orders.plan_values`, for every order together: steps that orders share are
paid and valued once per draw.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from detente.base.ids import InputPath, MoveId
from detente.behaviour.orders import Order, Step, feasible_orders, names
from detente.case.expressions import Verb
from detente.case.schema import Case
from detente.methods.game import Floats, Ints
from detente.methods.kendall import kendall_distance
from detente.model.compiled import Model
from detente.model.numbers import discounts, flows, payments


@dataclass(frozen=True, slots=True, kw_only=True)
class Plans:
    """Every feasible order of some named steps."""

    model: Model
    orders: tuple[Order, ...]
    steps: tuple[Step, ...]
    """Every step that occurs in some order, once."""
    places: Ints
    """[K, m] which step each order has in each place."""

    def values(self, inputs: Mapping[InputPath, float], spacing: float) -> Floats:
        """[K, n] the plan value of each order for each actor, in points."""
        r, flow = discounts(self.model, inputs), flows(self.model, inputs)
        rows = payments(self.model, inputs)
        paid = np.array([rows[list(step.pay_rows)].sum(axis=0) for step in self.steps])
        lasting = flow[[step.state for step in self.steps]] / r
        kept = np.exp(-r * spacing)
        worth = lasting[self.places[:, -1]]
        for place in self.places.T[::-1]:
            worth = paid[place] + lasting[place] * (1.0 - kept) + kept * worth
        return worth

    def swaps(self) -> dict[tuple[MoveId, MoveId], tuple[tuple[int, int], ...]]:
        """Per pair of steps: the orders that differ by these two neighbours only, (a b, b a)."""
        place = {names(order): k for k, order in enumerate(self.orders)}
        found: dict[tuple[MoveId, MoveId], list[tuple[int, int]]] = {}
        for listed, k in place.items():
            for at in range(len(listed) - 1):
                first, second = listed[at], listed[at + 1]
                turned = (*listed[:at], second, first, *listed[at + 2 :])
                if first < second and turned in place:
                    found.setdefault((first, second), []).append((k, place[turned]))
        return {pair: tuple(found[pair]) for pair in sorted(found)}


def plans(model: Model, moves: tuple[MoveId, ...]) -> Plans | None:
    """Every feasible order of some moves; none if there is no such order.

    Raises:
        StudyError: more moves are named than orders are compared of.
    """
    orders = feasible_orders(model, moves)
    if not orders or not orders[0]:
        return None
    steps = tuple(dict.fromkeys(step for order in orders for step in order))
    number = {step: k for k, step in enumerate(steps)}
    places = np.array([[number[step] for step in order] for order in orders])
    return Plans(model=model, orders=orders, steps=steps, places=places)


def steps_of_interest(case: Case, model: Model, most: int) -> tuple[MoveId, ...]:
    """The moves whose order is asked about: those that end threats, then what strategies do first.

    Only such as can still be made from today's state, and all of them in one process.
    """
    ending = [m for threat in case.threats.values() for m in threat.ended_by]
    sought = [
        action.target
        for strategies in case.strategies.values()
        for strategy in strategies.values()
        for action in strategy.first
        if action.verb is Verb.DO
    ]
    chosen: tuple[MoveId, ...] = ()
    for move in dict.fromkeys([*ending, *sought]):
        if len(chosen) < most and feasible_orders(model, (*chosen, move)):
            chosen = (*chosen, move)
    return chosen


def distance(one: Order, other: Order) -> int:
    """How many pairs of steps two orders of the same steps take the other way round."""
    place = {move: k for k, move in enumerate(names(one))}
    return kendall_distance(tuple(place.values()), tuple(place[m] for m in names(other)))
