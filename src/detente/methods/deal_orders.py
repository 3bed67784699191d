"""In which order deals are best or worst for somebody who may have no part in them.

Each deal is as large as it can be at its turn, so that the order changes what is traded, and with
it where the outcomes end; on the way the actor may stand worse than at the end. An order counts if
every deal still leaves both partners better off at its turn. Compared is what the deals add up to
for the actor, then, between equals, the lowest point on the way.
"""

from dataclasses import dataclass
from itertools import combinations
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.methods import deal_order_kernels as kernels
from detente.methods.exchange import market_of, places, table_of
from detente.methods.exchange_deals import Rate, Rules
from detente.methods.exchange_kernels import SAME
from detente.methods.exchange_market import Market, Table
from detente.methods.game import Floats, Ints
from detente.methods.stances import Stances

MOST = 8
"""So many deals are tried in every order: 40,320."""


class DealOrder(NamedTuple):
    """Deals in an order."""

    order: tuple[int, ...]
    """The deals by their number in what was given."""
    total: Floats
    """[K] what the actor has gained, in all, after each of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DealOrders:
    """The ends of what the order can bring to an actor."""

    best: DealOrder
    worst: DealOrder
    feasible: int
    """In so many of the orders tried every deal could be made."""
    exact: bool
    """Whether all orders were tried; if not, there may be better and worse ones."""


def turns_negative(total: Floats) -> int | None:
    """The first deal after which an actor has lost, given its total after each; None: never.

    >>> turns_negative(np.array([0.2, -0.1, 0.3]))
    1
    """
    below = np.flatnonzero(total < -SAME)
    return int(below[0]) if below.size else None


_Seen: TypeAlias = dict[tuple[int, ...], Floats | None]


def deal_orders(
    stances: Stances, rules: Rules, rate: Rate, pairs: tuple[Ints, Ints], actor: int
) -> DealOrders | None:
    """The best and the worst order of deals for an actor.

    None if no order allows them all, or there are none.
    `pairs` are the partners and what they get, [K, 2] each, as in deals and opportunities. Up to
    eight deals are tried in every order, at a cost of K! K; more are improved from the given order
    and its reverse by changing places of two as long as that helps, at K^3 a time.
    """
    market = market_of(stances, rules, rate)
    scene = _Scene(
        market=market,
        start=table_of(market),
        table=table_of(market),
        places=places(market, *pairs),
        actor=actor,
        joint=np.empty(market.share.shape),
    )
    if not len(scene.places) or (scene.places < 0).any():
        return None
    return _tried(scene) if len(scene.places) <= MOST else _improved(scene)


class _Scene(NamedTuple):
    """What orders are tried on."""

    market: Market
    start: Table
    table: Table
    places: Ints
    actor: int
    joint: Floats


def _tried(scene: _Scene) -> DealOrders | None:
    """The ends of all orders."""
    count = len(scene.places)
    orders, totals = np.zeros((2, count), np.int64), np.zeros((2, count))
    feasible = kernels.try_orders(*scene, orders, totals)
    if not feasible:
        return None
    best, worst = (
        DealOrder(tuple(order.tolist()), total) for order, total in zip(orders, totals, strict=True)
    )
    return DealOrders(best=best, worst=worst, feasible=feasible, exact=True)


def _improved(scene: _Scene) -> DealOrders | None:
    """The ends that changing places leads to, from the given order and from its reverse."""
    forth = tuple(range(len(scene.places)))
    seen: _Seen = {}
    starts = [
        DealOrder(order, total)
        for order in (forth, forth[::-1])
        if (total := _total(scene, order, seen)) is not None
    ]
    if not starts:
        return None
    ups = [_climbed(scene, start, seen, up=True) for start in starts]
    downs = [_climbed(scene, start, seen, up=False) for start in starts]
    best, worst = ups[0], downs[0]
    for end in ups:
        best = end if kernels.better(end.total, best.total) else best
    for end in downs:
        worst = end if kernels.better(worst.total, end.total) else worst
    feasible = sum(total is not None for total in seen.values())
    return DealOrders(best=best, worst=worst, feasible=feasible, exact=False)


def _climbed(scene: _Scene, here: DealOrder, seen: _Seen, *, up: bool) -> DealOrder:
    """The order near which there is none better, or with `up` false, none worse."""
    improved = True
    while improved:
        improved = False
        for a, b in combinations(range(len(here.order)), 2):
            near = list(here.order)
            near[a], near[b] = near[b], near[a]
            total = _total(scene, tuple(near), seen)
            if total is None:
                continue
            if kernels.better(total, here.total) if up else kernels.better(here.total, total):
                here, improved = DealOrder(tuple(near), total), True
    return here


def _total(scene: _Scene, order: tuple[int, ...], seen: _Seen) -> Floats | None:
    """What the deals add up to in an order; None if one of them cannot be made."""
    if order not in seen:
        total = np.empty(len(order))
        market, start, table, places, actor, joint = scene
        kernels.restore(table, start)
        made = kernels.walk(market, table, places, np.array(order), actor, joint, total)
        seen[order] = total if made else None
    return seen[order]
