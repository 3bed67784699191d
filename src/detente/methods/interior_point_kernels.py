"""The compiled loops of `interior_point`: Newton's steps up to the best agreement."""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Floats, Ints

SHORTFALL = 1e-8  # of the goal
FASTER = 5.0  # from one k to the next; where many claims meet, larger ones need far more steps
CENTRED = 1e-6  # height left to gain, twice, at which k grows
SHORTEST = 1e-10  # part of a step
KEPT = 0.05  # of each margin, in a step
ROUNDING = 1e-14  # curvature below is noise


class Ground(NamedTuple):
    """Where an agreement is looked for; issues without a choice are left out."""

    actor: Ints
    """[E] who cares."""
    issue: Ints
    """[E] about which issue, of f free ones; nobody twice about one."""
    point: Floats
    """[E] where it wants it."""
    salience: Floats
    """[E] how much it cares; more than 0."""
    exponent: float
    low: Floats
    """[f] lowest outcomes."""
    high: Floats
    """[f] highest outcomes; above the lowest."""
    base: Floats
    """[n] what each actor must at least have, less what the issues left out give it."""


class Place(NamedTuple):
    """A point inside, or a step from one to another."""

    outcome: Floats
    """[f]"""
    loss: Floats
    """[E] at least the distance of outcome and point to the power of the exponent."""
    claim: float


class Goal(NamedTuple):
    """What is climbed."""

    slope: Floats
    """[n] what a claim of one takes from each actor."""
    power: Floats
    """[n] weight of the logarithm of each actor's surplus."""


@jit
def surplus(ground: Ground, place: Place, slope: Floats) -> Floats:
    """[n] what each actor has above its base and the claim; more than 0 inside."""
    lost = np.bincount(ground.actor, ground.salience * place.loss, ground.base.size)
    return -lost - ground.base - place.claim * slope


@jit
def margins(ground: Ground, place: Place, slope: Floats) -> Floats:
    """All that must stay positive, the surplus of each actor first."""
    apart = place.outcome[ground.issue] - ground.point
    reach = np.maximum(place.loss, 0.0) ** (1.0 / ground.exponent)
    return np.concatenate(
        (
            surplus(ground, place, slope),
            reach - apart,
            reach + apart,
            place.outcome - ground.low,
            ground.high - place.outcome,
        )
    )


@jit
def height(goal: Goal, place: Place, room: Floats, k: float) -> float:
    """What is climbed, for one k."""
    logs = np.log(room)
    claim = place.claim if goal.slope.any() else 0.0
    return float(k * (claim + (goal.power * logs[: goal.power.size]).sum()) + logs.sum())


class Slopes(NamedTuple):
    """How what is climbed rises, and bends, at a place; losses are already solved out of outcomes.

    A loss meets its own issue and the surplus of its actor only.
    """

    outcome: Floats
    """[f] rise."""
    loss: Floats
    """[E] rise."""
    bend: Floats
    """[E] of each loss."""
    cross: Floats
    """[E] of a loss with its outcome, over the bend of the loss."""
    push: Floats
    """[f] what is left of the rise of outcomes."""
    stiff: Floats
    """[f] what is left of the bend of outcomes."""
    tied: Floats
    """[f, n] what an outcome takes from the surplus of an actor."""


@jit
def slopes(ground: Ground, place: Place, pull: Floats, bow: Floats) -> Slopes:
    """Rise and bend at a place; `pull` [n] is the rise by each surplus, `bow` [n] its own bend.

    A little is added to every bend, for what is below is noise.
    """
    issues, terms, q = place.outcome.size, place.loss.size, ground.exponent
    found = Slopes(
        np.empty(issues),
        np.empty(terms),
        np.empty(terms),
        np.empty(terms),
        np.empty(issues),
        np.empty(issues),
        np.zeros((issues, ground.base.size)),
    )
    for j in range(issues):
        above = 1.0 / (place.outcome[j] - ground.low[j])
        below = 1.0 / (ground.high[j] - place.outcome[j])
        found.outcome[j] = above - below
        found.push[j] = above - below
        found.stiff[j] = above * above + below * below
    for e in range(terms):
        i, j, salience = ground.actor[e], ground.issue[e], ground.salience[e]
        reach, apart = place.loss[e] ** (1.0 / q), place.outcome[j] - ground.point[e]
        near, far = 1.0 / (reach - apart), 1.0 / (reach + apart)
        steep = reach / (q * place.loss[e])  # of the reach, by loss
        both = near * near + far * far
        round_off = steep * (1.0 - 1.0 / q) / place.loss[e] * (near + far)
        bend = steep * steep * both + round_off
        noise = ROUNDING * (bend + salience * salience * bow[i])
        bend += noise
        cross = steep * (far * far - near * near) / bend
        rise = steep * (near + far) - pull[i] * salience
        found.loss[e], found.bend[e], found.cross[e] = rise, bend, cross
        found.outcome[j] += far - near
        found.push[j] += far - near - cross * rise
        found.stiff[j] += ROUNDING * both
        found.stiff[j] += (4.0 * (near * far * steep) ** 2 + both * (round_off + noise)) / bend
        found.tied[j, i] = cross * salience
    return found


