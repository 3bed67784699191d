"""The compiled loops of `exchange`: what two actors can trade, and who trades next.

They stand in one file because the kept compiled code of a loop is renewed only when its own file
changes, not when a loop it calls does. A pair of an issue with itself stands for a vote on it that
is paid for.
"""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Bools, Bytes, Floats, Ints

SAME = 1e-9  # of the scale: less apart is in one place; a smaller gain is none
TIE = 1e-9  # gains closer than this share of the larger one are equal
OWN, INNER, OUTER = 0, 1, 2  # circles around a deal


class Market(NamedTuple):
    """What stays while deals are made."""

    position: Floats
    """[n, m] where each actor wants the outcome."""
    salience: Floats
    """[n, m] what a move of the outcome over the whole scale is worth; 0 where not present."""
    pull: Floats
    """[n, m] how far the outcome follows a vote: the actor's share of weight."""
    issues: Ints
    """[P, 2] pairs of issues that may be traded."""
    actors: Ints
    """[A, 2] pairs of actors that may trade."""
    share: Floats
    """[P, A] part of the joint gain for the actor who gets the first issue."""
    by_ideal: bool
    """Whether gains are instead shared as the largest possible ones are."""
    payment_cost: float
    """What it costs to pay one; infinite where nobody pays."""
    floor: Floats
    """[m] no outcome is moved below."""
    ceiling: Floats
    """[m] nor above."""
    after: Bools
    """[m, m] whether the first issue opens only after a deal on the second."""
    tradable: Bools
    """[m] whether an issue is open as far as other things than deals go."""


class Table(NamedTuple):
    """What deals change."""

    vote: Floats
    """[n, m] where each actor stands in the decision."""
    outcome: Floats
    """[m] the weighted mean of the votes."""
    given: Bytes
    """[n, m] direction in which the actor has moved its vote for others; 0: not yet."""
    dealt: Bools
    """[m] whether there was a deal on the issue."""
    open: Bools
    """[m] whether the issue can be traded now."""


class Offer(NamedTuple):
    """The best two actors can do for each other on two issues."""

    first: int
    """The actor who gets the first issue; -1 if there is nothing to trade."""
    second: int
    """Its partner."""
    first_shift: float
    """How far the outcome of the first issue moves."""
    second_shift: float
    """How far that of the second issue does, for the partner."""
    first_gain: float
    second_gain: float
    payment: float
    """What the first receives; below 0, what the second does."""


class Ledger(NamedTuple):
    """Room for the deals of a round."""

    partner: Ints
    gets: Ints
    vote_before: Floats
    vote_after: Floats
    outcome_before: Floats
    outcome_after: Floats
    payment: Floats
    gain: Floats
    ties: Ints
    effect: Floats
    circle: Bytes


@jit
def side(market: Market, table: Table, actor: int, issue: int) -> int:
    """On which side of the outcome an actor wants it."""
    gap = market.position[actor, issue] - table.outcome[issue]
    if gap > SAME:
        return 1
    if gap < -SAME:
        return -1
    return 0


@jit
def room(market: Market, table: Table, giver: int, taker: int, issue: int) -> float:
    """How far the giver can move the outcome towards the taker's point, and nobody's line stops it.

    The vote goes no further than that point, nor does the outcome.
    """
    target = market.position[taker, issue]
    direction = 1.0 if target > table.outcome[issue] else -1.0
    if table.given[giver, issue] == -direction:
        return 0.0
    line = market.ceiling[issue] if direction > 0.0 else market.floor[issue]
    left = direction * (target - table.vote[giver, issue]) * market.pull[giver, issue]
    gap = min(
        direction * (target - table.outcome[issue]), direction * (line - table.outcome[issue])
    )
    reach = min(left, gap)
    return max(0.0, reach)


@jit
def bartered(
    worth: tuple[float, float, float, float], most: tuple[float, float], share: float
) -> tuple[float, float]:
    """The largest shifts of both issues at which the first has `share` of the joint gain.

    `worth` is what a shift of the first and of the second issue is to the first actor, then what
    it is to its partner. The rate of the shifts makes the gains as share to 1 - share.
    """
    of_first = (1.0 - share) * worth[1] + share * worth[3]
    of_second = (1.0 - share) * worth[0] + share * worth[2]
    tightest = max(of_first / most[0], of_second / most[1])
    return of_first / tightest, of_second / tightest


@jit
def gains(
    worth: tuple[float, float, float, float], shifts: tuple[float, float]
) -> tuple[float, float]:
    """What shifts are worth to the first, who gets the first issue, and to its partner."""
    first = worth[0] * shifts[0] - worth[1] * shifts[1]
    second = worth[3] * shifts[1] - worth[2] * shifts[0]
    return first, second


@jit
def as_ideals(worth: tuple[float, float, float, float], most: tuple[float, float]) -> float:
    """The first's part if gains are shared as the largest ones are that leave the other its own."""
    first = gains(worth, bartered(worth, most, 1.0))[0]
    second = gains(worth, bartered(worth, most, 0.0))[1]
    return first / (first + second)


