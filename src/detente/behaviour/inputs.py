"""The numbers of a case as draws: each input at its mode, or one value per draw."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from detente.base.ids import InputPath
from detente.case.inputs import walk_numbers
from detente.case.schema import Case
from detente.methods.game import Floats
from detente.methods.sampling import Ranges, RankCorrelation, Shape, draw, draw_grouped


@dataclass(frozen=True, kw_only=True)
class Inputs:
    """Every number of a case at its mode, and the draws of those that are uncertain."""

    mode: Mapping[InputPath, float]
    uncertain: tuple[InputPath, ...]
    drawn: Floats
    """[D, P] draws of the uncertain numbers."""

    @cached_property
    def column(self) -> Mapping[InputPath, int]:
        """Column of each uncertain number."""
        return {path: k for k, path in enumerate(self.uncertain)}

    def at(self, k: int) -> Mapping[InputPath, float]:
        """All numbers of draw k."""
        return {**self.mode, **dict(zip(self.uncertain, self.drawn[k].tolist(), strict=True))}

    @property
    def size(self) -> int:
        """Number of draws."""
        return len(self.drawn)

    def about(self, wanted: Callable[[InputPath], bool]) -> "Inputs":
        """The same draws of the numbers that are wanted; the others are at their modes."""
        kept = [k for k, path in enumerate(self.uncertain) if wanted(path)]
        return Inputs(
            mode=self.mode,
            uncertain=tuple(self.uncertain[k] for k in kept),
            drawn=self.drawn[:, kept],
        )


def draw_inputs(case: Case, draws: int, seed: int, *, correlated: bool = False) -> Inputs:
    """The inputs of a case; `correlated` lets all inputs of one group rise and fall together.

    A group is what one kind of number says of one owner: the weights of an actor's goals, the
    paces of the moves, the reach of the threats.
    """
    numbers = dict(walk_numbers(case))
    uncertain = {path: n for path, n in numbers.items() if n.low != n.high}
    ranges = Ranges(
        path=tuple(uncertain),
        shape=np.array([Shape[n.shape.name] for n in uncertain.values()], dtype=np.int64),
        low=np.array([n.low for n in uncertain.values()]),
        mode=np.array([n.mode for n in uncertain.values()]),
        high=np.array([n.high for n in uncertain.values()]),
    )
    return Inputs(
        mode={path: n.mode for path, n in numbers.items()},
        uncertain=ranges.path,
        drawn=_drawn(case, ranges, draws, seed, correlated=correlated),
    )


def _drawn(case: Case, ranges: Ranges, draws: int, seed: int, *, correlated: bool) -> Floats:
    if not ranges.path:
        return np.zeros((draws, 0))
    if correlated:
        return draw_grouped(ranges, {path: group(path) for path in ranges.path}, draws, seed)
    together = [RankCorrelation(c.inputs, c.rank) for c in case.correlate]
    return draw(ranges, draws, seed, together)


def group(path: InputPath) -> str:
    """The kind of number a path holds: its section, its owner where it has one, its last key."""
    parts = path.split(".")
    owner = parts[1] if parts[0] in {"goals", "actors"} else ""
    return "/".join((parts[0], owner, parts[-1]))
