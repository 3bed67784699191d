"""The models a backtest puts side by side, each asked for the settlement of decided issues."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.base.constants import constant
from detente.base.ids import CitationKey
from detente.methods.compromise import (
    compromise_mean,
    salience_mean,
    unweighted_mean,
    weighted_median,
)
from detente.methods.exchange import exchange
from detente.methods.exchange_deals import EqualGains, Following, free_trade
from detente.methods.expected_utility import READINGS, Reading, expected_utility_rounds
from detente.methods.forecast_distribution import (
    OUTER,
    Recalibration,
    SettlementDistribution,
    expectation,
    forecast_distributions,
    mixed,
)
from detente.methods.game import Floats
from detente.methods.nash_bargaining import Talks, nash_by_issue
from detente.methods.spatial_politics import Parties, spatial_run
from detente.methods.stances import Stances


class Proposal(NamedTuple):
    """The m issues that were decided together."""

    stances: Stances
    """[n, m]; on each issue somebody present carries weight."""
    status_quo: Floats
    """[m] 0..1; not a number where nobody could say."""


class Settlement(NamedTuple):
    """What a model expects of one issue."""

    point: float
    """0..1; not a number if the model says nothing about it."""
    distribution: SettlementDistribution | None
    """None: the model gives a point only."""


Ask: TypeAlias = Callable[[Proposal], tuple[Settlement, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model under the name that scores carry."""

    id: str
    title: str
    source: CitationKey
    ask: Ask
    """A settlement for each issue of a proposal."""


def _points(answer: Callable[[Proposal], Floats]) -> Ask:
    """A model that answers all issues at once, with points."""

    def ask(proposal: Proposal) -> tuple[Settlement, ...]:
        return tuple(Settlement(float(point), None) for point in answer(proposal))

    return ask


def _one_by_one(answer: Callable[[Stances], Settlement]) -> Ask:
    """A model that is asked issue by issue, with those who care, unless they all agree."""

    def ask(proposal: Proposal) -> tuple[Settlement, ...]:
        issues = range(len(proposal.status_quo))
        return tuple(_settled(_caring(proposal.stances, j), answer) for j in issues)

    return ask


def _caring(stances: Stances, issue: int) -> Stances:
    """The stances of one issue, of those who are present and to whom it matters."""
    cares = np.flatnonzero(stances.present[:, issue] & (stances.salience[:, issue] > 0))
    column = np.array([issue])
    return Stances(*(array[cares[:, None], column] for array in stances))


def _settled(stances: Stances, answer: Callable[[Stances], Settlement]) -> Settlement:
    where = np.unique(stances.position)
    if len(where) > 1:
        return answer(stances)
    return Settlement(float(where[0]), mixed(where, np.ones(1), 0.0))


# ---------------------------------------------------------------- the models


def _constant(proposal: Proposal) -> tuple[Settlement, ...]:
    """The middle of the scale; as a distribution, all of it alike."""
    even = mixed(np.array([0.5]), np.ones(1), 1.0)
    return tuple(Settlement(0.5, even) for _ in proposal.status_quo)


def _nash(proposal: Proposal) -> Floats:
    """Issue by issue, quadratic losses; no agreement is as bad as terms at the far end."""
    stances = proposal.stances
    talks = Talks(
        stances=stances,
        exponent=2.0,
        no_agreement=np.zeros(len(stances.position)),
        power=stances.capability.max(axis=1),
        low=np.zeros_like(stances.position),
        high=np.ones_like(stances.position),
    )
    return nash_by_issue(talks, -stances.salience)


def _election(proposal: Proposal) -> tuple[Settlement, ...]:
    """The expectation of the distribution as the election gives it."""
    found = forecast_distributions(proposal.stances, Recalibration(uniform_share=0.0, tail=OUTER))
    return tuple(Settlement(expectation(one), one) for one in found)


def _spatial_politics(stances: Stances) -> Settlement:
    """The weighted mean of where the actors end up; the last election over these positions."""
    run = spatial_run(
        Parties(
            position=stances.position,
            salience=stances.salience,
            capability=stances.capability[:, 0],
            accommodation=np.eye(len(stances.position)),
        )
    )
    final = mixed(run.position[-1, :, 0], run.probability, 0.0)
    return Settlement(float(run.mean[0]), final)


def _exchange(proposal: Proposal) -> Floats:
    """Outcomes after one round of trade at equal gains; nothing to say on lone issues."""
    actors, issues = proposal.stances.position.shape
    if issues == 1:
        return np.array([np.nan])
    following = Following(always=0.0, unconcerned=0.0)  # of no effect in a single round
    rules = free_trade(actors, issues)
    return exchange(proposal.stances, rules, EqualGains(), following).after[-1]


def _expected_utility(reading: Reading) -> Callable[[Stances], Settlement]:
    """The median after so many rounds."""

    def answer(stances: Stances) -> Settlement:
        rounds = int(constant("expected_utility_rounds"))
        return Settlement(
            float(expected_utility_rounds(stances, reading, rounds).median[-1, 0]), None
        )

    return answer


BASELINE, FORECAST = "compromise", "forecast"
"""What others are compared with; the same point with a fitted distribution, which is no model of
this list because it is made by fitting."""

MODELS = (
    Model(id="constant", title="middle of the scale", source="judgement", ask=_constant),
    Model(
        id="status_quo",
        title="nothing changes",
        source="thomson2012",
        ask=_points(lambda proposal: proposal.status_quo),
    ),
    Model(
        id="unweighted",
        title="mean of positions",
        source="achen2006",
        ask=_points(lambda proposal: unweighted_mean(proposal.stances)),
    ),
    Model(
        id="salience",
        title="mean by salience",
        source="achen2006",
        ask=_points(lambda proposal: salience_mean(proposal.stances)),
    ),
    Model(
        id=BASELINE,
        title="mean by capability × salience",
        source="vandenbos1991",
        ask=_points(lambda proposal: compromise_mean(proposal.stances)),
    ),
    Model(
        id="median",
        title="median by capability × salience",
        source="black1948",
        ask=_points(lambda proposal: weighted_median(proposal.stances)),
    ),
    Model(
        id="nash",
        title="Nash bargaining, no agreement a disaster",
        source="nash1950",
        ask=_points(_nash),
    ),
    Model(
        id="election",
        title="probabilistic election",
        source="wise2015",
        ask=_election,
    ),
    Model(
        id="spatial",
        title="spatial model of politics",
        source="kapsarc2015",
        ask=_one_by_one(_spatial_politics),
    ),
    Model(
        id="exchange",
        title="exchange of votes within a proposal",
        source="stokman1994",
        ask=_points(_exchange),
    ),
    *(
        Model(
            id=name,
            title=f"expected utility, {name.partition('.')[2].replace('_', ' ')}",
            source="scholz2011",
            ask=_one_by_one(_expected_utility(reading)),
        )
        for name, reading in READINGS.items()
    ),
)
