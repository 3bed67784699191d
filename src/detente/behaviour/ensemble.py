"""One setting over many draws: what every draw gives, side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from detente.behaviour.setting import Setting
from detente.behaviour.solution import Solution
from detente.methods.game import Bools, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Ensemble:
    """Values and probabilities of one setting, one row per draw."""

    setting: Setting
    values: Floats
    """[D, n] what the initial state is worth to each actor, in points."""
    stakes: Floats
    """[D, n] each actor's stake, in points."""
    probability: Floats
    """[D, T, E] probability of each event by each of the lab's dates."""
    places: tuple[int, ...]
    """[E] which of the lab's events these are; all of them unless only some were to be read."""
    converged: Bools
    """[D] whether the solution met its tolerance."""

    @property
    def size(self) -> int:
        """Number of draws."""
        return len(self.values)

    def chance(self, place: int) -> Floats:
        """[D, T] probability of one of the lab's events by each of its dates."""
        return self.probability[:, :, self.places.index(place)]

    def first(self, draws: int) -> "Ensemble":
        """The first draws of these."""
        return self if draws == self.size else self._made_of([self], draws)

    def and_then(self, more: "Ensemble") -> "Ensemble":
        """These draws and those that follow."""
        return self._made_of([self, more], self.size + more.size)

    def _made_of(self, parts: "Sequence[Ensemble]", draws: int) -> "Ensemble":
        return replace(
            self,
            values=np.concatenate([p.values for p in parts])[:draws],
            stakes=np.concatenate([p.stakes for p in parts])[:draws],
            probability=np.concatenate([p.probability for p in parts])[:draws],
            converged=np.concatenate([p.converged for p in parts])[:draws],
        )


def gathered(
    setting: Setting, solutions: Sequence[tuple[Solution, Floats]], places: tuple[int, ...]
) -> Ensemble:
    """Solutions of one setting, each with its event probabilities [T, E], as an ensemble."""
    return Ensemble(
        setting=setting,
        values=np.stack([s.values[0] for s, _ in solutions]),
        stakes=np.stack([s.numbers.stake for s, _ in solutions]),
        probability=np.stack([p for _, p in solutions]),
        converged=np.array([s.converged for s, _ in solutions]),
        places=places,
    )
