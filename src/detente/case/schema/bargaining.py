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
    """The switches of KTAB's spatial model of politics; each is spelled out in its reference."""

    victory: Literal["linear", "square", "quartic", "octic", "binary"] = "linear"
    """How strength turns into the probability of prevailing: the power it is raised to."""
    succession: Literal["conditional", "markov_uniform", "markov_incentive"] = "conditional"
    """How pairwise probabilities turn into the probability of each proposal."""
    transitions: Literal["deterministic", "stochastic"] = "deterministic"
    """Whether each actor takes its likeliest proposal or one drawn by the probabilities."""
    voting: Literal[
        "binary", "proportional_binary", "proportional", "proportional_cubic", "cubic", "prospect"
    ] = "proportional"
    """How a difference in utility turns into support."""
    risk_adjust: Literal["none", "one_third", "half", "two_thirds", "full"] = "one_third"
    """How far the estimate of another's attitude to risk goes from one's own to the true one."""
    risk_range: Literal["min", "mid", "max"] = "mid"
    """Range of attitudes to risk: 0 to 1, -1/2 to 1, or -1 to 1."""
    third_parties: Literal["none", "semi", "full"] = "semi"
    """How far third parties commit themselves to the side they support."""
    blend: Literal["s1p1", "s2p2", "s2pmax"] = "s2p2"
    """Weights of the two positions in a bargain: powers of salience and of probability."""
    offers: Literal["initiator", "both", "power_weighted"] = "initiator"
    """Whose estimate a bargain rests on: the initiator's, each side's own, or a mean of both."""
    seed: Annotated[int, Field(strict=True, ge=0)] | None = None
    """Seed of stochastic transitions; none: that of the study."""


class Bargaining(Node):
    """How terms are settled."""

    decision: Decision = Field(default_factory=Decision)
    """What it takes for a settlement to bind."""
    links: tuple[tuple[IssueId, IssueId], ...] | None = None
    """Pairs of issues that may be traded for each other; none: any two."""
    accommodation: Mapping[ActorId, Mapping[ActorId, Quantity]] = {}
    """Share by which an actor's ideal gives way, each round, to where another one or it itself
    stands, by the one who gives way; empty: every ideal follows its own actor's position."""
    spatial_politics: SpatialPolitics = Field(default_factory=SpatialPolitics)
    """The switches of KTAB's spatial model of politics."""
