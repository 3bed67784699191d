"""Where a chain ends in the long run, and how long that takes: exact, without a horizon.

With R the rates among the live states and D the diagonal of their leaving rates, the expected years
spent in each live state are  m = start (D - R)^-1  [kemeny1960]_; where the chain ends, how often
each transition is made and how long it all takes follow from m. Cost: one sparse LU factorisation
of the live states that are reached, some milliseconds for thousands of them.
"""

from typing import NamedTuple

import numpy as np
from scipy import sparse
from scipy.sparse.linalg import splu

from detente.methods.game import Bools, Floats, Ints
from detente.methods.transitions import Transitions, leaving_rate, origins, stopped_at

_MISSING = 1e-8
"""Probability that may go missing before absorption counts as uncertain."""

_ENDLESS = "it is not certain that the process ends: ask for a probability by a date instead"


class Passage(NamedTuple):
    """The whole way from the start of a chain to its end."""

    probability: Floats
    """[N] probability of ending in each absorbing state; 0 for the others."""
    years: Floats
    """[N] expected years spent in each state before the end; their sum is the expected time."""
    flow: Floats
    """[M] expected number of times each transition is made before the end."""


def passage(chain: Transitions, start: Floats, absorbing: Bools) -> Passage:
    """Where the chain ends and what happens until then, from a distribution of starts [N].

    Raises:
        ValueError: the chain need not end, or only after a time beyond all computing.
    """
    stopped = stopped_at(chain, absorbing)
    rates = _rates(stopped)
    live = _reached(rates, start > 0) & ~absorbing
    if not (_reached(rates.T.tocsr(), absorbing) | ~live).all():
        raise ValueError(_ENDLESS)
    years = np.zeros(len(start))
    if live.any():
        years[live] = _solved(rates, leaving_rate(stopped), start, np.flatnonzero(live))
    flow = years[origins(chain)] * stopped.rate
    probability = np.where(absorbing, start + np.bincount(chain.to, flow, len(start)), 0.0)
    if not abs(probability.sum() - start.sum()) < _MISSING:
        raise ValueError(_ENDLESS)
    return Passage(probability=probability, years=years, flow=flow)


def _solved(rates: sparse.csr_array, leaving: Floats, start: Floats, at: Ints) -> Floats:
    """Expected years in the states `at`."""
    matrix = sparse.diags_array(leaving[at]) - rates[at][:, at]
    try:
        return splu(matrix.T.tocsc()).solve(start[at])
    except RuntimeError as singular:
        raise ValueError(_ENDLESS) from singular


def _rates(chain: Transitions) -> sparse.csr_array:
    size = len(chain.ptr) - 1
    entries = (chain.rate, (origins(chain), chain.to))
    rates = sparse.coo_array(entries, shape=(size, size)).tocsr()
    rates.eliminate_zeros()
    return rates


def _reached(rates: sparse.csr_array, seeds: Bools) -> Bools:
    """The states that a path of positive rates leads to, the seeds included."""
    onward = rates.T.tocsr()
    reached, frontier = seeds, seeds
    while frontier.any():
        frontier = (onward @ frontier > 0) & ~reached
        reached = reached | frontier
    return reached
