"""A case as a conflict, with the verdict on every state: what the analyses of stability read."""

from dataclasses import dataclass

import numpy as np

from detente.base.ids import ActorId
from detente.behaviour.lab import Lab
from detente.case.expressions.printer import print_tree
from detente.case.rules.option_form import Option
from detente.case.schema import Case
from detente.methods.game import Bools
from detente.methods.graph_model import Ranks, dense_ranks
from detente.methods.stability import Concept, Verdicts, equilibria, verdicts
from detente.model.conflict import CompiledConflict, compile_conflict
from detente.model.conflict_orders import statements

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
        """A state in words: what is taken in it, or its name in a graph."""
        graph = self.case.graph
        if graph is not None:
            ids = self.compiled.pattern(state).split(" = ")
            return " or ".join(graph.states[one].name or one.replace("_", " ") for one in ids)
        pattern = self.compiled.pattern(state)
        taken = [self.option(k) for k, letter in enumerate(pattern) if letter == "Y"]
        return ", ".join(taken) or "nothing taken"

    def statements(self, actor: ActorId) -> tuple[list[str], Bools]:
        """An actor's statements, most important first, and where each is true, [k, S]."""
        compiled = self.compiled
        trees = statements(self.case, actor, compiled.mode)
        first = np.unique(compiled.group, return_index=True)[1]
        true = compiled.board.truths(trees, compiled.mode.inputs)[:, first]
        return [print_tree(tree) for tree in trees], true

    def option(self, place: int) -> str:
        """An option in words."""
        return option_words(self.case, self.compiled.options[place])


def standoff(lab: Lab) -> Standoff:
    """The case of a lab as a conflict, worked out once.

    Raises:
        StudyError: The case has too many states, none, or an order that is no order of them.
    """
    return lab.once("standoff", lambda: _standoff(lab.case_in(lab.scenario)))


def option_words(case: Case, option: Option) -> str:
    """An option in words: the move, the consent to it if it has several owners, or a membership."""
    if option.coalition:
        name = case.pressure[option.coalition].name or option.coalition.replace("_", " ")
        return f"{case.actor_label(option.actor)} in {name}"
    said = case.move_name(option.move)
    if len(case.moves[option.move].by) > 1:
        return f"{case.actor_label(option.actor)}'s consent to {said}"
    return said


def _standoff(case: Case) -> Standoff:
    compiled = compile_conflict(case)
    found = verdicts(compiled.conflict)
    ranks = dense_ranks(compiled.conflict.ranks)
    return Standoff(
        compiled=compiled,
        verdicts=found,
        holds=equilibria(found),
        places=ranks.max(axis=1, keepdims=True) - ranks + 1,
    )
