"""Conflicts for tests, and the graph model's definitions written out, slowly and word for word.

Shares no code with the package but the types of a conflict. A model is read into plain sets once;
everything below works on those.
"""

from collections.abc import Callable, Iterable, Sequence
from itertools import pairwise, product
from typing import NamedTuple

import numpy as np

from detente.methods.graph_model import Conflict, GraphForm, MoveForm, OptionForm

Move = tuple[int, int]
Moves = list[set[int]]  # the states an actor can move to, from each state


class Plain(NamedTuple):
    """A conflict as plain sets and lists."""

    moves: list[Moves]
    ranks: list[list[int]]

    @property
    def actors(self) -> range:
        return range(len(self.moves))

    @property
    def states(self) -> range:
        return range(len(self.ranks[0]))


# ---------------------------------------------------------------- building


def option_conflict(
    owned: Sequence[Sequence[int]],
    states: Iterable[str],
    payoffs: Sequence[Sequence[int]],
    forward: Iterable[int] = (),
    backward: Iterable[int] = (),
) -> Conflict:
    """States as strings of Y and N, first option first, in ascending order of their bits."""
    bits = [sum(1 << k for k, mark in enumerate(state) if mark == "Y") for state in states]
    assert all(a < b for a, b in pairwise(bits))
    return Conflict(
        OptionForm(
            np.array(bits, np.uint64),
            np.array([sum(1 << k for k in options) for options in owned], np.uint64),
            np.uint64(sum(1 << k for k in forward)),
            np.uint64(sum(1 << k for k in backward)),
        ),
        np.array(payoffs, np.int32),
    )


def graph_conflict(
    moves: Sequence[Sequence[Iterable[int]]], ranks: Sequence[Sequence[int]]
) -> Conflict:
    """Moves given state by state for each actor."""
    rows = [sorted(targets) for actor in moves for targets in actor]
    ends = np.cumsum([0, *map(len, rows)])
    size = len(moves[0])
    ptr = np.array([ends[i * size : (i + 1) * size + 1] for i in range(len(moves))], np.int64)
    target = np.array([t for row in rows for t in row], np.int64)
    return Conflict(GraphForm(ptr, target), np.array(ranks, np.int32))


PRISONERS = option_conflict([[0], [1]], ["NN", "YN", "NY", "YY"], [[2, 1, 4, 3], [2, 4, 1, 3]])
CHICKEN = option_conflict([[0], [1]], ["NN", "YN", "NY", "YY"], [[1, 2, 4, 3], [1, 4, 2, 3]])
SYRIA_IRAQ = option_conflict(
    [[0, 1], [2]],
    ["NNN", "YNN", "NYN", "NNY", "YNY", "NYY"],
    [[6, 3, 5, 2, 1, 4], [3, 6, 1, 5, 2, 4]],
)
ELMIRA = option_conflict(
    [[0], [1, 2, 3], [4]],
    [
        "NYNNN",
        "YYNNN",
        "NNYNN",
        "YNYNN",
        "NNNYN",
        "YNNYN",
        "NYNNY",
        "YYNNY",
        "NNYNY",
        "YNYNY",
        "NNNYY",
        "YNNYY",
    ],
    [
        [7, 6, 11, 10, 4, 4, 8, 5, 12, 9, 4, 4],
        [12, 7, 6, 11, 8, 8, 9, 4, 5, 10, 8, 8],
        [9, 5, 11, 6, 4, 4, 10, 7, 12, 8, 4, 4],
    ],
    forward=[0, 3],
    backward=[1],
)
THREE = option_conflict(
    [[0], [1], [2]],
    ["NNN", "YNN", "NYN", "YYN", "NNY", "YNY", "NYY", "YYY"],
    [
        [9 - [7, 8, 4, 1, 3, 6, 2, 5].index(s) for s in range(1, 9)],
        [9 - [5, 4, 3, 8, 2, 6, 1, 7].index(s) for s in range(1, 9)],
        [9 - [3, 7, 1, 5, 8, 4, 6, 2].index(s) for s in range(1, 9)],
    ],
)


def random_conflict(rng: np.random.Generator, actors: int, *, most: int = 12) -> Conflict:
    """Options with infeasible states and irreversible changes, or any graph; ranks with ties."""
    moves = (
        _random_options(rng, actors, most)
        if rng.random() < 0.5
        else _random_graph(rng, actors, most)
    )
    size = moves.size
    levels = int(rng.integers(2, 2 * size + 1))
    return Conflict(moves, rng.integers(0, levels, (actors, size)).astype(np.int32))


def _random_options(rng: np.random.Generator, actors: int, most: int) -> OptionForm:
    options = int(rng.integers(actors, max(actors, 4) + 1))
    owner = np.concatenate([np.arange(actors), rng.integers(0, actors, options - actors)])
    size = int(rng.integers(2, min(most, 1 << options) + 1))
    states = np.sort(rng.permutation(1 << options)[:size])
    kinds = rng.integers(0, 6, options)  # mostly reversible
    powers = 1 << np.arange(options)
    return OptionForm(
        states.astype(np.uint64),
        np.array([powers[owner == i].sum() for i in range(actors)], np.uint64),
        np.uint64(powers[kinds == 0].sum()),
        np.uint64(powers[kinds == 1].sum()),
    )


