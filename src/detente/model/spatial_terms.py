"""The terms of a case as the spatial model of politics wants them.

That model knows one capability per actor, a position on every issue, and saliences that share out
an actor's attention, so that they add up to 1 at most. Terms that say more are brought to that
shape; terms that fit it already, such as those of a KTAB file, are left exactly as they are.
"""

import numpy as np

from detente.case.schema import Case
from detente.methods.compromise import compromise_mean
from detente.methods.contest_rules import (
    BargainModel,
    ElectionRules,
    Interpolation,
    RiskEstimate,
    RiskRange,
    SpatialRules,
    Succession,
    ThirdParty,
    Transition,
    Victory,
    Voting,
)
from detente.methods.game import Bools, Floats
from detente.methods.spatial_politics import Parties
from detente.model.terms import Terms

_LEAST_SALIENCE = 1e-9
"""Who cares for nothing sees no distance between points; who cares so little changes nothing."""


def spatial_rules(case: Case) -> SpatialRules:
    """The switches of the spatial model that the case states."""
    switches = case.bargaining.spatial_politics
    return SpatialRules(
        election=ElectionRules(
            voting=Voting[switches.voting.upper()],
            victory=Victory[switches.victory.upper()],
            succession=Succession[switches.succession.upper()],
        ),
        transition=Transition[switches.transition.upper()],
        risk_estimate=RiskEstimate[switches.risk_estimate.upper()],
        risk_range=RiskRange[switches.risk_range.upper()],
        third_party=ThirdParty[switches.third_party.upper()],
        interpolation=Interpolation[switches.interpolation.upper()],
        bargain=BargainModel[switches.bargain.upper()],
    )


def parties(terms: Terms) -> Parties:
    """The actors of the spatial model, in the order of the terms; one axis of draws may come first.

    An actor's capability is the mean of its capabilities, weighted by salience. Where the saliences
    of any actor add up to more than 1, those of all are divided by the largest such sum, so that
    ratios stay. An actor that is no party to an issue has salience 0 on it and stands where the
    compromise of the others lies, so that it is nobody's opponent there. An actor that cares for
    nothing is given a salience that changes nothing.
    """
    stances = terms.stances
    cares = stances.salience.any(axis=-1, keepdims=True)
    least = np.where(cares, stances.salience, _LEAST_SALIENCE)
    salience = np.where(stances.present, least, 0.0)
    most = salience.sum(axis=-1).max(axis=-1, initial=1.0)[..., np.newaxis, np.newaxis]
    meeting = compromise_mean(stances._replace(salience=salience))[..., np.newaxis, :]
    return Parties(
        position=np.where(stances.present, stances.position, meeting),
        salience=salience / most,
        capability=_one_capability(stances.capability, salience, stances.present),
        accommodation=terms.accommodation,
    )


def _one_capability(capability: Floats, salience: Floats, present: Bools) -> Floats:
    """[..., n] the mean capability; exactly the one an actor has if it has the same everywhere."""
    mean = (capability * salience).sum(axis=-1) / salience.sum(axis=-1)
    least = np.where(present, capability, np.inf).min(axis=-1)
    most = np.where(present, capability, 0.0).max(axis=-1)
    return np.clip(mean, least, most)
