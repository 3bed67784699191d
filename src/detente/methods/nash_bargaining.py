"""The agreement actors would settle on if none had to: Nash's and Kalai and Smorodinsky's answers.

Actor i values an outcome x, one number per issue, at

    U_i(x) = -sum_d s_id |x_d - x_id|^q,    q >= 1,

and has d_i without an agreement: a utility, not a position. Red lines bound what it can accept.
Among the outcomes that leave everybody at least d_i

    Nash:  the one with the largest prod_i (U_i - d_i)^p_i             [nash1950]_
    Kalai and Smorodinsky:  the one that gives all the same and the largest share of the most each
    could gain, (U_i - d_i) / (max U_i - d_i)                          [kalai1975]_

Nobody can do better at Nash's outcome without somebody's loss; with three actors or more this may
fail for all at once only at the other. If no outcome is good enough for everybody there is none:
no agreement. Where somebody has nothing to gain by any agreement the others settle among what costs
it less than a millionth.
"""

from typing import NamedTuple

import numpy as np

from detente.methods import nash_kernels as kernels
from detente.methods.game import Bools, Floats
from detente.methods.interior_point import Goal, Ground, Place, climb, eased, middle
from detente.methods.stances import Stances

LITTLE = 0.1
"""Part of what an actor would gain by having its way below which gains are measured anew."""
LEAST = 1e-6
"""Surplus that everybody is granted before the others' is shared out."""


class Talks(NamedTuple):
    """Who wants what, and what it has if the talks fail."""

    stances: Stances
    """Positions and saliences; capabilities are not read."""
    exponent: float
    """q: 1 if losses are in proportion to distance, 2 if they grow with its square."""
    no_agreement: Floats
    """[n] d, utility without an agreement; an outcome where the actor wants it is worth 0."""
    power: Floats
    """[n] p, more than 0; only ratios matter."""
    low: Floats
    """[n, m] red lines: the actor accepts no outcome below; 0: any."""
    high: Floats
    """[n, m] nor above; 1: any."""


class Agreement(NamedTuple):
    """What is settled on."""

    outcome: Floats
    """[m] not a number on issues nobody cares about."""
    gain: Floats
    """[n] utility of each actor above that without an agreement."""


def nash(talks: Talks) -> Agreement | None:
    """Nash's agreement; None if there is none.

    The logarithm of the product is exact to 1e-8 for powers that sum to 1, to which they are
    brought: a climb that begins on a goal of large powers is too steep to be found to the top.
    Cost: some 160 steps of n linear equations, set up in n m (n + 1).

    >>> at, one = np.array([[0.0], [1.0]]), np.ones((2, 1))
    >>> stances = Stances(at, one, one, one > 0)
    >>> talks = Talks(stances, 1.0, np.array([-0.8, -0.6]), np.ones(2), 0 * one, one)
    >>> nash(talks).outcome.round(6)
    array([0.6])
    """
    room = _room(talks)
    if room is None:
        return None
    goal = Goal(slope=np.zeros_like(talks.power), power=talks.power / talks.power.sum())
    return _settled(talks, room, climb(room.ground, goal, room.place))


def kalai_smorodinsky(talks: Talks) -> Agreement | None:
    """The agreement of equal shares in what each could gain at most; None if there is none.

    `power` is not read. Shares are exact to 1e-7. Cost: n + 2 times some 80 steps of n linear
    equations, set up in n m (n + 1); nearly twice that where somebody has little to gain.
    """
    room = _room(talks)
    if room is None:
        return None
    ground = _in_units(room.ground, -room.ground.base)
    most = _most(ground, room.place)
    if most.min() < LITTLE:
        ground = _in_units(ground, most)
        most = _most(ground, room.place)
    goal = Goal(slope=most, power=np.zeros_like(most))
    return _settled(talks, room, climb(ground, goal, room.place))


