"""The forecast of a backtest: fitted on some proposals, tried on others."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.base.constants import constant
from detente.base.seeds import stream
from detente.behaviour.lenses import Expected
from detente.behaviour.proposals import Proposal
from detente.methods.compromise import compromise_mean
from detente.methods.condorcet_election import elections
from detente.methods.forecast_distribution import Recalibration, mixed, recalibrated
from detente.methods.forecast_scores import folds
from detente.methods.game import Floats, Ints
from detente.methods.recalibration import Decided, recalibration_of


class Fit(NamedTuple):
    """What the issues of all other folds say, and on how many issues it was tried."""

    tried_on: int
    recalibration: Recalibration


def cross_validated(
    proposals: Sequence[Proposal], outcome: Floats, group: Ints, seed: int
) -> tuple[tuple[Expected, ...], tuple[Fit, ...]]:
    """What the forecast expects of each issue, fitted on the proposals of other folds only."""
    decided = decided_issues(proposals, outcome)
    points = np.concatenate([compromise_mean(proposal.stances) for proposal in proposals])
    count = min(int(constant("backtest_folds")), len(proposals))
    part = folds(group, count, stream(seed, "backtest", "folds"))
    said: dict[int, Expected] = {}
    fits = []
    for fold in range(count):
        fit = recalibration_of([decided[k] for k in np.flatnonzero(part != fold)])
        tried = np.flatnonzero(part == fold)
        fits.append(Fit(len(tried), fit))
        for k in tried:
            spread = mixed(decided[k].position, decided[k].probability, fit.uniform_share)
            said[int(k)] = Expected(float(points[k]), recalibrated(spread, fit.tail))
    return tuple(said[k] for k in range(len(decided))), tuple(fits)


def decided_issues(proposals: Sequence[Proposal], outcome: Floats) -> list[Decided]:
    """What an election says about each issue, with its outcome; for fits."""
    found: list[Decided] = []
    for proposal in proposals:
        probability = elections(proposal.stances)
        for j in range(probability.shape[1]):
            column = proposal.stances.position[:, j], probability[:, j]
            found.append(Decided(*column, float(outcome[len(found)])))
    return found
