"""Tables of deals: what is traded, for whom it pays, what does not come about, in which order."""

from collections.abc import Iterator
from math import isfinite

import numpy as np

from detente.base.ids import ActorId, IssueId
from detente.behaviour.trading import POINTS, Swap, Trading
from detente.behaviour.trading_words import (
    barrier_names,
    barrier_words,
    draws_words,
    swap_of,
    swap_words,
)
from detente.methods.deal_orders import DealOrders
from detente.methods.statistics import middle_range
from detente.results import Table, Topic, Value
from detente.results.words import capital, column

MOST_MISSED = 200
"""Deals that do not come about, the most gainful first; conflicts of interest breed thousands."""

WORTH = "100 points: the whole scale of an issue of salience 100."


def deal_table(found: Trading) -> Table:
    """The deals of the first round in order, one row for each partner."""
    return Table(
        id="deals",
        title="Who trades what with whom",
        columns=(
            column("deal", "Deal"),
            column("actor", "Actor"),
            column("partner", "Partner"),
            column("gives", "Gives way on"),
            column("vote_before", "Its vote before"),
            column("vote_after", "Its vote after"),
            column("outcome_before", "Outcome before"),
            column("outcome_after", "Outcome after"),
            column("gets", "Gets"),
            *([column("payment", "Is paid", "points")] if found.can_buy else []),
            column("gain", "Gain", "points"),
            column("share", "Comes about", "share of draws"),
        ),
        rows=tuple(row for k in range(len(found.swaps)) for row in _sides(found, k)),
        note=f"{WORTH} The gain is what the deal is worth once it is made. Votes and outcomes are "
        "points of the scale of the issue given way on."
        + (" Below 0: what the payment costs who makes it." if found.can_buy else ""),
        topic=Topic.TERMS,
    )


def _sides(found: Trading, k: int) -> Iterator[tuple[Value, ...]]:
    """A deal as each of both partners sees it."""
    deals, swap = found.deals, found.swaps[k]
    partners, gets = (swap.first, swap.second), (swap.first_gets, swap.second_gets)
    for side, other in ((0, 1), (1, 0)):  # what one gets the other gives: column `other` is given
        yield (
            k + 1,
            found.actors[partners[side]],
            found.actors[partners[other]],
            _issue(found, gets[other]),
            *_moved(found, k, other),
            _issue(found, gets[side]),
            *([POINTS * float(deals.payment[k, side])] if found.can_buy else []),
            POINTS * float(deals.effect[k, partners[side]]),
            found.drawn.share(swap),
        )


def _issue(found: Trading, place: int) -> IssueId | None:
    """An issue; None for a payment alone."""
    return None if place < 0 else found.terms.issues[place]


def _moved(found: Trading, k: int, given: int) -> Iterator[float | None]:
    """The vote and the outcome that a partner gives way on, before and after; None: it pays."""
    deals, issue = found.deals, found.swaps[k][2 + given]
    for shares in (
        deals.vote_before,
        deals.vote_after,
        deals.outcome_before,
        deals.outcome_after,
    ):
        share = float(shares[k, given])
        yield None if issue < 0 else float(found.terms.scales[issue].point(share))


def share_table(found: Trading) -> Table:
    """Every deal that comes about in some draw, the most frequent first."""
    share = {swap: found.drawn.share(swap) for made in found.drawn.swaps for swap in made}
    order = sorted(share, key=lambda swap: (-share[swap], swap))
    return Table(
        id="deal_shares",
        title="How surely a deal comes about",
        columns=(
            *_PARTNERS,
            column("share", "Comes about", "share of draws"),
            column("at_mode", "At the mode"),
        ),
        rows=tuple((*_named(found, swap), share[swap], swap in found.swaps) for swap in order),
        note=f"Over {draws_words(found)}.",
    )


_PARTNERS = (
    column("actor", "Actor"),
    column("gives", "Gives way on"),
    column("partner", "Partner"),
    column("partner_gives", "Partner gives way on"),
)


def _named(found: Trading, swap: Swap) -> tuple[Value, ...]:
    """A deal as tables name it: who gives way on what; on nothing, who pays for it."""
    return (
        found.actors[swap.first],
        _issue(found, swap.second_gets),
        found.actors[swap.second],
        _issue(found, swap.first_gets),
    )


