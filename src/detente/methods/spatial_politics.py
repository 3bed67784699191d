"""The spatial model of politics: who is pressed by whom, on which terms, until nobody moves much.

Actors hold positions theta_i in a space of K dimensions, weigh them by saliences s_i, and bring
capability c_i. A turn of the model as KTAB has it [wise2015]_ [kapsarc2015]_:

1. Distance d_ij = sqrt(sum_k (s_ik (q_ik - theta_jk))^2 / sum_k s_ik^2) of ideal q_i from position
   theta_j; utility u = (1 - d)(1 + d R) with the risk attitude R.
2. An election over all positions with R = 0 and weights c_i makes advocates of likely winners
   cautious and the others bold: R_i goes from the bottom to the top of the range as p_i does.
   Others are taken to be partly like oneself.
3. Each actor looks at a challenge to each other. The two push with S c, S being the sum of an
   actor's saliences; third parties add what they would gain by taking sides. With chance P to win,
   i expects (1 - S_j) 2 u_ii + S_j (2 P u_ii + 2 (1 - P) u_ij) - u_ii - u_ij more than now.
4. Each proposes one bargain to its most promising target. In each dimension both meet between
   theta_i and theta_j, by weights (s_i P)^2 and (s_j (1 - P))^2, rounded to 1e-4.
5. Each actor holds an election over the bargains it is part of, and leaving things as they are.
   Everybody votes, with weights c, on the mean utility of all positions. All move at once.
6. Ideals follow positions: q_i <- sum_j a_ij theta_j + (1 - sum_j a_ij) q_i.

It ends when all together move less than 2 % of the first turn's way, or after 100 turns. Here
`contest_rules` has a switch for each choice in this.

Where this differs from KTAB, on purpose:

- Bargains stand in a fixed order: first to leave things as they are, then by initiator, then the
  initiator's terms before the receiver's. KTAB's order depends on its threads.
- Of targets and of bargains that are equal to 1e-15, the first is taken. Differences in utility up
  to 1e-14 count as none: with binary votes, rounding would decide.
- Lots come from a stream of the seed and the draw. KTAB's stochastic runs differ between themselves
  with one seed.
- With `BargainModel.BOTH` and `COMPROMISE` the receiver's terms come from the chance it sees, and a
  compromise weights it by its own capability. KTAB's program takes the gain the receiver expects
  for that chance, and the initiator's capability for both.
- `RiskEstimate.FULL` works; where all positions are equally likely, risk attitudes are 0; where a
  lead in a binary contest is a little less than decisive, it does not count for more than one that
  is.
- In the final election actors closer than 1e-3 stand together, directly or through others, and the
  probabilities sum to 1.

The amounts 1e-8 and 1e-10 of the elections and contests are absolute, as in KTAB: capabilities
should not be tiny.
"""

from typing import NamedTuple

import numpy as np

from detente.base.seeds import stream
from detente.methods import bargain_kernels, spatial_kernels
from detente.methods.contest_rules import KTAB, SpatialRules, Transition, spatial_codes
from detente.methods.game import Bools, Floats, Ints
from detente.methods.spatial_kernels import Course

_PIECE = 64
"""Runs whose lots are drawn at once."""


class Parties(NamedTuple):
    """The actors of the spatial model. An axis of draws may come first, but for accommodation."""

    position: Floats
    """[n, K] 0..1; the ideals at the start."""
    salience: Floats
    """[n, K] 0..1; the sum over the dimensions is more than 0 and at most 1. Somebody
    cares about each dimension."""
    capability: Floats
    """[n] more than 0."""
    accommodation: Floats
    """[n, n] how far the ideal of the first follows the position of the second; rows sum to at
    most 1. The unit matrix: ideals are what one says; zeros: they never change."""


class Bargains(NamedTuple):
    """The bargains of a run, turn by turn, by initiator."""

    turn: Ints
    """[B] 0 is the first."""
    initiator: Ints
    """[B]"""
    receiver: Ints
    """[B] whom the initiator would rather challenge than anybody else."""
    chance: Floats
    """[B, 2] that the initiator would win a contest: what the initiator and the receiver expect."""
    gain: Floats
    """[B] what the initiator expects of a contest over leaving things as they are."""
    terms: Floats
    """[B, 2, K] where the initiator and the receiver would go."""
    odds: Floats
    """[B, 2] probability of the bargain among those open to the initiator, to the receiver."""
    taken: Bools
    """[B, 2] whether the initiator, the receiver took it: those who did went where it says."""


class View(NamedTuple):
    """What challenges promise in the eyes of one actor or another: [n, n], challenger first."""

    chance: Floats
    """That the challenger wins; 1/2 against itself."""
    gain: Floats
    """What the challenger expects over leaving things as they are."""
    answer: Floats
    """What the challenged expects over leaving things as they are."""


class Run(NamedTuple):
    """One run of T turns, with the reason of every move."""

    position: Floats
    """[T+1, n, K] before each turn, and at the end."""
    risk: Floats
    """[T+1, n] risk attitudes in these positions."""
    bargains: Bargains
    stays: Floats
    """[T, n] probability that an actor takes none of the bargains open to it."""
    taken: Ints
    """[T, n] the bargain each actor takes, as a row of `bargains`; -1: none."""
    opening: View
    """Before the first turn, each challenge as the challenger sees it."""
    probability: Floats
    """[n] of each final position; the sum is 1, those who stand together share theirs evenly."""
    mean: Floats
    """[K] of the final positions, weighted by capability x salience."""
    settled: bool
    """Whether the actors came to rest; else the run was cut off after 100 turns."""


