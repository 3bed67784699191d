"""The feasible states of a small case, one by one: enough to look through a ranking."""

from collections.abc import Iterator, Sequence

from detente.case.rules.option_form import (
    Combination,
    Combinations,
    OptionalCase,
    TooEntangledError,
    dependences,
)

MOST_STATES = 4096
"""Cases with more are looked through when they are solved, not when they are read."""
_MOST_STEPS = 20 * MOST_STATES


def feasible_states(form: OptionalCase) -> tuple[int, ...] | None:
    """The feasible states, ascending, as bits; None if there are too many to look through."""
    try:
        forbidden = forbidden_combinations(form)
    except TooEntangledError:
        return None
    if form.case.graph is not None:
        ones = (1 << k for k in range(form.width))
        return tuple(s for s in ones if not any(c.holds(s) for c in forbidden))
    try:
        return tuple(_states(form.width, forbidden))
    except TooEntangledError:
        return None


def forbidden_combinations(form: OptionalCase) -> Combinations:
    """The combinations that no state has: those ruled out, and moves without what they require.

    Raises:
        TooEntangledError: A condition is no list of combinations.
    """
    trees = [condition.tree for condition in form.case.infeasible]
    if form.case.graph is None:
        trees += [tree for _, tree in dependences(form.case)]
    return tuple(one for tree in trees for one in form.combinations(tree))


def standing_state(form: OptionalCase) -> int | None:
    """The state at `as_of`: the moves that stand, with the consent of all their owners."""
    case = form.case
    if case.graph is not None:
        return None if case.graph.start is None else form.bits_of(case.graph.start)
    state = sum(form.bits_of(name) for name in case.standing)
    for (actor, coalition), bit in form.member.items():
        state |= case.pressure[coalition].members[actor].in_ << bit
    return state


def _states(width: int, forbidden: Sequence[Combination]) -> Iterator[int]:
    """Settles one option after the other, the most significant first, and turns back early."""
    due: list[list[Combination]] = [[] for _ in range(width + 1)]
    for one in forbidden:
        lowest = (one.mask & -one.mask).bit_length()
        due[lowest - 1 if lowest else width].append(one)
    waiting = [] if due[width] else [(width, 0)]
    for _ in range(_MOST_STEPS):
        if not waiting:
            return
        left, state = waiting.pop()
        if left == 0:
            yield state
            continue
        both = (state | 1 << left - 1, state)
        waiting.extend((left - 1, s) for s in both if not any(c.holds(s) for c in due[left - 1]))
    if waiting:
        raise TooEntangledError
