"""The compiled loops of the spatial model's turns and runs."""

from typing import NamedTuple

import numpy as np

from detente.methods._jit import jit
from detente.methods.bargain_kernels import TIE, Turn, assess, bargains, far, view, worth
from detente.methods.condorcet_kernels import elect
from detente.methods.contest_rules import SpatialRules, Transition
from detente.methods.game import Bools, Floats, Ints

NEAR = 1e-3  # who stand closer than this stand together in the final election
LEAST_TURNS = 2
MOST_TURNS = 100
QUIET = 0.02  # of the first turn's movement
LEAST_MOVEMENT = 1e-4  # counted as the first turn's


class Course(NamedTuple):
    """What is recorded of a run of T turns."""

    position: Floats
    """[T+1, n, K] before each turn, and at the end."""
    ideal: Floats
    """[T+1, n, K]"""
    risk: Floats
    """[T+1, n]"""
    made: Ints
    """[T] how many bargains were made in each turn."""
    turn: Turn
    """All fields with an axis of turns in front."""


@jit
def blank(actors: int, dimensions: int) -> Course:
    """Room for the longest run."""
    last, most = MOST_TURNS, 2 * actors
    return Course(
        np.zeros((last + 1, actors, dimensions)),
        np.zeros((last + 1, actors, dimensions)),
        np.zeros((last + 1, actors)),
        np.zeros(last, np.int64),
        Turn(
            np.zeros((last, most), np.int64),
            np.zeros((last, most), np.int64),
            np.zeros((last, most, 2)),
            np.zeros((last, most)),
            np.zeros((last, most, 2, dimensions)),
            np.zeros((last, most, 2)),
            np.zeros((last, actors)),
            np.zeros((last, actors), np.int64),
        ),
    )


@jit
def pick(transition: int, odds: Floats, luck: float) -> int:
    """The likeliest, of equals the first; or, by lot, where the luck falls."""
    chosen, reached = 0, 0.0
    for option in range(odds.size):
        if transition == Transition.STOCHASTIC:
            reached += odds[option]
            chosen = option
            if luck < reached:
                break
        elif odds[option] > odds[chosen] + TIE:
            chosen = option
    return chosen


@jit
def choose(
    rules: SpatialRules,
    capability: Floats,
    gains: Floats,
    made: int,
    luck: Floats,
    turn: Turn,
) -> None:
    """Everybody holds an election over the bargains open to it; `gains` are [B, n].

    The first option is to leave things as they are; then come the bargains by initiator.
    """
    actors = capability.size
    queue, odds = np.empty(made + 1, np.int64), np.empty(made + 1)
    utility, square = np.zeros((actors, made + 1)), np.empty((3, made + 1, made + 1))
    strength, beats, passes = square[0], square[1], square[2]
    for k in range(actors):
        options = 1
        for b in range(made):
            if k in (turn.initiator[b], turn.receiver[b]):
                queue[options] = b
                options += 1
        for q in range(1, options):
            for a in range(actors):
                utility[a, q] = gains[queue[q], a]
        open_to = odds[:options]
        elect(rules.election, utility, capability, strength, beats, passes, open_to)
        turn.stays[k], turn.taken[k] = odds[0], -1
        for q in range(1, options):
            side = 0 if turn.initiator[queue[q]] == k else 1
            turn.odds[queue[q], side] = odds[q]
        chosen = pick(rules.transition, open_to, luck[k])
        if chosen > 0:
            turn.taken[k] = queue[chosen]


@jit
def adjust(accommodation: Floats, position: Floats, ideal: Floats) -> None:
    """Move ideals toward positions."""
    for i in range(len(ideal)):
        follows = 0.0
        for j in range(len(ideal)):
            follows += accommodation[i, j]
        loyal = 1.0 - follows
        for d in range(ideal.shape[1]):
            after = loyal * ideal[i, d]
            for j in range(len(ideal)):
                after += accommodation[i, j] * position[j, d]
            ideal[i, d] = after


@jit
def prospects(
    salience: Floats, ideal: Floats, distance: Floats, risk: Floats, made: int, turn: Turn
) -> Floats:
    """[B, n] how much better, on average, each actor likes the positions after each bargain."""
    actors = len(risk)
    gains = np.empty((made, actors))
    for b in range(made):
        i, j, terms = turn.initiator[b], turn.receiver[b], turn.terms[b]
        for a in range(actors):
            by_i = worth(far(salience, ideal, a, terms, 0), risk[a]) - worth(
                distance[a, i], risk[a]
            )
            by_j = worth(far(salience, ideal, a, terms, 1), risk[a]) - worth(
                distance[a, j], risk[a]
            )
            gains[b, a] = (by_i + by_j) / actors
    return gains


@jit
def play(
    rules: SpatialRules,
    salience: Floats,
    capability: Floats,
    care: Floats,
    weight: Floats,
    accommodation: Floats,
    luck: Floats,
    position: Floats,
    ideal: Floats,
    distance: Floats,
    risk: Floats,
    turn: Turn,
) -> int:
    """Play a turn: positions and ideals become the next ones; say how many bargains were made.

    `care` are the sums of the saliences, `weight` capability times care; `distance` and `risk` are
    those of the turn (`assess`). All actors move at once, and the two
    sides of a bargain need not both take it.
    """
    made = bargains(rules, position, salience, weight, care, distance, risk, turn)
    gains = prospects(salience, ideal, distance, risk, made, turn)
    choose(rules, capability, gains, made, luck, turn)
    for k in range(len(position)):
        if turn.taken[k] >= 0:
            side = 0 if turn.initiator[turn.taken[k]] == k else 1
            position[k] = turn.terms[turn.taken[k], side]
    adjust(accommodation, position, ideal)
    return made


