"""State expressions over many states at once: conditions, measures, exposure, pressure.

A `View` is a block of states seen with one set of numbers. Everything it returns is one value per
state, as floats; a condition is true where its value is not zero.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from detente.base.ids import ActorId, CoalitionId, InputPath, ThreatId
from detente.case.expressions import (
    Action,
    Arithmetic,
    AtLeast,
    Both,
    Call,
    Compare,
    Either,
    Literal,
    Name,
    Negative,
    Not,
    Sequence,
    Text,
    Tree,
    Verb,
)
from detente.case.schema import Case
from detente.model.layout import Layout, line

Column = NDArray[np.float64]
States = NDArray[np.int8]

COMPARISONS = {
    "=": np.equal,
    "!=": np.not_equal,
    "<": np.less,
    "<=": np.less_equal,
    ">": np.greater,
    ">=": np.greater_equal,
}
ARITHMETIC = {"+": np.add, "-": np.subtract, "*": np.multiply}


@dataclass(frozen=True, slots=True)
class View:
    """A block of states [N, width] and the numbers they are judged with."""

    case: Case
    layout: Layout
    states: States
    inputs: Mapping[InputPath, float]
    _memory: dict[object, Column] = field(default_factory=dict)

    def holds(self, tree: Tree) -> NDArray[np.bool_]:
        """Where a condition is true, [N]."""
        return np.asarray(self.value(tree) != 0.0)

    def value(self, tree: Tree) -> Column:  # noqa: C901, PLR0911, PLR0912 - one case per kind of node
        """The value of a state expression in each state, [N]."""
        match tree:
            case Literal(value):
                return self._constant(value)
            case Name(id=name):
                return self._named(name)
            case Not(operand):
                return _truth(~self.holds(operand))
            case Negative(operand):
                return -self.value(operand)
            case Both(operands):
                return _truth(np.logical_and.reduce([self.holds(o) for o in operands]))
            case Either(operands):
                return _truth(np.logical_or.reduce([self.holds(o) for o in operands]))
            case AtLeast(count, operands):
                return _truth(np.add.reduce([self.holds(o).astype(int) for o in operands]) >= count)
            case Arithmetic(operator, left, right):
                return ARITHMETIC[operator](self.value(left), self.value(right))
            case Compare():
                return self._comparison(tree)
            case Call():
                return self._call(tree)
            case Action():
                return self._event(tree)
            case Sequence() | Text():
                message = f"{tree} is not a state expression"
                raise TypeError(message)

    def exposure(self, actor: ActorId) -> Column:
        """[N] share of the actor's safety that threats take: R_A = sum of e_hA L_h."""
        return self._remember(("exposure", actor), lambda: self._exposure(actor))

    def exposure_to(self, actor: ActorId, threat: ThreatId) -> Column:
        """The part of the actor's exposure that one threat makes, [N]."""
        share = self.inputs[f"threats.{threat}.reaches.{actor}"]
        return share * self._undeterred(actor, threat) * self.level(threat)

    def component(self, threat: ThreatId) -> Column:
        """[N] what is left of a component: floor + (1 - floor) prod (1 - ended), times factors."""
        return self._remember(("component", threat), lambda: self._component(threat))

    def level(self, threat: ThreatId) -> Column:
        """Level of a threat, [N]: its own component times those of its payloads."""
        level = self.component(threat)
        for payload in self.case.threats[threat].carries:
            level = level * self.component(payload)
        return level

    def pressure(self, actor: ActorId) -> Column:
        """[N] pressure on an actor, 0 to 1: its coalitions' enforcement, as far as not eased."""
        total = self._constant(0.0)
        for name, coalition in self.case.pressure.items():
            if coalition.on == actor:
                total = total + self.enforcement(name) * self._not_eased(name)
        return np.clip(total, 0.0, 1.0)

    def enforcement(self, name: CoalitionId) -> Column:
        """[N] E(M) = sum of members' shares times (1 - substitutability times others' backfill)."""
        coalition = self.case.pressure[name]
        prefix = f"pressure.{name}"
        shares = self._normalised({m: f"{prefix}.members.{m}.share" for m in coalition.members})
        backfill = self._normalised({j: f"{prefix}.backfill.{j}" for j in coalition.backfill})
        outside = self._constant(0.0)
        for actor, part in backfill.items():
            outside = outside + part * (1.0 - self.joined(actor, name))
        bite = 1.0 - self.inputs[f"{prefix}.substitutability"] * outside
        held = self._constant(0.0)
        for actor, part in shares.items():
            held = held + part * self.joined(actor, name)
        return held * bite

    def joined(self, actor: ActorId, name: CoalitionId) -> Column:
        """Whether the actor is a member, [N]."""
        column = self.layout.membership_column.get((actor, name))
        if column is not None:
            return self.states[:, column].astype(float)
        member = self.case.pressure[name].members.get(actor)
        return self._constant(float(member is not None and member.in_))

    def talks(self, one: ActorId, other: ActorId) -> Column:
        """Whether two actors have a direct line, [N]."""
        if self.case.channels is None:
            return self._constant(1.0)
        pair = line(one, other)
        open_now = any(
            line(*c.between) == pair and c.open and (c.since is None or c.since <= self.case.as_of)
            for c in self.case.channels
        )
        column = self.layout.line_column.get(pair)
        if open_now or column is None:
            return self._constant(float(open_now))
        return self.states[:, column].astype(float)

    def stands(self, move: str) -> Column:
        """Whether a move stands, [N]; a dropped move stays as it was at `as_of`."""
        column = self.layout.move_column.get(move)
        if column is None:
            return self._constant(float(move in self.case.standing))
        return self.states[:, column].astype(float)

    def _named(self, name: str) -> Column:
        if name in self.case.moves or name in self.layout.move_column:
            return self.stands(name)
        if self.case.graph is not None and name in self.case.graph.states:
            return self._constant(float(name == self.case.graph.start))
        if name in self.case.facts:
            return self._remember(("fact", name), lambda: self.value(self.case.facts[name].tree))
        if name == "breakdown":
            return self.states[:, self.layout.ended_column].astype(float)
        return self.component(name.removesuffix("_left"))

    def _comparison(self, tree: Compare) -> Column:
        left, right = tree.left, tree.right
        if tree.operator == "if":
            return _truth(self.holds(left) | ~self.holds(right))
        if tree.operator == "iff":
            return _truth(self.holds(left) == self.holds(right))
        compare = COMPARISONS[tree.operator]
        if isinstance(left, Name) and left.id in self.case.variables and isinstance(right, Name):
            wanted = self.case.variables[left.id].levels.index(right.id)
            return _truth(compare(self._level_of(left.id), wanted))
        return _truth(compare(self.value(left), self.value(right)))

    def _level_of(self, variable: str) -> Column:
        column = self.layout.variable_column.get(variable)
        if column is None:
            entry = self.case.variables[variable]
            return self._constant(float(entry.levels.index(entry.start)))
        return self.states[:, column].astype(float)

    def _call(self, tree: Call) -> Column:
        names = [a.id for a in tree.arguments if isinstance(a, Name)]
        match tree.function, names:
            case "exposure", [actor]:
                return self.exposure(actor)
            case "pressure", [actor]:
                return self.pressure(actor)
            case "joined", [actor, coalition]:
                return self.joined(actor, coalition)
            case "talks", [one, other]:
                return self.talks(one, other)
        message = f"{tree.function}() is not a state expression"
        raise TypeError(message)

    def _event(self, action: Action) -> Column:
        """An action as an event: the state it brings about; membership is the focal actor's."""
        match action.verb:
            case Verb.DO:
                return self.stands(action.target)
            case Verb.UNDO:
                return 1.0 - self.stands(action.target)
            case Verb.JOIN:
                return self.joined(self.case.focal_actor, action.target)
            case Verb.LEAVE:
                return 1.0 - self.joined(self.case.focal_actor, action.target)
            case Verb.OPEN:
                one, other = action.target.split("-")
                return self.talks(one, other)
            case Verb.WALK_AWAY:
                return self._named("breakdown")

    def _exposure(self, actor: ActorId) -> Column:
        total = self._constant(0.0)
        for name, threat in self.case.threats.items():
            if actor in threat.reaches:
                total = total + self.exposure_to(actor, name)
        return total

    def _undeterred(self, actor: ActorId, threat: ThreatId) -> Column:
        """1 - g (1 - R_B) for each protector B: protection weakens while B itself is exposed."""
        left = self._constant(1.0)
        for protector in self.case.threats[threat].deterred_by:
            if protector != actor:
                strength = self.inputs[f"threats.{threat}.deterred_by.{protector}"]
                left = left * (1.0 - strength * (1.0 - self.exposure(protector)))
        return left

    def _component(self, name: ThreatId) -> Column:
        threat = self.case.threats[name]
        remaining = self._constant(1.0)
        for move in threat.ended_by:
            share = self.inputs[f"threats.{name}.ended_by.{move}"]
            remaining = remaining * (1.0 - share * self.stands(move))
        floor = self.inputs[f"threats.{name}.floor"]
        level = floor + (1.0 - floor) * remaining
        for variable, levels in threat.factors.items():
            at = self._level_of(variable)
            for label in levels:
                here = at == self.case.variables[variable].levels.index(label)
                factor = self.inputs[f"threats.{name}.factors.{variable}.{label}"]
                level = np.where(here, level * factor, level)
        return level

    def _not_eased(self, name: CoalitionId) -> Column:
        left = self._constant(1.0)
        for move in self.case.pressure[name].eased_by:
            share = self.inputs[f"pressure.{name}.eased_by.{move}"]
            left = left * (1.0 - share * self.stands(move))
        return left

    def _normalised(self, paths: Mapping[ActorId, InputPath]) -> dict[ActorId, float]:
        """Shares that must sum to one are divided by their sum."""
        total = sum(self.inputs[path] for path in paths.values())
        return {actor: self.inputs[path] / total if total else 0.0 for actor, path in paths.items()}

    def _constant(self, value: float) -> Column:
        return np.full(len(self.states), value)

    def _remember(self, key: object, compute: Callable[[], Column]) -> Column:
        if key not in self._memory:
            self._memory[key] = compute()
        return self._memory[key]


def _truth(values: NDArray[np.bool_]) -> Column:
    return np.asarray(values, dtype=np.float64)
