"""Why a state of a conflict holds for an actor or does not, in sentences."""

from collections.abc import Iterator, Sequence

from detente.base.ids import ActorId
from detente.behaviour.standoff import Standoff, option_step
from detente.methods.stability import Concept
from detente.methods.stability_witness import Answer, Move, Witness
from detente.results.words import capital, counted, listed

TOLD = 3
"""States that a sentence names; of more it says how many."""


def state_names(stand: Standoff, states: Sequence[int], notes: Sequence[str] = ()) -> str:
    """States in words, each with its note if there are any: the first few, and how many more."""
    said = [f"“{stand.words(state)}”" for state in states[:TOLD]]
    if notes:
        said = [f"{words} ({note})" for words, note in zip(said, notes, strict=False)]
    more = len(states) - TOLD
    return listed([*said, f"{counted(more)} more"] if more > 0 else said)


def step_words(stand: Standoff, before: int, after: int) -> str:
    """What is done to get from one state to another: options taken and dropped.

    In a graph, or where states that are one differ inside, the state it leads to.
    """
    old, new = stand.compiled.pattern(before), stand.compiled.pattern(after)
    if stand.case.graph is not None or "-" in old + new:
        return f"going to “{stand.words(after)}”"
    changed = [
        option_step(stand.case, option, taken=now == "Y")
        for option, was, now in zip(stand.compiled.options, old, new, strict=True)
        if was != now
    ]
    return listed(changed)


def witness_words(
    stand: Standoff, actor: ActorId, state: int, concept: Concept, found: Witness
) -> str:
    """One sentence or two: what the actor would leave for, or who answers each improvement how."""
    who = stand.case.actor_name(actor)
    if found.escapes:
        best = found.escapes[0]
        step, end = step_words(stand, state, best), f"“{stand.words(best)}”"
        leads = "" if end in step else f", which leads to {end}"
        return capital(f"{who} would gain by {step}{leads}, and {_unanswered(concept)}.")
    if not found.answers:
        return capital(f"{who} has nothing to gain by any move of its own.")
    return " ".join(_answered(stand, actor, state, concept, answer) for answer in found.answers)


def _unanswered(concept: Concept) -> str:
    match concept:
        case Concept.NASH:
            return "looks no further"
        case Concept.SEQ:
            return "nobody would make it regret that in their own interest"
        case Concept.SSEQ:
            return "nobody would make it regret that for good in their own interest"
        case Concept.SIM:
            return "no improvement that others make at the same time would make it regret that"
        case Concept.GMR:
            return "nobody could make it regret that"
    return "nobody could make it regret that for good"


def _answered(stand: Standoff, actor: ActorId, state: int, concept: Concept, answer: Answer) -> str:
    who = stand.case.actor_name(actor)
    would = "can" if concept in (Concept.GMR, Concept.SMR) else "would"
    told = listed(list(_moves(stand, state, answer, concept)), "and then")
    sentence = (
        f"If {who} tried {step_words(stand, state, answer.improvement)}, {told} {would} follow, "
        f"which leaves it with “{stand.words(answer.outcome)}”, no better than before"
    )
    stuck = "; nothing it could still do then would help" if concept in _NO_RETREAT else ""
    return f"{sentence}{stuck}."


_NO_RETREAT = (Concept.SMR, Concept.SSEQ)


def _moves(stand: Standoff, state: int, answer: Answer, concept: Concept) -> Iterator[str]:
    here = state if concept == Concept.SIM else answer.improvement
    for move in answer.moves:
        yield f"{step_words(stand, here, move.state)} by {_mover(stand, move)}"
        if concept != Concept.SIM:
            here = move.state


def _mover(stand: Standoff, move: Move) -> str:
    return stand.case.actor_name(stand.actors[move.mover])
