"""The compiled loops of `exchange`: what two actors can trade, and who trades next.

They stand in one file because the kept compiled code of a loop is renewed only when its own file
changes, not when a loop it calls does. What is called for each pair of actors on each pair of
issues takes numbers and no tuples of arrays, which makes it many times faster. A pair of an issue
with itself stands for votes on it that are paid for.
"""

import numpy as np

from detente.methods._jit import jit
from detente.methods.exchange_market import INNER, OUTER, OWN, Ledger, Market, Offer, Table
from detente.methods.game import Floats, Ints

SAME = 1e-9  # of the scale: less apart is in one place; a smaller gain is none
TIE = 1e-9  # gains closer than this share of the larger one are equal
ROUNDING = 1e-12  # of the scale: what is left of a room that is used up


# ---------------------------------------------------------------- two actors


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
def barter(
    worth: tuple[float, float, float, float],
    most: tuple[float, float],
    share: float,
    by_ideal: bool,  # noqa: FBT001 - compiled code takes no keywords
) -> tuple[float, float, float, float, float]:
    """Votes for votes: the shifts of both issues, the gains of both actors, no payment."""
    if worth[0] * worth[3] <= worth[1] * worth[2]:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    shifts = bartered(worth, most, as_ideals(worth, most) if by_ideal else share)
    first, second = gains(worth, shifts)
    return shifts[0], shifts[1], first, second, 0.0


@jit
def levelled(
    worth: tuple[float, float, float, float], most: tuple[float, float], cost: float
) -> tuple[float, float, float, float, float]:
    """Votes for votes, or all that both can give if a payment then leaves each with more.

    With g and h what the shifts are worth to both, a payment that makes the gains equal leaves each
    min(g + cost h, cost g + h) / (1 + cost). This is concave with a ridge where g = h, so that it
    is largest at the barter or in a corner; the corners with one issue alone are `purchase`.
    """
    even = barter(worth, most, 0.5, False)  # noqa: FBT003 - compiled code takes no keywords
    first, second = gains(worth, most)
    level = min(first + cost * second, cost * first + second) / (1.0 + cost)
    if level <= even[2] * (1.0 + TIE):
        return even
    return most[0], most[1], level, level, (second - first) / (1.0 + cost)


@jit
def purchase(
    worth: float, to_partner: float, most: float, cost: float
) -> tuple[float, float, float, float, float]:
    """A payment for votes on one issue that leaves both with the same, if it is worth its cost."""
    level = (worth - cost * to_partner) * most / (1.0 + cost)
    if level <= 0.0:
        return 0.0, 0.0, 0.0, 0.0, 0.0
    return most, 0.0, level, level, -(worth + to_partner) * most / (1.0 + cost)


@jit
def terms(
    worth: tuple[float, float, float, float],
    most: tuple[float, float],
    share: float,
    by_ideal: bool,  # noqa: FBT001 - compiled code takes no keywords
    cost: float,
) -> tuple[float, float, float, float, float]:
    """The best two actors can do for each other: shifts, gains, what the first receives."""
    if cost < np.inf:
        return levelled(worth, most, cost)
    return barter(worth, most, share, by_ideal)


# ---------------------------------------------------------------- all pairs


@jit
def look_at(market: Market, table: Table, row: int, first: int, last: int, joint: Floats) -> Offer:
    """Fill part of a row of `joint`: what pairs of actors can gain together on a pair of issues.

    From the first pair to before the last; the last offer seen is returned.
    """
    p, q = market.issues[row, 0], market.issues[row, 1]
    actors, s, room, share = market.actors, market.salience, table.room, market.share
    by_ideal, cost = market.by_ideal, market.payment_cost
    joint[row, first:last] = 0.0
    i, j, found = -1, -1, (0.0, 0.0, 0.0, 0.0, 0.0)
    if not (table.open[p] and table.open[q]):
        return Offer(i, j, *found)
    for column in range(first, last):
        i, j = actors[row, column, 0], actors[row, column, 1]
        most = (room[p, j, i], room[p, j, i] if p == q else room[q, i, j])
        if (most[0] <= 0.0) | (most[1] <= 0.0):  # one jump is quicker than two
            continue
        if p == q:
            found = purchase(s[i, p], s[j, p], most[0], cost)
        else:
            worth = (s[i, p], s[i, q], s[j, p], s[j, q])
            found = terms(worth, most, share[row, column], by_ideal, cost)
        total = found[2] + found[3]
        if total > SAME:
            joint[row, column] = total
    return Offer(i, j, *found)


@jit
def review(market: Market, table: Table, joint: Floats) -> None:
    """Fill `joint`: what each pair of actors can gain together on each pair of issues, now."""
    for row in range(len(market.issues)):
        look_at(market, table, row, 0, joint.shape[1], joint)


@jit
def survey(
    market: Market,
    table: Table,
    joint: Floats,
    partner: Ints,
    gets: Ints,
    shift: Floats,
    gain: Floats,
) -> int:
    """Write down every deal that can be made now; how many there are."""
    count = 0
    for row in range(len(market.issues)):
        p, q = market.issues[row, 0], market.issues[row, 1]
        for column in range(joint.shape[1]):
            found = look_at(market, table, row, column, column + 1, joint)
            if joint[row, column] > 0.0:
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


# ---------------------------------------------------------------- the table


