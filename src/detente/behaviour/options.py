"""What an actor could commit itself to, each way compared with the others over the same draws.

The yardstick is the actor's own range: from the least to the greatest value that any state, live
or ended, would have if it lasted for ever, u_i(x) / r_i. One-off payments can carry a value a
little beyond an end of that range; it is then shown at the end.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId
from detente.behaviour.lab import Lab
from detente.behaviour.setting import Setting, Stance
from detente.methods.game import Floats
from detente.model.numbers import discounts, flows

AS_SOLVED = "as_solved"
OWN_JUDGEMENT = "own judgement"
CASE_BY_CASE = "deciding case by case"


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way for an actor to conduct itself, and the setting it makes."""

    id: str
    name: str
    setting: Setting

    @property
    def phrase(self) -> str:
        """The option within a sentence."""
        return CASE_BY_CASE if self.id == AS_SOLVED else f"“{self.name}”"


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """An actor's options side by side, one row per draw."""

    options: tuple[Option, ...]
    values: Floats
    """[D, K] what each option is worth to the actor, in points."""
    floor: Floats
    """[D] lower end of the actor's own range, in points."""
    width: Floats
    """[D] width of that range, in points."""

    @property
    def shares(self) -> Floats:
        """[D, K] where each option lies within the actor's own range, 0 to 1."""
        return within(self.values, self.floor[:, None], self.width[:, None])

    @property
    def regret(self) -> Floats:
        """[D, K] how far each option stays behind the best of its draw, in shares of the range."""
        return self._in_ranges(self.values.max(axis=1, keepdims=True) - self.values)

    @property
    def share_best(self) -> Floats:
        """[K] share of draws in which no other option is better by more than is negligible."""
        return np.asarray((self.regret <= constant("negligible")).mean(axis=0))

    @property
    def order(self) -> tuple[int, ...]:
        """Places of the options, best first on average; of equal ones the one named first."""
        standing = self._in_ranges(self.values - self.floor[:, None]).mean(axis=0)
        return tuple(np.argsort(-standing, kind="stable").tolist())

    def lead(self, one: int, other: int) -> Floats:
        """[D] by how much one option is better than another, in shares of the range."""
        return self._in_ranges((self.values[:, one] - self.values[:, other])[:, None])[:, 0]

    def _in_ranges(self, points: Floats) -> Floats:
        return _parts(points, self.width[:, None])


def options(lab: Lab, actor: ActorId, setting: Setting) -> tuple[Option, ...]:
    """The actor's own judgement, and every strategy that the case names for it."""
    named = lab.case.strategies.get(actor, {})
    return (
        Option(id=AS_SOLVED, name=OWN_JUDGEMENT, setting=setting),
        *(
            Option(
                id=name,
                name=strategy.name or name.replace("_", " "),
                setting=setting.under(actor, Stance.STRATEGY, name),
            )
            for name, strategy in named.items()
        ),
    )


def compare(lab: Lab, actor: ActorId, among: Sequence[Option], draws: int) -> Comparison:
    """An actor's options at the mode (`draws` is 0) or in the first draws."""
    place = lab.model().index(actor)
    floor, top = own_range(lab, actor, draws).T
    return Comparison(
        options=tuple(among),
        values=np.stack(lab.each(lambda one: lab.values(one.setting, draws)[:, place], among), 1),
        floor=floor,
        width=top - floor,
    )


def own_range(lab: Lab, actor: ActorId, draws: int, *, correlated: bool = False) -> Floats:
    """[D, 2] least and greatest value of a lasting state to the actor, in points, per draw.

    It is that of the case as asked for, and is kept in every strategy and scenario.
    """
    model, inputs = lab.model(), lab.inputs(correlated=correlated)
    place = model.index(actor)
    rows = [inputs.at(k) for k in range(draws)] if draws else [inputs.mode]
    lasting = (flows(model, row)[:, place] / discounts(model, row)[place] for row in rows)
    return np.array([(worth.min(), worth.max()) for worth in lasting])


def within(values: Floats, floor: Floats, width: Floats) -> Floats:
    """Where values in points lie between the ends of a range, 0 to 1; 0 if it has no width."""
    return np.clip(_parts(values - floor, width), 0.0, 1.0)


def _parts(points: Floats, width: Floats) -> Floats:
    whole = np.broadcast_to(width, points.shape)
    return np.divide(points, whole, out=np.zeros_like(points), where=whole > 0)
