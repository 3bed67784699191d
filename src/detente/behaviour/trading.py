"""Deals on the terms of a case: at the modes with all they bring about, in draws in short.

What a deal is worth is told in points: 100 is the whole scale of an issue of salience 100. All but
the outcomes of later rounds is about the first round, in which actors want what the case says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId, InputPath, IssueId
from detente.behaviour.lab import Lab
from detente.behaviour.settlement import Settlement, is_unsure, settlement
from detente.case.schema import Case
from detente.methods.deal_orders import DealOrders, deal_orders, turns_negative
from detente.methods.exchange import exchange, externalities
from detente.methods.exchange_deals import (
    Deals,
    EqualGains,
    Exchange,
    Externalities,
    Following,
    GainsAsIdeals,
    Rate,
    Rules,
)
from detente.methods.exchange_market import OWN
from detente.methods.game import Floats
from detente.methods.missed_deals import MissedDeal, missed_deals
from detente.methods.stances import Stances
from detente.model.exchange_terms import (
    by_lot_shared,
    exchange_rules,
    rate_at_mode,
    rate_in_draw,
    red_lines,
)
from detente.model.terms import Terms

POINTS = 100.0
"""Points that a whole scale is worth where the issue matters fully."""

NOISE = 1e-6
"""Points that are what is left of rounding."""

MOST_ORDERED = 48
"""Deals whose order is looked into, the first ones; of hundreds that would take hours."""


class Swap(NamedTuple):
    """Who trades what, whatever the size: the first gets the first issue, the second the second.

    -1 for an issue: a payment alone.
    """

    first: int
    second: int
    first_gets: int
    second_gets: int


class InDraws(NamedTuple):
    """What deals come to in every draw."""

    swaps: tuple[frozenset[Swap], ...]
    """[D] the deals of the first round."""
    own: Floats
    """[D, n] points from the actor's own deals."""
    net: Floats
    """[D, n] points from all deals."""
    outcome: Floats
    """[D, rounds + 1, m] outcomes without trade and after each round, as shares of the scale."""

    @property
    def worse_off(self) -> Floats:
        """[n] the share of the draws in which all deals together leave an actor worse off."""
        return np.asarray((self.net < -NOISE).mean(axis=0))

    def share(self, swap: Swap) -> float:
        """The share of the draws in which a deal comes about."""
        return float(np.mean([swap in made for made in self.swaps]))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trading:
    """The deals on the terms of a case."""

    talks: Settlement
    inputs: Mapping[InputPath, float]
    """Every number of the case at its mode."""
    rules: Rules
    rate: EqualGains | GainsAsIdeals
    """How gains are shared at the modes."""
    deals: Deals
    """Those of the first round, at the modes."""
    swaps: tuple[Swap, ...]
    """The same in order, whatever their size."""
    missed: tuple[MissedDeal, ...]
    """Of the first round: what would have left both better off."""
    outcome: Floats
    """[rounds + 1, m] outcomes without trade and after each round."""
    complete: bool
    """Whether each round ended because no deal was left."""
    drawn: InDraws

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.talks.case

    @property
    def terms(self) -> Terms:
        """The terms at their modes."""
        return self.talks.terms

    @property
    def actors(self) -> tuple[ActorId, ...]:
        """Who has a position."""
        return self.terms.actors

    @property
    def circles(self) -> Externalities:
        """Points that deals are worth to each actor, by whose deals they are."""
        return Externalities(*(POINTS * worth for worth in externalities(self.deals)))

    @property
    def net(self) -> Floats:
        """[n] points that all deals are worth to each actor."""
        return POINTS * self.deals.effect.sum(axis=0)

    @property
    def from_others(self) -> Floats:
        """[n] points that the deals of others are worth to each actor."""
        return self.net - self.circles.own

    @property
    def dealt(self) -> frozenset[IssueId]:
        """The issues on which there is a deal."""
        return frozenset(self.terms.issues[d] for d in set(self.deals.gets[self.deals.gets >= 0]))

    @property
    def can_buy(self) -> bool:
        """Whether votes can be had for a payment."""
        return self.case.bargaining.exchange.payment_cost is not None

    def below_from(self, actor: int) -> int | None:
        """The first deal, from 0, after which an actor stands worse than with none."""
        return turns_negative(self.deals.effect[:, actor].cumsum())

    def orders(self, actor: ActorId) -> DealOrders | None:
        """The best and the worst order of the deals for an actor; None: there is none to compare.

        Of many deals the first ones are put in order. Totals are as in `Deals`, not in points.
        """
        if actor not in self.actors or not len(self.deals.ties):
            return None
        pairs = self.deals.partner[:MOST_ORDERED], self.deals.gets[:MOST_ORDERED]
        here = self.terms.stances, self.rules, self.rate
        return deal_orders(*here, pairs, self.actors.index(actor))


def trading(lab: Lab) -> Trading:
    """The deals on the terms of the case of a lab, worked out once.

    Raises:
        StudyError: Nobody in the case has a position.
    """
    return lab.once("trading", lambda: _trading(lab))


def _trading(lab: Lab) -> Trading:
    talks, inputs = settlement(lab), lab.all_inputs()
    terms, rounds = talks.terms, int(constant("exchange_rounds"))
    rules = exchange_rules(talks.case, inputs.mode, terms, rounds)
    rate = rate_at_mode(talks.case, terms)
    done = _traded(terms.stances, rules, rate)
    deals = _first_round(done)
    return Trading(
        talks=talks,
        inputs=inputs.mode,
        rules=rules,
        rate=rate,
        deals=deals,
        swaps=_swaps(deals),
        missed=missed_deals(terms.stances, rules, rate, done),
        outcome=_outcomes(done),
        complete=done.complete,
        drawn=_in_draws(lab, talks, rules),
    )


def _traded(stances: Stances, rules: Rules, rate: Rate) -> Exchange:
    following = Following(
        always=constant("exchange_following"),
        unconcerned=constant("exchange_following_unconcerned"),
    )
    return exchange(stances, rules, rate, following)


def _in_draws(lab: Lab, talks: Settlement, rules: Rules) -> InDraws:
    """The same in every draw, or once if nothing about the terms is uncertain or left to a lot."""
    low, high = red_lines(talks.drawn)
    draws = range(talks.draws if is_unsure(lab) or by_lot_shared(talks.case) else 1)

    def one(k: int) -> Exchange:
        rate = rate_in_draw(talks.case, talks.drawn, lab.effort.seed, k)
        return _traded(talks.stances(k), rules._replace(low=low[k], high=high[k]), rate)

    done = lab.each(one, draws)
    first = [_first_round(each) for each in done]
    return InDraws(
        swaps=tuple(frozenset(_swaps(deals)) for deals in first),
        own=POINTS * np.array([(d.effect * (d.circle == OWN)).sum(axis=0) for d in first]),
        net=POINTS * np.array([d.effect.sum(axis=0) for d in first]),
        outcome=np.array([_outcomes(each) for each in done]),
    )


def _first_round(done: Exchange) -> Deals:
    return Deals._make(column[done.deals.round == 0] for column in done.deals)


def _swaps(deals: Deals) -> tuple[Swap, ...]:
    rows = zip(deals.partner.tolist(), deals.gets.tolist(), strict=True)
    return tuple(Swap(*chain.from_iterable(row)) for row in rows)


def _outcomes(done: Exchange) -> Floats:
    return np.concatenate([done.before[:1], done.after])
