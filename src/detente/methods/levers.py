"""What an outcome depends on, and the smallest shifts that move it.

For the compromise O = sum_i w_i x_i / W with w = c s and W = sum_i w_i [vandenbos1991]_

    dO/dx_i = w_i / W,    dO/ds_i = c_i (x_i - O) / W,    dO/dc_i = s_i (x_i - O) / W.

For any other outcome, given as a function of stances, the slopes are differences, and the shift of
one number that moves the outcome far enough is searched for. Shifts have a price each: what it
would cost to bring them about is for the analyst to say.
"""

from collections.abc import Callable
from enum import Enum
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.methods.compromise import compromise_mean
from detente.methods.game import Floats
from detente.methods.stances import Stances

STEP = 1e-4
"""Of a scale, or of a capability: over twice as much slopes are taken."""

PROBES = 16
"""Shifts tried in each direction, evenly spaced, before the first one that is enough is refined."""

HALVINGS = 30

LARGEST_CUT = 0.99
"""Of a capability, which must stay positive."""

NOTHING = 1e-12
"""Of the scale: too little to be a difference."""

Outcome: TypeAlias = Callable[[Stances], float]


class Input(Enum):
    """A number that an actor has on an issue."""

    POSITION = "position"
    SALIENCE = "salience"
    CAPABILITY = "capability"


class PerInput(NamedTuple):
    """One number for each input."""

    position: Floats
    """[n, m]"""
    salience: Floats
    """[n, m]"""
    capability: Floats
    """[n, m]"""


class Lever(NamedTuple):
    """A shift that is enough."""

    actor: int
    """Whose number is shifted."""
    input: Input
    """Which number."""
    shift: float
    """By how much; the smallest that is enough."""
    cost: float
    """What it costs."""


def compromise_slopes(stances: Stances) -> PerInput:
    """How fast the compromise on an issue follows each number on that issue, [n, m].

    0 where an actor is not present; not a number where nobody cares. Cost: O(n m).
    """
    salience = np.where(stances.present, stances.salience, 0.0)
    capability = np.where(stances.present, stances.capability, 0.0)
    total = (salience * capability).sum(axis=0)
    share = np.divide(1.0, total, out=np.full_like(total, np.nan), where=total > 0)
    gap = (stances.position - compromise_mean(stances)) * share
    return PerInput(salience * capability * share, capability * gap, salience * gap)


def slopes(outcome: Outcome, stances: Stances) -> PerInput:
    """How fast an outcome follows each number of each actor on each issue, [n, m].

    Differences over a tenth of a per mille to both sides, or to one at the end of a scale; where an
    outcome jumps they say nothing. 0 where an actor is not present. Cost: 6 n m outcomes.

    >>> at, one = np.array([[0.0], [1.0]]), np.ones((2, 1))
    >>> stances = Stances(at, one, np.array([[1.0], [3.0]]), one > 0)
    >>> slopes(lambda s: float(compromise_mean(s)[0]), stances).position.round(4)
    array([[0.25],
           [0.75]])
    """
    found = PerInput(*(np.zeros(stances.present.shape) for _ in Input))
    for actor, issue in np.argwhere(stances.present).tolist():
        for which, of_input in zip(Input, found, strict=True):
            least, most = _bounds(stances, which, actor, issue)
            unit = most if which is Input.CAPABILITY else 1.0
            down, up = max(-STEP * unit, least), min(STEP * unit, most)
            rise = outcome(shifted(stances, which, actor, issue, up))
            rise -= outcome(shifted(stances, which, actor, issue, down))
            of_input[actor, issue] = rise / (up - down)
    return found


def shifted(stances: Stances, which: Input, actor: int, issue: int, shift: float) -> Stances:
    """The stances after one number is shifted."""
    numbers = getattr(stances, which.value).copy()
    numbers[actor, issue] += shift
    return stances._replace(**{which.value: numbers})


def ways_to_move(
    outcome: Outcome,
    stances: Stances,
    actor: int,
    issue: int,
    distance: float,
    price: PerInput,
) -> tuple[Lever, ...]:
    """What an actor could get others to change to bring the outcome nearer, the cheapest first.

    Each is the smallest shift of one number of one other actor on the issue that brings the outcome
    `distance` nearer to the actor's position, or to it: the first of 16 even ones in a direction
    that is enough, refined. Numbers of which none is enough are left out. Positions and saliences
    stay on their scales, capabilities between a hundredth and twice of what they are. `price` is
    what a shift by one costs. Cost: up to 92 outcomes for each number.
    """
    here = outcome(stances)
    gap = float(stances.position[actor, issue]) - here
    target = here + float(np.clip(gap, -distance, distance))
    if abs(gap) < NOTHING:
        return ()
    ways = [
        Lever(other, which, shift, abs(shift) * float(of_input[other, issue]))
        for other in np.flatnonzero(stances.present[:, issue]).tolist()
        if other != actor
        for which, of_input in zip(Input, price, strict=True)
        for shift in _smallest(outcome, stances, (which, other, issue), target)
    ]
    return tuple(sorted(ways, key=lambda way: way.cost))


def _smallest(
    outcome: Outcome, stances: Stances, number: tuple[Input, int, int], target: float
) -> list[float]:
    """The smallest shift of a number that brings the outcome to a target or beyond, if any does."""
    rising = target > outcome(stances)

    def is_enough(shift: float) -> bool:
        there = outcome(shifted(stances, *number, shift))
        return there >= target - NOTHING if rising else there <= target + NOTHING

    found = [_first(is_enough, end) for end in _bounds(stances, *number)]
    return sorted((shift for shift in found if shift is not None), key=abs)[:1]


def _first(is_enough: Callable[[float], bool], end: float) -> float | None:
    """The first shift towards an end that is enough; None if none of those tried is."""
    tried = (end * probe / PROBES for probe in range(1, PROBES + 1))
    far = next((shift for shift in tried if is_enough(shift)), None)
    if far is None:
        return None
    near = far - end / PROBES
    for _ in range(HALVINGS):
        middle = (near + far) / 2.0
        near, far = (near, middle) if is_enough(middle) else (middle, far)
    return far


def _bounds(stances: Stances, which: Input, actor: int, issue: int) -> tuple[float, float]:
    """How far down and up a number can be shifted."""
    value = float(getattr(stances, which.value)[actor, issue])
    if which is Input.CAPABILITY:
        return -LARGEST_CUT * value, value
    return -value, 1.0 - value
