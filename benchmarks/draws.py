"""What a draw of a shipped case takes, part by part."""

import time
from collections.abc import Callable, Iterator
from typing import TypeVar

from detente.behaviour import Effort, Lab, Stance
from detente.behaviour.effort import LOOSE
from detente.behaviour.solving import solve_values, unfold
from detente.case.reader import load
from detente.methods.stationary import solve
from detente.model.numbers import numbers

CASES = ("japan-2018", "iran-2015", "nato-2022")
DRAWS = 16

T = TypeVar("T")


def each(work: Callable[[int], T]) -> tuple[list[T], float]:
    """What the work makes of every draw, and the milliseconds it takes on average."""
    work(0)
    start = time.process_time()
    done = [work(k) for k in range(DRAWS)]
    return done, 1e3 * (time.process_time() - start) / DRAWS


def a_draw(name: str) -> str:
    """One row: the parts of a draw at the headline, and a draw read at one state only."""
    case = load(name)
    lab = Lab(case=case, focal=case.focal_actor, effort=Effort(draws=DRAWS, workers=1))
    base, place, mode = lab.headline, lab.arena(lab.headline), lab.solution().lasting
    drawn, making = each(lambda k: numbers(lab.model(), lab.inputs().at(k)))
    at_last, solving = each(
        lambda k: solve(
            place.topology,
            drawn[k][-1],
            place.commitment,
            base.precision,
            start=mode.values,
            tolerance=LOOSE.stakes,
            most_sweeps=LOOSE.sweeps,
        )
    )
    solved, unfolding = each(
        lambda k: unfold(place, base, drawn[k], mode._replace(values=at_last[k].values))
    )
    where = lab.targets(base, lab.every_place)
    _, reading = each(lambda k: solved[k].probability(where.true, lab.years, where.barred))
    bound = base.under(case.focal_actor, Stance.ABSTAINS)
    aside, kept = lab.arena(bound), lab.solution(bound).lasting
    _, alone = each(
        lambda k: solve_values(
            aside, bound, drawn[k], start=kept.values, tolerance=LOOSE, steps=kept.steps
        )
    )
    spent = (making, solving, unfolding, reading, alone)
    states, actions = len(lab.model().states), place.topology.act_to.size
    return f"| {name} | {states:,} | {actions:,} | " + " | ".join(f"{t:.1f}" for t in spent) + " |"


def lines() -> Iterator[str]:
    """The section, line by line as it is measured."""
    yield "## A draw of a shipped case"
    yield ""
    yield f"Milliseconds, on average over {DRAWS} draws: the numbers of a draw; what lasts, on from"
    yield "the mode; the chain and the dated segments before; all events by all dates. The last"
    yield "column is all but the numbers where the focal actor never acts nor agrees and only what"
    yield "that is worth today is asked."
    yield ""
    yield "| case | states | actions | numbers | what lasts | chain | events | bound, worth only |"
    yield "|---|--:|--:|--:|--:|--:|--:|--:|"
    for name in CASES:
        yield a_draw(name)
