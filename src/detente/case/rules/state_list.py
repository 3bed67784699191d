"""The feasible states of a small case, one by one: enough to look through a ranking."""

from collections.abc import Sequence

from detente.case.expressions import Tree
from detente.case.rules.option_form import (
    Combination,
    Combinations,
    OptionalCase,
    TooEntangledError,
    dependences,
)

MOST_STATES = 4096
"""Cases with more are looked through when they are studied, not when they are read."""
_STEPS_PER_STATE = 20


def feasible_states(form: OptionalCase) -> tuple[int, ...] | None:
    """The feasible states, ascending, as bits; None if they are too many to look through."""
    trees = [condition.tree for condition in form.case.infeasible]
    if form.case.graph is None:
        trees += [tree for _, tree in dependences(form.case)]
    found = [meaning(form, tree) for tree in trees]
    forbidden = [one for some in found if some is not None for one in some]
    if None in found:
        return None
    if form.case.graph is not None:
        ones = (1 << k for k in range(form.width))
        return tuple(one for one in ones if not any(c.holds(one) for c in forbidden))
    return listed_states(form.width, forbidden, MOST_STATES)


def meaning(form: OptionalCase, tree: Tree) -> Combinations | None:
    """The combinations in which a condition holds; None if it is no short list of them."""
    try:
        return form.combinations(tree)
    except TooEntangledError:
        return None


def standing_state(form: OptionalCase) -> int | None:
    """The state at `as_of`: the moves that stand, with the consent of all their owners."""
    case = form.case
    if case.graph is not None:
        return None if case.graph.start is None else form.bits_of(case.graph.start)
    state = sum(form.bits_of(name) for name in case.standing)
    for (actor, coalition), bit in form.member.items():
        state |= case.pressure[coalition].members[actor].in_ << bit
    return state


def listed_states(
    width: int, forbidden: Sequence[Combination], most: int
) -> tuple[int, ...] | None:
    """The states of so many options that meet no combination, ascending; None if too many.

    Settles one option after the other, the most significant first, and leaves out early what
    cannot become a state.
    """
    due: list[list[Combination]] = [[] for _ in range(width + 1)]
    for one in forbidden:
        due[(one.mask & -one.mask).bit_length() - 1 if one.mask else width].append(one)
    states = [] if due[width] else [0]
    steps = len(states)
    for k in reversed(range(width)):
        states = [state for one in states for state in (one, one | 1 << k)]
        if due[k]:
            states = [state for state in states if not any(c.holds(state) for c in due[k])]
        steps += len(states)
        if steps >= _STEPS_PER_STATE * most:
            return None
    return tuple(states)
