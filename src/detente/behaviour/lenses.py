"""The models of collective decisions, put side by side: on decided issues and on a case alike.

A model carries the same id wherever it is asked, so that beside its answer on a case stands how far
off it was where the outcome is known.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.base.constants import Constant, constant, constants
from detente.base.ids import CitationKey
from detente.behaviour.proposals import Proposal
from detente.methods.compromise import (
    compromise_mean,
    salience_mean,
    unweighted_mean,
    weighted_median,
)
from detente.methods.exchange import exchange
from detente.methods.exchange_deals import Following
from detente.methods.expected_utility import READINGS, Reading, expected_utility_rounds
from detente.methods.forecast_distribution import (
    OUTER,
    Recalibration,
    SettlementDistribution,
    expectation,
    forecast_distributions,
    mixed,
)
from detente.methods.game import Floats, Ints
from detente.methods.nash_bargaining import (
    Agreement,
    Talks,
    kalai_smorodinsky,
    nash,
    nash_by_issue,
)
from detente.methods.spatial_politics import Run, spatial_run

_EXPONENT = 2.0
"""In Nash's model and its kin losses grow with the square of the distance."""


class Expected(NamedTuple):
    """What a model expects of one issue."""

    point: float
    """0..1; not a number if the model says nothing about it."""
    distribution: SettlementDistribution | None
    """None: the model gives a point only."""


