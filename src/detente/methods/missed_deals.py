"""Deals that would have left both partners better off and were not made, and what stopped them.

Two kinds. *Barred*: at the end of a round both would still gain, but a rule keeps them from it.
*Overtaken*: both would have gained at the start, but deals of others, or their own, left nothing to
trade: the vote was given away, or the outcome moved. For the second kind the deal is named after
which nothing was left. What a rule keeps from being made at the end is barred, not overtaken.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

import numpy as np

from detente.methods import exchange_kernels as kernels
from detente.methods.exchange import market_of, offers, places, table_of
from detente.methods.exchange_deals import (
    Deals,
    EqualGains,
    Exchange,
    GainsAsIdeals,
    Opportunities,
    Rules,
    free_trade,
)
from detente.methods.exchange_kernels import SAME
from detente.methods.exchange_market import Market, Table
from detente.methods.game import Ints
from detente.methods.stances import Stances


class Barrier(Enum):
    """What keeps two actors from a deal."""

    NOT_LINKED = "not_linked"
    """The two issues may not be traded."""
    NOT_TALKING = "not_talking"
    """The two actors may not trade."""
    NOT_OPEN = "not_open"
    """One of the issues is not open yet."""
    RED_LINE = "red_line"
    """The outcome would pass somebody's red line."""
    GIVEN = "given"
    """A partner has moved its vote the other way, for another deal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MissedDeal:
    """A deal that was not made."""

    partner: tuple[int, int]
    """Who would have traded."""
    gets: tuple[int, int]
    """The issue each would have got; -1: a payment alone."""
    gain: tuple[float, float]
    """What each would have gained: at the end of the round if it was barred, else at the start."""
    barriers: tuple[Barrier, ...]
    """What barred it; empty if it was overtaken."""
    held_by: tuple[int, ...]
    """Whose red lines bar it."""
    overtaken_by: int | None
    """The deal of the round, from 0, after which nothing was left; None if it was barred."""


def missed_deals(
    stances: Stances,
    rules: Rules,
    rate: EqualGains | GainsAsIdeals,
    done: Exchange,
    number: int = 0,
) -> tuple[MissedDeal, ...]:
    """The deals missed in one round of an exchange, the most gainful first.

    `rate` says how gains are counted; where it was drawn at random, count with equal ones. A round
    that was cut short may also have left deals that nothing stops; they are not told here.
    Cost: O(n^2 m^2) for each deal of the round.
    """
    here = stances._replace(position=done.positions[number])
    market = market_of(here, rules, rate, number)
    earlier = done.deals.gets[done.deals.round < number]
    table = table_of(market, np.isin(np.arange(len(market.floor)), earlier))
    deals = Deals._make(column[done.deals.round == number] for column in done.deals)
    start = offers(market, table)
    last = _last_offered(market, table, deals)  # brings the table to the end of the round
    at = places(market, start.partner, start.gets)
    overtaken = [
        _missed(start, k, overtaken_by=int(deal))
        for k, deal in enumerate(last[at[:, 0], at[:, 1]])
        if deal >= 0
    ]
    barred = list(_barred(here, rules, rate, table))
    told = {(deal.partner, deal.gets) for deal in barred}
    missed = barred + [deal for deal in overtaken if (deal.partner, deal.gets) not in told]
    return tuple(sorted(missed, key=lambda deal: -sum(deal.gain)))


def _last_offered(market: Market, table: Table, deals: Deals) -> Ints:
    """[P, A] the deal after which a deal never made could be made no more; -1: none."""
    joint = np.empty(market.share.shape)
    last = np.full(joint.shape, -1)
    for k in range(len(deals.ties)):
        kernels.review(market, table, joint)
        last[joint > 0] = k
        _make(market, table, deals, k)
    kernels.review(market, table, joint)
    made = places(market, deals.partner, deals.gets)
    last[joint > 0] = last[made[:, 0], made[:, 1]] = -1
    return last


def _make(market: Market, table: Table, deals: Deals, k: int) -> None:
    """Bring the table to where it was after a deal."""
    for giver, issue, before, after in zip(
        deals.partner[k, ::-1],
        deals.gets[k],
        deals.vote_before[k],
        deals.vote_after[k],
        strict=True,
    ):
        if issue >= 0:
            table.vote[giver, issue] = after
            table.given[giver, issue] = np.sign(after - before)
            table.dealt[issue] = True
            kernels.count_votes(market, table, issue)
    kernels.unlock(market, table)


def _barred(
    here: Stances, rules: Rules, rate: EqualGains | GainsAsIdeals, table: Table
) -> Iterator[MissedDeal]:
    """Deals that could be made at the end of a round, were it not for a rule."""
    free = free_trade(*here.position.shape)._replace(regroup=rules.regroup)
    market = market_of(here, free, rate)
    unbound = table_of(market)
    unbound.vote[:] = table.vote
    for issue in range(len(market.floor)):
        kernels.count_votes(market, unbound, issue)
    found = offers(market, unbound)
    for k in range(len(found.partner)):
        holders = _line_holders(rules, table, found, k)
        barriers = _barriers(rules, table, found, k, lines=bool(holders))
        if barriers:
            yield _missed(found, k, barriers=barriers, held_by=holders)


def _barriers(
    rules: Rules, table: Table, found: Opportunities, k: int, *, lines: bool
) -> tuple[Barrier, ...]:
    """The rules that keep a deal from being made."""
    issues = found.gets[k][found.gets[k] >= 0]
    stops = {
        Barrier.NOT_LINKED: not rules.linked[issues[0], issues[-1]],
        Barrier.NOT_TALKING: not rules.talking[tuple(found.partner[k])],
        Barrier.NOT_OPEN: not table.open[issues].all(),
        Barrier.RED_LINE: lines,
        Barrier.GIVEN: any(
            table.given[giver, issue] == -table.side[taker, issue]
            for giver, taker, issue in _gifts(found, k)
        ),
    }
    return tuple(barrier for barrier, stopped in stops.items() if stopped)


def _line_holders(rules: Rules, table: Table, found: Opportunities, k: int) -> tuple[int, ...]:
    """Whose red lines the outcomes have come to."""
    holders: set[int] = set()
    for _, taker, issue in _gifts(found, k):
        rising = table.side[taker, issue] > 0
        outcome = table.outcome[issue]
        room = rules.high[:, issue] - outcome if rising else outcome - rules.low[:, issue]
        holders |= set(np.flatnonzero(room <= SAME).tolist())
    return tuple(sorted(holders))


def _gifts(found: Opportunities, k: int) -> Iterator[tuple[int, int, int]]:
    """Giver, taker and issue of both sides of a deal, or of the one there is."""
    (first, second), (p, q) = found.partner[k].tolist(), found.gets[k].tolist()
    yield second, first, p
    if q >= 0:
        yield first, second, q


def _missed(
    found: Opportunities,
    k: int,
    *,
    barriers: tuple[Barrier, ...] = (),
    held_by: tuple[int, ...] = (),
    overtaken_by: int | None = None,
) -> MissedDeal:
    """A deal as it is told."""
    first, second = found.partner[k].tolist()
    p, q = found.gets[k].tolist()
    mine, yours = found.gain[k].tolist()
    return MissedDeal(
        partner=(first, second),
        gets=(p, q),
        gain=(mine, yours),
        barriers=barriers,
        held_by=held_by,
        overtaken_by=overtaken_by,
    )
