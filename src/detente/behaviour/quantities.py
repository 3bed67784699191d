"""Study expressions: what claims say about results, at the mode or in every draw.

A `Sample` is one setting read at the mode (one row) or over draws (one row each). Everything is
returned as one value per row: floats, or for orders and strategies tuples and names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from detente.base.errors import StudyError
from detente.base.ids import ActorId, InputPath
from detente.behaviour.events import by_date
from detente.behaviour.following import follow
from detente.behaviour.influence import dependence, say
from detente.behaviour.lab import Lab
from detente.behaviour.orders import best_order
from detente.behaviour.setting import Intervention, Setting, Stance
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
from detente.case.expressions.printer import print_tree
from detente.methods.statistics import rank_correlations
from detente.model.evaluate import ARITHMETIC, COMPARISONS, View

Rows = NDArray[np.generic]


@dataclass(frozen=True)
class Sample:
    """One setting of a lab, read at the mode (`draws` is 0) or over its first draws."""

    lab: Lab
    setting: Setting
    draws: int

    def values(self, setting: Setting) -> NDArray[np.float64]:
        """[rows, n] what the initial state is worth to each actor in a setting."""
        return self.lab.values(setting, self.draws)

    @property
    def size(self) -> int:
        """Number of rows."""
        return self.draws or 1

    def holds(self, tree: Tree) -> NDArray[np.bool_]:
        """[rows] where a claim is true."""
        return np.asarray(self.value(tree), dtype=np.float64) != 0.0

    def value(self, tree: Tree) -> Rows:  # noqa: C901, PLR0911, PLR0912 - one case per kind of node
        """[rows] the value of a study expression."""
        match tree:
            case Literal(value):
                return np.full(self.size, value)
            case Not(operand):
                return ~self.holds(operand)
            case Negative(operand):
                return -self.number(operand)
            case Both(operands):
                return np.logical_and.reduce([self.holds(o) for o in operands])
            case Either(operands):
                return np.logical_or.reduce([self.holds(o) for o in operands])
            case AtLeast(count, operands):
                return np.add.reduce([self.holds(o).astype(int) for o in operands]) >= count
            case Arithmetic(operator, left, right):
                return ARITHMETIC[operator](self.number(left), self.number(right))
            case Compare(operator, left, right):
                return self._compared(tree, operator, left, right)
            case Sequence(items):
                return self._same(tuple(_id(item) for item in items))
            case Call():
                return self._call(tree)
        return self._at_start(tree)

    def number(self, tree: Tree) -> NDArray[np.float64]:
        """[rows] the value of a study expression that is a number."""
        return np.asarray(self.value(tree), dtype=np.float64)

    def _same(self, thing: object) -> Rows:
        rows = np.empty(self.size, dtype=object)
        rows[:] = [thing] * self.size
        return rows

    def _compared(self, tree: Compare, operator: str, left: Tree, right: Tree) -> Rows:
        if operator == "if":
            return self.holds(left) | ~self.holds(right)
        if operator == "iff":
            return self.holds(left) == self.holds(right)
        if isinstance(left, Name) and left.id in self.lab.case.variables:
            return self._at_start(tree)
        one, other = self._side(left, right), self._side(right, left)
        if one.dtype == object:
            equal = np.array([a == b for a, b in zip(one, other, strict=True)])
            return equal if operator == "=" else ~equal
        return COMPARISONS[operator](one, other)

    def _side(self, tree: Tree, against: Tree) -> Rows:
        """One side of a comparison; a name beside a choice is the name of a strategy."""
        if _is_choice(against) and isinstance(tree, Name):
            return self._same(tree.id)
        return self.value(tree)

    def _call(self, call: Call) -> Rows:  # noqa: C901, PLR0911, PLR0912 - one case per function
        keywords = dict(call.keywords)
        match call.function:
            case "exposure" if "after" in keywords:
                return self._exposure(_id(call.arguments[0]), keywords["after"])
            case "value":
                return self.values(self._within(call))[:, self._actor(call.arguments[0])]
            case "probability":
                return self._probability(call)
            case "before":
                return 1.0 - self._by_horizon(call, call)
            case "best_order":
                return self._best_order(call)
            case "best_strategy":
                return self._best_strategy(_id(call.arguments[0]))
            case "rank":
                return self._rank(*(_id(a) for a in call.arguments))
            case "say":
                return say(self.lab, self.values, self._within(call))[
                    :, self._actor(call.arguments[0])
                ]
            case "dependence":
                one, other = (self._actor(a) for a in call.arguments)
                return dependence(self.lab, self.values, self._within(call))[:, one, other]
            case "trend":
                return self._trend(*call.arguments)
            case "in_case":
                return self._elsewhere(*call.arguments)
        return self._at_start(call)

    def _within(self, call: Call) -> Setting:
        """The setting of a call: this one with its scenario, strategy, interventions, beginning."""
        setting = self.setting
        for keyword, tree in sorted(call.keywords, key=lambda entry: entry[0] == "after"):
            if keyword == "scenario":
                setting = setting.in_scenario(_id(tree))
            elif keyword == "strategy":
                actor = _strategist(self.lab, call, _id(tree))
                setting = setting.under(actor, Stance.STRATEGY, _id(tree))
            elif keyword == "do":
                setting = setting.doing(*(_intervention(item) for item in _items(tree)))
            elif keyword == "after":
                setting = setting.after(*self._feasible(tree, setting))
        return setting

    def _feasible(self, tree: Tree, setting: Setting) -> tuple[Action, ...]:
        actions = tuple(_action(item) for item in _items(tree))
        follow(self.lab.model(setting), actions)
        return actions

    def _probability(self, call: Call) -> Rows:
        return self._by_horizon(call, call.arguments[0])

    def _by_horizon(self, call: Call, event: Tree) -> NDArray[np.float64]:
        by = dict(call.keywords).get("by")
        years = self.lab.case.horizon
        if isinstance(by, Text):
            years = by_date(self.lab.case, date.fromisoformat(by.value)).years
        place = self.lab.place_of(event)
        read = self.lab.claimed(self._within(call), self.draws)
        return read.chance(place)[:, self.lab.year_index(years)]

    def _exposure(self, actor: ActorId, after: Tree) -> NDArray[np.float64]:
        model = self.lab.model(self.setting)
        state = follow(model, tuple(_action(item) for item in _items(after)))
        return np.array(
            [
                View(model.case, model.layout, model.states[state : state + 1], inputs).exposure(
                    actor
                )[0]
                for inputs in self._inputs
            ]
        )

    def _best_order(self, call: Call) -> Rows:
        actor, steps = call.arguments
        names = tuple(_id(item) for item in _items(steps))
        model = self.lab.model(self.setting)
        rows = np.empty(self.size, dtype=object)
        rows[:] = [best_order(model, inputs, _id(actor), names) for inputs in self._inputs]
        return rows

    def _strategy_values(self, actor: ActorId) -> dict[str, NDArray[np.float64]]:
        names = self.lab.case.strategies.get(actor, {})
        place = list(self.lab.case.actors).index(actor)
        return {
            name: self.values(self.setting.under(actor, Stance.STRATEGY, name))[:, place]
            for name in names
        }

    def _best_strategy(self, actor: ActorId) -> Rows:
        values = self._strategy_values(actor)
        best = np.argmax(np.stack(list(values.values())), axis=0)
        rows = np.empty(self.size, dtype=object)
        rows[:] = [list(values)[k] for k in best]
        return rows

    def _rank(self, actor: ActorId, strategy: str) -> Rows:
        """1 for the best of the actor's named strategies."""
        values = self._strategy_values(actor)
        better = [other > values[strategy] for name, other in values.items() if name != strategy]
        return 1.0 + np.add.reduce([b.astype(float) for b in better], axis=0) + np.zeros(self.size)

    def _trend(self, quantity: Tree, path: Tree) -> Rows:
        """Rank correlation over the draws; the same in every row."""
        over = self if self.draws else Sample(self.lab, self.setting, self.lab.effort.draws)
        drawn = self.lab.inputs(self.setting)
        if _id(path) not in drawn.column:
            message = f"'{_id(path)}' is given without a range"
            raise StudyError(message, "a trend needs an input that differs between draws")
        column = drawn.drawn[: over.draws, drawn.column[_id(path)]]
        found = rank_correlations(column[:, None], over.number(quantity))
        return np.full(self.size, found[0])

    def _elsewhere(self, where: Tree, quantity: Tree) -> Rows:
        other = self.lab.other(_id(where))
        base = other.headline.at(self.setting.precision, self.setting.pace)
        return Sample(other, base, self.draws).value(quantity)

    def _at_start(self, tree: Tree) -> Rows:
        """A state expression, in the state of the case's date."""
        model = self.lab.model(self.setting)
        first = model.states[:1]
        views = (View(model.case, model.layout, first, inputs) for inputs in self._inputs)
        return np.array([float(view.value(tree)[0]) for view in views])

    def _actor(self, tree: Tree) -> int:
        return list(self.lab.case.actors).index(_id(tree))

    @cached_property
    def _inputs(self) -> list[Mapping[InputPath, float]]:
        inputs, given = self.lab.inputs(self.setting), dict(self.setting.inputs)
        rows = [inputs.at(k) for k in range(self.draws)] if self.draws else [inputs.mode]
        return [{**row, **given} for row in rows]