@jit
def equations(ground: Ground, at: Slopes, softness: Floats, slope: Floats) -> tuple[Floats, Floats]:
    """What the weights of surpluses must fulfil: [n, n], and [n, 2] without and by the claim."""
    actors = slope.size
    matrix, sides = np.zeros((actors, actors)), np.empty((actors, 2))
    sides[:, 0], sides[:, 1] = 0.0, slope
    for i in range(actors):
        matrix[i, i] = softness[i]
    for e in range(at.loss.size):
        i, weigh = ground.actor[e], ground.salience[e] / at.bend[e]
        matrix[i, i] += weigh * ground.salience[e]
        sides[i, 0] += weigh * at.loss[e]
    for j in range(at.stiff.size):
        for i in range(actors):
            share = at.tied[j, i] / at.stiff[j]
            sides[i, 0] -= share * at.push[j]
            for k in range(i + 1):
                matrix[i, k] += share * at.tied[j, k]
    return matrix, sides


@jit
def solve(matrix: Floats, sides: Floats) -> None:
    """Solve equations of a matrix [n, n] of which all curvatures are positive, in `sides` [n, c].

    By Cholesky's decomposition of the lower triangle, in place. What is nearly met would drown all
    else: the diagonal is first scaled to 1.
    """
    size, columns = sides.shape
    scale = 1.0 / np.sqrt(np.diag(matrix))
    for i in range(size):
        for j in range(i + 1):
            left = matrix[i, j] * scale[i] * scale[j] + (ROUNDING if i == j else 0.0)
            for k in range(j):
                left -= matrix[i, k] * matrix[j, k]
            matrix[i, j] = np.sqrt(max(left, ROUNDING)) if i == j else left / matrix[j, j]
    for c in range(columns):
        for i in range(size):
            sides[i, c] *= scale[i]
            for k in range(i):
                sides[i, c] -= matrix[i, k] * sides[k, c]
            sides[i, c] /= matrix[i, i]
        for i in range(size - 1, -1, -1):
            for k in range(i + 1, size):
                sides[i, c] -= matrix[k, i] * sides[k, c]
            sides[i, c] /= matrix[i, i]
        for i in range(size):
            sides[i, c] *= scale[i]


@jit
def newton_step(ground: Ground, goal: Goal, place: Place, k: float) -> tuple[Place, float]:
    """Where the gradient would vanish, were the curvature the same everywhere; twice the gain.

    Losses and outcomes are solved out by hand. What is left are n equations for the weight that
    each surplus gets, and one for the claim.
    """
    spare = surplus(ground, place, goal.slope)
    pull = (k * goal.power + 1.0) / spare
    at = slopes(ground, place, pull, pull / spare)
    matrix, sides = equations(ground, at, spare / pull, goal.slope)
    solve(matrix, sides)
    weight, up_claim, claim = sides[:, 0].copy(), k - (pull * goal.slope).sum(), 0.0
    if goal.slope.any():
        claim = (up_claim - (goal.slope * weight).sum()) / (goal.slope * sides[:, 1]).sum()
        weight += claim * sides[:, 1]
    outcome, loss = at.push.copy(), np.empty_like(at.loss)
    gain = up_claim * claim
    for j in range(outcome.size):
        for i in range(weight.size):
            outcome[j] += at.tied[j, i] * weight[i]
        outcome[j] /= at.stiff[j]
        gain += at.outcome[j] * outcome[j]
    for e in range(loss.size):
        taken = ground.salience[e] * weight[ground.actor[e]]
        loss[e] = (at.loss[e] - taken) / at.bend[e] - at.cross[e] * outcome[ground.issue[e]]
        gain += at.loss[e] * loss[e]
    return Place(outcome, loss, claim), gain


@jit
def climbed(
    ground: Ground, goal: Goal, place: Place, k: float, step: Place, gain: float
) -> tuple[Place, bool]:
    """The place after a step, halved until it brings a tenth of what it promises; whether it does.

    It must not use up nearly all of any margin: from a bound there is no way back. Where rounding
    leaves nothing to climb it is the place itself.
    """
    room, part = margins(ground, place, goal.slope), 1.0
    start = height(goal, place, room, k)
    while part > SHORTEST:
        there = Place(
            place.outcome + part * step.outcome,
            place.loss + part * step.loss,
            place.claim + part * step.claim,
        )
        left = margins(ground, there, goal.slope)
        if (left > KEPT * room).all() and (
            height(goal, there, left, k) > start + part * gain / 10.0
        ):
            return there, True
        part /= 2.0
    return place, False


@jit
def climb(ground: Ground, goal: Goal, place: Place) -> Place:
    """The highest point, to `SHORTFALL`, from a point inside.

    For one k every step leads higher, so that they end; some 5 are usual, a hundred may be needed.
    """
    bounds = 2 * ground.actor.size + ground.base.size + 2 * ground.low.size
    k = float(bounds)
    while True:
        rising, gain = True, np.inf
        while rising and gain >= CENTRED:
            step, gain = newton_step(ground, goal, place, k)
            place, rising = climbed(ground, goal, place, k, step, gain)
        if bounds / k < SHORTFALL:
            return place
        k *= FASTER
