"""The compiled model and the formulas written out come to the same elections and positions."""

from enum import IntEnum

import numpy as np
import pytest
from tests import literal_politics as literal

from detente.base.seeds import stream
from detente.methods.condorcet_election import elect
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
from detente.methods.spatial_politics import Parties, spatial_run

SPATIAL = {
    "risk_estimate": RiskEstimate,
    "risk_range": RiskRange,
    "third_party": ThirdParty,
    "interpolation": Interpolation,
    "bargain": BargainModel,
}
ELECTION = {"voting": Voting, "victory": Victory, "succession": Succession}
ONE_SWITCH = [(name, value) for name, kind in (SPATIAL | ELECTION).items() for value in kind]


def crowd(actors: int, dimensions: int, seed: int) -> Parties:
    generator = np.random.default_rng(seed)
    salience = generator.uniform(0.1, 1.0, (actors, dimensions))
    salience *= generator.uniform(0.5, 1.0, (actors, 1)) / salience.sum(axis=1, keepdims=True)
    follows = generator.random((actors, actors)) * (generator.random((actors, actors)) < 0.5)
    return Parties(
        position=generator.random((actors, dimensions)),
        salience=salience,
        capability=generator.uniform(10, 200, actors),
        accommodation=follows / np.maximum(follows.sum(axis=1, keepdims=True), 1.25),
    )


def random_rules(seed: int) -> SpatialRules:
    generator = np.random.default_rng(seed)

    def one(kind: type[IntEnum]) -> IntEnum:
        return list(kind)[generator.integers(len(kind))]

    election = ElectionRules(**{name: one(kind) for name, kind in ELECTION.items()})
    return SpatialRules(election=election, **{name: one(kind) for name, kind in SPATIAL.items()})


def in_words(rules: SpatialRules) -> literal.Switches:
    switches = rules._asdict() | rules.election._asdict()
    return literal.Switches(
        **{name: switches[name].name.lower() for name in literal.Switches._fields}
    )


def group(parties: Parties) -> literal.Group:
    return literal.Group(*(array.tolist() for array in parties))


def assert_same_history(parties: Parties, rules: SpatialRules, seed: int = 0) -> None:
    luck = None
    if rules.transition is Transition.STOCHASTIC:
        actors = len(parties.capability)
        luck = stream(seed, "spatial politics", "0").random((100, actors)).tolist()
    expected = literal.history(in_words(rules), group(parties), luck)
    found = spatial_run(parties, rules, seed=seed).position
    assert len(found) == len(expected)
    assert found == pytest.approx(np.array(expected), abs=1e-9)


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize("succession", Succession)
@pytest.mark.parametrize("voting", Voting)
def test_elections(voting: Voting, succession: Succession, seed: int) -> None:
    generator = np.random.default_rng(seed)
    victory = list(Victory)[seed % len(Victory)]
    utility = generator.random((generator.integers(1, 6), generator.integers(1, 6)))
    weight = generator.uniform(0.1, 100.0, len(utility))
    switches = literal.Switches(voting.name.lower(), victory.name.lower(), succession.name.lower())
    found = elect(utility, weight, ElectionRules(voting, victory, succession)).probability
    expected = literal.election(switches, utility.tolist(), weight.tolist())
    assert found == pytest.approx(expected, abs=2e-6 if victory is Victory.BINARY else 1e-11)


@pytest.mark.parametrize(("name", "value"), ONE_SWITCH, ids=str)
def test_each_switch_alone(name: str, value: IntEnum) -> None:
    rules = SpatialRules()
    if name in ELECTION:
        rules = rules._replace(election=rules.election._replace(**{name: value}))
    else:
        rules = rules._replace(**{name: value})
    for dimensions in (1, 2):
        parties = crowd(4, dimensions, seed=7)
        assert_same_history(parties._replace(accommodation=np.eye(4)), rules)


@pytest.mark.parametrize("seed", range(60))
def test_switches_together_with_ideals_of_their_own(seed: int) -> None:
    assert_same_history(crowd(3 + seed % 3, 1 + seed % 2, seed), random_rules(seed))


@pytest.mark.parametrize("seed", range(15))
def test_bargains_picked_by_lot(seed: int) -> None:
    rules = random_rules(seed)._replace(transition=Transition.STOCHASTIC)
    assert_same_history(crowd(4, 1, seed), rules, seed)


@pytest.mark.jit
@pytest.mark.parametrize("seed", range(3))
def test_compiled_elections_and_runs(seed: int) -> None:
    """All switches go through one compiled loop, so a few of their combinations do here."""
    for case in range(100 * seed, 100 * seed + 100):
        rules = random_rules(case)
        parties = crowd(3 + case % 3, 1 + case % 2, case)
        assert_same_history(parties, rules)
        utility = np.random.default_rng(case).random((4, 5))
        weight = parties.capability[:3].sum() * utility[:, 0]
        found = elect(utility, weight, rules.election).probability
        expected = literal.election(in_words(rules), utility.tolist(), weight.tolist())
        assert found == pytest.approx(expected, abs=2e-6)