@jit
def movement(before: Floats, after: Floats) -> float:
    """How far the actors have gone, all together."""
    total = 0.0
    for i in range(len(before)):
        square = 0.0
        for d in range(before.shape[1]):
            square += (before[i, d] - after[i, d]) ** 2
        total += np.sqrt(square)
    return total


@jit
def run(
    rules: SpatialRules,
    salience: Floats,
    capability: Floats,
    accommodation: Floats,
    luck: Floats,
    course: Course,
    distance: Floats,
) -> tuple[int, bool]:
    """Play from `course.position[0]`; say how many turns it took and whether the actors rest.

    They rest when so little happens, compared with the first turn, that the talks are over.
    `distance` [n, n] is left as it is at the end.
    """
    position, ideal, risk, kept = course.position, course.ideal, course.risk, course.turn
    ideal[0] = position[0]
    care = salience.sum(axis=1)
    weight = capability * care
    first, t, rests = 0.0, 0, False
    assess(rules, position[0], ideal[0], salience, capability, distance, risk[0])
    while t < MOST_TURNS and not rests:
        turn = Turn(
            kept.initiator[t],
            kept.receiver[t],
            kept.chance[t],
            kept.gain[t],
            kept.terms[t],
            kept.odds[t],
            kept.stays[t],
            kept.taken[t],
        )
        position[t + 1], ideal[t + 1] = position[t], ideal[t]
        course.made[t] = play(
            rules,
            salience,
            capability,
            care,
            weight,
            accommodation,
            luck[t],
            position[t + 1],
            ideal[t + 1],
            distance,
            risk[t],
            turn,
        )
        moved = movement(position[t], position[t + 1])
        if t == 0:
            first = moved
        t += 1
        rests = t >= LEAST_TURNS and moved < QUIET * (first + LEAST_MOVEMENT)
        assess(rules, position[t], ideal[t], salience, capability, distance, risk[t])
    return t, rests


@jit
def together(position: Floats, option: Ints) -> int:
    """Fill [n] the group each actor stands in; say how many there are.

    Two near each other stand in one group, and so do those linked by others in between: then it
    does not matter who is looked at first.
    """
    actors = len(position)
    groups = 0
    option[:] = -1
    todo = np.empty(actors, np.int64)
    for first in range(actors):
        if option[first] >= 0:
            continue
        option[first], todo[0], waiting = groups, first, 1
        while waiting > 0:
            waiting -= 1
            i = todo[waiting]
            for j in range(actors):
                if option[j] < 0 and np.sqrt(((position[i] - position[j]) ** 2).sum()) < NEAR:
                    option[j], todo[waiting] = groups, j
                    waiting += 1
        groups += 1
    return groups


@jit
def final(
    rules: SpatialRules,
    position: Floats,
    capability: Floats,
    distance: Floats,
    risk: Floats,
    probability: Floats,
) -> None:
    """Fill [n] the probability of each actor's position; those who stand together share theirs."""
    actors = len(position)
    option = np.empty(actors, np.int64)
    options = together(position, option)
    holders = np.zeros(options)
    for i in range(actors):
        holders[option[i]] += 1.0
    utility = np.zeros((actors, options))
    for i in range(actors):
        for j in range(actors):
            utility[i, option[j]] += worth(distance[i, j], risk[i]) / holders[option[j]]
    square, chance = np.empty((3, options, options)), np.empty(options)
    elect(rules.election, utility, capability, square[0], square[1], square[2], chance)
    for i in range(actors):
        probability[i] = chance[option[i]] / holders[option[i]]


@jit
def run_one(
    rules: SpatialRules,
    salience: Floats,
    capability: Floats,
    accommodation: Floats,
    luck: Floats,
    position: Floats,
    opening: Floats,
    probability: Floats,
) -> tuple[Course, int, bool]:
    """Play one run, with its whole record; say how many turns it took and whether the actors rest.

    `opening` [3, n, n] becomes the challenges before the first turn, each as the challenger sees it
    (`view`); `probability` [n] that of each final position.
    """
    actors, dimensions = position.shape
    course, distance = blank(actors, dimensions), np.empty((actors, actors))
    course.position[0] = position
    care, risk = salience.sum(axis=1), course.risk[0]
    assess(rules, position, position, salience, capability, distance, risk)
    view(rules, np.arange(actors), distance, risk, capability * care, care, opening)
    last, rests = run(rules, salience, capability, accommodation, luck, course, distance)
    end, risk = course.position[last], course.risk[last]
    final(rules, end, capability, distance, risk, probability)
    return course, last, rests


@jit
def run_each(
    rules: SpatialRules,
    salience: Floats,
    capability: Floats,
    accommodation: Floats,
    luck: Floats,
    position: Floats,
    turns: Ints,
    settled: Bools,
    probability: Floats,
) -> None:
    """Play each draw to its end; arrays are [D, ...], `position` becomes the final one."""
    draws, actors, dimensions = position.shape
    course, distance = blank(actors, dimensions), np.empty((actors, actors))
    for draw in range(draws):
        course.position[0] = position[draw]
        last, rests = run(
            rules, salience[draw], capability[draw], accommodation, luck[draw], course, distance
        )
        turns[draw], settled[draw], position[draw] = last, rests, course.position[last]
        final(
            rules, position[draw], capability[draw], distance, course.risk[last], probability[draw]
        )
