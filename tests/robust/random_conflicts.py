"""Random conflicts: option form and graph form, with everything the graph model allows."""

import numpy as np

from detente.methods.graph_model import (
    Conflict,
    GraphForm,
    OptionForm,
    Ranks,
    coalesced,
    from_arcs,
    to_graph,
)

Rng = np.random.Generator


def random_conflict(seed: int) -> Conflict:
    """Three of five in option form, one with arcs anywhere, one with states told apart no more."""
    rng = np.random.default_rng(seed)
    actors = int(rng.integers(2, 6))
    if seed % 5 == 3:
        moves: OptionForm | GraphForm = random_graph(rng, actors)
    elif seed % 5 == 4:
        options = random_options(rng, actors)
        group = np.unique(rng.integers(0, options.size, options.size), return_inverse=True)[1]
        moves = coalesced(to_graph(options), group)
    else:
        moves = random_options(rng, actors)
    return Conflict(moves=moves, ranks=random_ranks(rng, actors, moves.size))


def random_options(rng: Rng, actors: int) -> OptionForm:
    """Options of some actors and of nobody, spread over the bits; some one-way, some frozen."""
    count = int(rng.integers(1, 7))
    bits = np.sort(rng.choice(63 if rng.random() < 0.2 else count, count, replace=False))
    weights = np.uint64(1) << bits.astype(np.uint64)
    owner = rng.integers(0, actors + (rng.random() < 0.3), count)
    one_way = rng.random() < 0.5
    forward, backward = (rng.random((2, count)) < 0.25) & one_way
    kept = rng.random(1 << count) < rng.choice([0.3, 0.7, 1.0, 1.0])
    kept[rng.integers(0, 1 << count)] = True
    taken = np.arange(1 << count)[kept, None] >> np.arange(count) & 1
    return OptionForm(
        states=np.sort(taken.astype(np.uint64) @ weights),
        owned=np.array([weights[owner == i].sum() for i in range(actors)], np.uint64),
        forward=weights[forward].sum(dtype=np.uint64),
        backward=weights[backward].sum(dtype=np.uint64),
    )


def random_graph(rng: Rng, actors: int) -> GraphForm:
    """Arcs anywhere, not transitive."""
    size = int(rng.integers(1, 14))
    arcs = rng.integers(0, size, (2, actors, int(rng.integers(0, 2 * size + 1))))
    return from_arcs(size, list(arcs[0]), list(arcs[1]))


def random_ranks(rng: Rng, actors: int, size: int) -> Ranks:
    """Strict orders, orders with ties, or orders with gaps between the ranks."""
    if rng.random() < 0.4:
        return np.argsort(rng.random((actors, size)), axis=1).astype(np.int32)
    most = int(rng.choice([1, 3, size, 10**9]))
    return rng.integers(-most, most + 1, (actors, size)).astype(np.int32)
