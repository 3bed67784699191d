"""How often an option is part of what would hold."""

import numpy as np

from detente.methods.game import Bools, Floats


def option_effectiveness(taken: Bools, equilibria: Bools) -> Floats:
    """In which share of the equilibria each option is taken, [C, K] for C concepts.

    `taken` [S, K] says which options are taken in which state, `equilibria` [C, S] which states
    hold. An option in nearly all equilibria of the demanding concepts is hard to keep out; one in
    few does not last. Not a number where nothing holds. Cost: O(C K S).

    >>> two = np.array([[True, False, True, True]])
    >>> states = np.array([[0, 0], [1, 0], [0, 1], [1, 1]], np.bool_)
    >>> option_effectiveness(states, two).round(3).tolist()
    [[0.333, 0.667]]
    """
    number = equilibria.sum(axis=1, dtype=np.float64)[:, None]
    containing = equilibria.astype(np.int64) @ taken.astype(np.int64)
    share = np.full(containing.shape, np.nan)
    return np.divide(containing, number, out=share, where=number > 0)
