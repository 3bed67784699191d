"""Who can reach whom: the best chain of lines between two actors, and how strong it is."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.base.constants import constant
from detente.base.ids import InputPath
from detente.case.expressions import Verb
from detente.case.schema import Case
from detente.methods.game import Floats
from detente.model.deeds import Deed
from detente.model.layout import Line, line


@dataclass(frozen=True, slots=True)
class Reach:
    """How well actors reach each other over the lines that are open, [n, n]; 0: not at all."""

    strength: Floats

    def joint(self, proposer: int, others: Iterable[int], needed: int) -> float:
        """The weakest line a proposer needs, at best, to gather `needed` others; 0 if it cannot."""
        reached = sorted((self.strength[proposer, j] for j in others), reverse=True)
        return float(reached[needed - 1]) if needed else 1.0


def contacts(
    case: Case,
    inputs: Mapping[InputPath, float],
    opened: frozenset[Line],
    on: date | None,
    deeds: Sequence[Deed],
) -> tuple[tuple[float, ...], ...]:
    """Per deed and proposer, how well the proposer reaches the owners it needs; 0: not at all.

    Two actors may open a line over the line itself, where no better chain joins them.
    """
    usual = reach(case, inputs, opened, on)
    found = []
    for deed in deeds:
        reached = usual
        if deed.action.verb is Verb.OPEN:
            own = line(*deed.action.target.split("-"))
            reached = reach(case, inputs, opened | {own}, on)
        found.append(
            tuple(
                reached.joint(p, [o for o in deed.owners if o != p], deed.need - 1)
                for p in deed.proposers
            )
        )
    return tuple(found)


def reach(
    case: Case, inputs: Mapping[InputPath, float], opened: frozenset[Line], on: date | None
) -> Reach:
    """The strongest chain between every two actors: product of strengths along it.

    `opened` are closed lines that were opened since; `on` is the day (None: any day, so that every
    dated line counts). Without a `channels` section everybody reaches everybody at full strength.
    """
    n = len(case.actors)
    if case.channels is None:
        return Reach(np.ones((n, n)))
    direct = np.eye(n)
    order = list(case.actors)
    for pair, strength in _open_lines(case, inputs, opened, on):
        one, other = order.index(pair[0]), order.index(pair[1])
        best = max(strength, direct[one, other])
        direct[one, other] = direct[other, one] = best
    for k in range(n):
        direct = np.maximum(direct, np.outer(direct[:, k], direct[k, :]))
    return Reach(direct)


def _open_lines(
    case: Case, inputs: Mapping[InputPath, float], opened: frozenset[Line], on: date | None
) -> list[tuple[Line, float]]:
    channels = case.channels or ()
    lines = []
    for k, channel in enumerate(channels):
        pair = line(*channel.between)
        dated = channel.since is None or on is None or channel.since <= on
        if (channel.open and dated) or (not channel.open and pair in opened):
            lines.append((pair, inputs[f"channels.{k}.strength"]))
    declared = {line(*c.between) for c in channels if not c.open}
    undeclared = sorted(opened - declared)
    return lines + [(pair, constant("channel_strength")) for pair in undeclared]
