"""How often an option is part of what would hold."""

from typing import NamedTuple

import numpy as np

from detente.methods.game import Bools, Ints
from detente.methods.graph_model import States


class Effectiveness(NamedTuple):
    """In how many equilibria options are taken; one row per concept."""

    containing: Ints
    """[C, K] equilibria in which the option is taken."""
    equilibria: Ints
    """[C] all equilibria; of none there is no share."""


def option_effectiveness(states: States, equilibria: Bools, options: int) -> Effectiveness:
    """In how many of the equilibria, [C, S] by concept, each of the first `options` is taken.

    The states are sets of options, bit k for option k. An option in nearly all equilibria of the
    demanding concepts is hard to keep out; one in few does not last. Cost: O(C K S).

    >>> two = np.array([[True, False, True, True]])
    >>> option_effectiveness(np.arange(4, dtype=np.uint64), two, 2)
    Effectiveness(containing=array([[1, 2]]), equilibria=array([3]))
    """
    taken = states[:, None] >> np.arange(options, dtype=np.uint64) & np.uint64(1)
    return Effectiveness(
        containing=equilibria.astype(np.int64) @ taken.astype(np.int64),
        equilibria=equilibria.sum(axis=1, dtype=np.int64),
    )
