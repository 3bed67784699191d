"""What known outcomes say about forecast distributions: how much evenly spread, how wide the tails.

Of every share of evenly spread probability on a grid, the level of the tails is the one at which
the interval of four fifths would have held four fifths of the outcomes: a fifth of them lie less
deep. It is kept between 0.01 and 0.49. Of these pairs the one with the best mean score is taken.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from detente.methods.forecast_distribution import (
    OUTER,
    Recalibration,
    crps,
    depth,
    mixed,
    recalibrated,
)
from detente.methods.game import Floats

SHARES = tuple(k / 20 for k in range(20))
"""The grid of evenly spread shares, 0 to 0.95."""
_NARROWEST, _WIDEST = 0.01, 0.49


class Decided(NamedTuple):
    """One issue whose outcome is known."""

    position: Floats
    """[n] where the actors stand, 0..1."""
    probability: Floats
    """[n] how likely an election makes each position."""
    outcome: float
    """Where it was settled, 0..1."""


def recalibration_of(decided: Sequence[Decided]) -> Recalibration:
    """The evenly spread share and the tail level that fit known outcomes best.

    Cost: O(n) for each of 20 shares and each issue.
    """
    fits = [_fit(decided, share) for share in SHARES]
    return min(fits, key=lambda fit: mean_score(decided, fit))


def mean_score(decided: Sequence[Decided], recalibration: Recalibration) -> float:
    """The mean continuous ranked probability score of issues under a recalibration, 0 best."""
    share, tail = recalibration
    return float(
        np.mean(
            [
                crps(recalibrated(mixed(one.position, one.probability, share), tail), one.outcome)
                for one in decided
            ]
        )
    )


def _fit(decided: Sequence[Decided], share: float) -> Recalibration:
    depths = [depth(mixed(one.position, one.probability, share), one.outcome) for one in decided]
    tail = float(np.quantile(depths, 2.0 * OUTER))
    return Recalibration(share, float(np.clip(tail, _NARROWEST, _WIDEST)))
