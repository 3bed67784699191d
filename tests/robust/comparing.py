"""What the package says about a case beside what the oracle says: every difference, in words."""

from collections.abc import Iterator
from itertools import permutations

import numpy as np
from tests.robust.oracle import (
    Conduct,
    Solved,
    abstaining,
    following,
    going_along,
    plan_value,
    respond,
    solve,
)
from tests.robust.world import Array, State, World

from detente.behaviour import Effort, Lab
from detente.behaviour.endings import endings
from detente.behaviour.events import public_events, targets
from detente.behaviour.influence import dependence
from detente.behaviour.lab import LOOSE
from detente.behaviour.orders import feasible_orders, names, plan_values
from detente.behaviour.setting import Setting
from detente.case.schema import Case
from detente.model.compiled import Model

CLOSE = 1e-6
SPACING = 0.5
YEARS = (0.25, 1.0, 5.0)


class Comparison:
    """One case, solved twice."""

    def __init__(self, case: Case) -> None:
        self.case = case
        self.world = World(case=case)
        self.lab = Lab(case=case, focal=case.focal_actor, effort=Effort(draws=1, workers=1))
        self.model = self.lab.model()
        number = {state: k for k, state in enumerate(self.world.states)}
        self.place = [
            number[_state(self.model, self.world, x)] for x in range(len(self.model.states))
        ]
        """Per state of the package, the oracle's."""

    def solved(self, conduct: Conduct | None = None) -> Solved:
        """The oracle's own solution at the headline."""
        return solve(self.world, self.case.precision.headline, conduct)

    def answered(self) -> Solved:
        """The oracle's answer to the package's values: the same values, if these rest."""
        values = np.zeros((len(self.world.states), len(self.case.actors)))
        values[self.place] = self.lab.solution().values
        return respond(self.world, self.case.precision.headline, values)

    def differences(self, solved: Solved) -> Iterator[str]:
        """Values, exposure, probabilities, mistake shares and endings that do not agree."""
        ours = self.lab.solution()
        yield from _apart("values", ours.values, solved.values[self.place])
        for actor in self.case.actors:
            levels = [self.world.exposure(actor, self.world.states[k]) for k in self.place]
            yield from _apart(f"exposure {actor}", self.model.view().exposure(actor), levels)
        kept = [e for e in public_events(self.case) if e.id not in self.model.dropped]
        where = targets(self.model, tuple(kept))
        found = ours.probability(where, YEARS)
        shares = ours.mistakes(where, YEARS).share
        sure = _plain_gains(solved)
        for k, event in enumerate(kept):
            for t, years in enumerate(YEARS):
                said = f"{event.id} by {years}"
                yield from _apart(said, found[t, k], solved.probability(event.tree, years))
                if sure and not solved.true(event.tree)[0] and found[t, k] > CLOSE:
                    share = solved.mistakes(event.tree, years)
                    yield from _apart(f"mistakes, {said}", shares[t, k], share)
        yield from self._endings(solved)

    def _endings(self, solved: Solved) -> Iterator[str]:
        expected = solved.endings(YEARS[-1])
        mine: dict[tuple[int, str], float] = {}
        for ending in endings(self.lab.solution(), YEARS[-1]):
            key = (self.place[ending.state], str(ending.actor))
            mine[key] = mine.get(key, 0.0) + ending.probability
        for key in expected.keys() | mine.keys():
            yield from _apart(f"ending {key}", mine.get(key, 0.0), expected.get(key, 0.0))

    def plans(self) -> Iterator[str]:
        """Worth of moves in every order in which they can be made one after the other."""
        inputs, moves = self.lab.inputs().mode, self.model.layout.moves
        for named in permutations([m for m in moves if m not in self.case.standing], 2):
            expected = plan_value(self.world, named, SPACING)
            found = [o for o in feasible_orders(self.model, named) if names(o) == named]
            if expected is None:
                bare = [order for order in found if not any(step.together for step in order)]
                yield from (f"{names(order)} cannot be made in that order" for order in bare)
                continue
            yield from _apart(
                f"plan {named}", plan_values(self.model, inputs, found[0], SPACING), expected
            )

    def influence(self) -> Iterator[str]:
        """Say, dependence and the values of strategies that do not agree."""
        swings = []
        close = LOOSE.stakes * float(self.lab.stakes().max())
        for actor in self.case.actors:
            conducts = [None, abstaining(self.world, actor), going_along(self.world, actor)]
            named = self.case.strategies.get(actor, {})
            conducts += [following(self.world, actor, s) for s in named.values()]
            values = np.array([self.solved(conduct).values[0] for conduct in conducts])
            for name, row in zip(named, values[3:], strict=True):
                setting = self.lab.headline.under(actor, "strategy", name)
                yield from _apart(f"{actor} {name}", self.lab.values(setting, 0)[0], row, close)
            swings.append(values.max(axis=0) - values.min(axis=0))
        swing = np.stack(swings, axis=1)
        total = swing.sum(axis=1, keepdims=True)
        expected = np.divide(swing, total, out=np.zeros_like(swing), where=total > CLOSE)
        found = dependence(self.lab, self._read, self.lab.headline)[0]
        found[total[:, 0] <= CLOSE] = 0.0
        yield from _apart("dependence", found, expected, 1e-5)

    def _read(self, setting: Setting) -> Array:
        return self.lab.values(setting, 0)


def _state(model: Model, world: World, row: int) -> State:
    """A state of the package in the words of the oracle; what it leaves out is as at first."""
    facts, columns, here = dict(world.states[0]), model.layout, model.states[row]
    facts |= {f"move {m}": bool(here[c]) for m, c in columns.move_column.items()}
    facts |= {f"in {a} {n}": bool(here[c]) for (a, n), c in columns.membership_column.items()}
    facts |= {f"line {a}-{b}": bool(here[c]) for (a, b), c in columns.line_column.items()}
    for variable, c in columns.variable_column.items():
        facts[f"level {variable}"] = columns.variables[variable][here[c]]
    facts |= {f"latch {a} {k}": bool(here[c]) for (a, k), c in columns.latch_column.items()}
    facts["ended"] = bool(here[columns.ended_column])
    return tuple(sorted(facts.items()))


def _plain_gains(solved: Solved) -> bool:
    """Whether no gain is zero but for rounding, so that its sign says something."""
    gains = [abs(gain) for acts in solved.taken for _, _, gain in acts]
    return min(gains, default=1.0) > CLOSE


def _apart(what: str, mine: object, expected: object, close: float = CLOSE) -> Iterator[str]:
    gap = float(np.abs(np.asarray(mine) - np.asarray(expected)).max(initial=0.0))
    if not gap <= close:
        yield f"{what}: {gap:.3g} apart"
