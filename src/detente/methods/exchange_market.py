"""The arrays that rounds of trading work on."""

from typing import NamedTuple

from detente.methods.game import Bools, Bytes, Floats, Ints

OWN, INNER, OUTER = 0, 1, 2
"""Circles around a deal: its partners; those who stand with one of them on both issues; others."""


class Market(NamedTuple):
    """What stays while deals are made."""

    position: Floats
    """[n, m] where each actor wants the outcome."""
    salience: Floats
    """[n, m] what a move of the outcome over the whole scale is worth; 0 where not present."""
    pull: Floats
    """[n, m] how far the outcome follows a vote: the actor's share of weight."""
    issues: Ints
    """[P, 2] pairs of issues that may be traded."""
    actors: Ints
    """[P, A, 2] pairs of actors that may trade; first the one to whom the first issue matters more,
    measured by the second."""
    share: Floats
    """[P, A] part of the joint gain for the actor who gets the first issue."""
    by_ideal: bool
    """Whether gains are instead shared as the largest possible ones are."""
    payment_cost: float
    """What it costs to pay one; infinite where nobody pays."""
    floor: Floats
    """[m] no outcome is moved below."""
    ceiling: Floats
    """[m] nor above."""
    after: Bools
    """[m, m] whether the first issue opens only after a deal on the second."""
    tradable: Bools
    """[m] whether an issue is open as far as other things than deals go."""
    start: Floats
    """[m] the outcomes before the first deal."""
    regroup: bool
    """Whether sides are those of the outcomes now, not of the start."""


class Table(NamedTuple):
    """What deals change."""

    vote: Floats
    """[n, m] where each actor stands in the decision."""
    outcome: Floats
    """[m] the weighted mean of the votes."""
    side: Bytes
    """[n, m] on which side of the outcome each actor stands: -1, 0 or 1."""
    room: Floats
    """[m, n, n] how far the first actor can move the outcome for the second, which stands on its
    other side."""
    given: Bytes
    """[n, m] direction in which the actor has moved its vote for others; 0: not yet."""
    dealt: Bools
    """[m] whether there was a deal on the issue."""
    open: Bools
    """[m] whether the issue can be traded now."""


class Offer(NamedTuple):
    """The best two actors can do for each other on two issues."""

    first: int
    """The actor who gets the first issue; -1 if there is nothing to trade."""
    second: int
    """Its partner."""
    first_shift: float
    """How far the outcome of the first issue moves."""
    second_shift: float
    """How far that of the second issue does, for the partner."""
    first_gain: float
    second_gain: float
    payment: float
    """What the first receives; below 0, what the second does."""


class Ledger(NamedTuple):
    """Room for the deals of a round."""

    partner: Ints
    gets: Ints
    vote_before: Floats
    vote_after: Floats
    outcome_before: Floats
    outcome_after: Floats
    payment: Floats
    gain: Floats
    ties: Ints
    effect: Floats
    circle: Bytes
