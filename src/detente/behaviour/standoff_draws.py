"""A conflict under preferences that are not sure: one order of the states per actor and draw."""

from collections.abc import Mapping

import numpy as np

from detente.base.ids import ActorId, InputPath
from detente.behaviour.inputs import draw_inputs
from detente.behaviour.standoff import Standoff
from detente.case.inputs import walk_numbers
from detente.methods.game import Bools, Floats
from detente.methods.graph_model import Ranks
from detente.methods.sampling import Ranges, Shape, draw
from detente.model.conflict_orders import Contrast, Draw, unsure


def is_doubtful(stand: Standoff) -> bool:
    """Whether anything that may order the states is uncertain."""
    wanted = ("preferences.", "goals.")
    return bool(unsure(stand.case)) or any(
        path.startswith(wanted) and number.low != number.high
        for path, number in walk_numbers(stand.case)
    )


def drawn_orders(stand: Standoff, draws: int, seed: int) -> Ranks:
    """The order of each actor in every draw of its weights, goals and unsure statements, [D, n, S].

    Raises:
        StudyError: In some draw states that are one are ranked apart.
    """
    inputs, coins = draw_inputs(stand.case, draws, seed), unsure(stand.case)
    tossed = _tossed(coins, draws, seed)
    orders = [
        stand.compiled.ranks(
            Draw(inputs=inputs.at(k), coins=dict(zip(coins, tossed[k].tolist(), strict=True)))
        )
        for k in range(draws)
    ]
    return np.array(orders)


def unknown_pairs(stand: Standoff) -> Bools:
    """[n, S, S] the pairs of states, both ways round, that an actor is not known to compare.

    A state is as good as itself, also where it is in both sets that are set against each other.
    """
    marked = _marked(stand, stand.compiled.unknown) & ~np.eye(stand.size, dtype=np.bool_)
    return np.asarray(marked | marked.transpose(0, 2, 1))


def strong_pairs(stand: Standoff) -> Bools:
    """[n, S, S] where an actor likes the first state much better than the second."""
    ranks = stand.compiled.conflict.ranks
    better = ranks[:, :, None] > ranks[:, None, :]
    return np.asarray(_marked(stand, stand.compiled.strongly) & better)


def _marked(stand: Standoff, contrasts: Mapping[ActorId, tuple[Contrast, ...]]) -> Bools:
    pairs = np.zeros((len(stand.actors), stand.size, stand.size), np.bool_)
    for i, actor in enumerate(stand.actors):
        for contrast in contrasts.get(actor, ()):
            pairs[i] |= contrast.first[:, None] & contrast.second[None, :]
    return pairs


def _tossed(coins: tuple[InputPath, ...], draws: int, seed: int) -> Floats:
    """[D, P] one even coin per draw for each statement that may or may not count."""
    ranges = Ranges(
        path=tuple(f"{path} counts" for path in coins),
        shape=np.full(len(coins), Shape.UNIFORM, np.int64),
        low=np.zeros(len(coins)),
        mode=np.full(len(coins), 0.5),
        high=np.ones(len(coins)),
    )
    return draw(ranges, draws, seed)
