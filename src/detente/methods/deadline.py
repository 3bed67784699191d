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

from detente.methods.arc_kernels import arcs
from detente.methods.deadline_kernels import income, moved_back
from detente.methods.game import Behaviour, Commitment, Floats, Numbers, Topology
from detente.methods.stationary import Game, conduct, prepared
from detente.methods.transitions import Transitions, at_rest, moving
from detente.methods.uniformisation import poisson_weights

STEPS_A_YEAR = 4  # at first
SAME = 1e-3  # stakes: no finer steps are needed
MOST_STEPS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class DeadlinePath:
    """What the states are worth before the deadline, and the chain until then."""

    values: Floats
    """[N, n] at the start."""
    chains: tuple[Transitions, ...]
    """One per step, in the order of time; they share all arrays but rates and marks."""
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

    Cost: steps times some ten passes over the (state, action) pairs; 9 bytes for each are kept.
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
    fixed, span = at_rest(topology), years / steps
    chains: list[Transitions] = []
    for _ in range(steps):
        late = conduct(game, precision, values)
        halfway = _earlier(game, late, moving(fixed, numbers, late), values, span / 2)
        between = conduct(game, precision, halfway)
        chains.append(moving(fixed, numbers, between))
        values = _earlier(game, between, chains[-1], values, span)
    return DeadlinePath(values=values, chains=tuple(reversed(chains)), step_years=span)


def _earlier(
    game: Game, policy: Behaviour, chain: Transitions, values: Floats, years: float
) -> Floats:
    """What the states are worth so many years before they are worth `values`, at constant rates.

    Exact, by uniformisation [jensen1953]_: with L no less than the rate of leaving any state plus
    discounting, V(tau) mixes T^k V(0) by the Poisson probabilities of k occasions in L tau, with
    T V = (income + sum_a rate_a V(x_a) + (L - sum_a rate_a - r) V) / L.
    """
    topology, numbers, _ = game
    ways = arcs(chain.ptr, chain.to, chain.rate)
    clock = float(ways.leaving.max() + numbers.discount.max())
    ahead = np.cumsum(poisson_weights(clock * years)[:0:-1])[::-1]
    return moved_back(
        ways, income(topology, numbers, policy), numbers.discount, clock, ahead, values
    )