@jit
def nothing() -> Offer:
    """No trade."""
    return Offer(-1, -1, 0.0, 0.0, 0.0, 0.0, 0.0)


@jit
def barter(
    market: Market, row: int, column: int, pair: tuple[int, int], most: tuple[float, float]
) -> Offer:
    """Votes for votes."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    i, j = pair
    s = market.salience
    worth = (s[i, p], s[i, q], s[j, p], s[j, q])
    share = as_ideals(worth, most) if market.by_ideal else market.share[row, column]
    shifts = bartered(worth, most, share)
    first, second = gains(worth, shifts)
    if first + second <= SAME:
        return nothing()
    return Offer(i, j, shifts[0], shifts[1], first, second, 0.0)


@jit
def levelled(
    market: Market, row: int, column: int, pair: tuple[int, int], most: tuple[float, float]
) -> Offer:
    """Votes for votes, and all both can give if a payment then leaves each with more.

    With g and h what the shifts are worth to both, a payment that makes the gains equal leaves each
    min(g + cost h, cost g + h) / (1 + cost). This is concave with a ridge where g = h, so that it
    is largest at the barter or in a corner; the two corners with one issue only are `purchase`.
    """
    p, q = market.issues[row, 0], market.issues[row, 1]
    i, j = pair
    s, cost = market.salience, market.payment_cost
    worth = (s[i, p], s[i, q], s[j, p], s[j, q])
    even = nothing()
    if worth[0] * worth[3] > worth[1] * worth[2]:
        even = barter(market, row, column, pair, most)
    first, second = gains(worth, most)
    level = min(first + cost * second, cost * first + second) / (1.0 + cost)
    if level <= max(even.first_gain * (1.0 + TIE), SAME):
        return even
    return Offer(i, j, most[0], most[1], level, level, (second - first) / (1.0 + cost))


@jit
def purchase(market: Market, table: Table, issue: int, a: int, b: int) -> Offer:
    """What the one who cares more pays the other for its vote on one issue, both gaining alike."""
    cost = market.payment_cost
    if market.salience[a, issue] < market.salience[b, issue]:
        a, b = b, a
    get, gives = market.salience[a, issue], market.salience[b, issue]
    most = room(market, table, b, a, issue)
    level = (get - cost * gives) * most / (1.0 + cost)
    if level <= SAME:
        return nothing()
    return Offer(a, b, most, 0.0, level, level, -(get + gives) * most / (1.0 + cost))


@jit
def opposed(market: Market, table: Table, a: int, b: int, issue: int) -> bool:
    """Whether two actors stand on different sides of the outcome."""
    return side(market, table, a, issue) * side(market, table, b, issue) < 0


@jit
def offer(market: Market, table: Table, row: int, column: int) -> Offer:
    """The deal a pair of actors can make on a pair of issues as things stand."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    a, b = market.actors[column, 0], market.actors[column, 1]
    on_the_table = table.open[p] and table.open[q]
    if not (on_the_table and opposed(market, table, a, b, p) and opposed(market, table, a, b, q)):
        return nothing()
    if p == q:
        return purchase(market, table, p, a, b)
    s = market.salience
    balance = s[a, p] * s[b, q] - s[a, q] * s[b, p]
    if balance < 0.0:
        a, b = b, a
    most = room(market, table, b, a, p), room(market, table, a, b, q)
    if most[0] <= 0.0 or most[1] <= 0.0:
        return nothing()
    if market.payment_cost < np.inf:
        return levelled(market, row, column, (a, b), most)
    return barter(market, row, column, (a, b), most) if balance != 0.0 else nothing()


@jit
def review(market: Market, table: Table, row: int, joint: Floats) -> None:
    """Fill the row of `joint`: what each pair of actors can gain together on a pair of issues."""
    for column in range(len(market.actors)):
        found = offer(market, table, row, column)
        joint[row, column] = found.first_gain + found.second_gain


@jit
def survey(
    market: Market, table: Table, partner: Ints, gets: Ints, shift: Floats, gain: Floats
) -> int:
    """Write down every deal that can be made now; how many there are."""
    count = 0
    for row in range(len(market.issues)):
        p, q = market.issues[row, 0], market.issues[row, 1]
        for column in range(len(market.actors)):
            found = offer(market, table, row, column)
            if found.first >= 0:
                partner[count, 0], partner[count, 1] = found.first, found.second
                gets[count, 0], gets[count, 1] = p, q if q != p else -1
                shift[count, 0], shift[count, 1] = found.first_shift, found.second_shift
                gain[count, 0], gain[count, 1] = found.first_gain, found.second_gain
                count += 1
    return count


