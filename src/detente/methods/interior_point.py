"""Agreements that are best under distance utilities, by an interior point method.

Actor i values outcomes x, one per issue, at U_i(x) = -sum_d s_id |x_d - x_id|^q, q >= 1. Let l_id
be at least |x_d - x_id|^q, b_i what i has without an agreement and t a common claim of slope a_i.
Then its surplus z_i = -sum_d s_id l_id - b_i - t a_i is linear in (x, l, t), and concave is

    t + sum_i p_i ln z_i    where    z_i > 0,  l_id^(1/q) > |x_d - x_id|,  low_d < x_d < high_d.

With p = 0 this is the largest claim that all can meet; without claim it is Nash's product. Newton's
method follows the maxima of k (t + sum p ln z) + the logarithms of all that must stay positive, for
growing k; there the goal falls short of the best by less than their number over k [boyd2004]_.
"""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Floats, Ints

SHORTFALL = 1e-8  # of the goal
NEAR = 0.1  # of the scale: where climbing begins
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
    """[E] about which issue, of f free ones."""
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
    """A point inside."""

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


def middle(ground: Ground) -> Place:
    """A point from which the largest equal surplus can be looked for."""
    outcome = (ground.low + ground.high) / 2.0
    apart = np.abs(outcome[ground.issue] - ground.point)
    loss = (apart + NEAR) ** ground.exponent
    spare = surplus(ground, Place(outcome, loss, 0.0), np.zeros_like(ground.base))
    return Place(outcome, loss, float(spare.min()) - NEAR)


def surplus(ground: Ground, place: Place, slope: Floats) -> Floats:
    """[n] what each actor has above its base and the claim; more than 0 inside."""
    lost = np.bincount(ground.actor, ground.salience * place.loss, len(ground.base))
    return -lost - ground.base - place.claim * slope


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


def margins(ground: Ground, place: Place, slope: Floats) -> Floats:
    """All that must stay positive, the surplus of each actor first."""
    apart = place.outcome[ground.issue] - ground.point
    reach = np.maximum(place.loss, 0.0) ** (1.0 / ground.exponent)
    return np.concatenate([
        surplus(ground, place, slope),
        reach - apart,
        reach + apart,
        place.outcome - ground.low,
        ground.high - place.outcome,
    ])  # fmt: skip


def climb(ground: Ground, goal: Goal, place: Place) -> Place:
    """The highest point, to `SHORTFALL`, from a point inside. Cost: some 80 solutions in f + E."""
    bounds = 2 * len(ground.actor) + len(ground.base) + 2 * len(ground.low)
    k = float(bounds)
    while True:
        place = _centred(ground, goal, place, k)
        if bounds / k < SHORTFALL:
            return place
        k *= FASTER


def _centred(ground: Ground, goal: Goal, place: Place, k: float) -> Place:
    """The maximum for one k, or as near as rounding lets it come.

    Every step leads higher, so that they end; some 5 are usual, a hundred may be needed.
    """
    while True:
        gradient, curvature = _derivatives(ground, goal, place, k)
        step = _newton_step(gradient, curvature)
        gain = float(gradient @ step)
        higher = _climbed(ground, goal, place, k, step, gain)
        if gain < CENTRED or higher is place:
            return place
        place = higher


def _newton_step(gradient: Floats, curvature: Floats) -> Floats:
    """Where the gradient would vanish, were the curvature the same everywhere.

    Bounds nearly met would drown all else: every direction is first scaled to curvature 1.
    """
    scale = 1.0 / np.sqrt(np.diag(curvature))
    turned = curvature * np.outer(scale, scale) + ROUNDING * np.eye(scale.size)
    return scale * np.asarray(np.linalg.solve(turned, scale * gradient), np.float64)


def _climbed(
    ground: Ground, goal: Goal, place: Place, k: float, step: Floats, gain: float
) -> Place:
    """The place after a step, halved until it brings a tenth of what it promises.

    It must not use up nearly all of any margin: from a bound there is no way back. Where rounding
    leaves nothing to climb it is the place itself.
    """
    issues, terms = len(place.outcome), len(place.loss)
    room, part = margins(ground, place, goal.slope), 1.0
    height = _height(goal, place, room, k)
    while part > SHORTEST:
        taken = part * step
        there = Place(
            place.outcome + taken[:issues],
            place.loss + taken[issues : issues + terms],
            place.claim + float(taken[issues + terms :].sum()),
        )
        left = margins(ground, there, goal.slope)
        if (left > KEPT * room).all() and (
            _height(goal, there, left, k) > height + part * gain / 10.0
        ):
            return there
        part /= 2.0
    return place


def _height(goal: Goal, place: Place, room: Floats, k: float) -> float:
    """What is climbed, for one k."""
    claim = place.claim if goal.slope.any() else 0.0
    logs = np.log(room)
    return float(k * (claim + goal.power @ logs[: len(goal.power)]) + logs.sum())


def _derivatives(ground: Ground, goal: Goal, place: Place, k: float) -> tuple[Floats, Floats]:
    """First derivatives in (x, l, t), and the second ones with their sign turned.

    The claim is left out where nobody makes one.
    """
    x, of, at, q = place.outcome, ground.actor, ground.issue, ground.exponent
    z = surplus(ground, place, goal.slope)
    pull = (k * goal.power + 1.0) / z
    apart, reach = x[at] - ground.point, place.loss ** (1.0 / q)
    near, far = 1.0 / (reach - apart), 1.0 / (reach + apart)
    above, below = 1.0 / (x - ground.low), 1.0 / (ground.high - x)
    steep = reach / (q * place.loss)  # of the reach, by loss
    gradient = np.concatenate([
        np.bincount(at, far - near, len(x)) + above - below,
        steep * (near + far) - pull[of] * ground.salience,
        [k - pull @ goal.slope],
    ])  # fmt: skip
    size: int = gradient.size
    terms, issues = len(x) + np.arange(len(at)), np.arange(len(x))
    falls = np.zeros((len(z), size))  # of each actor's surplus
    falls[of, terms], falls[:, -1] = ground.salience, goal.slope
    falls *= np.sqrt(pull / z)[:, None]
    curvature: Floats = falls.T @ falls
    both = near**2 + far**2
    bent = steep * (1.0 - 1.0 / q) / place.loss * (near + far)
    curvature[terms, terms] += steep**2 * both + bent
    curvature[terms, at] = curvature[at, terms] = steep * (far**2 - near**2)
    curvature[issues, issues] = np.bincount(at, both, len(x)) + above**2 + below**2
    last = size if goal.slope.any() else size - 1
    return gradient[:last], curvature[:last, :last]
