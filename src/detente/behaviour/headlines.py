"""The numbers a brief stands on, each readable over the draws and in any setting at the mode."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np

from detente.base.ids import ActorId, QuestionId
from detente.behaviour.ensemble import Ensemble
from detente.behaviour.events import BREAKDOWN, by_date
from detente.behaviour.lab import Lab
from detente.behaviour.options import own_range, within
from detente.behaviour.setting import Setting
from detente.behaviour.solution import Solution
from detente.behaviour.weighing import Weighed
from detente.methods.game import Floats

ADVICE = "advice"


@dataclass(frozen=True, slots=True, kw_only=True)
class Headline:
    """One number of the brief."""

    id: str
    name: str
    drawn: Floats
    """[D] over the draws, which vary independently unless the case says otherwise."""
    together: Floats
    """[C] over draws in which inputs of one kind rise and fall together; empty: not worked out."""
    at_mode: Callable[[Setting], float]
    """In a setting, with all numbers at their mode."""
    elsewhere: tuple[float, ...]
    """In every further equilibrium of the headline."""


def headlines(lab: Lab, focal: ActorId, own: Weighed | None, beside: int) -> tuple[Headline, ...]:
    """The questions, breakdown, the focal actor's value, and the lead of its first choice.

    `beside` is the number of draws in which inputs of one kind rise and fall together.
    """
    asked = [_asked(lab, question, beside) for question in lab.case.questions]
    ending = _event(lab, BREAKDOWN, lab.case.horizon, beside)
    name = f"breakdown within {lab.case.horizon:g} years"
    choice = () if own is None else (_advice(lab, own),)
    return (*asked, replace(ending, name=name), _value(lab, focal, beside), *choice)


def _asked(lab: Lab, question: QuestionId, beside: int) -> Headline:
    return _event(lab, question, by_date(lab.case, lab.case.questions[question].by).years, beside)


def _event(lab: Lab, event: str, years: float, beside: int) -> Headline:
    """The probability of a public event by a date."""
    place, when = lab.event_index(event), lab.year_index(years)

    def read(found: Ensemble) -> Floats:
        return found.probability[:, when, place]

    other = (found.solution for found in lab.equilibria()[1:])
    return Headline(
        id=event,
        name=f"“{lab.events[place].name}”",
        drawn=read(lab.ensemble()),
        together=read(lab.ensemble(draws=beside, correlated=True)),
        at_mode=lambda setting: float(read(lab.reading(setting))[0]),
        elsewhere=tuple(_probability(lab, solution, place, when) for solution in other),
    )


def _probability(lab: Lab, solution: Solution, place: int, when: int) -> float:
    where = solution.model.view().holds(lab.events[place].tree)
    return float(solution.probability(where[:, None], [lab.years[when]])[0, 0])


def _value(lab: Lab, focal: ActorId, beside: int) -> Headline:
    """What the focal actor gets, within its own range."""
    place = lab.model().index(focal)
    ((floor, top),) = own_range(lab, focal, 0)

    def placed(points: float) -> float:
        return float(within(np.array(points), np.array(floor), np.array(top - floor)))

    def over(found: Ensemble, *, correlated: bool) -> Floats:
        low, high = own_range(lab, focal, found.size, correlated=correlated).T
        return within(found.values[:, place], low, high - low)

    return Headline(
        id=f"value_{focal}",
        name=f"what {lab.case.actor_name(focal)} gets",
        drawn=over(lab.ensemble(), correlated=False),
        together=over(lab.ensemble(draws=beside, correlated=True), correlated=True),
        at_mode=lambda setting: placed(lab.values(setting, 0)[0, place]),
        elsewhere=tuple(placed(found.solution.value(focal)) for found in lab.equilibria()[1:]),
    )


def _advice(lab: Lab, own: Weighed) -> Headline:
    """By how much the first choice is better than its rival, within the actor's own range."""
    place = lab.model().index(own.actor)
    ((floor, top),) = own_range(lab, own.actor, 0)
    better, other = own.options[own.best].setting, own.options[own.rival].setting

    def lead(setting: Setting) -> float:
        first, second = (
            lab.values(replace(setting, bindings=one.bindings), 0)[0, place]
            for one in (better, other)
        )
        return float((first - second) / (top - floor)) if top > floor else 0.0

    return Headline(
        id=ADVICE,
        name=f"the lead of {own.options[own.best].phrase} over {own.options[own.rival].phrase}",
        drawn=own.lead,
        together=np.zeros(0),
        at_mode=lead,
        elsewhere=(),
    )
