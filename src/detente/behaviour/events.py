"""What the probabilities are about: events with a name, and the dates they are read at."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from detente.behaviour.solution import months
from detente.case.expressions import Both, Call, Name, Not, Text, Tree
from detente.case.expressions.printer import print_tree
from detente.case.expressions.walk import walk
from detente.case.schema import Case
from detente.methods.game import Bools
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


def claimed_events(case: Case) -> tuple[Event, ...]:
    """What claims ask the probability of, wherever they ask it; `before(A, B)` is B without A before it."""
    found: dict[Tree, Event] = {}
    for tree in (c.holds_when.tree for c in case.claims.values() if c.holds_when is not None):
        for node in walk(tree):
            if isinstance(node, Call) and node.function == "probability":
                event = node.arguments[0]
                found.setdefault(event, Event(print_tree(event), print_tree(event), event))
            if isinstance(node, Call) and node.function == "before":
                first, second = node.arguments
                late = Both((second, Not(first)))
                found.setdefault(node, Event(print_tree(node), print_tree(node), late, first))
    return tuple(found.values())


def horizons(case: Case) -> tuple[Horizon, ...]:
    """3, 6, 12, 24 and 60 months, the case's horizon, and every date a question or claim names."""
    marks = {Horizon(months(m), f"{m} months") for m in HORIZON_MONTHS}
    if not any(mark.years == case.horizon for mark in marks):
        marks.add(Horizon(case.horizon, f"{case.horizon:g} years"))
    marks |= {by_date(case, q.by) for q in case.questions.values()}
    marks |= {by_date(case, day) for day in _claimed_dates(case)}
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


def _claimed_dates(case: Case) -> set[date]:
    return {
        date.fromisoformat(node.value)
        for claim in case.claims.values()
        if claim.holds_when is not None
        for node in walk(claim.holds_when.tree)
        if isinstance(node, Text)
    }
