"""What every model expects to be settled on a case: at the mode and over the draws."""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId, IssueId
from detente.behaviour.lab import Lab
from detente.behaviour.lenses import Model, lenses_on
from detente.behaviour.proposals import (
    Proposal,
    decided,
    on_issues,
    proposal_at_mode,
    proposals_in_draws,
)
from detente.behaviour.settlement import Settlement, is_unsure, settlement
from detente.methods.compromise import compromise_mean
from detente.methods.contest_rules import Transition
from detente.methods.forecast_distribution import (
    Recalibration,
    SettlementDistribution,
    at_least,
    at_most,
    forecast_distributions,
    quantiles,
)
from detente.methods.game import Floats
from detente.model.exchange_terms import by_lot_shared, exchange_rules

LEVELS = (0.1, 0.5, 0.9)
"""Of the percentiles that tables hold."""

MIDDLE = (0.25, 0.75)
"""Levels between which half of the probability lies."""


class Spread(NamedTuple):
    """A forecast of one issue, in points of the case; not numbers where there is none."""

    point: float
    low: float
    """10th percentile."""
    median: float
    high: float
    """90th percentile."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lens:
    """What one model makes of a case, as shares of the scales."""

    model: Model
    point: Floats
    """[m] every number at its mode; not a number: no agreement, or nothing to say."""
    drawn: Floats
    """[D, m] the same over draws."""

    def answers(self, issue: int) -> float:
        """The share of the draws in which it has an answer on an issue."""
        return float(np.mean(np.isfinite(self.drawn[:, issue])))


@dataclass(frozen=True, slots=True, kw_only=True)
class SettlementForecasts:
    """The forecast of every issue, with the lenses beside it."""

    talks: Settlement
    proposal: Proposal
    """What lenses were asked with every number at its mode."""
    point: Floats
    """[m] the mean by capability x salience, as shares of the scales; not a number on an issue that
    matters to nobody."""
    distributions: tuple[SettlementDistribution | None, ...]
    """[m] where each issue may be settled; None: it matters to nobody."""
    lenses: tuple[Lens, ...]

    def place(self, issue: IssueId) -> int:
        """Place of an issue in arrays."""
        return self.talks.terms.issues.index(issue)

    def distance(self, actor: ActorId, issue: IssueId) -> float:
        """How far from what is expected an actor stands, as a share of the scale; 0 if nowhere."""
        if issue not in self.talks.case.positions.get(actor, {}):
            return 0.0
        place, terms = self.place(issue), self.talks.terms
        position = terms.stances.position[terms.actors.index(actor), place]
        return float(abs(position - self.point[place]))

    def by_stake(self, actor: ActorId) -> tuple[IssueId, ...]:
        """The issues that have a forecast, most at stake for an actor first.

        At stake is what terms as they are expected lose it: salience x distance.
        """
        terms = self.talks.terms
        stake = np.zeros(len(terms.issues))
        if actor in terms.actors:
            i, stances = terms.actors.index(actor), terms.stances
            apart = np.abs(stances.position[i] - self.point)
            stake = np.where(stances.present[i], stances.salience[i] * apart, 0.0)
        order = sorted(range(len(terms.issues)), key=lambda j: -stake[j])
        return tuple(terms.issues[j] for j in order if np.isfinite(self.point[j]))

    def length(self, issue: IssueId) -> float:
        """Points of a whole scale; below 0 if it runs down."""
        scale = self.talks.terms.scales[self.place(issue)]
        return scale.end - scale.start

    def forecast(self, issue: IssueId) -> Spread:
        """The forecast of an issue."""
        return self.spread(issue, float(self.point[self.place(issue)]), LEVELS)

    def spread(self, issue: IssueId, point: float, levels: tuple[float, float, float]) -> Spread:
        """A point with levels of the distribution of an issue."""
        distribution = self.distributions[self.place(issue)]
        shares = (
            np.full(len(levels), np.nan)
            if distribution is None
            else quantiles(distribution, np.array(levels))
        )
        return self._in_points(issue, point, shares)

    def told(self, issue: IssueId, point: float) -> str:
        """A point of an issue as text, to about a hundredth of its scale."""
        share = self.talks.terms.scales[self.place(issue)].share(point)
        return f"{self.talks.point(issue, float(share)):g}"

    def seen(self, lens: Lens, issue: IssueId) -> Spread:
        """What a lens makes of an issue; percentiles are over the draws in which it answers."""
        place = self.place(issue)
        drawn = lens.drawn[:, place]
        known = drawn[np.isfinite(drawn)]
        shares = np.quantile(known, LEVELS) if len(known) else np.full(len(LEVELS), np.nan)
        return self._in_points(issue, float(lens.point[place]), shares)

    def chance_below(self, issue: IssueId, threshold: float) -> float:
        """The probability of a settlement below a share of the scale."""
        return 1.0 - self.chance_beyond(issue, threshold)

    def chance_above(self, issue: IssueId, threshold: float) -> float:
        """The probability of a settlement above a share of the scale."""
        distribution = self.distributions[self.place(issue)]
        return float("nan") if distribution is None else 1.0 - at_most(distribution, threshold)

    def chance_beyond(self, issue: IssueId, threshold: float) -> float:
        """The probability of a settlement at or beyond a share of the scale."""
        distribution = self.distributions[self.place(issue)]
        if distribution is None:
            return float("nan")
        return at_least(distribution, threshold)

    def _in_points(self, issue: IssueId, point: float, shares: Floats) -> Spread:
        """Shares as points of the case, which rise even if the scale runs down."""
        scale = self.talks.terms.scales[self.place(issue)]
        low, median, high = np.sort(scale.point(shares)).tolist()
        return Spread(float(scale.point(point)), low, median, high)


def settlement_forecasts(lab: Lab) -> SettlementForecasts:
    """What the models expect of the case of a lab, worked out once.

    Raises:
        StudyError: Nobody in the case has a position.
    """
    return lab.once("settlement forecasts", lambda: _forecasts(lab))


def _forecasts(lab: Lab) -> SettlementForecasts:
    talks = settlement(lab)
    trading = exchange_rules(talks.case, lab.all_inputs().mode, talks.terms, 1)
    proposal = proposal_at_mode(talks, trading, lab.effort.seed)
    return SettlementForecasts(
        talks=talks,
        proposal=proposal,
        point=compromise_mean(talks.terms.stances),
        distributions=_distributions(talks, is_unsure=is_unsure(lab)),
        lenses=_lenses(lab, talks, proposal),
    )


def _distributions(
    talks: Settlement, *, is_unsure: bool
) -> tuple[SettlementDistribution | None, ...]:
    """The election of each issue with honest tails, pooled over the draws."""
    pooled = talks.drawn.stances if is_unsure else talks.terms.stances
    count = len(talks.terms.issues)
    issues = np.flatnonzero(decided(pooled).reshape(-1, count).any(axis=0))
    asked = on_issues(pooled, issues)
    recalibration = Recalibration(
        uniform_share=constant("forecast_uniform_share"), tail=constant("forecast_tail")
    )
    found = dict(zip(issues.tolist(), forecast_distributions(asked, recalibration), strict=True))
    return tuple(found.get(j) for j in range(count))


def _lenses(lab: Lab, talks: Settlement, at_mode: Proposal) -> tuple[Lens, ...]:
    """Every lens at the mode and in every draw; in none if they would all be alike."""
    models = lenses_on(len(talks.terms.issues))
    by_lot = at_mode.politics.transition is not Transition.DETERMINISTIC
    differ = is_unsure(lab) or by_lot or by_lot_shared(talks.case)
    draws = talks.draws if differ else 0

    def asked(proposal: Proposal) -> list[list[float]]:
        return [[one.point for one in model.ask(proposal)] for model in models]

    said = lab.each(asked, [at_mode, *proposals_in_draws(talks, at_mode, draws, lab.effort.seed)])
    return tuple(
        Lens(
            model=model,
            point=np.array(said[0][k]),
            drawn=np.array([answer[k] for answer in said[1:] or said]),
        )
        for k, model in enumerate(models)
    )
