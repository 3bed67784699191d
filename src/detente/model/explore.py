"""Breadth-first search over states: what can be reached, and by which deeds and shifts.

States are numbered in the order of the search, layer by layer and by code within a layer, so the
same case gives the same arrays. Conditions that say what is possible are judged at the mode of the
numbers; draws change payoffs and rates, not what can happen.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.base.errors import StudyError
from detente.base.ids import InputPath
from detente.case.expressions import Action
from detente.case.schema import Case
from detente.methods.game import Ints
from detente.model.channels import contacts
from detente.model.deeds import Assignment, Deed, Shift, same
from detente.model.evaluate import States, View
from detente.model.layout import Layout

MOST_PAIRS = 20_000_000
MANY_PAIRS = 1_000_000
NAMED = 12
"""So many actions are named where a case is too large."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Arcs:
    """Every possible occurrence of deeds or shifts: from which state, which, to which state."""

    origin: Ints
    item: Ints
    to: Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class Graph:
    """The reachable states [N, width] and what leads from one to another."""

    states: States
    deeds: Arcs
    shifts: Arcs


@dataclass(frozen=True, slots=True)
class _Found:
    """Arcs of one layer, successors still by code."""

    origin: list[Ints]
    item: list[Ints]
    code: list[Ints]


@dataclass(frozen=True, slots=True, kw_only=True)
class Explorer:
    """The search: the case, its columns, and what can happen."""

    case: Case
    layout: Layout
    deeds: tuple[Deed, ...]
    shifts: tuple[Shift, ...]
    inputs: Mapping[InputPath, float]
    done: tuple[Action, ...]
    """Actions that stand from the start; joining and leaving are the focal actor's."""

    def search(self) -> Graph:
        """All states that can be reached from the initial one."""
        radix = _radix(self.layout)
        layer = self._latched(self._initial())
        known = _code(layer, radix)
        layers, deeds, shifts = [layer], _Found([], [], []), _Found([], [], [])
        first, pairs = 0, 0
        while len(layer):
            view = View(self.case, self.layout, layer, self.inputs)
            fresh = []
            for found, steps in (
                (deeds, self._deed_steps(view)),
                (shifts, self._shift_steps(view)),
            ):
                for item, rows, successors in steps:
                    found.origin.append(rows + first)
                    found.item.append(np.full(len(rows), item))
                    found.code.append(_code(successors, radix))
                    fresh.append(successors)
                    pairs += len(rows)
            if pairs > MOST_PAIRS:
                raise self._too_large(deeds.item)
            first += len(layer)
            layer = _new_states(fresh, known, radix, self.layout.width)
            known = np.sort(np.concatenate([known, _code(layer, radix)]))
            layers.append(layer)
        states = np.concatenate(layers)
        return Graph(
            states=states,
            deeds=_numbered(deeds, _code(states, radix)),
            shifts=_numbered(shifts, _code(states, radix)),
        )

    def _initial(self) -> States:
        state = np.zeros((1, self.layout.width), dtype=np.int8)
        for move, column in self.layout.move_column.items():
            state[0, column] = move in self.case.standing
        for (actor, name), column in self.layout.membership_column.items():
            state[0, column] = self.case.pressure[name].members[actor].in_
        for variable, column in self.layout.variable_column.items():
            entry = self.case.variables[variable]
            state[0, column] = entry.levels.index(entry.start)
        for action in self.done:
            state = self._after(state, self._effects(action))
        return state

    def _effects(self, action: Action) -> tuple[Assignment, ...]:
        fitting = [d for d in self.deeds if same(d.action, action)]
        personal = [d for d in fitting if d.actor in {None, self.case.focal_actor}]
        for deed in (*personal, *fitting):
            return deed.effects
        message = f"'{action}' cannot be done in this case"
        raise StudyError(message, "nothing in the case refers to it, or nobody may do it")

    def _deed_steps(self, view: View) -> Iterator[tuple[int, Ints, States]]:
        for item, deed in enumerate(self.deeds):
            possible = _possible(view, deed.guards) & view.holds(deed.requires)
            if deed.need > 1:
                possible &= self._connected(view, deed)
            rows = np.flatnonzero(possible)
            if len(rows):
                yield item, rows, self._after(view.states[rows], deed.effects)

    def _shift_steps(self, view: View) -> Iterator[tuple[int, Ints, States]]:
        for item, shift in enumerate(self.shifts):
            rows = np.flatnonzero(_possible(view, shift.guards) & view.holds(shift.requires))
            if len(rows):
                successors = self._after(view.states[rows], shift.effects)
                changed = (successors != view.states[rows]).any(axis=1)
                yield item, rows[changed], successors[changed]

    def _after(self, states: States, effects: tuple[Assignment, ...]) -> States:
        changed = states.copy()
        for column, value in effects:
            changed[:, column] = value
        return self._latched(changed)

    def _latched(self, states: States) -> States:
        """Rules that stay in force remember that they were set off."""
        if not self.layout.latches:
            return states
        view = View(self.case, self.layout, states, self.inputs)
        remembered = states.copy()
        for (actor, k), column in self.layout.latch_column.items():
            rule = self.case.rules[actor][k]
            if rule.until is not None:
                on = (states[:, column] == 1) | view.holds(rule.when.tree)
                remembered[:, column] = on & ~view.holds(rule.until.tree)
        return remembered

    def _connected(self, view: View, deed: Deed) -> NDArray[np.bool_]:
        """Where some proposer can gather enough owners, once every dated line is open."""
        able = np.zeros(len(view.states), dtype=bool)
        for opened, rows in by_lines(self.layout, view.states):
            (reached,) = contacts(self.case, self.inputs, opened, None, (deed,))
            able[rows] = max(reached) > 0.0
        return able

    def _too_large(self, items: list[Ints]) -> StudyError:
        """The refusal, with the actions that can be taken in most states."""
        often = np.bincount(_joined(items), minlength=len(self.deeds))
        most = np.argsort(-often, kind="stable")[:NAMED]
        message = (
            f"the case has more than {MOST_PAIRS:,} pairs of a state and an action; "
            f"these multiply the states: {', '.join(self.deeds[k].label for k in most)}"
        )
        return StudyError(message, "let preconditions order the moves, or drop some")


