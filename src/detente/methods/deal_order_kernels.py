"""The compiled loops of `deal_orders`: what deals add up to in one order after the other."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.exchange_kernels import SAME, look_at, strike, worth_to
from detente.methods.exchange_market import Market, Table
from detente.methods.game import Floats, Ints


@jit
def restore(table: Table, start: Table) -> None:
    """Put everything back to the start."""
    table.vote[:], table.outcome[:], table.side[:] = start.vote, start.outcome, start.side
    table.room[:], table.given[:] = start.room, start.given
    table.dealt[:], table.open[:] = start.dealt, start.open


@jit
def walk(
    market: Market,
    table: Table,
    places: Ints,
    order: Ints,
    actor: int,
    joint: Floats,
    total: Floats,
) -> bool:
    """Make deals in an order and fill `total` with what they add up to for an actor.

    `places` [K, 2] are rows and columns. False if one of the deals cannot be made at its turn.
    """
    before, so_far = np.empty(2), 0.0
    for k in range(len(order)):
        row, column = places[order[k], 0], places[order[k], 1]
        found = look_at(market, table, row, column, column + 1, joint)
        if joint[row, column] <= 0.0:
            return False
        before[0] = table.outcome[market.issues[row, 0]]
        before[1] = table.outcome[market.issues[row, 1]]
        strike(market, table, row, found)
        so_far += worth_to(market, table, row, found, actor, before)
        total[k] = so_far
    return True


@jit
def advance(order: Ints) -> bool:
    """Turn an order into the next one, as in a dictionary; False after the last."""
    k = len(order) - 2
    while k >= 0 and order[k] >= order[k + 1]:
        k -= 1
    if k < 0:
        return False
    last = len(order) - 1
    while order[last] <= order[k]:
        last -= 1
    order[k], order[last] = order[last], order[k]
    order[k + 1 :] = order[k + 1 :][::-1].copy()
    return True


@jit
def better(total: Floats, than: Floats) -> bool:
    """Whether deals add up to more, or to the same with a lowest point that is higher."""
    more = total[-1] - than[-1]
    if abs(more) > SAME:
        return more > 0.0
    return total.min() > than.min() + SAME


@jit
def try_orders(
    market: Market,
    start: Table,
    table: Table,
    places: Ints,
    actor: int,
    joint: Floats,
    orders: Ints,
    totals: Floats,
) -> int:
    """Fill `orders` and `totals` [2, K]: the best of all orders for an actor, and the worst.

    How many orders there are in which every deal can be made; the first of equals is kept.
    """
    order, total = np.arange(len(places)), np.empty(len(places))
    feasible, more = 0, True
    while more:
        restore(table, start)
        if walk(market, table, places, order, actor, joint, total):
            feasible += 1
            for which in range(2):
                first = feasible == 1
                up = better(total, totals[0]) if which == 0 else better(totals[1], total)
                if first or up:
                    orders[which], totals[which] = order, total
        more = advance(order)
    return feasible
