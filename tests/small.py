"""Small cases for unit tests: a heading that every case needs, and single states to look at."""

from dataclasses import replace
from textwrap import dedent

import numpy as np

from detente.behaviour import Effort, Lab, Setting
from detente.behaviour.lab import Kept
from detente.case.reader import read_text
from detente.case.schema import Case
from detente.model.compile import compile_case
from detente.model.compiled import Model
from detente.model.evaluate import View

HEADING = """\
detente: 1
id: small
title: A small case
as_of: 2020-01-01
horizon: 5
precision: {headline: 10, sweep: [10], paces: [1]}
"""

FEW = Effort(draws=4, sweep_draws=2, workers=1)


def small(sections: str) -> Case:
    """A case of some sections; whatever it says, it starts on the first day of 2020.

    A section of the heading that is written anew takes its place.
    """
    body = dedent(sections)
    own = {row.partition(":")[0] for row in body.splitlines() if row[:1].isalpha()}
    kept = [row for row in HEADING.splitlines() if row.partition(":")[0] not in own]
    return read_text("\n".join((*kept, body)))


def compiled(sections: str) -> Model:
    """The same case, compiled."""
    return compile_case(small(sections))


def lab_of(case: Case | str, effort: Effort = FEW) -> Lab:
    """A lab of a case or of the sections of one, with few draws."""
    whole = small(case) if isinstance(case, str) else case
    return Lab(case=whole, focal=whole.focal_actor, effort=effort)


def unsettle(lab: Lab, setting: Setting | None = None) -> None:
    """Let the solution of a setting look as if it had not come to rest."""
    where = setting or lab.headline
    solution = lab.solution(where)
    lasting = solution.lasting._replace(converged=False)
    if lab.is_own(where):
        lab._memory._known["solution", where] = replace(solution, lasting=lasting)
    else:
        lab._memory._known["kept", where] = Kept(lasting, solution.values[0])


def state(model: Model, *moves: str, ended: bool = False) -> int:
    """The number of the one reachable state in which just these moves stand."""
    row = [move in moves for move in model.layout.moves]
    same = (model.states[:, : len(row)] == row).all(axis=1) & ((model.ended == 1) == ended)
    (found,) = np.flatnonzero(same)
    return int(found)


def seen(model: Model, *standing: str, **levels: str) -> View:
    """One state, reachable or not: the beginning with some moves made and some levels changed."""
    row = model.states[:1].copy()
    for move in standing:
        row[0, model.layout.move_column[move]] = 1
    for variable, level in levels.items():
        place = model.case.variables[variable].levels.index(level)
        row[0, model.layout.variable_column[variable]] = place
    return View(model.case, model.layout, row, model.mode)
