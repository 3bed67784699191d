"""What the probabilities are about: events with a name, and the dates they are read at."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple, TypeGuard

import numpy as np

from detente.behaviour.solution import months
from detente.case.expressions import Both, Call, Name, Not, Text, Tree
from detente.case.expressions.printer import print_tree
from detente.case.expressions.walk import children, walk
from detente.case.schema import Case
from detente.methods.game import Bools, Ints
from detente.model.calendar import day_after, years_after
from detente.model.compiled import Model

HORIZON_MONTHS = (3, 6, 12, 24, 60)

BREAKDOWN = "breakdown"


@dataclass(frozen=True, slots=True)
class Event:
    """Something that becomes true: a move, a fact, a question, or what a claim asks about."""

    id: str
    name: str
    tree: Tree
    barrier: Tree | None = None
    """Counted only if this was not true before; none: counted always."""


@dataclass(frozen=True, slots=True, order=True)
class Horizon:
    """A date at which probabilities are read."""

    years: float
    label: str


class Targets(NamedTuple):
    """Different events of a case, and which of them each of the lab's events is."""

    true: Bools
    """[N, U] where each of them is true."""
    barred: Bools
    """[N, U] where what must not come first has come first."""
    place: Ints
    """[E] the place of each of the lab's events among them."""


def public_events(case: Case) -> tuple[Event, ...]:
    """Every move, fact and question of the case, and breakdown; the rows of the main table."""
    return (
        *(Event(m, case.move_name(m), Name(m)) for m in case.moves),
        *(Event(f, f.replace("_", " "), Name(f)) for f in case.facts),
        *(
            Event(q, entry.name or q.replace("_", " "), entry.event.tree)
            for q, entry in case.questions.items()
        ),
        Event(BREAKDOWN, "breakdown", Name(BREAKDOWN)),
    )


def claimed(case: Case) -> tuple[Tree, ...]:
    """What the claims of a case say, as far as it can be computed."""
    return tuple(c.holds_when.tree for c in case.claims.values() if c.holds_when is not None)


def asked_elsewhere(case: Case, other: str) -> tuple[Tree, ...]:
    """What the claims of a case ask of another."""
    return tuple(
        node.arguments[1]
        for tree in claimed(case)
        for node in walk(tree)
        if _looks_elsewhere(node) and print_tree(node.arguments[0]) == other
    )


def claimed_events(claims: tuple[Tree, ...]) -> tuple[Event, ...]:
    """What claims ask the probability of; `before(A, B)` is B without A before it."""
    found: dict[Tree, Event] = {}
    for tree in claims:
        for node in _asked_here(tree):
            if isinstance(node, Call) and node.function == "probability":
                event = node.arguments[0]
                found.setdefault(event, Event(print_tree(event), print_tree(event), event))
            if isinstance(node, Call) and node.function == "before":
                first, second = node.arguments
                late = Both((second, Not(first)))
                found.setdefault(node, Event(print_tree(node), print_tree(node), late, first))
    return tuple(found.values())


def horizons(case: Case, claims: tuple[Tree, ...]) -> tuple[Horizon, ...]:
    """3, 6, 12, 24 and 60 months, the case's horizon, and every date a question or claim names."""
    marks = {Horizon(months(m), f"{m} months") for m in HORIZON_MONTHS}
    if not any(mark.years == case.horizon for mark in marks):
        marks.add(Horizon(case.horizon, f"{case.horizon:g} years"))
    marks |= {by_date(case, q.by) for q in case.questions.values()}
    marks |= {by_date(case, day) for day in _claimed_dates(claims)}
    return tuple(sorted(marks))


def by_date(case: Case, day: date) -> Horizon:
    """The end of a day, in years after the case's date."""
    return Horizon(max(years_after(case, day_after(day)), 0.0), day.isoformat())


def targets(model: Model, events: tuple[Event, ...]) -> Bools:
    """[N, E] where each event is true."""
    view = model.view()
    return np.stack([view.holds(event.tree) for event in events], axis=1)


def barriers(model: Model, events: tuple[Event, ...]) -> Bools:
    """[N, E] where what must not come first has come first."""
    view = model.view()
    nowhere = np.zeros(len(model.states), dtype=bool)
    return np.stack(
        [nowhere if e.barrier is None else view.holds(e.barrier) for e in events], axis=1
    )


def told_apart(model: Model, events: tuple[Event, ...]) -> Targets:
    """Where events are true and barred; those that are so in the same states are one."""
    true, barred = targets(model, events), barriers(model, events)
    both, place = np.unique(np.concatenate([true, barred]), axis=1, return_inverse=True)
    states = len(model.states)
    return Targets(both[:states], both[states:], place.ravel())


def _claimed_dates(claims: tuple[Tree, ...]) -> set[date]:
    return {
        date.fromisoformat(node.value)
        for tree in claims
        for node in _asked_here(tree)
        if isinstance(node, Text)
    }


def _asked_here(tree: Tree) -> Iterator[Tree]:
    """The parts of a claim, but for those that are about another case."""
    yield tree
    if not _looks_elsewhere(tree):
        for part in children(tree):
            yield from _asked_here(part)


def _looks_elsewhere(tree: Tree) -> TypeGuard[Call]:
    return isinstance(tree, Call) and tree.function == "in_case"
