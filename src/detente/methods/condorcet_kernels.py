"""The compiled loops of elections: contests of two options, and what comes of all contests."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.contest_rules import ElectionRules, Succession, Victory, Voting
from detente.methods.game import Bools, Floats

# Coalitions are never empty, so that there is always somebody to lose to.
EMPTY = 1e-8
# Below this difference in utility a binary vote is cast in part.
INDIFFERENT = 1e-8
# A difference no larger is rounding, and nobody votes on it: it would decide binary contests.
ROUNDING = 1e-14
BINARY_PART = 0.2
CUBIC_PART = 0.5
GAIN_PART = 2.0 / 3.0
# A lead by this factor decides a binary contest; the loser keeps this chance.
DECISIVE = 1.1
OUTSIDE_CHANCE = 1e-6
# An option stands against itself with this incentive more.
STANDING = 1e-10
UNIFORM_SETTLED = 1e-6
INCENTIVE_SETTLED = 1e-8
MOST_ROUNDS = 100_000  # some 50 are usual
EVEN = float(np.log(0.5))  # against itself
# Loops written for this rule alone become vector instructions.
USUAL = int(Voting.PROPORTIONAL)


@jit
def vote(voting: int, weight: float, difference: float) -> float:
    """What an actor adds for one option against another that it likes less by `difference`."""
    if abs(difference) <= ROUNDING:
        return 0.0
    push = difference
    binary = min(max(difference / INDIFFERENT, -1.0), 1.0)
    if voting == Voting.BINARY:
        push = binary
    elif voting == Voting.PROPORTIONAL_BINARY:
        push += BINARY_PART * (binary - difference)
    elif voting == Voting.CUBIC:
        push = difference**3
    elif voting == Voting.PROPORTIONAL_CUBIC:
        push += CUBIC_PART * (difference**3 - difference)
    elif voting == Voting.PROSPECT and difference > 0.0:
        push *= GAIN_PART
    return weight * push


@jit
def wins(victory: int, strength: float, against: float) -> float:
    """The probability that a coalition wins against another."""
    if victory == Victory.BINARY:
        least = OUTSIDE_CHANCE / (1.0 + OUTSIDE_CHANCE)
        share = strength / (strength + against)
        lead = (share * (DECISIVE + 1.0) - 1.0) / (DECISIVE - 1.0)
        return min(max(lead, least), 1.0 - least)
    ratio = against / strength
    for _ in range(victory):  # squared so often: exponents 1, 2, 4, 8
        ratio *= ratio
    return 1.0 / (1.0 + ratio)


@jit
def contest(
    rules: ElectionRules,
    options: int,
    utility: Floats,
    weight: Floats,
    strength: Floats,
    beats: Floats,
) -> None:
    """Fill [o, o] the coalition behind each option against each other, and its chance to win."""
    for a in range(options):
        strength[a, a], beats[a, a] = EMPTY, 0.5
        for b in range(a):
            ahead = behind = EMPTY
            for k in range(weight.size):
                cast = vote(rules.voting, weight[k], utility[k, a] - utility[k, b])
                ahead += max(cast, 0.0)
                behind += max(-cast, 0.0)
            strength[a, b], strength[b, a] = ahead, behind
            beats[a, b] = wins(rules.victory, ahead, behind)
            beats[b, a] = wins(rules.victory, behind, ahead)


@jit
def beats_all(beats: Floats, probability: Floats) -> None:
    """Fill the probability that each option beats all, given that one of them does.

    In logarithms: with many options the products themselves come close to nothing.
    """
    options = probability.size
    for a in range(options):
        probability[a] = 0.0
        for b in range(options):
            probability[a] += EVEN if a == b else np.log(beats[a, b])
    best = probability.max()
    total = 0.0
    for a in range(options):
        probability[a] = np.exp(probability[a] - best)
        total += probability[a]
    probability /= total


@jit
def succeeds(
    succession: int, strength: Floats, beats: Floats, passes: Floats, probability: Floats
) -> None:
    """Fill the probability that each option stands, after challenges without end.

    `passes` is scratch [o, o]: the chance that b stands, is challenged by a, and loses to it.
    """
    options = probability.size
    stays = np.zeros(options)  # chance that an option that stands is still there
    for b in range(options):
        calls = 0.0
        for a in range(options):
            passes[b, a] = 1.0
            if succession == Succession.MARKOV_INCENTIVE:
                passes[b, a] = strength[a, b] * beats[a, b] + (STANDING if a == b else 0.0)
            calls += passes[b, a]
        for a in range(options):
            challenge = passes[b, a] / calls
            stays[b] += challenge * beats[b, a]
            passes[b, a] = challenge * beats[a, b]
    settled = UNIFORM_SETTLED
    if succession == Succession.MARKOV_INCENTIVE:
        settled = INCENTIVE_SETTLED
    probability[:] = 1.0 / options
    after = np.empty(options)
    for _ in range(MOST_ROUNDS):
        after[:] = stays * probability
        for b in range(options):
            standing = probability[b]
            for a in range(options):
                after[a] += standing * passes[b, a]
        change = 0.0
        for a in range(options):
            change = max(change, abs(after[a] - probability[a]))
            probability[a] = 0.5 * (probability[a] + after[a])
        if change <= settled:
            break


@jit
def elect(
    rules: ElectionRules,
    utility: Floats,
    weight: Floats,
    strength: Floats,
    beats: Floats,
    passes: Floats,
    probability: Floats,
) -> None:
    """Fill the probability of each option; `strength`, `beats`, `passes` are [o, o]."""
    contest(rules, probability.size, utility, weight, strength, beats)
    if rules.succession == Succession.CONDITIONAL:
        beats_all(beats, probability)
    else:
        succeeds(rules.succession, strength, beats, passes, probability)


@jit
def share_out(
    rules: ElectionRules,
    position: Floats,
    weight: Floats,
    present: Bools,
    probability: Floats,
) -> None:
    """Fill the probability of the position each actor holds on one issue, [n].

    The largest weight counts as 1. Actors at one position share its probability evenly.
    """
    voters = np.flatnonzero(present)
    count = voters.size
    option = np.empty(count, np.int64)  # the option each voter holds
    at, holders = np.empty(count), np.zeros(count)
    options = 0
    for k in range(count):
        option[k] = options
        for o in range(options):
            if at[o] == position[voters[k]]:
                option[k] = o
        if option[k] == options:
            at[options] = position[voters[k]]
            options += 1
        holders[option[k]] += 1.0
    pull, utility = weight[voters], np.empty((count, options))
    if pull.max() > 0.0:
        pull /= pull.max()
    for k in range(count):
        for o in range(options):
            utility[k, o] = 1.0 - abs(position[voters[k]] - at[o])
    strength, beats, passes = (
        np.empty((options, options)),
        np.empty((options, options)),
        np.empty((options, options)),
    )
    chance = np.empty(options)
    elect(rules, utility, pull, strength, beats, passes, chance)
    for k in range(count):
        probability[voters[k]] = chance[option[k]] / holders[option[k]]


@jit
def elect_each(
    rules: ElectionRules,
    position: Floats,
    weight: Floats,
    present: Bools,
    probability: Floats,
) -> None:
    """Fill, for each draw and issue, the probability of the position each actor holds.

    Arrays are [D, n, m], `present` [n, m].
    """
    probability[:] = 0.0
    for issue in range(position.shape[2]):
        if not present[:, issue].any():
            continue
        for draw in range(position.shape[0]):
            share_out(
                rules,
                position[draw, :, issue],
                weight[draw, :, issue],
                present[:, issue],
                probability[draw, :, issue],
            )