def externality_table(found: Trading) -> Table:
    """What the deals are worth to each actor, by whose they are; who loses most comes first."""
    circles, net = found.circles, found.net
    return Table(
        id="externalities",
        title="Who pays for whose deals",
        columns=(
            column("actor", "Actor"),
            column("own", "Own deals", "points"),
            column("inner_gains", "Gained by its like", "points"),
            column("inner_losses", "Lost by its like", "points"),
            column("outer_gains", "Gained by others", "points"),
            column("outer_losses", "Lost by others", "points"),
            column("net", "Net", "points"),
            column("low", "Low", "points"),
            column("high", "High", "points"),
            column("worse_off", "Worse off", "share"),
            column("negative_from", "From"),
        ),
        rows=tuple(
            (
                found.actors[i],
                *(float(worth[i]) for worth in circles),
                float(net[i]),
                *middle_range(found.drawn.net[:, i]),
                float(found.drawn.worse_off[i]),
                _number(found.below_from(i)),
            )
            for i in np.argsort(net, kind="stable").tolist()
        ),
        note=f"{WORTH} By its like: deals of which one partner wants both issues moved as it does. "
        "Low to high is the middle 80 % of the draws, worse off the part of them in which net is a "
        "loss. From: the number of the deal with which it first stands worse than with none.",
        topic=Topic.TERMS,
    )


def _number(place: int | None) -> int | None:
    return None if place is None else place + 1


def missed_table(found: Trading) -> Table:
    """The deals that would leave both better off and do not come about, and what stops them."""
    shown = found.missed[:MOST_MISSED]
    left_out = len(found.missed) - len(shown)
    return Table(
        id="missed_deals",
        title="Deals that do not come about",
        columns=(
            *_PARTNERS,
            column("gain", "Gain", "points"),
            column("partner_gain", "Partner's gain", "points"),
            column("barrier", "Stopped by"),
            column("because", "Because"),
        ),
        rows=tuple(
            (
                *_named(found, swap_of(one)),
                *(POINTS * gain for gain in one.gain),
                barrier_names(one),
                capital(barrier_words(found, one)),
            )
            for one in shown
        ),
        note=f"{WORTH} Gains are those at the end of the round; of what other deals overtook, at "
        "its beginning." + (f" Less gainful ones left out: {left_out:,}." if left_out else ""),
    )


def outcome_table(found: Trading) -> Table:
    """The outcome of every issue without trade, after one round of it and after the last."""
    last = len(found.outcome) - 1
    stages = {0: "Without trade", 1: "After one round", last: f"After {last} rounds"}
    names = {0: "compromise", 1: "exchange", last: "last"}
    return Table(
        id="exchange_outcomes",
        title="Where trading leaves the outcomes",
        columns=(
            column("issue", "Issue"),
            *(
                column(f"{names[r]}{end}", f"{title}{more}")
                for r, title in stages.items()
                for end, more in (
                    ("", ""),
                    ("_low", ", low"),
                    ("_high", ", high"),
                )
            ),
        ),
        rows=tuple(
            (issue, *(value for r in stages for value in outcome_range(found, d, r)))
            for d, issue in enumerate(found.terms.issues)
        ),
        note="Points of the scale of the issue; low to high is the middle 80 % of the draws. "
        "Between rounds positions follow what was given.",
        topic=Topic.TERMS,
    )


def outcome_range(found: Trading, issue: int, stage: int) -> tuple[float | None, ...]:
    """An outcome at the modes and the middle 80 % of the draws, in points of its scale.

    None where nobody cares.
    """
    scale = found.terms.scales[issue]
    low, high = middle_range(scale.point(found.drawn.outcome[:, stage, issue]))
    point = float(scale.point(found.outcome[stage, issue]))
    return tuple(one if isfinite(one) else None for one in (point, low, high))


def order_table(found: Trading, actor: ActorId, orders: DealOrders) -> Table:
    """The best and the worst order of the deals for an actor, deal after deal."""
    ends = {"best": orders.best, "worst": orders.worst}
    return Table(
        id="deal_orders",
        title=f"The same deals in another order, as {found.case.actor_name(actor)} would have it",
        columns=(
            column("order", "Order"),
            column("step", "Step"),
            column("deal", "Deal"),
            column("words", "In words"),
            column("total", "Gained so far", "points"),
        ),
        rows=tuple(
            (
                name,
                step + 1,
                k + 1,
                capital(swap_words(found, found.swaps[k])),
                POINTS * float(end.total[step]),
            )
            for name, end in ends.items()
            for step, k in enumerate(end.order)
        ),
        note=f"{WORTH} Every number at its mode. {_tried(found, orders)}",
    )


def _tried(found: Trading, orders: DealOrders) -> str:
    """How many orders of how many deals were looked at."""
    looked = "All orders were tried." if orders.exact else "There may be better and worse ones."
    pays = f"In {orders.feasible:,} of those tried every deal still pays for both partners."
    left_out = len(found.swaps) - len(orders.best.order)
    return f"{looked} {pays}" + (f" Deals left out: the last {left_out}." if left_out else "")
