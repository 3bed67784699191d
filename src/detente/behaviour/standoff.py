"""A case as a conflict, with the verdict on every state: what the analyses of stability read."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.lab import Lab
from detente.case.expressions import Tree
from detente.case.expressions.printer import print_tree
from detente.case.rules.option_form import Option
from detente.case.schema import Case
from detente.methods.game import Bools
from detente.methods.graph_model import Places, Ranks, dense_ranks
from detente.methods.stability import Concept, Verdicts, equilibria, verdicts
from detente.model.conflict import CompiledConflict, compile_conflict
from detente.model.conflict_orders import statements
from detente.results.words import listed

CONCEPT_NAMES = {
    Concept.NASH: "Nash",
    Concept.GMR: "GMR",
    Concept.SMR: "SMR",
    Concept.SEQ: "SEQ",
    Concept.SSEQ: "SSEQ",
    Concept.SIM: "SIM",
}
"""The concepts as tables name them."""

LEADING = Concept.SEQ
"""The concept that sentences speak of first: others answer in their own interest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Standoff:
    """A compiled conflict, which states hold in it, and its states in words."""

    compiled: CompiledConflict
    verdicts: Verdicts
    holds: Bools
    """[concepts, S] whether a state is an equilibrium."""
    places: Ranks
    """[n, S] place of each state in each actor's order, 1 is best; equals share a place."""

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.compiled.case

    @property
    def actors(self) -> tuple[ActorId, ...]:
        """The actors, in the order of the case."""
        return self.compiled.actors

    @property
    def size(self) -> int:
        """How many states there are."""
        return self.compiled.size

    def index(self, actor: ActorId) -> int:
        """Place of an actor in arrays."""
        return self.actors.index(actor)

    def holding(self, concept: Concept) -> tuple[int, ...]:
        """The states that hold by a concept; none if it has no meaning in this conflict."""
        if concept not in self.verdicts.concepts:
            return ()
        return tuple(np.flatnonzero(self.holds[self.verdicts.row(concept)]).tolist())

    def words(self, state: int) -> str:
        """A state in words: what stands and who changed sides, or its name in a graph."""
        graph = self.case.graph
        if graph is not None:
            ids = self.compiled.pattern(state).split(" = ")
            return " or ".join(graph.states[one].name or one.replace("_", " ") for one in ids)
        pattern = self.compiled.pattern(state)
        return ", ".join((*self._stands(pattern), *self._members(pattern))) or "nothing taken"

    def _stands(self, pattern: str) -> Iterator[str]:
        """The moves that stand, and who is ready for one that needs more."""
        for move, (places, needed) in self.compiled.board.form.standing.items():
            ready = [self.compiled.options[k].actor for k in places if pattern[k] == "Y"]
            if places and len(ready) >= needed:
                yield self.case.move_name(move)
            elif ready:
                who = listed([self.case.actor_name(actor) for actor in ready])
                yield f"{who} ready for {self.case.move_name(move)}"

    def _members(self, pattern: str) -> Iterator[str]:
        """Who has left a coalition, and who is new in it."""
        changed: dict[tuple[str, str], list[str]] = {}
        for (actor, name), place in self.compiled.board.form.member.items():
            was = "Y" if self.case.pressure[name].members[actor].in_ else "N"
            if pattern[place] not in (was, "-"):
                side = "out of" if was == "Y" else "in"
                changed.setdefault((side, name), []).append(self.case.actor_name(actor))
        for (side, name), actors in changed.items():
            said = self.case.pressure[name].name or name.replace("_", " ")
            yield f"{listed(actors)} {side} the {said}"

    def elements(self) -> Iterator[tuple[str, Bools]]:
        """What can be so or not, in words, and in which states it is, [S]."""
        compiled, form = self.compiled, self.compiled.board.form
        codes = compiled.board.codes[self._first]
        for move, (places, needed) in form.standing.items():
            if places and compiled.options:
                taken = sum((codes >> np.uint64(k) & np.uint64(1)).astype(np.int64) for k in places)
                yield f"“{self.case.move_name(move)}”", np.asarray(taken >= needed)
        for (actor, name), place in form.member.items():
            said = self.case.pressure[name].name or name.replace("_", " ")
            inside = codes >> np.uint64(place) & np.uint64(1) == np.uint64(1)
            yield f"{self.case.actor_name(actor)} in the {said}", np.asarray(inside)

    @property
    def _first(self) -> Places:
        """The first state of the board that each state is made of."""
        return np.unique(self.compiled.group, return_index=True)[1]

    def statements(self, actor: ActorId) -> tuple[list[str], Bools]:
        """An actor's statements, most important first, and where each is true, [k, S]."""
        trees = statements(self.case, actor, self.compiled.mode)
        return [print_tree(tree) for tree in trees], self.truths(trees)

    def truths(self, trees: Sequence[Tree]) -> Bools:
        """Where each condition holds, [k, S]."""
        compiled = self.compiled
        return compiled.board.truths(trees, compiled.mode.inputs)[:, self._first]

    def option(self, place: int) -> str:
        """An option in words."""
        return option_words(self.case, self.compiled.options[place])


def standoff(lab: Lab) -> Standoff:
    """The case of a lab as a conflict, worked out once.

    Raises:
        StudyError: The case has too many states, none, or an order that is no order of them.
    """
    case, workers = lab.case_in(lab.scenario), lab.effort.workers
    return lab.once("standoff", lambda: _standoff(case, workers))


def option_words(case: Case, option: Option) -> str:
    """An option in words: the move, the consent to it if it has several owners, or a membership."""
    if option.coalition:
        name = case.pressure[option.coalition].name or option.coalition.replace("_", " ")
        return f"{case.actor_label(option.actor)} in {name}"
    said = case.move_name(option.move)
    if len(case.moves[option.move].by) > 1:
        return f"{case.actor_label(option.actor)}'s consent to {said}"
    return said


def option_step(case: Case, option: Option, *, taken: bool) -> str:
    """What its owner does by taking an option, or by dropping it."""
    if option.coalition:
        name = case.pressure[option.coalition].name or option.coalition.replace("_", " ")
        return f"{'joining' if taken else 'leaving'} the {name}"
    said = f"“{case.move_name(option.move)}”"
    if len(case.moves[option.move].by) > 1:
        return f"{'agreeing' if taken else 'no longer agreeing'} to {said}"
    return said if taken else f"taking back {said}"


def _standoff(case: Case, workers: int) -> Standoff:
    compiled = compile_conflict(case)
    found = verdicts(compiled.conflict, workers=workers)
    ranks = dense_ranks(compiled.conflict.ranks)
    return Standoff(
        compiled=compiled,
        verdicts=found,
        holds=equilibria(found),
        places=ranks.max(axis=1, keepdims=True) - ranks + 1,
    )
