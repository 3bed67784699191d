"""How terms are settled: what it takes to bind, what may be traded for what, whose ideal gives way.

These are settings of the models of collective decisions; the issues and positions that they work
on have sections of their own.
"""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import Field

from detente.base.ids import ActorId, IssueId
from detente.case.schema.node import Ids, Node, Quantity, Real

Votes = Annotated[int, Field(strict=True, ge=0)]
"""A number of votes."""


class Decision(Node):
    """What it takes for a settlement to bind."""

    rule: Literal["majority", "quota", "unanimity"] = "majority"
    """Who must agree: more than half of the votes, at least the quota, or everybody who votes."""
    votes: Mapping[ActorId, Votes] = {}
    """Votes of each actor, who has none if left out; empty: capability counts."""
    quota: Annotated[Real, Field(gt=0)] | None = None
    """What carries under `rule: quota`: a number of votes, or without `votes` a share, 0 to 1."""
    vetoes: Ids = ()
    """Actors without whom nothing is settled."""


class SpatialPolitics(Node):
    """The switches of the spatial model of politics; as in KTAB unless written otherwise."""

    victory: Literal["linear", "square", "quartic", "octic", "binary"] = "linear"
    """How strength becomes a probability of winning: by its power, or all to a lead of a tenth."""
    succession: Literal["conditional", "markov_uniform", "markov_incentive"] = "conditional"
    """How contests of two become one probability for each option."""
    voting: Literal[
        "binary", "proportional_binary", "proportional", "proportional_cubic", "cubic", "prospect"
    ] = "proportional"
    """How strongly an actor pushes for the option it prefers by so much utility."""
    transition: Literal["deterministic", "stochastic"] = "deterministic"
    """Whether an actor takes its likeliest bargain, or one by lot."""
    risk_estimate: Literal["none", "one_third", "half", "two_thirds", "full"] = "one_third"
    """How far an actor knows the risk attitudes of others; it takes the rest to be like its own."""
    risk_range: Literal["from_zero", "from_minus_half", "from_minus_one"] = "from_minus_half"
    """Where risk attitudes begin; they end at 1."""
    third_party: Literal["no_commitment", "semi_commitment", "full_commitment"] = "semi_commitment"
    """Whether a third party that takes sides must move: never, if its side loses, or always."""
    interpolation: Literal["salience_chance", "squares", "stronger_only"] = "squares"
    """How far each side of a bargain moves: by salience times chance of winning, by the squares of
    these, or only the weaker side."""
    bargain: Literal["initiator", "both", "compromise"] = "initiator"
    """Whose estimate of the chances a bargain is made of: the initiator's, each side's own, or the
    mean of both."""
    seed: Annotated[int, Field(strict=True, ge=0)] | None = None
    """Seed of the lots of stochastic transitions; none: that of the study."""


class VoteTrading(Node):
    """How votes on one issue are traded for votes on another."""

    gains: Literal["equal", "as_ideals", "random"] = "equal"
    """How partners share what a deal brings: alike, in proportion to the most that each could have
    had, or by lot."""
    spread: Annotated[Real, Field(gt=0, le=1)] | None = None
    """With `gains: random`, how far the lot may go: near 0 always a half each; 1, if none is given,
    anything from nothing to all."""
    payment_cost: Quantity | None = None
    """What it costs an actor to let a partner have 1, at least 1; then gains are levelled by
    payments and votes can be bought. None: nobody pays. Needs equal gains."""


class Bargaining(Node):
    """How terms are settled."""

    decision: Decision = Field(default_factory=Decision)
    """What it takes for a settlement to bind."""
    links: tuple[tuple[IssueId, IssueId], ...] | None = None
    """Pairs of issues that may be traded for each other; none: any two. Where payments are made, a
    pair of an issue with itself lets votes on it be bought."""
    accommodation: Mapping[ActorId, Mapping[ActorId, Quantity]] = {}
    """Share by which an actor's ideal gives way, each round, to where another one or it itself
    stands, by the one who gives way; empty: every ideal follows its own actor's position."""
    exchange: VoteTrading = Field(default_factory=VoteTrading)
    """How votes are traded."""
    spatial_politics: SpatialPolitics = Field(default_factory=SpatialPolitics)
    """The switches of the spatial model of politics."""