Ask: TypeAlias = Callable[[Proposal], tuple[Expected, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """One model under the name that scores carry."""

    id: str
    title: str
    short: str = ""
    """Its kind in a word or two, for figures; readings of one model share it."""
    source: CitationKey
    ask: Ask
    """What it expects of each issue of a proposal."""
    fewest: int = 1
    """Issues that it needs at least; of fewer it says nothing."""

    @property
    def error(self) -> Constant:
        """Its mean error on decided issues, in points of 100."""
        return measured_error(self.id)


def measured_error(model: str) -> Constant:
    """The mean error of a model on decided issues, in points of 100."""
    return constants()[f"error_{model.replace('.', '_')}"]


def _points(answer: Callable[[Proposal], Floats]) -> Ask:
    """A model that answers all issues at once, with points."""

    def ask(proposal: Proposal) -> tuple[Expected, ...]:
        return tuple(Expected(float(point), None) for point in answer(proposal))

    return ask


# ---------------------------------------------------------------- the models


def _constant(proposal: Proposal) -> tuple[Expected, ...]:
    """The middle of the scale; as a distribution, all of it alike."""
    even = mixed(np.array([0.5]), np.ones(1), 1.0)
    return tuple(Expected(0.5, even) for _ in proposal.status_quo)


def _nash(proposal: Proposal) -> Floats:
    """Issue by issue; where there is no agreement, not a number."""
    return nash_by_issue(_talks(proposal), _without(proposal))


def _package(agree: Callable[[Talks], Agreement | None]) -> Callable[[Proposal], Floats]:
    """One agreement on all issues; without one, not numbers."""

    def answer(proposal: Proposal) -> Floats:
        found = agree(_talks(proposal))
        return np.full(len(proposal.status_quo), np.nan) if found is None else found.outcome

    return answer


def _talks(proposal: Proposal) -> Talks:
    return Talks(
        stances=proposal.stances,
        exponent=_EXPONENT,
        no_agreement=_without(proposal).sum(axis=1),
        power=proposal.stances.capability.max(axis=1),
        low=proposal.low,
        high=proposal.high,
    )


def _without(proposal: Proposal) -> Floats:
    """[n, m] utility without agreement; worse than any terms counts as bad as those far off."""
    stated = np.isfinite(proposal.no_agreement)
    lost = np.where(stated, -proposal.no_agreement, 1.0)
    return -proposal.stances.salience * lost**_EXPONENT


def _election(proposal: Proposal) -> tuple[Expected, ...]:
    """The expectation of the distribution as the election gives it."""
    found = forecast_distributions(proposal.stances, Recalibration(uniform_share=0.0, tail=OUTER))
    return tuple(Expected(expectation(one), one) for one in found)


def _spatial_politics(proposal: Proposal) -> tuple[Expected, ...]:
    """The weighted mean of where the actors end up; the last election over these positions."""
    found = [Expected(np.nan, None)] * len(proposal.status_quo)
    for issues, run in spatial_politics(proposal):
        for dimension, issue in enumerate(issues.tolist()):
            final = mixed(run.position[-1, :, dimension], run.probability, 0.0)
            found[issue] = Expected(float(run.mean[dimension]), final)
    return tuple(found)


def spatial_politics(proposal: Proposal) -> Iterator[tuple[Ints, Run]]:
    """The issues of each space, and the run of the spatial model in it."""
    for issues, parties in proposal.spaces:
        yield (
            issues,
            spatial_run(parties, proposal.politics, seed=proposal.seed, draw=proposal.draw),
        )


def _exchange(proposal: Proposal) -> Floats:
    """Outcomes after one round of trade; nothing to say on lone issues."""
    if len(proposal.status_quo) == 1:
        return np.array([np.nan])
    following = Following(always=0.0, unconcerned=0.0)  # of no effect in a single round
    return exchange(proposal.stances, proposal.trading, proposal.rate, following).after[-1]


def _expected_utility(reading: Reading) -> Callable[[Proposal], Floats]:
    """The medians after so many rounds."""

    def answer(proposal: Proposal) -> Floats:
        rounds = int(constant("expected_utility_rounds"))
        return expected_utility_rounds(proposal.stances, reading, rounds).median[-1]

    return answer


_READ_AS = {
    "eum.text": "as printed",
    "eum.scholz_code": "as results were printed",
    "eum.conflict_uncertain": "conflicts move nobody",
}

SPATIAL = "spatial"
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
        short="weighted median",
        source="black1948",
        ask=_points(lambda proposal: weighted_median(proposal.stances)),
    ),
    Model(
        id="nash",
        title="Nash bargaining, each issue alone",
        short="Nash, issue by issue",
        source="nash1950",
        ask=_points(_nash),
    ),
    Model(
        id="nash.package",
        title="Nash bargaining, one agreement on all issues",
        short="Nash, all issues",
        source="nash1950",
        ask=_points(_package(nash)),
        fewest=2,
    ),
    Model(
        id="kalai_smorodinsky",
        title="equal shares of what each could gain, one agreement on all issues",
        short="Kalai–Smorodinsky",
        source="kalai1975",
        ask=_points(_package(kalai_smorodinsky)),
        fewest=2,
    ),
    Model(
        id="election",
        title="probabilistic election",
        source="wise2015",
        ask=_election,
    ),
    Model(
        id=SPATIAL,
        title="spatial model of politics",
        short="spatial politics",
        source="kapsarc2015",
        ask=_spatial_politics,
    ),
    Model(
        id="exchange",
        title="exchange of votes",
        short="exchange",
        source="stokman1994",
        ask=_points(_exchange),
        fewest=2,
    ),
    *(
        Model(
            id=name,
            title=f"expected utility, {_READ_AS[name]}",
            short="expected utility",
            source="scholz2011",
            ask=_points(_expected_utility(reading)),
        )
        for name, reading in READINGS.items()
    ),
)
"""The models, all of them scored on decided issues."""

_BASES = {"constant", "status_quo", "unweighted", "salience", BASELINE, "election"}
"""What scores are compared with, and what the forecast is made of: no lenses of their own."""

LENSES = tuple(model for model in MODELS if model.id not in _BASES)
"""What is looked at beside the forecast."""


def lenses_on(issues: int) -> tuple[Model, ...]:
    """The lenses that have something to say on so many issues."""
    return tuple(model for model in LENSES if model.fewest <= issues)
