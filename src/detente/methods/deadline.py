"""The deadline solution: behaviour before a date after which the states are worth given values.

Backward induction in calendar time. With tau the years to go,

    dV_i(x)/dtau = u_i + sum_a rate_a (b_i,a + V_i(x_a) - V_i(x)) + sum_s q_s (...) - r_i V_i(x),

rates being those of logit behaviour at V (or of the exact best reply, where ties wait, at
`precision=inf`). Time is cut into equal steps. Within a step the rates are constant: those of the
behaviour half-way through it. Given these rates the values are exact, so running the chain forward
with them gives probabilities that fit the values.

Discretisation error: second order in the step. Unless the number of steps is given it is doubled
until the values at the start change by less than `SAME` stakes, which leaves about a third of that.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from detente.methods.deadline_kernels import step_back
from detente.methods.game import Commitment, Floats, Numbers, Topology
from detente.methods.stationary import Game, behaviour, prepared

STEPS_A_YEAR = 4  # at first
SAME = 1e-3  # stakes: no finer steps are needed
MOST_STEPS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePath:
    """What the states are worth before the deadline, and what happens at which rate until then."""

    values: Floats
    """[N, n] at the start."""
    rates: Floats
    """[steps, A] rate a year of each action in each step, in the order of time."""
    gains: Floats
    """[steps, A] what the mover expects to gain by each action in each step, in points."""
    step_years: float
    """Length of a step."""


def solve_back(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    terminal: Floats,
    years: float,
    steps: int | None = None,
) -> DeadlinePath:
    """Values and rates in the `years` before the states are worth `terminal`.

    Cost: steps times some twenty passes over the (state, action) pairs; 16 bytes for each are kept.
    """
    game = prepared(topology, numbers, commitment)
    values = np.array(terminal, np.float64)
    if steps is not None:
        return _walked_back(game, precision, values, years, steps)
    count = max(1, ceil(STEPS_A_YEAR * years))
    path = _walked_back(game, precision, values, years, count)
    while 2 * count <= MOST_STEPS:
        count *= 2
        rough, path = path, _walked_back(game, precision, values, years, count)
        if np.abs((path.values - rough.values) / numbers.stake).max() < SAME:
            break
    return path


def _walked_back(
    game: Game, precision: float, values: Floats, years: float, steps: int
) -> DeadlinePath:
    """The path in so many equal steps."""
    topology, numbers, _ = game
    span = years / steps
    rates = np.empty((steps, topology.act_to.size))
    gains = np.empty_like(rates)
    for k in reversed(range(steps)):
        late = behaviour(*game, precision, values)
        halfway = step_back(topology, numbers, late, values, span / 2)
        between = behaviour(*game, precision, halfway)
        values = step_back(topology, numbers, between, values, span)
        rates[k], gains[k] = between.rate, between.gain
    return DeadlinePath(values=values, rates=rates, gains=gains, step_years=span)
