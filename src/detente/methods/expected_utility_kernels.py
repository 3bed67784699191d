"""The compiled loops of `expected_utility`: rounds of challenges, draw by draw, issue by issue."""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Bools, Floats

CONFLICT, COMPROMISE, GIVE_WAY, NONE = 0, 1, 2, 3
SLACK = 1e-12  # share of all weight by which two positions may be equally near to all


class Switches(NamedTuple):
    """A reading of the model, as compiled loops take it."""

    all_contests: bool
    """Against the weight in the contests of all pairs, not of the two."""
    own_votes: bool
    """Third actors weigh distances by their own exponents."""
    own_view: bool
    """What the other gains is seen with the actor's own exponent."""
    weaker_yields: bool
    """In a conflict; else nobody moves."""
    by_kind: bool
    """Conflict before compromise before giving way; else the least move of all."""
    far_compromise: bool
    """Of several compromises the one that asks the longest move."""
    unchanged: float
    """The chance that nothing changes if nobody is challenged."""


class Sight(NamedTuple):
    """What decides a round among n actors; distances in units of the range of positions."""

    distance: Floats
    """[n, n]"""
    central: int
    """The actor at the median."""
    salience: Floats
    """[n]"""
    weight: Floats
    """[n] capability x salience."""


@jit
def median_actor(distance: Floats, position: Floats, weight: Floats) -> int:
    """The actor to whose position nobody's is nearer to all, by weight; of two the lower."""
    burden, total = np.zeros(weight.size), 0.0
    for k in range(weight.size):
        total += weight[k]
        for i in range(weight.size):
            burden[i] += distance[i, k] * weight[k]
    least, found = burden.min() + SLACK * total, -1
    for i in range(weight.size):
        if burden[i] <= least and (found < 0 or position[i] < position[found]):
            found = i
    return found


@jit
def chances(sight: Sight, exponent: Floats, all_contests: bool) -> Floats:  # noqa: FBT001 - a switch
    """[n, n] that the first prevails against the second; 1/2 where nobody takes a side."""
    actors = exponent.size
    felt = np.empty((actors, actors))  # how far position i is for voter k
    for i in range(actors):
        for k in range(actors):
            felt[i, k] = sight.distance[i, k] ** exponent[k]
    support, against = np.zeros((actors, actors)), np.zeros((actors, actors))
    for i in range(actors):
        for j in range(i):
            for k in range(actors):
                votes = sight.weight[k] * (felt[j, k] - felt[i, k])
                against[i, j] += abs(votes)
                if votes > 0.0:
                    support[i, j] += votes
                else:
                    support[j, i] -= votes
            against[j, i] = against[i, j]
    if all_contests:
        against[:] = against.sum()
    for i in range(actors):
        for j in range(actors):
            support[i, j] = support[i, j] / against[i, j] if against[i, j] > 0.0 else 0.5
    return support


@jit
def worth(base: float, exponent: float) -> float:
    """2 - 4 b^r, where a negative b counts as 0."""
    floor = max(base, 0.0)
    return 2.0 - 4.0 * (floor if exponent == 1.0 else floor**exponent)


@jit
def gain(sight: Sight, i: int, j: int, chance: float, exponent: float, unchanged: float) -> float:
    """E(i->j), what i gains by challenging j, valued with an exponent."""
    apart, salience = sight.distance[i, j], sight.salience[j]
    success = worth(0.5 - apart / 2.0, exponent)
    failure = worth(0.5 + apart / 2.0, exponent)
    challenge = salience * (chance * success + (1.0 - chance) * failure)
    challenge += (1.0 - salience) * success
    left_alone = unchanged * worth(0.5, exponent)
    if unchanged < 1.0:
        to_median = sight.distance[i, sight.central]
        drift = (to_median + apart) / 4.0
        left_alone += (1.0 - unchanged) * worth(
            0.5 - drift if to_median < apart else 0.5 + drift, exponent
        )
    return challenge - left_alone


@jit
def exponents(sight: Sight, chance: Floats, unchanged: float) -> Floats:
    """How actors take risks, from what others expect of challenging them; between 1/2 and 2."""
    actors = sight.weight.size
    expected = np.zeros(actors)
    for j in range(actors):
        for i in range(actors):
            if i != j:
                expected[j] += gain(sight, i, j, chance[i, j], 1.0, unchanged)
    low, high = expected.min(), expected.max()
    if high == low:
        return np.ones(actors)
    risk = (2.0 * expected - high - low) / (high - low)
    return (1.0 - risk / 3.0) / (1.0 + risk / 3.0)


@jit
def offer(mine: float, theirs: float, weaker_yields: bool) -> tuple[int, float]:  # noqa: FBT001
    """The kind of offer an actor has from another, and the part of the way there that it asks."""
    if theirs <= 0.0:
        return NONE, 0.0
    if mine > 0.0:
        return (CONFLICT, 1.0) if weaker_yields and theirs > mine else (NONE, 0.0)
    return (COMPROMISE, -mine / theirs) if theirs > -mine else (GIVE_WAY, 1.0)


@jit
def play_round(
    position: Floats, salience: Floats, capability: Floats, switches: Switches
) -> Floats:
    """[n] where actors stand after one round; positions in units of the range."""
    actors, weight, after = position.size, salience * capability, position.copy()
    distance = np.empty((actors, actors))
    for i in range(actors):
        for j in range(actors):
            distance[i, j] = abs(position[i] - position[j])
    sight = Sight(distance, median_actor(distance, position, weight), salience, weight)
    chance = chances(sight, np.ones(actors), switches.all_contests)
    exponent = exponents(sight, chance, switches.unchanged)
    if switches.own_votes:
        chance = chances(sight, exponent, switches.all_contests)
    mine = np.empty((actors, actors))
    for i in range(actors):
        for j in range(actors):
            mine[i, j] = gain(sight, i, j, chance[i, j], exponent[i], switches.unchanged)
    for i in range(actors):
        first, least = NONE, np.inf
        for j in range(actors):
            if distance[i, j] > 0.0:
                theirs = mine[j, i]
                if switches.own_view:
                    theirs = gain(sight, j, i, chance[j, i], exponent[i], switches.unchanged)
                kind, part = offer(mine[i, j], theirs, switches.weaker_yields)
                move = part * (position[j] - position[i])
                length = abs(move)
                if switches.far_compromise and kind == COMPROMISE:
                    length = -length
                rank = kind if switches.by_kind or kind == NONE else CONFLICT
                if rank < first or (rank == first and length < least):
                    first, least = rank, length
                    after[i] = position[i] + move if part < 1.0 else position[j]
    return after


@jit
def play(
    position: Floats, salience: Floats, capability: Floats, present: Bools, switches: Switches
) -> None:
    """Fill `position` [T + 1, D, n, m] from its first round on; the others are [D, n, m].

    Who is absent, or to whom an issue does not matter, stays and is not challenged.
    """
    rounds, draws, _, issues = position.shape
    for k in range(draws):
        for d in range(issues):
            here = np.flatnonzero(present[k, :, d] & (salience[k, :, d] > 0.0))
            if here.size:
                stand = position[0, k, :, d][here]
                care, power = salience[k, :, d][here], capability[k, :, d][here]
                low, span = stand.min(), stand.max() - stand.min()
                if span > 0.0:
                    stand = (stand - low) / span
                    for t in range(1, rounds):
                        stand = play_round(stand, care, power, switches)
                        for i in range(here.size):
                            position[t, k, here[i], d] = low + stand[i] * span
