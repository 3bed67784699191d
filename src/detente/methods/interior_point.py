"""Agreements that are best under distance utilities, by an interior point method.

Actor i values outcomes x, one per issue, at U_i(x) = -sum_d s_id |x_d - x_id|^q, q >= 1. Let l_id
be at least |x_d - x_id|^q, b_i what i has without an agreement and t a common claim of slope a_i.
Then its surplus z_i = -sum_d s_id l_id - b_i - t a_i is linear in (x, l, t), and concave is

    t + sum_i p_i ln z_i    where    z_i > 0,  l_id^(1/q) > |x_d - x_id|,  low_d < x_d < high_d.

With p = 0 this is the largest claim that all can meet; without claim it is Nash's product. Newton's
method follows the maxima of k (t + sum p ln z) + the logarithms of all that must stay positive, for
growing k; there the goal falls short of the best by less than their number over k [boyd2004]_.
"""

import numpy as np

from detente.methods import interior_point_kernels as kernels
from detente.methods.interior_point_kernels import Goal, Ground, Place, margins, surplus

__all__ = ["Goal", "Ground", "Place", "climb", "eased", "middle"]

NEAR = 0.1  # of the scale: where climbing begins


def middle(ground: Ground) -> Place:
    """A point from which the largest equal surplus can be looked for."""
    outcome = (ground.low + ground.high) / 2.0
    apart = np.abs(outcome[ground.issue] - ground.point)
    loss = (apart + NEAR) ** ground.exponent
    spare = surplus(ground, Place(outcome, loss, 0.0), np.zeros_like(ground.base))
    return Place(outcome, loss, float(spare.min()) - NEAR)


def eased(ground: Ground, place: Place) -> Place:
    """A place without claim on the way to the middle, as far from all bounds as halving finds."""
    nobody = np.zeros_like(ground.base)
    there, part = middle(ground), 1.0
    while True:
        part /= 2.0
        outcome = place.outcome + part * (there.outcome - place.outcome)
        loss = place.loss + part * (there.loss - place.loss)
        if (margins(ground, eased := Place(outcome, loss, 0.0), nobody) > 0).all():
            return eased


def climb(ground: Ground, goal: Goal, place: Place) -> Place:
    """The highest point, to a shortfall of 1e-8 of the goal, from a point inside.

    Cost: some 80 steps of n linear equations, each set up in E + n^2 f.
    """
    return kernels.climb(ground, goal, place)
