"""Who trades what with whom, and who pays for other people's deals?

Actors who stand on opposite sides of the outcome of two issues, and do not care for them alike,
give way to each other: the outcome of an issue is the mean of the votes on it, weighted by
capability times salience, and a deal leaves both partners better off by the same. The most gainful
deal is made first, then votes are counted again. Whoever has no part in a deal gains or loses by it
all the same, and what the deals of others come to is what this analysis is for. Red lines, issues
that are not linked or not open yet, and actors whom no line joins keep deals from being made; those
are told too.
"""

from collections.abc import Iterator

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.base.constants import constant, constants
from detente.base.ids import ActorId
from detente.behaviour import Lab
from detente.behaviour.trading import NOISE, Trading, trading
from detente.behaviour.trading_tables import (
    deal_table,
    externality_table,
    missed_table,
    order_table,
    outcome_range,
    outcome_table,
    share_table,
)
from detente.behaviour.trading_words import (
    actor_words,
    barrier_words,
    draws_words,
    issue_words,
    swap_words,
)
from detente.methods.deal_orders import MOST, DealOrders
from detente.methods.exchange_deals import EqualGains
from detente.methods.game import Floats, Ints
from detente.methods.missed_deals import MissedDeal
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Topic,
)
from detente.results.figures import Balance, Caption, Line, Talker, balance_bars, network
from detente.results.words import capital, combinations, counted, listed, ordinal

TOLD = 3
"""Pairs and actors that the text in place of a figure names."""


def answer(lab: Lab, ask: Ask) -> Answer:
    """The deals in order, what they are worth to everybody, and which do not come about."""
    found = trading(lab)
    orders = found.orders(ask.focal)
    return Answer(
        findings=tuple(_findings(found, ask.focal, orders)),
        tables=(
            deal_table(found),
            share_table(found),
            externality_table(found),
            missed_table(found),
            *([] if orders is None else [order_table(found, ask.focal, orders)]),
            outcome_table(found),
        ),
        figures=tuple(_figures(found, ask.focal)),
        guarantee=_guarantee(found),
        assumptions=tuple(_assumptions(found)),
    )


# ---- findings ------------------------------------------------------------------------------------


def _findings(found: Trading, focal: ActorId, orders: DealOrders | None) -> Iterator[Finding]:
    if not found.swaps:
        yield Finding(topic=Topic.TERMS, sentence=_nothing(found), rank=3)
        return
    yield from _who_pays(found, focal)
    yield from _for_focal(found, focal)
    yield _largest(found)
    yield from _stopped(found, focal)
    if orders is not None:
        said = _in_another_order(found, focal, orders)
        yield Finding(topic=Topic.ANNEX, sentence=said, about=(focal,), rank=5)
    yield Finding(topic=Topic.ANNEX, sentence=_most_moved(found), rank=6)
    yield Finding(topic=Topic.ANNEX, sentence=_how_far_to_trust(), rank=7)


def _nothing(found: Trading) -> str:
    """Why nobody trades."""
    in_draws = float(np.mean([bool(made) for made in found.drawn.swaps]))
    also = f" There is something to trade in {combinations(in_draws)}." if in_draws else ""
    if len(found.terms.issues) == 1 and not found.can_buy:
        return "There is nothing to trade: only one issue is to be settled."
    if found.missed:
        first = found.missed[0]
        return f"Nobody trades. {_gainful(found, first)}, but {barrier_words(found, first)}.{also}"
    if found.can_buy:
        return (
            "There is nothing to trade or to buy: nobody would pay enough for what others would "
            f"have to give up.{also}"
        )
    return (
        "There is nothing to trade: no two actors stand on opposite sides of two issues and care "
        f"differently about them.{also}"
    )


def _sure(found: Trading, share: float) -> str:
    """In how many draws it is so; nothing where nothing is drawn."""
    return f" in {combinations(share)}" if len(found.drawn.swaps) > 1 else ""


def _gainful(found: Trading, missed: MissedDeal) -> str:
    """A deal that would pay for both, as the beginning of a sentence."""
    first, second = (actor_words(found, place) for place in missed.partner)
    both, got = f"{capital(first)} and {second} would both gain", issue_words(found, missed.gets[0])
    if missed.gets[1] < 0:
        return f"{both} if the former paid the latter to give way on {got}"
    given = issue_words(found, missed.gets[1])
    return f"{both} if the former gave way on {given} and the latter on {got}"


