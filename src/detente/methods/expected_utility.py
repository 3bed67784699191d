"""Bueno de Mesquita's expected-utility model, in the readings that the literature leaves open.

In each round every actor i weighs challenging every other actor j to give way. With distances in
units of the range of positions, w = capability x salience, mu the median and i's exponent r,

    U_s = 2 - 4 (1/2 - d_ij/2)^r        j gives way          U_sq = 2 - 4 (1/2)^r    nothing changes
    U_f = 2 - 4 (1/2 + d_ij/2)^r        i gives way
    U_b = 2 - 4 (1/2 - (d_imu + d_ij)/4)^r   things get better without a challenge
    U_w = 2 - 4 (1/2 + (d_imu + d_ij)/4)^r   things get worse
    E(i->j) = s_j (P_ij U_s + (1 - P_ij) U_f) + (1 - s_j) U_s
              - Q U_sq - (1 - Q) (T U_b + (1 - T) U_w),     T = 1 if d_imu < d_ij, else 0;

P_ij, the chance that i prevails, is the weight of those nearer to i, by how much, in the weight of
all. From what others expect of challenging it (E summed, r = 1, brought to R in -1..1) follows how
an actor takes risks, r = (1 - R/3) / (1 + R/3), and E is computed again. If i gains a by
challenging j and j gains b by challenging i, then

    a > 0 and b > 0         conflict: the one who gains less moves to the other, or nobody moves
    b > 0 > a, |b| > |a|    compromise: i moves the part |a/b| of the way to j
    b > 0 > a, |b| < |a|    i gives way and moves all the way

Each actor takes one of the offers it has, and all move at once. The equations are 15 to 31 of
[scholz2011]_, who put the model together from [buenodemesquita1985]_ and other papers. Their text
and their published results do not agree, and neither is complete: what has to be chosen is a
`Reading`, three of them have names, and their forecasts differ so much that there is no such thing
as *the* forecast of this model.
"""

from enum import Enum
from typing import NamedTuple

import numpy as np

from detente.methods.compromise import Tie, compromise_mean, weighted_median
from detente.methods.game import Bools, Floats, Ints
from detente.methods.stances import Stances

_CONFLICT, _COMPROMISE, _GIVE_WAY, _NONE = 0, 1, 2, 3


class Opposition(Enum):
    """Against whose weight the chance to prevail is measured."""

    CONTEST = "contest"
    """All who take a side between the two, equation 31: P_ij + P_ji = 1."""
    ALL_CONTESTS = "all contests"
    """The sum over the contests of all pairs: every P becomes small."""


class VotingRisk(Enum):
    """Whether third actors weigh distances by their own exponents."""

    NONE = "none"
    OWN = "own"


class View(Enum):
    """Whose eyes see what the other side gains by a challenge."""

    EACH = "each"
    """The other's own: j's exponent for j's challenge."""
    OWN = "own"
    """The actor's: i's exponent for the challenge it expects from j."""


class Conflict(Enum):
    """What happens where both sides gain by a challenge."""

    WEAKER_YIELDS = "weaker yields"
    UNCERTAIN = "uncertain"
    """Nobody moves."""


class Choice(Enum):
    """Which of several offers an actor takes."""

    ORDERED = "ordered"
    """Conflict before compromise before giving way; of equal kind the least move."""
    ORDERED_FAR = "ordered, far compromise"
    """The same, but of several compromises the one that asks the longest move."""
    LEAST_MOVE = "least move"


class Reading(NamedTuple):
    """One way to read what the papers leave open."""

    opposition: Opposition = Opposition.CONTEST
    voting_risk: VotingRisk = VotingRisk.NONE
    view: View = View.EACH
    conflict: Conflict = Conflict.WEAKER_YIELDS
    choice: Choice = Choice.ORDERED
    unchanged: float = 1.0
    """Q, the chance that nothing changes if nobody is challenged."""


TEXT = Reading()
"""`eum.text`: the printed equations."""
SCHOLZ_CODE = Reading(
    opposition=Opposition.ALL_CONTESTS,
    voting_risk=VotingRisk.OWN,
    view=View.OWN,
    choice=Choice.ORDERED_FAR,
)
"""`eum.scholz_code`: the choices that give the medians of the printed table of results."""
CONFLICT_UNCERTAIN = Reading(conflict=Conflict.UNCERTAIN)
"""`eum.conflict_uncertain`: the printed equations, but a conflict moves nobody."""
READINGS = {
    "eum.text": TEXT,
    "eum.scholz_code": SCHOLZ_CODE,
    "eum.conflict_uncertain": CONFLICT_UNCERTAIN,
}


class Rounds(NamedTuple):
    """Where everybody stands after each round; round 0 is the start."""

    position: Floats
    """[T + 1, n, m]"""
    median: Floats
    """[T + 1, m] by capability x salience, the lower of two."""
    mean: Floats
    """[T + 1, m] by capability x salience."""


def expected_utility_rounds(stances: Stances, reading: Reading, rounds: int) -> Rounds:
    """Where actors stand on each issue after each of so many rounds, issues one by one.

    The range of positions stays that of the start. Ties between offers of equal length go to the
    actor named first. Cost: O(n^3) a round and issue.
    """
    position = np.repeat(stances.position[None], rounds + 1, axis=0)
    for j in range(stances.position.shape[1]):
        here = np.flatnonzero(stances.present[:, j])
        weights = stances.salience[here, j], stances.capability[here, j]
        span = float(np.ptp(stances.position[here, j])) if len(here) else 0.0
        for t in range(rounds if span > 0.0 else 0):
            after = _round(position[t, here, j] / span, *weights, reading) * span
            position[t + 1, here, j] = after
    each = stances._replace(position=position)
    return Rounds(position, weighted_median(each, Tie.LOWER), compromise_mean(each))


