"""The deadline solution: behaviour before a date after which the states are worth given values.

Backward induction in calendar time. With tau the years to go,

    dV_i(x)/dtau = u_i + sum_a rate_a (b_i,a + V_i(x_a) - V_i(x)) + sum_s q_s (...) - r_i V_i(x),

rates being those of logit behaviour at V (or of the exact best reply, where ties wait, at
`precision=inf`). Time is cut into equal steps. Within a step the rates are constant: those of the
behaviour half-way through it. Given these rates the values are exact, so running the chain forward
with them gives probabilities that fit the values.

Discretisation error: second order in the step. The default step is a quarter of the mean time to the
next occasion in the busiest state. Five years before the end of the toy it leaves 2e-3 stakes of
error at precision 20, where behaviour tips, and 4e-5 at 80; twice the steps leave a quarter.
"""

from dataclasses import dataclass
from math import ceil

import numpy as np

from detente.methods import choice_kernels, deadline_kernels
from detente.methods.game import Commitment, Floats, Numbers, Topology
from detente.methods.stationary import behaviour, prepared


STEPS_PER_OCCASION = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePath:
    """What the states are worth before the deadline, and what happens at which rate until then."""

    values: Floats
    """[N, n] at the start."""
    rates: Floats
    """[steps, A] rate a year of each action in each step, in the order of time."""
    gains: Floats
    """[steps, A] what the mover expects to gain by each action, in points."""
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

    Cost: steps times some twenty passes over the (state, action) pairs; the rates take 8 bytes each.
    """
    game = prepared(topology, numbers, commitment)
    fastest = choice_kernels.largest_rate(game[0], game[1], game[0].comp_state)
    count = max(1, ceil(STEPS_PER_OCCASION * years * fastest)) if steps is None else steps
    span = years / count
    pieces = max(1, ceil(span * (2.0 * fastest + numbers.discount.max())))
    values = np.array(terminal, np.float64)
    rates = np.empty((count, topology.act_to.size))
    gains = np.empty_like(rates)
    for k in reversed(range(count)):
        late = behaviour(*game, precision, values)
        halfway = deadline_kernels.step_back(*game[:2], late, values, span / 2, pieces)
        between = behaviour(*game, precision, halfway)
        values = deadline_kernels.step_back(*game[:2], between, values, span, pieces)
        rates[k], gains[k] = between.rate, between.gain
    return DeadlinePath(values=values, rates=rates, gains=gains, step_years=span)