def _who_pays(found: Trading, focal: ActorId) -> Iterator[Finding]:
    """The actor that deals of others cost most."""
    place = int(found.from_others.argmin())
    if found.from_others[place] >= -NOISE:
        if len(found.actors) > 2:  # noqa: PLR2004 - a third party
            said = "Nobody loses by the deals of others."
            yield Finding(topic=Topic.TERMS, sentence=said, rank=3)
        return
    actor, drawn = found.actors[place], found.drawn
    share = float(np.mean((drawn.net - drawn.own)[:, place] < -NOISE))
    said = f"{capital(actor_words(found, place))} pays most for the deals of others"
    if _sure(found, share):
        said += f": it loses by them{_sure(found, share)}"
    if actor != focal:
        said += f"; with its own deals counted in, it ends up {_ends_up(found, place)}"
    yield Finding(topic=Topic.TERMS, sentence=f"{said}.", about=(actor,), rank=3)


def _ends_up(found: Trading, place: int) -> str:
    """Whether all deals together are good for an actor, and in how many draws."""
    side = _sign(found.net)[place]
    share = float(np.mean(_sign(found.drawn.net)[:, place] == side))
    verdict = ("where it began", "better off", "worse off")[side]
    return f"{verdict}{_sure(found, share)}"


def _sign(points: Floats) -> Ints:
    """1 for a gain, -1 for a loss, 0 for what is left of rounding."""
    return (points > NOISE).astype(np.int64) - (points < -NOISE)


def _for_focal(found: Trading, focal: ActorId) -> Iterator[Finding]:
    """What the deals come to for the focal actor, and with which they turn against it."""
    if focal not in found.actors:
        return
    place = found.actors.index(focal)
    name, below = actor_words(found, place), found.below_from(place)
    said = f"Once all deals are made, {name} ends up {_ends_up(found, place)}"
    if below is not None:
        deal = swap_words(found, found.swaps[below])
        which = f"the {ordinal(below + 1)} of {counted(len(found.swaps))} deals"
        if len(found.swaps) == 1:
            which = "the only deal"
        said += f"; with {which}, in which {deal}, it first stands worse than with none"
    yield Finding(topic=Topic.TERMS, sentence=f"{said}.", about=(focal,), rank=4)


def _largest(found: Trading) -> Finding:
    k = int(found.deals.gain.sum(axis=1).argmax())
    swap = found.swaps[k]
    sure = _sure(found, found.drawn.share(swap))
    said = f"In the most gainful deal {swap_words(found, swap)}"
    said += f"; it comes about{sure}" if sure else ""
    about = (found.actors[swap.first], found.actors[swap.second])
    return Finding(topic=Topic.TERMS, sentence=f"{said}.", about=about, rank=5)


def _stopped(found: Trading, focal: ActorId) -> Iterator[Finding]:
    """The most gainful deal that a rule stops; one of the focal actor if there is any."""
    barred = [one for one in found.missed if one.barriers]
    own = [one for one in barred if focal in (found.actors[place] for place in one.partner)]
    for one in (own or barred)[:1]:
        said = f"{_gainful(found, one)}, but {barrier_words(found, one)}."
        about = tuple(found.actors[place] for place in one.partner)
        yield Finding(topic=Topic.TERMS, sentence=said, about=about, rank=5)


def _in_another_order(found: Trading, focal: ActorId, orders: DealOrders) -> str:
    """What the order of the same deals can do for the focal actor."""
    name = found.case.actor_name(focal)
    best, worst = (end.total[-1] > -NOISE for end in (orders.best, orders.worst))
    if not best:
        return f"In no order that was tried would these deals leave {name} better off than none."
    if worst:
        return f"In no order that was tried would these deals leave {name} worse off than none."
    return (
        f"The order of these deals matters to {name}: in the best it stands no worse than with "
        "none of them, in the worst it does."
    )


def _most_moved(found: Trading) -> str:
    """The issue whose outcome trading moves most."""
    before, after = found.outcome[0], found.outcome[1]
    d = int(np.nanargmax(np.abs(after - before)))
    issue = found.terms.issues[d]
    said = [_outcome(found, d, stage) for stage in (0, 1)]
    return (
        f"Trading moves the outcome most on {found.case.issue_name(issue)}: {said[0]} without it, "
        f"{said[1]} after one round."
    )


def _outcome(found: Trading, issue: int, stage: int) -> str:
    """An outcome with its range."""
    name, scale = found.terms.issues[issue], found.terms.scales[issue]
    known = [one for one in outcome_range(found, issue, stage) if one is not None]
    point, low, high = (f"{found.talks.point(name, float(scale.share(one))):g}" for one in known)
    return point if low == high else f"{point} ({low} to {high})"


def _how_far_to_trust() -> str:
    wrong, right = constant("error_exchange"), constant("error_compromise")
    return (
        f"Where trading leaves the outcomes is a weak forecast: on decided issues it was wrong by "
        f"{wrong:.0f} points of 100 on average, the outcome without trade by {right:.0f}. Read it "
        "for who trades and who pays."
    )


# ---- figures, guarantee --------------------------------------------------------------------------


def _figures(found: Trading, focal: ActorId) -> Iterator[Figure]:
    if found.swaps:
        yield _trade_network(found, focal)
        yield _who_gains(found)


