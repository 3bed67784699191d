"""The compiled loops of the spatial model's bargains: who challenges whom, and on which terms.

The kept compiled code of a loop is renewed only when its own file changes: after a change of
`condorcet_kernels` this file and `spatial_kernels` have to be saved anew.
"""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.condorcet_kernels import USUAL, elect, vote
from detente.methods.contest_rules import (
    BargainModel,
    Interpolation,
    RiskEstimate,
    RiskRange,
    SpatialRules,
    ThirdParty,
)
from detente.methods.game import Floats, Ints

# A contest between two actors starts from this much on each side.
PRINCIPAL = 1e-10
# A smaller expected gain is not worth a challenge.
WORTH_IT = 1e-5
# Two weights of an interpolation are never both 0.
OWN_GROUND = 1e-6
GRID = 1e4  # terms of a bargain are rounded to this part of the scale
TIE = 1e-15  # what comes later must be better by more
ALIKE = 1e-12  # probabilities that differ no more are equal


class Turn(NamedTuple):
    """What happens in a turn of n actors in K dimensions; at most B = 2 n bargains are made."""

    initiator: Ints
    """[B]"""
    receiver: Ints
    """[B]"""
    chance: Floats
    """[B, 2] that the initiator would win a contest: what the initiator and the receiver expect."""
    gain: Floats
    """[B] what the initiator expects of a challenge over leaving things as they are."""
    terms: Floats
    """[B, 2, K] where the initiator and the receiver would go."""
    odds: Floats
    """[B, 2] probability of the bargain among those open to the initiator, to the receiver."""
    stays: Floats
    """[n] probability that an actor takes none of the bargains open to it."""
    taken: Ints
    """[n] the bargain each actor takes, -1: none."""


class Sides(NamedTuple):
    """Scratch of the contests of one actor against each of n, as a viewer sees them."""

    ahead: Floats
    """[n] what the two of them bring to the challenger's side."""
    behind: Floats
    """[n] to the side of the challenged."""
    pro: Floats
    """[n] what all bring to the challenger's side."""
    con: Floats
    """[n] to the side of the challenged."""
    risk: Floats
    """[n] the risk attitude the viewer takes each to have."""
    chance: Floats
    """[n] that the challenger wins."""


@jit
def no_sides(actors: int) -> Sides:
    """Room for so many contests."""
    row = np.empty((6, actors))
    return Sides(row[0], row[1], row[2], row[3], row[4], row[5])


@jit
def worth(distance: float, risk: float) -> float:
    """The utility of a position at a weighted distance from one's ideal, 1 at the ideal."""
    return (1.0 - distance) * (1.0 + min(distance, 1.0) * risk)


@jit
def far(salience: Floats, ideal: Floats, i: int, there: Floats, j: int) -> float:
    """How far an ideal is from a position, each dimension weighted by what it matters."""
    square = scale = 0.0
    for d in range(salience.shape[1]):
        square += (salience[i, d] * (ideal[i, d] - there[j, d])) ** 2
        scale += salience[i, d] ** 2
    return float(np.sqrt(square / scale))


@jit
def assess(
    rules: SpatialRules,
    position: Floats,
    ideal: Floats,
    salience: Floats,
    capability: Floats,
    distance: Floats,
    risk: Floats,
) -> None:
    """Fill [n, n] how far each ideal is from each position, and [n] the risk attitudes.

    Who advocates a likely winner has something to lose: its attitude is the top of the range. If
    all positions are equally likely, nobody leans either way.
    """
    actors = len(position)
    for i in range(actors):
        for j in range(actors):
            distance[i, j] = far(salience, ideal, i, position, j)
    square = np.empty((3, actors, actors))
    neutral = np.empty(actors)
    elect(rules.election, 1.0 - distance, capability, square[0], square[1], square[2], neutral)
    low, spread = neutral.min(), neutral.max() - neutral.min()
    floor = 0.0
    if rules.risk_range == RiskRange.FROM_MINUS_HALF:
        floor = 0.5
    elif rules.risk_range == RiskRange.FROM_MINUS_ONE:
        floor = 1.0
    for i in range(actors):
        risk[i] = 0.0
        if spread > ALIKE:
            risk[i] = (1.0 + floor) * (neutral[i] - low) / spread - floor