def _id(tree: Tree) -> str:
    if isinstance(tree, Name):
        return tree.id
    if isinstance(tree, Text):
        return tree.value
    if isinstance(tree, Action):
        return str(tree)
    message = f"'{print_tree(tree)}' is not a name"
    raise StudyError(message)


def _items(tree: Tree) -> tuple[Tree, ...]:
    return tree.items if isinstance(tree, Sequence) else (tree,)


def _action(tree: Tree) -> Action:
    return tree if isinstance(tree, Action) else Action(Verb.DO, _id(tree))


def _intervention(tree: Tree) -> Intervention:
    if isinstance(tree, Not):
        return Intervention(_action(tree.operand), never=True)
    return Intervention(_action(tree))


def _is_choice(tree: Tree) -> bool:
    return isinstance(tree, Call) and tree.function == "best_strategy"


def _strategist(lab: Lab, call: Call, strategy: str) -> ActorId:
    """Whose strategy is meant: of the actor called about, of the focal one, or the only one."""
    asked = [a.id for a in call.arguments if isinstance(a, Name) and a.id in lab.case.strategies]
    for actor in (*asked, lab.case.focal_actor, *lab.case.strategies):
        if strategy in lab.case.strategies.get(actor, {}):
            return actor
    message = f"no actor has a strategy '{strategy}'"
    raise StudyError(message)
