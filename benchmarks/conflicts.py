"""Random conflicts in option form, of any size: strict orders, options dealt out evenly."""

import numpy as np

from detente.methods.feasible_states import Pattern, TooManyStates, feasible_states
from detente.methods.graph_model import Conflict, OptionForm, Ranks, States


def free(options: int, actors: int, seed: int = 0) -> Conflict:
    """Everything can be taken and dropped: 2^options states."""
    return _ordered(np.arange(1 << options, dtype=np.uint64), options, actors, 0, seed)


def half_one_way(options: int, actors: int, seed: int = 0) -> Conflict:
    """The same where every other option can only be taken."""
    one_way = sum(1 << option for option in range(0, options, 2))
    return _ordered(np.arange(1 << options, dtype=np.uint64), options, actors, one_way, seed)


def either_or(pairs: int, actors: int, seed: int = 0) -> Conflict:
    """Exactly one of every two neighbouring options: 2^pairs states of 4^pairs."""
    forbidden = [Pattern(3 << 2 * k, value << 2 * k) for k in range(pairs) for value in (0, 3)]
    states = feasible_states(2 * pairs, forbidden, limit=1 << pairs)
    assert not isinstance(states, TooManyStates)  # noqa: S101 - there are just so many
    return _ordered(states, 2 * pairs, actors, 0, seed)


def scattered(options: int, count: int, actors: int, seed: int = 0) -> Conflict:
    """So many states, or some fewer, anywhere among the 2^options."""
    drawn = np.random.default_rng(seed).integers(0, 1 << options, count, dtype=np.uint64)
    return _ordered(np.unique(drawn), options, actors, 0, seed)


def strict_orders(size: int, actors: int, seed: int) -> Ranks:
    """Any order of the states for each actor, without ties."""
    generator = np.random.default_rng([seed, 1])
    ranks = np.empty((actors, size), np.int32)
    for row in ranks:
        row[:] = generator.permutation(size)
    return ranks


def owned_options(options: int, actors: int) -> list[range]:
    """The options of each actor: as many for everybody, the first ones for the first."""
    cuts = [options * i // actors for i in range(actors + 1)]
    return [range(cuts[i], cuts[i + 1]) for i in range(actors)]


def _ordered(states: States, options: int, actors: int, one_way: int, seed: int) -> Conflict:
    masks = [sum(1 << option for option in own) for own in owned_options(options, actors)]
    form = OptionForm(
        states=states,
        owned=np.array(masks, np.uint64),
        forward=np.uint64(one_way),
        backward=np.uint64(0),
    )
    return Conflict(form, strict_orders(len(states), actors, seed))
