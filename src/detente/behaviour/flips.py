"""What would turn a comparison of two options round: one input alone, or several together.

One input is moved from its mode to either end of its range, all others at their mode, and the place
where the difference changes sign is found by bisection. Together, the inputs are moved in the
direction in which a linear regression over the draws says that the difference shrinks, all by the
same part of the way from the mode to the end of their ranges; the smallest such part is looked for
on that line only, so it is an upper bound. Neither counts where the option that gets ahead is then
better by less than is negligible.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from detente.base.ids import ActorId, InputPath
from detente.behaviour.inputs import Inputs
from detente.behaviour.lab import Lab
from detente.behaviour.options import Option
from detente.behaviour.setting import Setting
from detente.case.inputs import walk_numbers
from detente.methods.adverse import adverse_signs
from detente.methods.game import Floats
from detente.methods.statistics import break_even, rank_correlations

_PARTS = (0.0, 0.25, 0.5, 0.75, 1.0)
"""Moves of several inputs are looked at here first: the difference need not fall all the way."""

_DIGITS = 6
"""Digits of a draw's result that can be trusted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """An uncertain input as the analyst gave it."""

    low: float
    mode: float
    high: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Rivals:
    """Two options of one actor, compared with all numbers at their mode unless said otherwise."""

    lab: Lab
    actor: ActorId
    better: Option
    other: Option
    least: float
    """A lead of so many points, one way or the other, is negligible."""

    def lead(self, given: Mapping[InputPath, float]) -> float:
        """By how many points the first option is better, with some numbers fixed."""
        return self._worth(self.better.setting, given) - self._worth(self.other.setting, given)

    def _worth(self, setting: Setting, given: Mapping[InputPath, float]) -> float:
        for path, value in given.items():
            setting = setting.given(path, value)
        return float(self.lab.values(setting, 0)[0, self.lab.model().index(self.actor)])


@dataclass(frozen=True, slots=True, kw_only=True)
class Flip:
    """One input that turns the comparison round on its own."""

    path: InputPath
    value: float
    above: bool
    """Whether the value lies above the mode, so that the choice turns above it (else below it)."""
    distance: float
    """How far the value is from the mode, as a part of the way to that end of the range."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JointFlip:
    """A move of many inputs together that turns the comparison round."""

    part: float
    """The part of the way from the mode to the unfavourable end, the same for every input."""
    values: tuple[tuple[InputPath, float], ...]


def ranges(lab: Lab) -> Mapping[InputPath, Range]:
    """The uncertain inputs of the case as asked for."""
    uncertain = set(lab.inputs().uncertain)
    return {
        path: Range(low=number.low, mode=number.mode, high=number.high)
        for path, number in walk_numbers(lab.case_in(lab.scenario))
        if path in uncertain
    }


def influential(inputs: Inputs, result: Floats, count: int) -> tuple[InputPath, ...]:
    """The inputs with the strongest rank correlation with a result [D], strongest first."""
    if not inputs.uncertain or len(result) <= 1:
        return ()
    strength = np.abs(rank_correlations(inputs.drawn[: len(result)], settled(result)))
    strongest = np.argsort(-strength, kind="stable")[:count]
    return tuple(inputs.uncertain[k] for k in strongest if strength[k] > 0)


def settled(result: Floats) -> Floats:
    """A result without the digits that the solutions' tolerance leaves open, for ranking."""
    return np.round(result, _DIGITS)


def flips(rivals: Rivals, paths: Sequence[InputPath]) -> tuple[Flip, ...]:
    """Which of the inputs turn the comparison round on their own, the nearest to its mode first."""
    known = ranges(rivals.lab)
    found = rivals.lab.each(lambda path: _flip(rivals, path, known[path]), paths)
    return tuple(sorted((f for f in found if f is not None), key=lambda f: f.distance))


def joint_flip(rivals: Rivals, paths: Sequence[InputPath], lead: Floats) -> JointFlip | None:
    """The smallest move of the inputs together, on one line, that turns the comparison round.

    `lead` is the difference over the draws [D] that gives the direction.
    """
    inputs, known = rivals.lab.inputs(), ranges(rivals.lab)
    if not paths:
        return None
    columns = [inputs.column[path] for path in paths]
    signs = adverse_signs(inputs.drawn[: len(lead), columns], lead)
    if rivals.lead({}) < 0:  # the other option is ahead at the mode: look for what turns that
        signs = -signs

    def moved(part: float) -> dict[InputPath, float]:
        pairs = zip(paths, signs.tolist(), strict=True)
        return {path: _towards(known[path], sign, part) for path, sign in pairs if sign}

    def lead_at(part: float) -> float:
        return rivals.lead(moved(part))

    leads = [lead_at(part) for part in _PARTS]
    for k, (begin, end) in enumerate(pairwise(_PARTS)):
        crossing = break_even(lead_at, begin, end, evaluations=4)
        if crossing is not None and max(map(abs, leads[k + 1 :])) > rivals.least:
            return JointFlip(part=crossing.value, values=tuple(moved(crossing.value).items()))
    return None


def _flip(rivals: Rivals, path: InputPath, known: Range) -> Flip | None:
    """The nearest turn on either side of the mode."""
    found = [
        turn
        for end in (known.low, known.high)
        if end != known.mode and (turn := _turn(rivals, path, known.mode, end)) is not None
    ]
    return min(found, key=lambda flip: flip.distance, default=None)


def _turn(rivals: Rivals, path: InputPath, mode: float, end: float) -> Flip | None:
    """Where the choice turns between the mode of an input and one end of its range."""

    def lead(value: float) -> float:
        return rivals.lead({path: value})

    crossing = break_even(lead, mode, end)
    if crossing is None or abs(lead(end)) <= rivals.least:
        return None
    way = (crossing.value - mode) / (end - mode)
    return Flip(path=path, value=crossing.value, above=end > mode, distance=way)


def _towards(known: Range, sign: float, part: float) -> float:
    end = known.high if sign > 0 else known.low
    return known.mode + part * (end - known.mode)
