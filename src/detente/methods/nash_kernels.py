"""The compiled loop of `nash_bargaining`: agreements on single issues, draw by draw."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Floats

HALVINGS = 60  # no float64 between 0 and 1 is found more finely


@jit
def climbs_at(
    x: float,
    position: Floats,
    salience: Floats,
    no_agreement: Floats,
    power: Floats,
    exponent: float,
) -> bool:
    """Whether the logarithm of Nash's product still rises at x, between what all accept."""
    slope = 0.0
    for i in range(position.size):
        if salience[i] > 0.0:
            apart = position[i] - x
            loss = salience[i] * abs(apart) ** exponent
            surplus = -loss - no_agreement[i]
            if surplus <= 0.0:  # at an end of what i accepts
                return apart > 0.0
            rise = salience[i] * exponent * abs(apart) ** (exponent - 1.0)
            slope += power[i] * rise / surplus * np.sign(apart)
    return slope > 0.0


@jit
def nash_point(
    position: Floats,
    salience: Floats,
    no_agreement: Floats,
    power: Floats,
    exponent: float,
    low: float,
    high: float,
) -> float:
    """Nash's agreement on one issue; not a number if there is none, or nobody cares.

    What i accepts lies within (-d_i / s_i)^(1/q) of its position. Between the ends of what all
    accept the slope of the logarithm falls, and its zero is found by halving.
    """
    if salience.max() <= 0.0:
        return np.nan
    for i in range(position.size):
        if salience[i] > 0.0:
            reach = (max(-no_agreement[i], 0.0) / salience[i]) ** (1.0 / exponent)
            low, high = max(low, position[i] - reach), min(high, position[i] + reach)
            if no_agreement[i] > 0.0:
                return np.nan
    if low > high:
        return np.nan
    for _ in range(HALVINGS):
        middle = (low + high) / 2.0
        if climbs_at(middle, position, salience, no_agreement, power, exponent):
            low = middle
        else:
            high = middle
    return (low + high) / 2.0


@jit
def nash_points(
    position: Floats,
    salience: Floats,
    no_agreement: Floats,
    power: Floats,
    exponent: float,
    low: Floats,
    high: Floats,
    agreement: Floats,
) -> None:
    """Fill `agreement` [D, m] from arrays [D, n, m]; bounds [m], power [n]."""
    draws, _, issues = position.shape
    for k in range(draws):
        for d in range(issues):
            agreement[k, d] = nash_point(
                position[k, :, d],
                salience[k, :, d],
                no_agreement[k, :, d],
                power,
                exponent,
                low[d],
                high[d],
            )
