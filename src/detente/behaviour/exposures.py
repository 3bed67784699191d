"""How exposed actors are: at each stage of the process, over time, and where it breaks down.

R_A(x) = sum over threats h of e_hA L_h(x) depends only on the moves that end a threat and on the
levels of variables that multiply one. States that agree in those are one *stage*; exposure is
worked out once per stage, and how likely each stage is at a date follows from the solved chain.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from detente.base.constants import constant
from detente.base.ids import ActorId, InputPath, MoveId, ThreatId
from detente.behaviour.following import follow
from detente.behaviour.solution import Solution
from detente.case.expressions import Action
from detente.case.schema import Case
from detente.methods.game import Floats, Ints
from detente.methods.transitions import stopped_at
from detente.methods.uniformisation import distribution
from detente.model.compiled import Model
from detente.model.evaluate import View

_ANCHORS = ("slight", "serious", "grave", "existential")
_HARDLY = "hardly any"


@dataclass(frozen=True, slots=True, kw_only=True)
class Stages:
    """What exposure can tell apart in a compiled case; stage 0 is today's."""

    model: Model
    first: Ints
    """[C] the first state of each stage."""
    member: Ints
    """[N] the stage of each state."""

    @property
    def count(self) -> int:
        """Number of stages."""
        return len(self.first)

    def view(self, inputs: Mapping[InputPath, float]) -> View:
        """One state per stage, seen with some numbers."""
        return View(self.model.case, self.model.layout, self.model.states[self.first], inputs)

    def exposure(self, inputs: Mapping[InputPath, float], actors: Sequence[ActorId]) -> Floats:
        """[A, C] exposure of each of some actors at each stage."""
        view = self.view(inputs)
        return np.array([view.exposure(actor) for actor in actors]).reshape(-1, self.count)

    def gathered(self, shares: Floats) -> Floats:
        """[T, C] shares of states [T, N] added up by stage."""
        return np.stack([np.bincount(self.member, row, self.count) for row in shares])

    def words(self, stage: int) -> str:
        """A stage in words: which moves against threats stand, and which levels changed."""
        model, row = self.model, self.model.states[self.first[stage]]
        columns = model.layout.move_column
        done = [
            model.case.move_name(m)
            for m in ending_moves(model.case)
            if m in columns and row[columns[m]]
        ]
        levels = [
            f"{name} {model.layout.variables[name][row[c]]}"
            for name, c in _levels(model).items()
            if row[c] != model.states[0, c]
        ]
        return ", ".join([*done, *levels]) or "no threat reduced"


def stages(model: Model) -> Stages:
    """The stages of a compiled case, in the order in which they can first be reached."""
    moves = model.layout.move_column
    columns = [moves[m] for m in ending_moves(model.case) if m in moves]
    columns += list(_levels(model).values())
    _, first, member = np.unique(
        model.states[:, columns], axis=0, return_index=True, return_inverse=True
    )
    order = np.argsort(first)
    return Stages(model=model, first=first[order], member=np.argsort(order)[member.reshape(-1)])


def ending_moves(case: Case) -> tuple[MoveId, ...]:
    """The moves that end a part of some threat, in the order of the case."""
    ending = {move for threat in case.threats.values() for move in threat.ended_by}
    return tuple(move for move in case.moves if move in ending)


def exposed_actors(case: Case) -> tuple[ActorId, ...]:
    """The actors that some threat reaches, in the order of the case."""
    return tuple(a for a in case.actors if any(a in t.reaches for t in case.threats.values()))


def reaching(case: Case, actor: ActorId) -> tuple[ThreatId, ...]:
    """The threats that reach an actor."""
    return tuple(name for name, threat in case.threats.items() if actor in threat.reaches)


def exposure_after(
    model: Model, inputs: Mapping[InputPath, float], actor: ActorId, actions: tuple[Action, ...]
) -> float:
    """An actor's exposure once some actions were done from the initial state, in that order.

    Raises:
        StudyError: an action cannot be done where its turn comes.
    """
    state = follow(model, actions)
    here = model.states[state : state + 1]
    return float(View(model.case, model.layout, here, inputs).exposure(actor)[0])


def exposure_word(level: float) -> str:
    """The word of the scale whose anchor is nearest to a level of exposure."""
    anchors = {_HARDLY: 0.0} | {word: constant(f"exposure_{word}") for word in _ANCHORS}
    return min(anchors, key=lambda word: abs(anchors[word] - level))


def broken(solution: Solution, years: float) -> Floats:
    """[N] probability of breakdown by a date, by the state the process first ended in."""
    stopped = tuple(
        segment._replace(transitions=stopped_at(segment.transitions, solution.ended))
        for segment in solution.segments
    )
    there = distribution(stopped, solution.start, np.array([years]))[0]
    return np.where(solution.ended, there, 0.0)


def _levels(model: Model) -> Mapping[str, int]:
    """Columns of the variables that multiply some threat."""
    named = {name for threat in model.case.threats.values() for name in threat.factors}
    return {name: c for name, c in model.layout.variable_column.items() if name in named}