def _round(position: Floats, salience: Floats, capability: Floats, reading: Reading) -> Floats:
    """Where actors stand after one round; distances in units of the range."""
    weight = salience * capability
    distance = np.abs(position[:, None] - position)
    to_median = distance[:, _median(position, weight)]
    neutral = np.ones(len(position))
    chance = _chance(distance, weight, neutral, reading.opposition)
    gain = _gain(distance, to_median, salience, chance, neutral[:, None], reading.unchanged)
    exponent = _exponent(gain.sum(axis=0) - gain.diagonal())
    if reading.voting_risk is VotingRisk.OWN:
        chance = _chance(distance, weight, exponent, reading.opposition)
    mine = _gain(distance, to_median, salience, chance, exponent[:, None], reading.unchanged)
    theirs = mine
    if reading.view is View.OWN:
        theirs = _gain(distance, to_median, salience, chance, exponent, reading.unchanged)
    kind, part = _offers(mine, theirs.T, distance > 0.0, reading.conflict)
    moves = part * (position - position[:, None])
    return position + np.take_along_axis(moves, _taken(kind, moves, reading.choice), axis=1)[:, 0]


def _median(position: Floats, weight: Floats) -> int:
    """The actor at the median: nobody's position is nearer to all, by weight."""
    burden = np.abs(position[:, None] - position) @ weight
    lowest = burden <= burden.min() + 1e-12 * weight.sum()
    return int(np.argmin(np.where(lowest, position, np.inf)))


def _chance(distance: Floats, weight: Floats, exponent: Floats, opposition: Opposition) -> Floats:
    """P_ij, the chance that i prevails against j; 1/2 where nobody takes a side."""
    felt = distance ** exponent[:, None]
    lead = felt[:, None, :] - felt[:, :, None]  # of i over j, as voter k sees it
    against = np.einsum("k,kij->ij", weight, np.abs(lead))
    if opposition is Opposition.ALL_CONTESTS:
        against = np.full_like(against, against.sum())
    support = np.einsum("k,kij->ij", weight, np.maximum(lead, 0.0))
    return np.divide(support, against, out=np.full_like(support, 0.5), where=against > 0.0)


def _gain(
    distance: Floats,
    to_median: Floats,
    salience: Floats,
    chance: Floats,
    r: Floats,
    unchanged: float,
) -> Floats:
    """E(i->j), what i gains by challenging j, valued with the exponents r ([n, 1] i's, [n] j's)."""
    far = (to_median[:, None] + distance) / 4.0
    half = np.full_like(distance, 0.5)
    success, failure = _worth(half - distance / 2.0, r), _worth(half + distance / 2.0, r)
    better, worse = _worth(half - far, r), _worth(half + far, r)
    left_alone = np.where(to_median[:, None] < distance, better, worse)
    return (
        salience * (chance * success + (1.0 - chance) * failure)
        + (1.0 - salience) * success
        - unchanged * _worth(half, r)
        - (1.0 - unchanged) * left_alone
    )


def _worth(base: Floats, r: Floats) -> Floats:
    return 2.0 - 4.0 * np.maximum(base, 0.0) ** r


def _exponent(expected_of: Floats) -> Floats:
    """How actors take risks, from what others expect of challenging them; between 1/2 and 2."""
    low, high = expected_of.min(), expected_of.max()
    if high == low:
        return np.ones_like(expected_of)
    risk = (2.0 * expected_of - high - low) / (high - low)
    return (1.0 - risk / 3.0) / (1.0 + risk / 3.0)


def _offers(mine: Floats, theirs: Floats, apart: Bools, conflict: Conflict) -> tuple[Ints, Floats]:
    """The kind of offer that i has from j, and the part of the way to j that it asks."""
    pressed = apart & (theirs > 0.0)
    size, against = np.abs(mine), np.maximum(theirs, np.finfo(float).tiny)
    conditions = [
        pressed & (mine > 0.0) & (theirs > mine) & (conflict is Conflict.WEAKER_YIELDS),
        pressed & (mine <= 0.0) & (theirs > size),
        pressed & (mine <= 0.0) & (theirs <= size),
    ]
    kind = np.select(conditions, [_CONFLICT, _COMPROMISE, _GIVE_WAY], _NONE)
    part = np.select(conditions, [np.ones_like(mine), size / against, np.ones_like(mine)], 0.0)
    return kind, part


def _taken(kind: Ints, moves: Floats, choice: Choice) -> Ints:
    """[n, 1] whose offer each actor takes; one that asks no move where there is none."""
    length = np.abs(moves)
    if choice is Choice.ORDERED_FAR:
        length = np.where(kind == _COMPROMISE, -length, length)
    rank = kind if choice is not Choice.LEAST_MOVE else np.where(kind == _NONE, _NONE, 0)
    first = rank == rank.min(axis=1, keepdims=True)
    return np.argmin(np.where(first, length, np.inf), axis=1)[:, None]
