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
    SettlementDistribution,
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
    found = []
    for share in SHARES:
        spreads = _mixed(decided, share)
        tail = _tail(decided, spreads)
        found.append((_score(decided, spreads, tail), Recalibration(share, tail)))
    return min(found)[1]


def mean_score(decided: Sequence[Decided], recalibration: Recalibration) -> float:
    """The mean continuous ranked probability score of issues under a recalibration, 0 best."""
    share, tail = recalibration
    return _score(decided, _mixed(decided, share), tail)


def _mixed(decided: Sequence[Decided], share: float) -> list[SettlementDistribution]:
    return [mixed(one.position, one.probability, share) for one in decided]


def _tail(decided: Sequence[Decided], spreads: Sequence[SettlementDistribution]) -> float:
    pairs = zip(spreads, decided, strict=True)
    depths = [depth(spread, one.outcome) for spread, one in pairs]
    return float(np.clip(np.quantile(depths, 2.0 * OUTER), _NARROWEST, _WIDEST))


def _score(
    decided: Sequence[Decided], spreads: Sequence[SettlementDistribution], tail: float
) -> float:
    pairs = zip(spreads, decided, strict=True)
    return float(np.mean([crps(recalibrated(spread, tail), one.outcome) for spread, one in pairs]))
