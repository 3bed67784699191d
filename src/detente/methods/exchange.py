"""The exchange model: actors who care differently about issues trade votes on them.

The outcome of issue d is the mean of the votes v_id, weighted by capability c times salience s:

    O_d = sum_i c_id s_id v_id / W_d,    W_d = sum_i c_id s_id,

and actor i loses s_id |O_d - x_id| on it, x being its position. Two actors on opposite sides of the
outcome of two issues p and q can trade if s_ip / s_iq > s_jp / s_jq: j moves its vote on p towards
x_ip, i its vote on q towards x_jq. With the shifts of the outcomes dp and dq,

    G_i = s_ip dp - s_iq dq,    G_j = s_jq dq - s_jp dp,

and both gain if s_jp / s_jq < dq / dp < s_ip / s_iq [stokman1994]_. Three rates dq / dp are here:
equal gains, dq / dp = (s_ip + s_jp) / (s_iq + s_jq); gains in proportion to the largest each side
could have, the point of [kalai1975]_ [vanassen2003]_; and parts of the joint gain drawn at random.

Deals are as large as they can be: neither the vote nor the outcome goes beyond the position of the
partner who gets it, the outcome being that of the moment. The deal with the largest joint gain is
made first; then votes are counted again. An actor may give on an issue again, to anybody, but in
the same direction only. Who stands on which side is settled at the start of a round; it can also be
looked at anew after each deal. After a round positions follow votes: x <- (1 - k) x + k v.

Equal gains are common, since actors stand alike. The first in the order of issues, then of actors,
is taken, and how many others there were is noted with each deal.

Not in the model but here: pairs of issues or of actors kept apart, issues that open later or after
a deal on another, outcomes that a red line keeps from moving, and payments for votes at a cost.
"""

from typing import NamedTuple

import numpy as np

from detente.base.seeds import stream
from detente.methods import exchange_kernels as kernels
from detente.methods.exchange_deals import (
    Deals,
    EqualGains,
    Exchange,
    Externalities,
    Following,
    GainsAsIdeals,
    Opportunities,
    RandomGains,
    Rate,
    Rules,
)
from detente.methods.exchange_market import INNER, OUTER, OWN, Ledger, Market, Table
from detente.methods.game import Bools, Floats, Ints
from detente.methods.stances import Stances

MOST_DEALS = 4096  # in a round: no bound is known, but some n m are usual


def exchange(stances: Stances, rules: Rules, rate: Rate, following: Following) -> Exchange:
    """The deals of all rounds, and where they leave positions and outcomes.

    As many rounds as `rules.tradable` has rows. Cost of a round: O(n^2 m^2) to begin with, then
    O(n^2 m) a deal.
    """
    k = following.always + following.unconcerned * (1.0 - stances.salience)
    positions, rounds = [stances.position], []
    dealt = np.zeros(stances.position.shape[1], np.bool_)
    for number in range(len(rules.tradable)):
        market = market_of(stances._replace(position=positions[-1]), rules, rate, number)
        rounds.append(_round(market, dealt, number))
        dealt, votes = rounds[-1].dealt, rounds[-1].votes
        positions.append((1.0 - k) * positions[-1] + k * votes)
    return Exchange(
        deals=Deals(*map(np.concatenate, zip(*(done.deals for done in rounds), strict=True))),
        positions=np.array(positions),
        votes=np.array([done.votes for done in rounds]),
        before=np.array([done.before for done in rounds]),
        after=np.array([done.after for done in rounds]),
        complete=all(done.complete for done in rounds),
    )


def opportunities(stances: Stances, rules: Rules, rate: Rate) -> Opportunities:
    """Every deal that could be made first in the first round. Cost: O(n^2 m^2)."""
    market = market_of(stances, rules, rate)
    return offers(market, table_of(market))


def externalities(deals: Deals) -> Externalities:
    """What all deals together are worth to each actor, by whose deals they are and by sign."""
    gains, losses = np.maximum(deals.effect, 0.0), np.minimum(deals.effect, 0.0)
    own, inner, outer = (deals.circle == circle for circle in (OWN, INNER, OUTER))
    return Externalities(
        own=(deals.effect * own).sum(axis=0),
        inner_gains=(gains * inner).sum(axis=0),
        inner_losses=(losses * inner).sum(axis=0),
        outer_gains=(gains * outer).sum(axis=0),
        outer_losses=(losses * outer).sum(axis=0),
    )


# ---------------------------------------------------------------- one round


class _Round(NamedTuple):
    """What a round leaves behind."""

    deals: Deals
    votes: Floats
    before: Floats
    after: Floats
    dealt: Bools
    complete: bool


def _round(market: Market, dealt: Bools, number: int) -> _Round:
    """Deals until none is left."""
    table = table_of(market, dealt)
    before = table.outcome.copy()
    ledger = _empty_ledger(MOST_DEALS, len(market.position))
    count, complete = 0, True
    joint = np.empty(market.share.shape)
    if joint.size:
        count, complete = kernels.trade(market, table, joint, ledger)
    deals = _written(ledger, count, number)
    return _Round(deals, table.vote, before, table.outcome, table.dealt, complete)


