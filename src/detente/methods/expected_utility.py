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

from detente.methods import expected_utility_kernels as kernels
from detente.methods.compromise import Tie, compromise_mean, weighted_median
from detente.methods.game import Floats
from detente.methods.stances import Stances


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
    """[T + 1, ..., n, m]"""
    median: Floats
    """[T + 1, ..., m] by capability x salience, the lower of two."""
    mean: Floats
    """[T + 1, ..., m] by capability x salience."""


def expected_utility_rounds(stances: Stances, reading: Reading, rounds: int) -> Rounds:
    """Where actors stand on each issue after each of so many rounds, issues one by one.

    The range of positions stays that of the start, among those to whom the issue matters; the
    others stay where they are. Ties between offers of equal length go to the actor named first. An
    axis of draws may come before; no draw depends on another. Cost: O(n^3) a round, issue and draw.
    """
    start, *others = np.broadcast_arrays(*stances)
    shape = (-1, *start.shape[-2:])
    position = np.repeat(start[None], rounds + 1, axis=0)
    salience, capability, present = (np.ascontiguousarray(array).reshape(shape) for array in others)
    kernels.play(
        position.reshape(rounds + 1, *shape), salience, capability, present, _switches(reading)
    )
    each = stances._replace(position=position)
    return Rounds(position, weighted_median(each, Tie.LOWER), compromise_mean(each))


def _switches(reading: Reading) -> kernels.Switches:
    """The reading as compiled loops take it."""
    return kernels.Switches(
        all_contests=reading.opposition is Opposition.ALL_CONTESTS,
        own_votes=reading.voting_risk is VotingRisk.OWN,
        own_view=reading.view is View.OWN,
        weaker_yields=reading.conflict is Conflict.WEAKER_YIELDS,
        by_kind=reading.choice is not Choice.LEAST_MOVE,
        far_compromise=reading.choice is Choice.ORDERED_FAR,
        unchanged=reading.unchanged,
    )