class Runs(NamedTuple):
    """How D runs end."""

    position: Floats
    """[D, n, K] at the end."""
    probability: Floats
    """[D, n] of each final position."""
    mean: Floats
    """[D, K] of the final positions, weighted by capability x salience."""
    turns: Ints
    """[D] how many were played."""
    settled: Bools
    """[D] whether the actors came to rest; else the run was cut off after 100 turns."""


def spatial_run(
    parties: Parties, rules: SpatialRules = KTAB, *, seed: int = 0, draw: int = 0
) -> Run:
    """Where the actors end up, and why each moved.

    `seed` and `draw` count only where bargains are picked by lot: the run is then the one with this
    number in `spatial_runs`. Cost: O(n^3) a turn; some 1 ms a run with 10 actors.

    >>> at, care, can = np.array([[0.0], [0.4], [1.0]]), np.full((3, 1), 0.5), np.ones(3)
    >>> spatial_run(Parties(at, care, can, np.eye(3))).position[1].ravel()
    array([0.5265, 0.4   , 0.5265])
    """
    parties = Parties(*(np.ascontiguousarray(array, np.float64) for array in parties))
    actors = len(parties.capability)
    opening, probability = np.empty((3, actors, actors)), np.empty(actors)
    course, turns, settled = spatial_kernels.run_one(
        spatial_codes(rules),
        *parties[1:],
        _luck(rules, seed, draw, actors),
        parties.position,
        opening,
        probability,
    )
    bargains, taken = _bargains(course, turns)
    return Run(
        position=course.position[: turns + 1],
        risk=course.risk[: turns + 1],
        bargains=bargains,
        stays=course.turn.stays[:turns],
        taken=taken,
        opening=View(*opening),
        probability=probability,
        mean=_mean(parties, course.position[turns]),
        settled=settled,
    )


def spatial_runs(
    parties: Parties, rules: SpatialRules = KTAB, *, seed: int = 0, first: int = 0
) -> Runs:
    """How each draw of the actors ends: positions [D, n, K], saliences and capabilities alike.

    Lots come from the stream of the seed and the number of the draw, `first`, `first` + 1, ...: so
    draws may be taken in pieces, in any order. Releases the interpreter lock.
    """
    actors = parties.position.shape[-2]
    position = np.array(parties.position, np.float64)
    draws = len(position)
    salience = _every_draw(parties.salience, position.shape)
    capability = _every_draw(parties.capability, (draws, actors))
    turns, settled = np.empty(draws, np.int64), np.empty(draws, np.bool_)
    probability = np.empty((draws, actors))
    for begin in range(0, draws, _PIECE):
        piece = slice(begin, min(begin + _PIECE, draws))
        numbers = range(first + piece.start, first + piece.stop)
        spatial_kernels.run_each(
            spatial_codes(rules),
            salience[piece],
            capability[piece],
            np.ascontiguousarray(parties.accommodation, np.float64),
            np.stack([_luck(rules, seed, draw, actors) for draw in numbers]),
            position[piece],
            turns[piece],
            settled[piece],
            probability[piece],
        )
    return Runs(position, probability, _mean(parties, position), turns, settled)


def perspective(parties: Parties, viewer: int | Ints, rules: SpatialRules = KTAB) -> View:
    """What each challenge promises in the eyes of one actor, before the first turn.

    Or, given an actor for each challenger, in the eyes of that one. Seen by one and the same, the
    chances of i against j and of j against i sum to 1, unless gains and losses are voted on
    differently (`Voting.PROSPECT`). Cost: O(n^3).
    """
    parties = Parties(*(np.ascontiguousarray(array, np.float64) for array in parties))
    actors = len(parties.capability)
    codes, care = spatial_codes(rules), parties.salience.sum(axis=1)
    distance, risk = np.empty((actors, actors)), np.empty(actors)
    position, salience, capability, _ = parties
    bargain_kernels.assess(codes, position, position, salience, capability, distance, risk)
    seen = np.empty((3, actors, actors))
    viewers = np.array(np.broadcast_to(viewer, actors), np.int64)
    bargain_kernels.view(codes, viewers, distance, risk, capability * care, care, seen)
    return View(*seen)


def _luck(rules: SpatialRules, seed: int, draw: int, actors: int) -> Floats:
    """What is drawn for each actor in each turn of one run."""
    shape = (spatial_kernels.MOST_TURNS, actors)
    if rules.transition is Transition.DETERMINISTIC:
        return np.zeros(shape)
    return stream(seed, "spatial politics", str(draw)).random(shape)


def _every_draw(array: Floats, shape: tuple[int, ...]) -> Floats:
    return np.ascontiguousarray(np.broadcast_to(array, shape), np.float64)


def _bargains(course: Course, turns: int) -> tuple[Bargains, Ints]:
    """The bargains of all turns, one after the other; and which of them each actor takes."""
    kept, made = course.turn, course.made[:turns]
    before = made.cumsum() - made
    turn = np.repeat(np.arange(turns), made)
    row = np.arange(len(turn))
    at = turn, row - before[turn]  # its turn and its place in it
    taken = np.where(kept.taken[:turns] < 0, -1, kept.taken[:turns] + before[:, None])
    sides = np.stack([kept.initiator[at], kept.receiver[at]], axis=1)
    bargains = Bargains(
        turn=turn,
        initiator=sides[:, 0],
        receiver=sides[:, 1],
        chance=kept.chance[at],
        gain=kept.gain[at],
        terms=kept.terms[at],
        odds=kept.odds[at],
        taken=taken[turn[:, None], sides] == row[:, None],
    )
    return bargains, taken


def _mean(parties: Parties, position: Floats) -> Floats:
    weight = parties.capability[..., None] * parties.salience
    mean: Floats = (weight * position).sum(axis=-2) / weight.sum(axis=-2)
    return mean