@jit
def known(risk_estimate: int, own: float, other: float) -> float:
    """The risk attitude that one actor takes another to have."""
    if risk_estimate == RiskEstimate.NONE:
        return own
    if risk_estimate == RiskEstimate.ONE_THIRD:
        return (2.0 * own + other) / 3.0
    if risk_estimate == RiskEstimate.HALF:
        return (own + other) / 2.0
    if risk_estimate == RiskEstimate.TWO_THIRDS:
        return (own + 2.0 * other) / 3.0
    return other


@jit
def takes_sides(
    rules: SpatialRules,
    voting: int,
    weight: float,
    first: float,
    second: float,
    own: float,
    odds: float,
) -> float:
    """What a third party adds for one actor against another, negative: for the other.

    It likes their positions as `first` and `second`, its own as `own`; `odds` are those of the
    first if it joins the side it prefers. What counts is where the three of them would stand.
    """
    keeps = rules.third_party != ThirdParty.FULL_COMMITMENT
    flees = rules.third_party == ThirdParty.NO_COMMITMENT
    won = 2.0 * first + (own if keeps else first)  # with the first, who wins
    lost = 2.0 * second + (own if flees else second)
    against_lost = 2.0 * first + (own if flees else first)  # with the second, who loses
    against_won = 2.0 * second + (own if keeps else second)
    joining_first = odds * won + (1.0 - odds) * lost
    joining_second = odds * against_lost + (1.0 - odds) * against_won
    return vote(voting, weight, joining_first - joining_second)


@jit
def join(
    rules: SpatialRules,
    voting: int,
    i: int,
    among: tuple[int, int],
    distance: Floats,
    weight: Floats,
    sides: Sides,
) -> None:
    """Add what third parties bring to either side of i's contests.

    Most of the model's time goes here. `true_divide` does not look for zeros, of which there are
    none: with that the inner loop becomes vector instructions.
    """
    for m in range(weight.size):
        if m == i:
            continue
        kept = sides.pro[m], sides.con[m]  # whoever is challenged is no third party
        risk = sides.risk[m]
        first, own = worth(distance[m, i], risk), worth(distance[m, m], risk)
        for j in range(among[0], among[1]):
            second = worth(distance[m, j], risk)
            alone = vote(voting, weight[m], first - second)
            all_three = sides.ahead[j] + sides.behind[j] + abs(alone)
            odds = np.true_divide(sides.ahead[j] + max(alone, 0.0), all_three)
            added = takes_sides(rules, voting, weight[m], first, second, own, odds)
            sides.pro[j] += max(added, 0.0)
            sides.con[j] += max(-added, 0.0)
        sides.pro[m], sides.con[m] = kept


@jit
def challenge(
    rules: SpatialRules,
    viewer: int,
    i: int,
    among: tuple[int, int],
    distance: Floats,
    risk: Floats,
    weight: Floats,
    sides: Sides,
) -> None:
    """Fill i's chance to beat each from `among[0]` up to `among[1]`, as the viewer sees it.

    Of itself it says nothing.
    """
    voting, actors = rules.election.voting, len(risk)
    for m in range(actors):
        sides.risk[m] = known(rules.risk_estimate, risk[viewer], risk[m])
    ii = worth(distance[i, i], sides.risk[i])
    for j in range(among[0], among[1]):
        ij = worth(distance[i, j], sides.risk[i])
        ji, jj = worth(distance[j, i], sides.risk[j]), worth(distance[j, j], sides.risk[j])
        by_i, by_j = vote(voting, weight[i], ii - ij), vote(voting, weight[j], ji - jj)
        sides.ahead[j] = sides.pro[j] = PRINCIPAL + max(by_i, 0.0) + max(by_j, 0.0)
        sides.behind[j] = sides.con[j] = PRINCIPAL + max(-by_i, 0.0) + max(-by_j, 0.0)
    if voting == USUAL:
        join(rules, USUAL, i, among, distance, weight, sides)
    else:
        join(rules, voting, i, among, distance, weight, sides)
    for j in range(among[0], among[1]):
        sides.chance[j] = sides.pro[j] / (sides.pro[j] + sides.con[j])


@jit
def promise(chance: float, care: float, stay: float, give: float) -> float:
    """What a challenge gains, given what one's own and the other position are worth.

    A receiver who does not care gives in at once; one who does fights. A winner keeps its position
    and the loser takes it.
    """
    fought = chance * stay + (1.0 - chance) * give
    return 2.0 * ((1.0 - care) * stay + care * fought) - (stay + give)