def by_lines(layout: Layout, states: States) -> Iterator[tuple[frozenset[tuple[str, str]], Ints]]:
    """The states grouped by which lines have been opened in them."""
    columns = list(layout.line_column.values())
    if not columns:
        yield frozenset(), np.arange(len(states))
        return
    patterns, member = np.unique(states[:, columns], axis=0, return_inverse=True)
    for k, pattern in enumerate(patterns):
        opened = frozenset(pair for pair, bit in zip(layout.lines, pattern, strict=True) if bit)
        yield opened, np.flatnonzero(member.reshape(-1) == k)


def _possible(view: View, guards: tuple[Assignment, ...]) -> NDArray[np.bool_]:
    fits = np.ones(len(view.states), dtype=bool)
    for column, value in guards:
        fits &= view.states[:, column] == value
    return fits


def _radix(layout: Layout) -> Ints:
    """Place values of the columns, so that a state has one whole number as its code."""
    places, total = [], 1
    for size in layout.sizes:
        places.append(total)
        total *= size
    if total >= 2**63:
        message = f"the case has {len(layout.moves)} moves that make states; at most 62 columns fit"
        raise StudyError(message, "merge moves, or let fewer memberships and variables be free")
    return np.array(places, dtype=np.int64)


def _code(states: States, radix: Ints) -> Ints:
    return states.astype(np.int64) @ radix


def _new_states(found: list[States], known: Ints, radix: Ints, width: int) -> States:
    if not found:
        return np.zeros((0, width), dtype=np.int8)
    states = np.concatenate(found)
    codes, where = np.unique(_code(states, radix), return_index=True)
    place = np.minimum(np.searchsorted(known, codes), len(known) - 1)
    fresh: States = states[where[known[place] != codes]]
    return fresh


def _numbered(found: _Found, codes: Ints) -> Arcs:
    order = np.argsort(codes)
    origin, item, code = (_joined(part) for part in (found.origin, found.item, found.code))
    to = order[np.searchsorted(codes, code, sorter=order)] if len(code) else code
    rank = np.lexsort((item, origin))
    return Arcs(origin=origin[rank], item=item[rank], to=to[rank])


def _joined(parts: list[Ints]) -> Ints:
    return np.concatenate(parts).astype(np.int64) if parts else np.zeros(0, dtype=np.int64)