def _empty_ledger(most: int, actors: int) -> Ledger:
    """Room for so many deals."""

    def pairs() -> Floats:
        return np.empty((most, 2))

    return Ledger(
        partner=np.empty((most, 2), np.int64),
        gets=np.empty((most, 2), np.int64),
        vote_before=pairs(),
        vote_after=pairs(),
        outcome_before=pairs(),
        outcome_after=pairs(),
        payment=pairs(),
        gain=pairs(),
        ties=np.empty(most, np.int64),
        effect=np.empty((most, actors)),
        circle=np.empty((most, actors), np.int8),
    )


def _written(ledger: Ledger, count: int, number: int) -> Deals:
    """The deals of a round as they are kept."""
    columns = {name: column[:count].copy() for name, column in ledger._asdict().items()}
    deals = Deals(round=np.full(count, number), **columns)
    alone = deals.gets < 0
    for column in deals[3:7]:  # votes and outcomes
        column[alone] = np.nan
    return deals


# ---------------------------------------------------------------- the arrays of the compiled loops


def market_of(stances: Stances, rules: Rules, rate: Rate, number: int = 0) -> Market:
    """What stays while the deals of a round are made."""
    salience = np.where(stances.present, stances.salience, 0.0)
    weight = stances.capability * salience
    with np.errstate(invalid="ignore"):  # 0 / 0 where nobody cares
        pull = weight / weight.sum(axis=0)
    cost = rate.payment_cost if isinstance(rate, EqualGains) else np.inf
    issues = _issue_pairs(rules.linked, alone=cost < np.inf)
    actors = _actor_pairs(rules.talking, issues, salience)
    return Market(
        position=stances.position,
        salience=salience,
        pull=pull,
        issues=issues,
        actors=actors,
        share=_shares(rate, issues, actors, salience.shape, number),
        by_ideal=isinstance(rate, GainsAsIdeals),
        payment_cost=cost,
        floor=rules.low.max(axis=0),
        ceiling=rules.high.min(axis=0),
        after=rules.after,
        tradable=rules.tradable[number],
        start=(pull * stances.position).sum(axis=0),
        regroup=rules.regroup,
    )


def table_of(market: Market, dealt: Bools | None = None) -> Table:
    """How a round begins: votes at positions, the issues open whose conditions are met."""
    shape = market.position.shape
    table = Table(
        vote=market.position.copy(),
        outcome=np.empty(shape[1]),
        side=np.empty(shape, np.int8),
        room=np.empty((shape[1], shape[0], shape[0])),
        given=np.zeros(shape, np.int8),
        dealt=np.zeros(shape[1], np.bool_) if dealt is None else dealt.copy(),
        open=np.zeros(shape[1], np.bool_),
    )
    for issue in range(shape[1]):
        kernels.count_votes(market, table, issue)
    kernels.unlock(market, table)
    return table


def offers(market: Market, table: Table) -> Opportunities:
    """Every deal that could be made next."""
    joint = np.empty(market.share.shape)
    size = (joint.size, 2)
    found = Opportunities(
        partner=np.empty(size, np.int64),
        gets=np.empty(size, np.int64),
        shift=np.empty(size),
        gain=np.empty(size),
    )
    count = kernels.survey(market, table, joint, *found)
    return Opportunities._make(column[:count] for column in found)


def places(market: Market, partner: Ints, gets: Ints) -> Ints:
    """[K, 2] where deals stand among all pairs of issues and of actors, by row and column.

    -1 for pairs that may not trade, or be traded.
    """
    actors, issues = market.position.shape
    rows, columns = np.full((issues, issues), -1), np.full((actors, actors), -1)
    rows[tuple(market.issues.T)] = np.arange(len(market.issues))
    for pairs in market.actors[:1]:  # the same for all issues, but for who comes first
        columns[tuple(np.sort(pairs, axis=1).T)] = np.arange(len(pairs))
    alone = np.where(gets < 0, gets[:, ::-1], gets)
    row, column = rows[tuple(np.sort(alone, axis=1).T)], columns[tuple(np.sort(partner, axis=1).T)]
    return np.stack([row, column], axis=1)


def _issue_pairs(linked: Bools, *, alone: bool) -> Ints:
    """The pairs of issues that may be traded, and, with `alone`, single issues as pairs of one."""
    return np.argwhere(np.triu(linked, 0 if alone else 1))


def _actor_pairs(talking: Bools, issues: Ints, salience: Floats) -> Ints:
    """[P, A, 2] the pairs that may trade, for each pair of issues in the order of who gets what."""
    a, b = np.argwhere(np.triu(talking, 1)).T
    p, q = issues[:, :1], issues[:, 1:]
    weight = np.where(p == q, 1.0, salience[b, q])
    partners = np.where(p == q, 1.0, salience[a, q])
    turned = salience[a, p] * weight < salience[b, p] * partners
    return np.stack([np.where(turned, b, a), np.where(turned, a, b)], axis=-1)


def _shares(rate: Rate, issues: Ints, actors: Ints, shape: tuple[int, ...], number: int) -> Floats:
    """[P, A] the part of the joint gain for whom gets the first issue.

    Drawn for all pairs there are, so that barring some changes nothing for the others.
    """
    share = np.full(actors.shape[:2], 0.5)
    if isinstance(rate, RandomGains):
        n, m = shape
        lots = stream(rate.seed, "exchange", str(rate.draw), str(number))
        drawn = lots.random((m, m, n, n)) - 0.5
        first, second = issues[:, :1], issues[:, 1:]
        share += rate.spread * drawn[first, second, actors[..., 0], actors[..., 1]]
    return share
