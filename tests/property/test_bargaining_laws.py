"""Laws of elections and of the spatial model, whoever the actors are."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.methods.condorcet_election import elect, elections
from detente.methods.contest_rules import (
    KTAB,
    BargainModel,
    ElectionRules,
    Interpolation,
    RiskEstimate,
    RiskRange,
    SpatialRules,
    Succession,
    ThirdParty,
    Victory,
    Voting,
)
from detente.methods.game import Floats
from detente.methods.spatial_politics import Parties, Run, perspective, spatial_run
from detente.methods.stances import Stances

# With `Voting.PROSPECT` the order of the options matters, so renaming does too.
EVEN_HANDED = [voting for voting in Voting if voting is not Voting.PROSPECT]
RULES = st.builds(
    ElectionRules,
    st.sampled_from(EVEN_HANDED),
    st.sampled_from(Victory),
    st.sampled_from(Succession),
)
SEEDS = st.integers(0, 2**32)


def worth(seed: int, actors: int = 4, options: int = 4) -> tuple[Floats, Floats]:
    """Utilities and weights."""
    generator = np.random.default_rng(seed)
    return generator.random((actors, options)), generator.uniform(1, 50, actors)


def parties(seed: int) -> Parties:
    generator = np.random.default_rng(seed)
    actors, dimensions = int(generator.integers(3, 6)), int(generator.integers(1, 3))
    return Parties(
        position=generator.random((actors, dimensions)),
        salience=generator.uniform(0.2, 1.0, (actors, dimensions)) / dimensions,
        capability=generator.uniform(10, 100, actors),
        accommodation=np.eye(actors) * generator.choice([0.0, 0.5, 1.0]),
    )


# ---------------------------------------------------------------- elections


@given(SEEDS, RULES)
def test_probabilities_are_probabilities(seed: int, rules: ElectionRules) -> None:
    result = elect(*worth(seed), rules)
    assert result.probability.sum() == pytest.approx(1)
    assert (result.probability >= 0).all()
    assert result.beats + result.beats.T == pytest.approx(np.ones((4, 4)))


@given(SEEDS, RULES, st.permutations(range(4)))
def test_renaming_options_renames_the_answer(
    seed: int, rules: ElectionRules, order: list[int]
) -> None:
    utility, weight = worth(seed)
    renamed = elect(utility[:, order], weight, rules).probability
    assert renamed == pytest.approx(elect(utility, weight, rules).probability[order])


@given(SEEDS, RULES, st.permutations(range(4)))
def test_who_votes_first_does_not_matter(seed: int, rules: ElectionRules, order: list[int]) -> None:
    utility, weight = worth(seed)
    renamed = elect(utility[order], weight[order], rules).probability
    assert renamed == pytest.approx(elect(utility, weight, rules).probability)


@given(SEEDS, st.builds(ElectionRules, st.sampled_from(Voting), st.sampled_from(Victory)))
def test_two_halves_of_an_actor_count_as_one(seed: int, rules: ElectionRules) -> None:
    utility, weight = worth(seed)
    halves = elect(np.vstack([utility, utility]), np.tile(weight / 2, 2), rules)
    assert halves.probability == pytest.approx(elect(utility, weight, rules).probability)


@given(SEEDS, RULES)
def test_the_unit_of_weight_does_not_matter(seed: int, rules: ElectionRules) -> None:
    utility, weight = worth(seed)
    larger = elect(utility, 8.0 * weight, rules)
    smaller = elect(utility, weight, rules)
    assert larger.beats == pytest.approx(smaller.beats, abs=1e-4)  # coalitions of 1e-8 do count


@given(SEEDS, RULES)
def test_more_weight_never_hurts_its_own_side(seed: int, rules: ElectionRules) -> None:
    utility, weight = worth(seed, options=2)
    before = elect(utility, weight, rules).probability
    weight[0] *= 2
    after = elect(utility, weight, rules).probability
    preferred = int(utility[0].argmax())
    assert after[preferred] >= before[preferred] - 2e-6


@given(
    st.lists(st.tuples(st.booleans(), st.floats(0.1, 1), st.floats(0.1, 100)), min_size=1),
    st.floats(0, 0.4),
    st.floats(0.6, 1),
    st.sampled_from([Succession.CONDITIONAL, Succession.MARKOV_UNIFORM]),
)
def test_two_positions_share_probability_as_their_holders_share_weight(
    actors: list[tuple[bool, float, float]], low: float, high: float, succession: Succession
) -> None:
    raised, salience, capability = np.array(actors).T[:, :, None]
    position = np.where(raised > 0, high, low)
    present = np.ones(position.shape, np.bool_)
    found = elections(
        Stances(position, salience, capability, present), ElectionRules(succession=succession)
    )
    weight = salience * capability
    assert found[raised > 0].sum() == pytest.approx(
        weight[raised > 0].sum() / weight.sum(), abs=3e-6
    )


# ---------------------------------------------------------------- the spatial model


def reordered(actors: Parties, order: list[int]) -> Parties:
    return Parties(
        actors.position[order],
        actors.salience[order],
        actors.capability[order],
        actors.accommodation[np.ix_(order, order)],
    )


def assert_same_run(one: Run, other: Run) -> None:
    assert one.position.shape == other.position.shape
    assert one.position == pytest.approx(other.position, abs=1e-8)
    assert one.risk == pytest.approx(other.risk, abs=1e-3)
    assert one.probability == pytest.approx(other.probability, abs=1e-3)


@given(SEEDS, st.permutations(range(5)))
def test_renaming_actors_renames_the_run(seed: int, places: list[int]) -> None:
    """Where no tie decides: drawn positions and weights make ties rare."""
    actors = parties(seed)
    order = [place for place in places if place < len(actors.capability)]
    run, renamed = spatial_run(actors), spatial_run(reordered(actors, order))
    assert renamed.position == pytest.approx(run.position[:, order], abs=1e-8)
    assert renamed.probability == pytest.approx(run.probability[order], abs=1e-6)
    assert renamed.opening.gain == pytest.approx(run.opening.gain[np.ix_(order, order)])


@given(SEEDS, st.sampled_from([0.25, 0.5, 4.0, 100.0]))
def test_the_unit_of_capability_does_not_matter(seed: int, factor: float) -> None:
    """To all but the digits that coalitions of 1e-8 reach, which may turn one rounding of terms."""
    actors = parties(seed)
    scaled = actors._replace(capability=factor * actors.capability)
    one, other = spatial_run(scaled), spatial_run(actors)
    assert one.risk[0] == pytest.approx(other.risk[0], abs=1e-4)
    assert one.opening.chance == pytest.approx(other.opening.chance, abs=1e-5)
    assert one.opening.gain == pytest.approx(other.opening.gain, abs=1e-5)
    assert one.position[1] == pytest.approx(other.position[1], abs=1.5e-4)


@given(SEEDS)
def test_a_mirrored_scale_mirrors_the_run(seed: int) -> None:
    actors = parties(seed)
    run = spatial_run(actors._replace(position=1.0 - actors.position))
    assert_same_run(run._replace(position=1.0 - run.position), spatial_run(actors))


@given(SEEDS)
def test_the_order_of_dimensions_does_not_matter(seed: int) -> None:
    actors = parties(seed)
    turned = actors._replace(position=actors.position[:, ::-1], salience=actors.salience[:, ::-1])
    run = spatial_run(turned)
    assert_same_run(run._replace(position=run.position[:, :, ::-1]), spatial_run(actors))


@given(
    SEEDS,
    st.builds(
        SpatialRules,
        RULES,
        risk_estimate=st.sampled_from(RiskEstimate),
        risk_range=st.sampled_from(RiskRange),
        third_party=st.sampled_from(ThirdParty),
        interpolation=st.sampled_from(Interpolation),
        bargain=st.sampled_from(BargainModel),
    ),
)
def test_seen_by_one_actor_the_chances_of_two_sum_to_one(seed: int, rules: SpatialRules) -> None:
    actors = parties(seed)
    chance = perspective(actors, seed % len(actors.capability), rules).chance
    assert chance + chance.T == pytest.approx(np.ones_like(chance))


@given(SEEDS)
def test_nobody_leaves_the_space_the_positions_span(seed: int) -> None:
    actors = parties(seed)
    run = spatial_run(actors, KTAB)
    assert (run.position >= actors.position.min(axis=0) - 1e-4).all()
    assert (run.position <= actors.position.max(axis=0) + 1e-4).all()
    assert run.probability.sum() == pytest.approx(1)
