"""The stationary solution: behaviour that answers itself when the rules never change.

Logit agent-quantal-response equilibrium of a stochastic game with asynchronous moves in continuous
time [mckelvey1998]_ [eibelshaeuserpoensgen2019]_: with V the values, an actor's probability
to act is the logit of its gain, and

    V_i(x) = (u_i + sum_a rate_a (b_i,a + V_i(x_a)) + sum_s q_s (b_i,s + V_i(x_s)))
             / (r_i + sum_a rate_a + sum_s q_s),    transitions to x itself only pay.

Components are solved successors first, Gauss-Seidel within, and the precision climbs a ladder from
0, where the answer is unique. Cost: sweeps times (state, action) pairs.
"""

from dataclasses import dataclass
from typing import TypeAlias, TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.methods import choice_kernels as kernels
from detente.methods.game import Behaviour, Commitment, Floats, Numbers, Topology
from detente.methods.regret_kernels import one_shot_regret

Kind = TypeVar("Kind", bound=np.generic)
Game: TypeAlias = tuple[Topology, Numbers, Commitment]

SWEEPS = 20_000  # per component, at the precision asked for
FIRST_RUNG = 4.0  # units of utility between the best and the worst state
RUNG_SWEEPS = 200  # per component, at a rung below it
RUNG_TOLERANCE = 1e-2  # of a rung: enough to stay on the branch
RUNG_MOVE = 0.1  # of a stake: a larger move between two rungs may have changed the branch
WIDEST, NARROWEST = 2.0, 1.05  # factors between neighbouring precisions


@dataclass(frozen=True, slots=True, kw_only=True)
class Stationary:
    """Values that reproduce themselves, and how well they do."""

    values: Floats
    """[N, n] what each state is worth to each actor, in points."""
    precision: float
    converged: bool
    """Whether the bound fell below the tolerance; if not, the values are where the sweeps ended."""
    bound: float
    """The largest error left, in stakes, while behaviour is stable: L / min r times last change."""
    residual: float
    """The largest difference, in stakes, between the values and those that behaviour yields."""
    sweeps: int
    """Visits to a state per state, over all rungs."""


def solve(
    topology: Topology,
    numbers: Numbers,
    commitment: Commitment,
    precision: float,
    *,
    start: Floats | None = None,
    tolerance: float = 1e-9,
    most_sweeps: int = SWEEPS,
) -> Stationary:
    """The stationary solution on the branch from precision 0, or the one that `start` leads to.

    Warm from a neighbouring solution, `start` saves the ladder: so are draws solved.
    """
    if not np.isfinite(precision):
        raise ValueError("the stationary solution needs a finite precision")
    game = prepared(topology, numbers, commitment)
    if start is not None:
        return _settled(game, precision, np.array(start, np.float64), tolerance, most_sweeps, 0)
    values, visits = _climbed(game, precision)
    return _settled(game, precision, values, tolerance, most_sweeps, visits)


def behaviour(
    topology: Topology, numbers: Numbers, commitment: Commitment, precision: float, values: Floats
) -> Behaviour:
    """What actors do in every state when the states are worth `values` to them."""
    return conduct(prepared(topology, numbers, commitment), precision, values)


def conduct(game: Game, precision: float, values: Floats) -> Behaviour:
    """The same in a game that is already prepared."""
    policy = blank(game[0])
    _look(game, precision, values, policy, 0)
    return policy


def residual(
    topology: Topology, numbers: Numbers, commitment: Commitment, precision: float, values: Floats
) -> float:
    """The largest difference, in stakes, between `values` and those that behaviour yields."""
    return _look(prepared(topology, numbers, commitment), precision, values, blank(topology), 1)


def regret(
    topology: Topology, numbers: Numbers, commitment: Commitment, precision: float, values: Floats
) -> Floats:
    """The most each actor could gain, in stakes, by one better choice in some state.

    Compares the logit mixture with the best reply at every occasion to act and every request for
    consent; what the commitment fixes is left out.
    """
    game = prepared(topology, numbers, commitment)
    points = np.array(values, np.float64)
    policy = behaviour(topology, numbers, commitment, precision, points)
    missed = np.zeros(numbers.discount.size)
    one_shot_regret(*game, points, policy, missed)
    return missed


def prepared(
    topology: Topology, numbers: Numbers, commitment: Commitment
) -> tuple[Topology, Numbers, Commitment]:
    """The same arrays as read-only views: one set of types, so the loops are compiled once."""
    links = (_readonly(field, np.int64) for field in topology[:-1])
    return (
        Topology._make((*links, bool(topology.must_move))),
        Numbers._make(_readonly(field, np.float64) for field in numbers),
        Commitment._make(_readonly(field, np.int8) for field in commitment),
    )


def blank(topology: Topology) -> Behaviour:
    """Room for the behaviour in every state."""
    actions, consents = topology.act_to.size, topology.con_actor.size
    return Behaviour(
        act=np.zeros(actions),
        consent=np.zeros(consents),
        rate=np.zeros(actions),
        gain=np.zeros(actions),
    )


def _climbed(game: Game, precision: float) -> tuple[Floats, int]:
    """Values on the branch from precision 0, close to those at `precision`; state visits made."""
    topology, numbers, _ = game
    policy = blank(topology)
    values = numbers.flow / numbers.discount
    visits, _, _ = kernels.relax(*game, 0.0, values, policy, RUNG_TOLERANCE, SWEEPS, np.inf)
    reached, factor = 0.0, WIDEST
    while reached < precision:
        ahead = min(precision, reached * factor if reached > 0 else _first_rung(numbers, values))
        may_fail = reached > 0.0 and factor > NARROWEST
        furthest = RUNG_MOVE if may_fail else np.inf
        trial = values.copy()
        used, _, steady = kernels.relax(
            *game, float(ahead), trial, policy, RUNG_TOLERANCE, RUNG_SWEEPS, furthest
        )
        visits += used
        if steady or not may_fail:
            values, reached, factor = trial, ahead, min(WIDEST, factor**1.5)
        else:
            factor = np.sqrt(factor)
    return values, visits


def _first_rung(numbers: Numbers, values: Floats) -> float:
    """A precision at which behaviour is still close to chance."""
    spread = (np.ptp(values, axis=0) / numbers.stake).max()
    return float(FIRST_RUNG / spread) if spread > 0 else np.inf


def _look(game: Game, precision: float, values: Floats, policy: Behaviour, cap: int) -> float:
    """Fill `policy` without a step; with a cap of 1, what a step would have changed, in stakes."""
    points, states = np.array(values, np.float64), game[0].comp_state
    everywhere = _readonly(np.array([0, states.size]), np.int64)
    _, _, _, change = kernels.sweep(
        *game, float(precision), points, policy, everywhere, states, 0, 0.0, np.inf, cap
    )
    return change


def _settled(
    game: Game,
    precision: float,
    values: Floats,
    tolerance: float,
    most_sweeps: int,
    visits: int,
) -> Stationary:
    """The solution that sweeps from `values` at the given precision come to."""
    used, bound, converged = kernels.relax(
        *game, float(precision), values, blank(game[0]), tolerance, most_sweeps, np.inf
    )
    return Stationary(
        values=values,
        precision=precision,
        converged=converged,
        bound=bound,
        residual=residual(*game, precision, values),
        sweeps=-(-(visits + used) // len(values)),
    )


def _readonly(array: NDArray[np.generic], kind: type[Kind]) -> NDArray[Kind]:
    """A view nobody can write to; a copy only where type or layout differ."""
    view = np.ascontiguousarray(array, dtype=kind).view()
    view.setflags(write=False)
    return view
