"""The probabilistic Condorcet election: how likely each option is to be what is decided.

Every two options a, b meet in a contest. Actor k likes option o by u_ko and adds
v_k(a:b) = w_k f(u_ka - u_kb) to the side it prefers; f is the voting rule. With
C_ab = 1e-8 + the sum of what is added for a,

    P(a > b) = C_ab^e / (C_ab^e + C_ba^e),

e being 1, 2, 4 or 8; or a lead of a tenth decides. The contests are joined in one of three ways
[wise2015]_ [kapsarc2015]_:

    conditional        p_a in proportion to the product of P(a > b) over all b;
    Markov, uniform    p is at rest under  q_a = sum_b P(a > b) (p_a + p_b) / o;
    Markov, incentive  p is at rest under  q_a = sum_b P(a > b) (p_a T_ba + p_b T_ab),

where T_ab, the chance that a challenges a standing b, is in proportion to C_ab P(a > b). Rest is
reached by p <- (p + q) / 2 from even chances, until no q differs from p by more than 1e-6 (uniform)
or 1e-8. So two options that are worth 1 to their supporters and 0 to the others share the
probability as their supporters share the weight, to 2e-6, if victory is linear; with incentives,
if neither share is tiny.

The 1e-8 is absolute, as in KTAB: `elect` wants weights far above it. `elections` brings the largest
weight to 1 first, so there the unit of capability does not matter.
"""

from typing import NamedTuple

import numpy as np

from detente.methods import condorcet_kernels as kernels
from detente.methods.contest_rules import BEST_FORECAST, ElectionRules, election_codes
from detente.methods.game import Floats
from detente.methods.stances import Stances


class Election(NamedTuple):
    """How an election of o options comes out."""

    probability: Floats
    """[o] of each option; the sum is 1."""
    beats: Floats
    """[o, o] probability that the first wins against the second alone; 1/2 on the diagonal."""


def elect(utility: Floats, weight: Floats, rules: ElectionRules = BEST_FORECAST) -> Election:
    """How likely each of o options is, given what each is worth to each of n actors, [n, o].

    Weights [n] are positive. Options that are worth the same to everybody stay apart: each has
    supporters, and they take probability from the others. Cost: O(n o^2), and some 50 o^2 for a
    Markov succession.

    >>> worth = np.array([[1.0, 0.0], [0.0, 1.0]])
    >>> elect(worth, np.array([3.0, 1.0])).probability.round(4)
    array([0.75, 0.25])
    """
    options = utility.shape[1]
    strength, beats, passes = (np.empty((options, options)) for _ in range(3))
    probability = np.empty(options)
    kernels.elect(
        election_codes(rules),
        np.ascontiguousarray(utility, np.float64),
        np.ascontiguousarray(weight, np.float64),
        strength,
        beats,
        passes,
        probability,
    )
    return Election(probability, beats)


def elections(stances: Stances, rules: ElectionRules = BEST_FORECAST) -> Floats:
    """How likely the position of each actor is to be what is decided on each issue, [..., n, m].

    One election for each draw and issue. The options are the distinct positions of those present,
    the utility of an option at distance d is 1 - d, the weight is capability x salience; actors at
    one position share its probability evenly. On an issue nobody decides all are 0. With
    `stances.position` this is a distribution of the outcome.

    Cost: O(n^3) an election; 6 us with 10 actors. Releases the interpreter lock, so that threads
    may take draws in turn.

    >>> at, one = np.array([[0.2], [0.6], [0.6]]), np.ones((3, 1))
    >>> elections(Stances(at, one, one, one > 0)).round(4).ravel()
    array([0.3333, 0.3333, 0.3333])
    """
    position, weight = np.broadcast_arrays(stances.position, stances.capability * stances.salience)
    shape = position.shape
    probability = np.empty((int(np.prod(shape[:-2])), *shape[-2:]))
    kernels.elect_each(
        election_codes(rules),
        np.ascontiguousarray(position, np.float64).reshape(probability.shape),
        np.ascontiguousarray(weight, np.float64).reshape(probability.shape),
        stances.present,
        probability,
    )
    return probability.reshape(shape)