def _trade_network(found: Trading, focal: ActorId) -> Figure:
    traded: dict[tuple[int, int], float] = {}
    for swap, gain in zip(found.swaps, found.deals.gain.sum(axis=1), strict=True):
        pair = (min(swap[:2]), max(swap[:2]))
        traded[pair] = traded.get(pair, 0.0) + float(gain)
    most, label = max(traded.values()), found.case.actor_label
    lines = [
        Line(
            between=(found.actors[one], found.actors[other]),
            strength=gain / most,
            kind=_kind(found, focal, (one, other)),
        )
        for (one, other), gain in traded.items()
    ]
    first = sorted(traded, key=lambda pair: -traded[pair])[:TOLD]
    told = [f"{label(found.actors[one])} and {label(found.actors[other])}" for one, other in first]
    caption = Caption(
        id="trade_network",
        title="Who trades with whom",
        alternative=f"Most is gained by trade between {'; '.join(told)}. Number of deals: "
        f"{len(found.swaps)}, of pairs that make them: {len(traded)}.",
        topic=Topic.TERMS,
    )
    talkers = [
        Talker(id=actor, label=capital(label(actor)), is_focal=actor == focal)
        for actor in found.actors
    ]
    return network(caption, talkers, lines, thicker="more gained together")


def _kind(found: Trading, focal: ActorId, pair: tuple[int, int]) -> str:
    is_own = focal in (found.actors[place] for place in pair)
    return f"deals of {found.case.actor_name(focal)}" if is_own else "deals of others"


def _who_gains(found: Trading) -> Figure:
    circles, net, drawn = found.circles, found.net, found.drawn.net
    order = np.argsort(net, kind="stable").tolist()
    low, high = np.quantile(drawn, [0.1, 0.9], axis=0)
    rows = [
        Balance(
            label=capital(found.case.actor_label(found.actors[i])),
            own=float(circles.own[i]),
            gains=float(circles.inner_gains[i] + circles.outer_gains[i]),
            losses=float(circles.inner_losses[i] + circles.outer_losses[i]),
            net=float(net[i]),
            low=float(low[i]),
            high=float(high[i]),
        )
        for i in order
    ]
    told = listed([f"{row.label} {row.net:.1f}" for row in rows[:TOLD]])
    caption = Caption(
        id="externalities",
        title="What all deals bring and cost each actor",
        alternative=f"Net points, the lowest first: {told}.",
        topic=Topic.TERMS,
    )
    return balance_bars(caption, rows, "Points (100: all of an issue that matters fully)", "deals")


def _guarantee(found: Trading) -> Guarantee:
    if not found.complete:
        return Guarantee(
            kind=GuaranteeKind.TRUNCATED,
            sentence="Trading was cut short; further deals could have been made.",
        )
    return Guarantee(
        kind=GuaranteeKind.ENUMERATED,
        sentence="With every number at its mode all deals were looked at, until none was left; an "
        "empty table means that nobody can trade. Shares and percentiles are over "
        f"{draws_words(found)}. Best and worst order are proved for up to "
        f"{counted(MOST)} deals; of more they are the best and the worst that were found.",
    )


_SHARED = {
    "equal": ("Both partners of a deal count on the same gain", "stokman1994"),
    "as_ideals": (
        "Partners share what a deal brings in proportion to the most that each could have had",
        "vanassen2003",
    ),
    "random": (
        "Partners share what a deal brings by lot, with every number at its mode equally",
        "judgement",
    ),
}
"""How gains are shared, in words, and where that is from."""


def _assumptions(found: Trading) -> Iterator[Assumption]:
    shared, source = _SHARED[found.case.bargaining.exchange.gains]
    yield Assumption(
        sentence=f"{shared}; deals are as large as they can be, and the one with the largest joint "
        "gain is made first.",
        source=source,
    )
    if isinstance(found.rate, EqualGains) and found.can_buy:
        yield Assumption(
            sentence="Payments level gains and buy votes; to let a partner have 1 costs "
            f"{found.rate.payment_cost:g}. The errors measured on decided issues are those of "
            "trade without payments.",
            source="judgement",
        )
    follow = constants()["exchange_following"]
    yield Assumption(
        sentence="From one round of trading to the next positions follow what was given away by "
        f"{follow.value:g} of the way, and by up to "
        f"{constant('exchange_following_unconcerned'):g} more where the issue does not matter.",
        source=follow.source,
    )
    yield Assumption(
        sentence="A red line stops every deal that would move the outcome past it, whoever trades, "
        "whether or not its holder has a veto.",
        source="judgement",
    )


EXCHANGE = Analysis(
    id="exchange",
    question="Who trades what with whom, and who pays for other people's deals?",
    references=("stokman1994", "vanassen2003", "vandenbos1991", "thomson2012"),
    answer=answer,
    part=Part.TERMS,
)
