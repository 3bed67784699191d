"""What trading votes is about: who may trade what, at which rate, and the deals that result."""

from dataclasses import dataclass
from math import inf
from typing import NamedTuple, TypeAlias

import numpy as np

from detente.methods.game import Bools, Bytes, Floats, Ints


@dataclass(frozen=True, slots=True, kw_only=True)
class EqualGains:
    """Both partners gain the same."""

    payment_cost: float = inf
    """What it costs to let a partner have one, at least 1. If infinite, nobody pays: votes are
    traded for votes. Otherwise payments level gains, and votes can be bought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GainsAsIdeals:
    """Gains are in proportion to the largest each side could have while the other loses nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RandomGains:
    """One side's part of the joint gain is drawn anew for each pair of pairs in each round."""

    spread: float
    """0: always a half; 1: anything between nothing and all, evenly."""
    seed: int
    draw: int = 0
    """Number of the draw: each has lots of its own."""


Rate: TypeAlias = EqualGains | GainsAsIdeals | RandomGains


class Rules(NamedTuple):
    """Who may trade what, when, and what nobody can bring about."""

    linked: Bools
    """[m, m] pairs of issues that may be traded; on the diagonal, issues on which votes may be
    bought. Symmetric."""
    talking: Bools
    """[n, n] pairs of actors that may trade. Symmetric; the diagonal is not read."""
    after: Bools
    """[m, m] whether the first issue opens only once there has been a deal on the second."""
    tradable: Bools
    """[rounds, m] whether an issue is open in a round, as far as other things than deals go."""
    low: Floats
    """[n, m] red lines: while the actor can help it the outcome does not fall below; -inf: none."""
    high: Floats
    """[n, m] nor rise above; inf: none. Where the outcome is past a line already it moves back
    only."""
    regroup: bool
    """Whether actors are sorted into sides of the outcome anew after each deal, and not once a
    round, as in the model. Then no deal is made by mistake, and gains are exact."""


def free_trade(actors: int, issues: int, rounds: int = 1) -> Rules:
    """Rules under which everything may be traded by everybody at any time."""
    return Rules(
        linked=np.ones((issues, issues), np.bool_),
        talking=np.ones((actors, actors), np.bool_),
        after=np.zeros((issues, issues), np.bool_),
        tradable=np.ones((rounds, issues), np.bool_),
        low=np.full((actors, issues), -inf),
        high=np.full((actors, issues), inf),
        regroup=False,
    )


class Following(NamedTuple):
    """How far positions follow votes between rounds: k = always + unconcerned (1 - s)."""

    always: float
    """The part of the way that everybody goes."""
    unconcerned: float
    """What those go in addition for whom the issue does not matter."""


class Opportunities(NamedTuple):
    """Deals that could be made as things stand, in the order of issues, then of actors.

    Column 0 of an array is the issue that the first partner gets, column 1 what the second gets.
    """

    partner: Ints
    """[E, 2] who trades."""
    gets: Ints
    """[E, 2] the issue each partner gets, which the other gives; -1: a payment alone."""
    shift: Floats
    """[E, 2] how far the outcome would move, without sign."""
    gain: Floats
    """[E, 2] what each partner would gain."""


class Deals(NamedTuple):
    """Deals in the order they are made.

    Column 0 of an array is the issue that the first partner gets and the second gives, column 1 the
    other; not a number where the second gets a payment alone.
    """

    round: Ints
    """[K] the round, from 0."""
    partner: Ints
    """[K, 2] who trades."""
    gets: Ints
    """[K, 2] the issue each partner gets, which the other gives; -1: a payment alone."""
    vote_before: Floats
    """[K, 2] where the giver stood on the issue."""
    vote_after: Floats
    """[K, 2] and where it stands after the deal."""
    outcome_before: Floats
    """[K, 2] the outcome of the issue."""
    outcome_after: Floats
    """[K, 2] and after the deal."""
    payment: Floats
    """[K, 2] what each partner receives; below 0, what paying costs it."""
    gain: Floats
    """[K, 2] what each partner counts on, payments included. Who still counts the move of an
    outcome as a cost that has passed its position since the start of the round gains more."""
    ties: Ints
    """[K] how many other deals would have had the same joint gain."""
    effect: Floats
    """[K, n] what the deal is worth to every actor, payments included."""
    circle: Bytes
    """[K, n] OWN: a partner; INNER: one that stands with one of them on both issues; OUTER."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Exchange:
    """What rounds of trading lead to."""

    deals: Deals
    positions: Floats
    """[rounds + 1, n, m] at the start of each round, and after the last."""
    votes: Floats
    """[rounds, n, m] at the end of each round."""
    before: Floats
    """[rounds, m] outcome without the deals of the round; not a number where nobody cares."""
    after: Floats
    """[rounds, m] outcome with them."""
    complete: bool
    """Whether each round ended because no deal was left."""


class Externalities(NamedTuple):
    """What deals are worth to each actor, in points of the scale times salience."""

    own: Floats
    """[n] from the actor's own deals."""
    inner_gains: Floats
    """[n] from deals of others, with one of whom it stood on both issues."""
    inner_losses: Floats
    """[n] at most 0."""
    outer_gains: Floats
    """[n] from deals of others at odds with it on one issue each."""
    outer_losses: Floats
    """[n] at most 0."""
