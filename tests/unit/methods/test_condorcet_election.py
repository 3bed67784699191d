import numpy as np
import pytest

from detente.methods.condorcet_election import elect, elections
from detente.methods.contest_rules import ElectionRules, Succession, Victory, Voting
from detente.methods.stances import Stances

TWO_CAMPS = np.array([[1.0, 0.0], [1.0, 0.0], [0.0, 1.0]])
WEIGHT = np.array([2.0, 1.0, 1.0])


def stances(*actors: tuple[float, float, float]) -> Stances:
    """One issue; position, salience, capability of each actor."""
    columns = np.array(actors).T[:, :, None]
    return Stances(*columns, present=np.ones(columns.shape[1:], np.bool_))


@pytest.mark.parametrize("succession", Succession)
def test_two_camps_share_probability_as_they_share_weight(succession: Succession) -> None:
    result = elect(TWO_CAMPS, WEIGHT, ElectionRules(succession=succession))
    assert result.probability == pytest.approx([0.75, 0.25], abs=2e-6)
    assert result.beats == pytest.approx(np.array([[0.5, 0.75], [0.25, 0.5]]))


@pytest.mark.parametrize(
    ("victory", "chance"),
    [
        (Victory.LINEAR, 3 / 4),
        (Victory.SQUARE, 9 / 10),
        (Victory.QUARTIC, 81 / 82),
        (Victory.OCTIC, 6561 / 6562),
        (Victory.BINARY, 1 / (1 + 1e-6)),
    ],
)
def test_a_stronger_camp_wins(victory: Victory, chance: float) -> None:
    beats = elect(TWO_CAMPS, WEIGHT, ElectionRules(victory=victory)).beats
    assert beats[0, 1] == pytest.approx(chance, abs=1e-7)
    assert beats[1, 0] == pytest.approx(1 - chance, rel=1e-6)


@pytest.mark.parametrize(("lead", "chance"), [(1.0, 0.5), (1.05, 0.756098), (1.1, 0.999999)])
def test_a_small_lead_decides_a_binary_contest_in_part(lead: float, chance: float) -> None:
    weight = np.array([lead, 1.0])
    beats = elect(np.eye(2), weight, ElectionRules(victory=Victory.BINARY)).beats
    assert beats[0, 1] == pytest.approx(chance, abs=1e-6)


@pytest.mark.parametrize(
    ("voting", "strong", "weak"),
    [
        (Voting.PROPORTIONAL, 0.8, 0.2),
        (Voting.BINARY, 1.0, 1.0),
        (Voting.PROPORTIONAL_BINARY, 0.84, 0.36),
        (Voting.CUBIC, 0.512, 0.008),
        (Voting.PROPORTIONAL_CUBIC, 0.656, 0.104),
        (Voting.PROSPECT, 0.8, 0.2 * 2 / 3),
    ],
)
def test_an_actor_pushes_by_how_much_it_prefers(voting: Voting, strong: float, weak: float) -> None:
    """The second option is compared with the first: the first actor loses 0.8, the other gains."""
    utility = np.array([[0.9, 0.1], [0.3, 0.5]])
    beats = elect(utility, np.ones(2), ElectionRules(voting=voting)).beats
    assert beats[0, 1] == pytest.approx(strong / (strong + weak))


def test_a_binary_vote_on_next_to_nothing_is_cast_in_part() -> None:
    utility = np.array([[4e-9, 0.0], [0.0, 1.0]])
    beats = elect(utility, np.array([100.0, 20.0]), ElectionRules(voting=Voting.BINARY)).beats
    assert beats[0, 1] == pytest.approx(40 / 60)


def test_the_condorcet_winner_takes_all_where_the_stronger_always_wins() -> None:
    at = np.array([0.0, 0.3, 1.0])
    utility = 1 - np.abs(at[:, None] - at)
    rules = ElectionRules(victory=Victory.BINARY, succession=Succession.CONDITIONAL)
    assert elect(utility, np.ones(3), rules).probability == pytest.approx([0, 1, 0], abs=1e-5)


def test_a_thousand_options_do_not_vanish() -> None:
    """The products of so many chances are smaller than the smallest number there is."""
    options = 1200
    utility = np.full((1, options), 0.0)
    rules = ElectionRules(succession=Succession.CONDITIONAL)
    assert elect(utility, np.ones(1), rules).probability == pytest.approx(1 / options)


def test_actors_at_one_position_share_its_probability() -> None:
    together = elections(stances((0.2, 0.5, 2.0), (0.7, 1.0, 1.5), (0.7, 1.0, 1.5)))
    assert together.ravel() == pytest.approx([0.25, 0.375, 0.375], abs=2e-6)


def test_an_absent_actor_counts_for_nothing() -> None:
    at, care, can, present = stances((0.2, 0.5, 2.0), (0.9, 1.0, 9.0), (0.7, 1.0, 3.0))
    here = np.array([[True], [False], [True]])
    assert elections(Stances(at, care, can, here)).ravel() == pytest.approx(
        [0.25, 0, 0.75], abs=2e-6
    )
    assert (elections(Stances(at, care, can, present & False)) == 0).all()


def test_where_nobody_cares_all_is_open() -> None:
    assert elections(stances((0.2, 0.0, 1.0), (0.7, 0.0, 2.0))).ravel() == pytest.approx(0.5)


def test_draws_and_issues_are_elections_of_their_own() -> None:
    generator = np.random.default_rng(1)
    shape = (3, 4, 2)
    drawn = Stances(
        generator.random(shape), generator.random(shape), np.ones((4, 2)), np.ones((4, 2), bool)
    )
    together = elections(drawn)
    for draw in range(3):
        for issue in range(2):
            alone = stances(
                *zip(
                    drawn.position[draw, :, issue],
                    drawn.salience[draw, :, issue],
                    [1] * 4,
                    strict=True,
                )
            )
            assert (elections(alone)[:, 0] == together[draw, :, issue]).all()
