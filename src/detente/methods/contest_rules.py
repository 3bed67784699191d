"""How contests between options are decided: the switches of elections and of the spatial model.

Each switch stands for an assumption about people, not for a numerical choice. All are those of KTAB
[kapsarc2015]_.
"""

from enum import IntEnum
from typing import NamedTuple


class Voting(IntEnum):
    """How strongly an actor pushes for the option it prefers by so much utility."""

    PROPORTIONAL = 0
    """In proportion to the difference."""
    BINARY = 1
    """With all its weight, however small the difference."""
    PROPORTIONAL_BINARY = 2
    """Four fifths in proportion, one fifth with all its weight."""
    CUBIC = 3
    """With the cube of the difference: only large ones count."""
    PROPORTIONAL_CUBIC = 4
    """Half in proportion, half with the cube."""
    PROSPECT = 5
    """In proportion, but gains count two thirds of losses. The later option is judged against the
    earlier, so the order of the options matters; with actors' positions, that of the actors."""


class Victory(IntEnum):
    """How the strengths of two coalitions become the probability that one of them wins."""

    LINEAR = 0
    """In proportion to strength."""
    SQUARE = 1
    """In proportion to its second power."""
    QUARTIC = 2
    """In proportion to its fourth power."""
    OCTIC = 3
    """In proportion to its eighth power."""
    BINARY = 4
    """A lead of a tenth is enough."""


class Succession(IntEnum):
    """How contests of two become one probability for each option."""

    CONDITIONAL = 0
    """An option must beat all others in one go."""
    MARKOV_UNIFORM = 1
    """The standing option is challenged again and again, by any option alike."""
    MARKOV_INCENTIVE = 2
    """The same, but whoever gains more by a challenge makes it more often."""


class ElectionRules(NamedTuple):
    """The switches of one election."""

    voting: Voting = Voting.PROPORTIONAL
    victory: Victory = Victory.LINEAR
    succession: Succession = Succession.MARKOV_UNIFORM


BEST_FORECAST = ElectionRules()
"""Of 27 ways tried, the one whose probabilities fitted 353 decisions of the European Union best."""


class Transition(IntEnum):
    """How an actor picks among the bargains open to it."""

    DETERMINISTIC = 0
    """The likeliest; of equals the first."""
    STOCHASTIC = 1
    """By lot, with their probabilities."""


class RiskEstimate(IntEnum):
    """How far an actor knows the risk attitudes of others; else it takes them to be like itself."""

    NONE = 0
    ONE_THIRD = 1
    HALF = 2
    TWO_THIRDS = 3
    FULL = 4


class RiskRange(IntEnum):
    """Between which numbers risk attitudes lie: 1 risks least, below 0 courts risk."""

    FROM_ZERO = 0
    """0 to 1."""
    FROM_MINUS_HALF = 1
    """-1/2 to 1."""
    FROM_MINUS_ONE = 2
    """-1 to 1."""


class ThirdParty(IntEnum):
    """Whether a third party that takes sides must itself move if its side loses.

    What it then expects decides how hard it pushes. With no or full commitment it expects the same
    on either side, and leaves the two alone: these settings give the same.
    """

    NO_COMMITMENT = 0
    """Never: it keeps its position."""
    SEMI_COMMITMENT = 1
    """Only if its side loses."""
    FULL_COMMITMENT = 2
    """It takes the position of whoever wins."""


class Interpolation(IntEnum):
    """How far each side of a bargain moves, by salience s and chance P of winning."""

    SALIENCE_CHANCE = 0
    """Weights s P."""
    SQUARES = 1
    """Weights s^2 P^2."""
    STRONGER_ONLY = 2
    """Only the weaker side moves, by how much weaker it is, with weights s^2."""


class BargainModel(IntEnum):
    """Whose estimate of the chances a bargain is made of."""

    INITIATOR = 0
    """The initiator's."""
    BOTH = 1
    """There are two bargains, one by each side's estimate."""
    COMPROMISE = 2
    """The mean of these two, weighted by capability x salience."""


class SpatialRules(NamedTuple):
    """The switches of the spatial model of politics. The defaults are KTAB's."""

    election: ElectionRules = ElectionRules(succession=Succession.CONDITIONAL)
    """Of positions, from which risk attitudes follow, and of bargains; contests between two
    actors use its voting rule."""
    transition: Transition = Transition.DETERMINISTIC
    risk_estimate: RiskEstimate = RiskEstimate.ONE_THIRD
    risk_range: RiskRange = RiskRange.FROM_MINUS_HALF
    third_party: ThirdParty = ThirdParty.SEMI_COMMITMENT
    interpolation: Interpolation = Interpolation.SQUARES
    bargain: BargainModel = BargainModel.INITIATOR


KTAB = SpatialRules()
"""What KTAB does unless told otherwise."""


def election_codes(rules: ElectionRules) -> ElectionRules:
    """The same switches as whole numbers: compiled loops take these up a hundred times faster."""
    return ElectionRules._make(map(int, rules))


def spatial_codes(rules: SpatialRules) -> SpatialRules:
    """The same switches as whole numbers: compiled loops take these up a hundred times faster."""
    election, *others = rules
    return SpatialRules._make([election_codes(election), *map(int, others)])