@jit
def best_of(joint: Floats, top: Floats) -> tuple[int, int, int]:
    """Where the largest gain is, the first of equals, and how many others equal it; -1: nowhere."""
    largest = top.max()
    if largest <= 0.0:
        return -1, -1, 0
    row, column, equals = -1, -1, -1
    for r in range(len(top)):
        if top[r] < largest * (1.0 - TIE):
            continue
        for c in range(joint.shape[1]):
            if joint[r, c] >= largest * (1.0 - TIE):
                equals += 1
                if row < 0:
                    row, column = r, c
    return row, column, equals


@jit
def vote_for(market: Market, table: Table, giver: int, issue: int, shift: float) -> None:
    """Move the giver's vote so that the outcome shifts, and count the votes again."""
    if shift == 0.0:
        return
    table.vote[giver, issue] += shift / market.pull[giver, issue]
    table.given[giver, issue] = 1 if shift > 0.0 else -1
    table.dealt[issue] = True
    total = 0.0
    for k in range(len(table.vote)):
        total += market.pull[k, issue] * table.vote[k, issue]
    table.outcome[issue] = total


@jit
def unlock(market: Market, table: Table) -> bool:
    """Open the issues whose conditions are met; whether there were any."""
    opened = False
    for p in range(len(table.open)):
        if table.open[p] or not market.tradable[p]:
            continue
        met = True
        for q in range(len(table.open)):
            if market.after[p, q] and not table.dealt[q]:
                met = False
        if met:
            table.open[p] = opened = True
    return opened


@jit
def strike(market: Market, table: Table, row: int, found: Offer) -> bool:
    """Carry out a deal; whether it opens further issues."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    towards = side(market, table, found.first, p)
    vote_for(market, table, found.second, p, towards * found.first_shift)
    if p != q:
        towards = side(market, table, found.second, q)
        vote_for(market, table, found.first, q, towards * found.second_shift)
    return unlock(market, table)


@jit
def note_before(market: Market, table: Table, row: int, found: Offer, k: int, to: Ledger) -> None:
    """Write down who trades what, and how everybody stands to it."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    i, j = found.first, found.second
    to.partner[k, 0], to.partner[k, 1] = i, j
    to.gets[k, 0], to.gets[k, 1] = p, q if q != p else -1
    to.vote_before[k, 0], to.vote_before[k, 1] = table.vote[j, p], table.vote[i, q]
    to.outcome_before[k, 0], to.outcome_before[k, 1] = table.outcome[p], table.outcome[q]
    to.gain[k, 0], to.gain[k, 1] = found.first_gain, found.second_gain
    received = found.payment
    to.payment[k, 0] = received if received >= 0.0 else received * market.payment_cost
    to.payment[k, 1] = -received if received <= 0.0 else -received * market.payment_cost
    of_first = side(market, table, i, p) * side(market, table, i, q)
    for m in range(len(table.vote)):
        alike = side(market, table, m, p) * side(market, table, m, q) == of_first
        cares = market.salience[m, p] > 0.0 and market.salience[m, q] > 0.0
        to.circle[k, m] = INNER if alike and cares else OUTER
    to.circle[k, i] = to.circle[k, j] = OWN


@jit
def note_after(market: Market, table: Table, row: int, found: Offer, k: int, to: Ledger) -> None:
    """Write down where the deal leaves votes and outcomes, and what it is worth to everybody."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    i, j = found.first, found.second
    to.vote_after[k, 0], to.vote_after[k, 1] = table.vote[j, p], table.vote[i, q]
    to.outcome_after[k, 0], to.outcome_after[k, 1] = table.outcome[p], table.outcome[q]
    for m in range(len(table.vote)):
        total = 0.0
        for c in range(2 if p != q else 1):
            d = market.issues[row, c]
            x, old, new = market.position[m, d], to.outcome_before[k, c], table.outcome[d]
            total += market.salience[m, d] * (abs(old - x) - abs(new - x))
        to.effect[k, m] = total
    to.effect[k, i] += to.payment[k, 0]
    to.effect[k, j] += to.payment[k, 1]


@jit
def trade(market: Market, table: Table, joint: Floats, to: Ledger) -> tuple[int, bool]:
    """Make the deals of a round, most gainful first; how many, and whether none is left to make."""
    rows, most = len(market.issues), len(to.ties)
    top = np.zeros(rows)
    for r in range(rows):
        review(market, table, r, joint)
        top[r] = joint[r].max()
    for k in range(most):
        row, column, to.ties[k] = best_of(joint, top)
        if row < 0:
            return k, True
        found = offer(market, table, row, column)
        note_before(market, table, row, found, k, to)
        opened = strike(market, table, row, found)
        note_after(market, table, row, found, k, to)
        p, q = market.issues[row, 0], market.issues[row, 1]
        for r in range(rows):
            x, y = market.issues[r, 0], market.issues[r, 1]
            if opened or x in (p, q) or y in (p, q):
                review(market, table, r, joint)
                top[r] = joint[r].max()
    return most, False