def utilities(stances: Stances, exponent: float, outcome: Floats) -> Floats:
    """What an outcome is worth to each actor, [n]; 0 at most."""
    apart = np.abs(stances.position - outcome) ** exponent
    cares = stances.present & (stances.salience > 0)
    return -np.where(cares, stances.salience * apart, 0.0).sum(axis=1)


def nash_by_issue(talks: Talks, no_agreement: Floats) -> Floats:
    """Nash's agreement on each issue as if each were negotiated alone, [..., m].

    What actors have without an agreement on an issue is [..., n, m] here; that of `talks` is not
    read. An axis of draws may come before these and the stances. Not a number where there is no
    agreement, or nobody cares. Exact to rounding. Cost: 60 n an issue.
    """
    stances = talks.stances
    cares = np.where(stances.present, stances.salience, 0.0)
    position, salience, no_deal = np.broadcast_arrays(stances.position, cares, no_agreement)
    *draws, actors, issues = position.shape
    agreement = np.empty((*draws, issues))
    kernels.nash_points(
        np.ascontiguousarray(position).reshape(-1, actors, issues),
        np.ascontiguousarray(salience).reshape(-1, actors, issues),
        np.ascontiguousarray(no_deal).reshape(-1, actors, issues),
        talks.power,
        talks.exponent,
        np.maximum(talks.low.max(axis=0), 0.0),
        np.minimum(talks.high.min(axis=0), 1.0),
        agreement.reshape(-1, issues),
    )
    return agreement


class _Room(NamedTuple):
    """Where agreements lie."""

    outcome: Floats
    """[m] of the issues on which there is no choice; not a number where nobody cares."""
    free: Bools
    """[m] the others."""
    ground: Ground
    place: Place
    """An agreement that leaves everybody more than its base; no claim is made yet."""


def _room(talks: Talks) -> _Room | None:
    """What all accept; None if that is nothing."""
    low, high = np.maximum(talks.low.max(axis=0), 0.0), np.minimum(talks.high.min(axis=0), 1.0)
    if (low > high).any():
        return None
    stances = talks.stances
    cares = stances.present & (stances.salience > 0)
    free = cares.any(axis=0) & (high - low > LEAST)
    outcome = np.where(cares.any(axis=0), (low + high) / 2.0, np.nan)
    decided = stances._replace(present=stances.present & ~free)
    actor, issue = np.nonzero(cares & free)
    ground = Ground(
        actor=actor,
        issue=(np.cumsum(free) - 1)[issue],
        point=stances.position[actor, issue],
        salience=stances.salience[actor, issue],
        exponent=talks.exponent,
        low=low[free],
        high=high[free],
        base=talks.no_agreement - utilities(decided, talks.exponent, outcome),
    )
    equal = Goal(slope=np.ones_like(ground.base), power=np.zeros_like(ground.base))
    place = climb(ground, equal, middle(ground))
    if place.claim < -LEAST:
        return None
    granted = ground._replace(base=ground.base - max(LEAST - place.claim, 0.0))
    return _Room(outcome, free, granted, eased(granted, place))


def _most(ground: Ground, place: Place) -> Floats:
    """[n] the most each could gain."""
    nobody = np.zeros_like(ground.base)
    alone = [Goal(slope=own, power=nobody) for own in np.eye(len(nobody))]
    return np.array([climb(ground, goal, place).claim for goal in alone])


def _in_units(ground: Ground, unit: Floats) -> Ground:
    """The same with the utility of each actor in units of its own.

    So the shortfall of a climb can mean as much to one with little to gain as to any other.
    """
    return ground._replace(salience=ground.salience / unit[ground.actor], base=ground.base / unit)


def _settled(talks: Talks, room: _Room, place: Place) -> Agreement:
    """The agreement at a place."""
    outcome = room.outcome.copy()
    outcome[room.free] = place.outcome
    gain = utilities(talks.stances, talks.exponent, outcome) - talks.no_agreement
    return Agreement(outcome, gain)