def _random_graph(rng: np.random.Generator, actors: int, most: int) -> GraphForm:
    size = int(rng.integers(2, most + 1))
    dense = rng.random((actors, size, size)) < rng.choice([0.1, 0.2, 0.4])
    dense[:, np.arange(size), np.arange(size)] = False
    rows = [[np.flatnonzero(row).tolist() for row in actor] for actor in dense]
    form = graph_conflict(rows, np.zeros((actors, size), np.int32).tolist()).moves
    assert isinstance(form, GraphForm)
    return form


# ---------------------------------------------------------------- reading


def plain(conflict: Conflict) -> Plain:
    return Plain(plain_moves(conflict.moves), conflict.ranks.tolist())


def plain_moves(moves: MoveForm) -> list[Moves]:
    if isinstance(moves, GraphForm):
        return [
            [set(moves.target[row[s] : row[s + 1]].tolist()) for s in range(moves.size)]
            for row in moves.ptr
        ]
    states, ahead, back = moves.states.tolist(), int(moves.forward), int(moves.backward)
    return [
        [
            {
                t
                for t, b in enumerate(states)
                if b != a and not (a ^ b) & ~own and not a & ~b & ahead and not b & ~a & back
            }
            for a in states
        ]
        for own in moves.owned.tolist()
    ]


# ---------------------------------------------------------------- definitions


def legal_reach(moves: Sequence[Moves], group: Iterable[int], start: int) -> set[int]:
    """What the group reaches when nobody moves twice in a row."""
    group = tuple(group)
    pairs = {(t, j) for j in group for t in moves[j][start]}
    while True:
        added = {(u, j) for t, last in pairs for j in group if j != last for u in moves[j][t]}
        if added <= pairs:
            return {t for t, _ in pairs}
        pairs |= added


def improving(model: Plain) -> list[Moves]:
    return [
        [
            {t for t in model.moves[i][s] if model.ranks[i][t] > model.ranks[i][s]}
            for s in model.states
        ]
        for i in model.actors
    ]


def others(model: Plain, i: int) -> list[int]:
    return [j for j in model.actors if j != i]


def is_nash(model: Plain, i: int, s: int) -> bool:
    return not improving(model)[i][s]


def is_gmr(model: Plain, i: int, s: int) -> bool:
    rank = model.ranks[i]
    return all(
        any(rank[u] <= rank[s] for u in legal_reach(model.moves, others(model, i), t))
        for t in improving(model)[i][s]
    )


def is_smr(model: Plain, i: int, s: int) -> bool:
    rank = model.ranks[i]
    return all(
        any(
            rank[u] <= rank[s] and all(rank[v] <= rank[s] for v in model.moves[i][u])
            for u in legal_reach(model.moves, others(model, i), t)
        )
        for t in improving(model)[i][s]
    )


def is_seq(model: Plain, i: int, s: int) -> bool:
    rank, better = model.ranks[i], improving(model)
    return all(
        any(rank[u] <= rank[s] for u in legal_reach(better, others(model, i), t))
        for t in better[i][s]
    )


def is_sseq(model: Plain, i: int, s: int) -> bool:
    rank, better = model.ranks[i], improving(model)
    return all(
        any(
            rank[u] <= rank[s] and all(rank[v] <= rank[s] for v in model.moves[i][u])
            for u in legal_reach(better, others(model, i), t)
        )
        for t in better[i][s]
    )


def is_sim(model: Plain, bits: list[int], i: int, s: int) -> bool:
    """`bits` are the states as sets of options."""
    rank, better = model.ranks[i], improving(model)
    for t in better[i][s]:
        landings = set()
        for replies in product(*([s, *better[j][s]] for j in others(model, i))):
            landing = bits[t]
            for u in replies:
                landing ^= bits[s] ^ bits[u]
            landings.add(landing)
        if not any(b in landings and rank[u] <= rank[s] for u, b in enumerate(bits)):
            return False
    return True


Definition = Callable[[Plain, int, int], bool]
DEFINITIONS: dict[str, Definition] = {
    "nash": is_nash,
    "gmr": is_gmr,
    "smr": is_smr,
    "seq": is_seq,
    "sseq": is_sseq,
}


def stable_table(model: Plain, definition: Definition) -> list[list[bool]]:
    """For each actor whether it finds each state stable."""
    return [[definition(model, i, s) for s in model.states] for i in model.actors]


def equilibria(model: Plain, definition: Definition) -> list[int]:
    """The states, numbered from 1, that everybody finds stable."""
    return [s + 1 for s in model.states if all(definition(model, i, s) for i in model.actors)]
