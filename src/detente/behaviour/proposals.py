"""What is settled together, as models of collective decisions look at it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

import numpy as np

from detente.behaviour.settlement import Settlement
from detente.methods.contest_rules import KTAB, SpatialRules
from detente.methods.exchange_deals import EqualGains, Rate, Rules, free_trade
from detente.methods.game import Bools, Floats, Ints
from detente.methods.spatial_politics import Parties
from detente.methods.stances import Stances
from detente.model.exchange_terms import rate_at_mode, rate_in_draw, red_lines
from detente.model.spatial_terms import parties, spatial_rules
from detente.model.terms import Terms


class Space(NamedTuple):
    """Issues that the spatial model of politics takes for the dimensions of one space."""

    issues: Ints
    """[k] their places."""
    parties: Parties
    """Who cares about them."""


class Proposal(NamedTuple):
    """The m issues that are settled together, and the rules that hold for them."""

    stances: Stances
    """[n, m]"""
    status_quo: Floats
    """[m] 0..1; not a number where nobody could say."""
    no_agreement: Floats
    """[n, m] utility of no agreement in scales lost; minus infinity: worse than any terms."""
    low: Floats
    """[n, m] red lines: the actor accepts no outcome below; 0: any."""
    high: Floats
    """[n, m] nor above; 1: any."""
    spaces: tuple[Space, ...]
    politics: SpatialRules
    trading: Rules
    """Of one round."""
    rate: Rate
    """How gains from trade are shared."""
    seed: int
    """Of lots in spatial politics."""
    draw: int
    """Number of the draw, for the same."""


def free_proposal(stances: Stances, status_quo: Floats) -> Proposal:
    """Issues of which nothing is known but who wants what how much: each is a space of its own."""
    actors, issues = stances.position.shape
    return Proposal(
        stances=stances,
        status_quo=status_quo,
        no_agreement=np.full((actors, issues), -np.inf),
        low=np.zeros((actors, issues)),
        high=np.ones((actors, issues)),
        spaces=tuple(_alone(stances, j) for j in np.flatnonzero(decided(stances)).tolist()),
        politics=KTAB,
        trading=free_trade(actors, issues),
        rate=EqualGains(),
        seed=0,
        draw=0,
    )


def proposal_at_mode(talks: Settlement, trading: Rules, seed: int) -> Proposal:
    """The issues of a case, every number at its mode; together they are one space."""
    terms, stated = talks.terms, talks.case.bargaining.spatial_politics.seed
    return Proposal(
        stances=terms.stances,
        status_quo=terms.status_quo,
        no_agreement=terms.no_agreement,
        low=terms.lowest,
        high=terms.highest,
        spaces=_together(terms),
        politics=spatial_rules(talks.case),
        trading=trading,
        rate=rate_at_mode(talks.case, terms),
        seed=seed if stated is None else stated,
        draw=0,
    )


def proposals_in_draws(
    talks: Settlement, at_mode: Proposal, draws: int, seed: int
) -> Iterator[Proposal]:
    """The same in each of the first draws; `seed` is that of lots about gains from trade."""
    every, actors = talks.drawn, parties(talks.drawn)
    floor, ceiling = red_lines(every)
    for k in range(draws):
        stances = talks.stances(k)
        yield at_mode._replace(
            stances=stances,
            status_quo=every.status_quo[k],
            no_agreement=every.no_agreement[k],
            low=every.lowest[k],
            high=every.highest[k],
            spaces=_space(stances, Parties(*(array[k] for array in actors))),
            trading=at_mode.trading._replace(low=floor[k], high=ceiling[k]),
            rate=rate_in_draw(talks.case, every, seed, k),
            draw=k + 1,
        )


def moved(proposal: Proposal, talks: Settlement, stances: Stances) -> Proposal:
    """The same with other stances."""
    return proposal._replace(
        stances=stances, spaces=_together(replace(talks.terms, stances=stances))
    )


def decided(stances: Stances) -> Bools:
    """[..., m] whether anybody present carries weight."""
    weight = np.where(stances.present, stances.capability * stances.salience, 0.0)
    return np.asarray(weight.any(axis=-2))


def on_issues(stances: Stances, issues: Sequence[int] | Ints) -> Stances:
    """The stances on some issues, [..., n, k]."""
    return Stances(
        position=stances.position[..., issues],
        salience=stances.salience[..., issues],
        capability=stances.capability[..., issues],
        present=stances.present[..., issues],
    )


def caring(stances: Stances, issue: int) -> Stances:
    """The stances on one issue, [k, 1], of those who are present and to whom it matters."""
    cares = np.flatnonzero(stances.present[:, issue] & (stances.salience[:, issue] > 0))
    column = np.array([issue])
    return Stances(*(array[cares[:, None], column] for array in stances))


def _alone(stances: Stances, issue: int) -> Space:
    """An issue as a space of its own, with those who care."""
    own = caring(stances, issue)
    return Space(
        issues=np.array([issue]),
        parties=Parties(
            position=own.position,
            salience=own.salience,
            capability=own.capability[:, 0],
            accommodation=np.eye(len(own.position)),
        ),
    )


def _together(terms: Terms) -> tuple[Space, ...]:
    """The issues that matter to anybody, as one space."""
    return _space(terms.stances, parties(terms))


def _space(stances: Stances, actors: Parties) -> tuple[Space, ...]:
    issues = np.flatnonzero(decided(stances))
    if not len(issues):
        return ()
    position, salience = actors.position[:, issues], actors.salience[:, issues]
    return (Space(issues, actors._replace(position=position, salience=salience)),)