@jit
def view(
    rules: SpatialRules,
    viewer: Ints,
    distance: Floats,
    risk: Floats,
    weight: Floats,
    care: Floats,
    seen: Floats,
) -> None:
    """Fill [3, n, n]: each challenger's chance to win, its gain, the gain of the challenged.

    Row i is seen by `viewer[i]`.
    """
    actors = len(risk)
    sides = no_sides(actors)
    for i in range(actors):
        challenge(rules, viewer[i], i, (0, actors), distance, risk, weight, sides)
        for j in range(actors):
            chance, risk_i, risk_j = sides.chance[j], sides.risk[i], sides.risk[j]
            ii, ij = worth(distance[i, i], risk_i), worth(distance[i, j], risk_i)
            ji, jj = worth(distance[j, i], risk_j), worth(distance[j, j], risk_j)
            seen[0, i, j] = chance
            seen[1, i, j] = promise(chance, care[j], ii, ij)
            seen[2, i, j] = promise(chance, care[j], ji, jj)
        seen[0, i, i], seen[1, i, i], seen[2, i, i] = 0.5, 0.0, 0.0


@jit
def meet(
    interpolation: int, here: float, own: float, chance: float, there: float, other: float
) -> tuple[float, float]:
    """Where two who bargain over one dimension would go; `own` and `other` are their saliences."""
    if interpolation == Interpolation.STRONGER_ONLY:
        mine = max(0.0, 1.0 - 2.0 * chance)
        theirs = max(0.0, 2.0 * chance - 1.0)
        pull = mine * other**2
        pushed = theirs * own**2
        shift = pull / (pull + OWN_GROUND + (1.0 - mine) * own**2)
        shifted = pushed / (pushed + OWN_GROUND + (1.0 - theirs) * other**2)
        return here + shift * (there - here), there + shifted * (here - there)
    ours, against = own * chance, other * (1.0 - chance)
    if interpolation == Interpolation.SQUARES:
        ours, against = ours**2, against**2
    total = ours + against + OWN_GROUND
    mine = ((ours + OWN_GROUND) * here + against * there) / total
    theirs = (ours * here + (against + OWN_GROUND) * there) / total
    return np.floor(0.5 + GRID * mine) / GRID, np.floor(0.5 + GRID * theirs) / GRID


@jit
def propose(
    rules: SpatialRules,
    position: Floats,
    salience: Floats,
    weight: Floats,
    turn: Turn,
    made: int,
) -> int:
    """Write the terms of the bargain whose sides stand at `made`; say how many it makes."""
    i, j = turn.initiator[made], turn.receiver[made]
    for d in range(position.shape[1]):
        for side in range(2):
            mine, theirs = meet(
                rules.interpolation,
                position[i, d],
                salience[i, d],
                turn.chance[made, side],
                position[j, d],
                salience[j, d],
            )
            turn.terms[made + side, 0, d], turn.terms[made + side, 1, d] = mine, theirs
        if rules.bargain == BargainModel.COMPROMISE:
            share = weight[i] / (weight[i] + weight[j])
            for k in range(2):
                by_i, by_j = turn.terms[made, k, d], turn.terms[made + 1, k, d]
                turn.terms[made, k, d] = share * by_i + (1.0 - share) * by_j
    if rules.bargain != BargainModel.BOTH:
        return 1
    turn.initiator[made + 1], turn.receiver[made + 1] = i, j
    turn.chance[made + 1], turn.gain[made + 1] = turn.chance[made], turn.gain[made]
    return 2


@jit
def bargains(
    rules: SpatialRules,
    position: Floats,
    salience: Floats,
    weight: Floats,
    care: Floats,
    distance: Floats,
    risk: Floats,
    turn: Turn,
) -> int:
    """Write the bargains of a turn, by initiator; say how many there are.

    Everybody challenges the one who promises it most, of equals the first, if it is worth it.
    """
    actors = len(risk)
    mine, theirs = no_sides(actors), no_sides(actors)
    made = 0
    for i in range(actors):
        challenge(rules, i, i, (0, actors), distance, risk, weight, mine)
        best, target = WORTH_IT, -1
        here = worth(distance[i, i], mine.risk[i])
        for j in range(actors):
            there = worth(distance[i, j], mine.risk[i])
            gain = promise(mine.chance[j], care[j], here, there)
            if j != i and gain > best + TIE:
                best, target = gain, j
        if target >= 0:
            one = (target, target + 1)
            challenge(rules, target, i, one, distance, risk, weight, theirs)
            turn.initiator[made], turn.receiver[made] = i, target
            turn.chance[made, 0], turn.chance[made, 1] = mine.chance[target], theirs.chance[target]
            turn.gain[made] = best
            made += propose(rules, position, salience, weight, turn, made)
    return made