@jit
def reach(market: Market, table: Table, giver: int, taker: int, issue: int) -> float:
    """How far the giver can move the outcome towards the taker's position.

    Neither vote nor outcome goes beyond it, the outcome passes no line, and nobody gives in both
    directions.
    """
    direction, outcome = table.side[taker, issue], table.outcome[issue]
    if table.given[giver, issue] == -direction:
        return 0.0
    target = market.position[taker, issue]
    line = market.ceiling[issue] if direction > 0 else market.floor[issue]
    left = direction * (target - table.vote[giver, issue]) * market.pull[giver, issue]
    gap = min(direction * (target - outcome), direction * (line - outcome))
    room = min(left, gap)
    return room if room > ROUNDING else 0.0


@jit
def count_votes(market: Market, table: Table, issue: int) -> None:
    """Bring an outcome up to date, who stands where of it, and how far it can be moved for whom."""
    position, actors = market.position, len(table.vote)
    outcome = 0.0
    for k in range(actors):
        outcome += market.pull[k, issue] * table.vote[k, issue]
    table.outcome[issue] = outcome
    middle = outcome if market.regroup else market.start[issue]
    for k in range(actors):
        gap = position[k, issue] - middle
        table.side[k, issue] = 1 if gap > SAME else (-1 if gap < -SAME else 0)
    for giver in range(actors):
        for taker in range(actors):
            room = 0.0
            if table.side[giver, issue] * table.side[taker, issue] < 0:
                room = reach(market, table, giver, taker, issue)
            table.room[issue, giver, taker] = room


@jit
def unlock(market: Market, table: Table) -> bool:
    """Open the issues whose conditions are met; whether there were any."""
    opened = False
    for p in range(len(table.open)):
        met = market.tradable[p] and not table.open[p]
        for q in range(len(table.open)):
            if market.after[p, q] and not table.dealt[q]:
                met = False
        if met:
            table.open[p] = opened = True
    return opened


@jit
def move_vote(
    market: Market, table: Table, giver: int, taker: int, issue: int, shift: float
) -> None:
    """Move the giver's vote until the outcome has shifted so far to the taker's side."""
    direction = table.side[taker, issue]
    table.vote[giver, issue] += direction * shift / market.pull[giver, issue]
    table.given[giver, issue] = direction
    table.dealt[issue] = True
    count_votes(market, table, issue)


@jit
def strike(market: Market, table: Table, row: int, found: Offer) -> bool:
    """Carry out a deal; whether it opens further issues."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    move_vote(market, table, found.second, found.first, p, found.first_shift)
    if p != q:
        move_vote(market, table, found.first, found.second, q, found.second_shift)
    return unlock(market, table)


@jit
def payments(market: Market, found: Offer) -> tuple[float, float]:
    """What both partners receive; below 0, what paying costs them."""
    received = found.payment
    if received > 0.0:
        return received, -received * market.payment_cost
    if received < 0.0:
        return received * market.payment_cost, -received
    return 0.0, 0.0


@jit
def worth_to(
    market: Market, table: Table, row: int, found: Offer, actor: int, before: Floats
) -> float:
    """What a deal just carried out is worth to an actor; `before` are both outcomes before it."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    total = 0.0
    for c in range(2 if p != q else 1):
        d = market.issues[row, c]
        x = market.position[actor, d]
        total += market.salience[actor, d] * (abs(before[c] - x) - abs(table.outcome[d] - x))
    received = payments(market, found)
    if actor == found.first:
        total += received[0]
    if actor == found.second:
        total += received[1]
    return total


@jit
def note_before(market: Market, table: Table, row: int, found: Offer, k: int, to: Ledger) -> None:
    """Write down who trades what, and how everybody stands to it."""
    p, q = market.issues[row, 0], market.issues[row, 1]
    i, j, side = found.first, found.second, table.side
    to.partner[k, 0], to.partner[k, 1] = i, j
    to.gets[k, 0], to.gets[k, 1] = p, q if q != p else -1
    to.vote_before[k, 0], to.vote_before[k, 1] = table.vote[j, p], table.vote[i, q]
    to.outcome_before[k, 0], to.outcome_before[k, 1] = table.outcome[p], table.outcome[q]
    to.gain[k, 0], to.gain[k, 1] = found.first_gain, found.second_gain
    to.payment[k, 0], to.payment[k, 1] = payments(market, found)
    for m in range(len(table.vote)):
        alike = side[m, p] * side[m, q] == side[i, p] * side[i, q]
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
        to.effect[k, m] = worth_to(market, table, row, found, m, to.outcome_before[k])


@jit
def trade(market: Market, table: Table, joint: Floats, to: Ledger) -> tuple[int, bool]:
    """Make the deals of a round, most gainful first; how many, and whether none is left to make."""
    rows, columns = joint.shape
    review(market, table, joint)
    top = np.zeros(rows)
    for r in range(rows):
        top[r] = joint[r].max()
    for k in range(len(to.ties)):
        row, column, to.ties[k] = best_of(joint, top)
        if row < 0:
            return k, True
        found = look_at(market, table, row, column, column + 1, joint)
        note_before(market, table, row, found, k, to)
        opened = strike(market, table, row, found)
        note_after(market, table, row, found, k, to)
        p, q = market.issues[row, 0], market.issues[row, 1]
        for r in range(rows):
            x, y = market.issues[r, 0], market.issues[r, 1]
            if opened or x in (p, q) or y in (p, q):
                look_at(market, table, r, 0, columns, joint)
                top[r] = joint[r].max()
    return len(to.ties), False
