from dataclasses import dataclass

import numpy as np
import pytest
from tests.trading import stances_of

from detente.methods.nash_bargaining import (
    Talks,
    kalai_smorodinsky,
    nash,
    nash_by_issue,
    utilities,
)


@dataclass(frozen=True)
class Setting:
    """Talks in few words."""

    position: list[list[float]]
    salience: list[list[float]]
    no_agreement: list[float]
    exponent: float = 1.0
    power: list[float] | None = None
    low: list[float] | None = None  # of each issue, held by the first actor
    high: list[float] | None = None

    def talks(self) -> Talks:
        stances = stances_of(self.position, self.salience)
        low, high = np.zeros(stances.position.shape), np.ones(stances.position.shape)
        low[0] = self.low or low[0]
        high[0] = self.high or high[0]
        power = np.ones(len(low)) if self.power is None else np.array(self.power)
        return Talks(stances, self.exponent, np.array(self.no_agreement), power, low, high)


def test_two_share_what_is_between_them_by_power() -> None:
    # gains .8 - x and x - .4: of the surplus .4 the first gets its share of power
    for power, share in (([1.0, 1.0], 1 / 2), ([3.0, 1.0], 3 / 4), ([0.2, 0.8], 1 / 5)):
        agreed = nash(Setting([[0], [1]], [[1], [1]], [-0.8, -0.6], power=power).talks())
        assert agreed is not None
        assert agreed.outcome == pytest.approx([0.8 - 0.4 * share], abs=1e-7)
        assert agreed.gain == pytest.approx([0.4 * share, 0.4 * (1 - share)], abs=1e-7)


@pytest.mark.parametrize("unit", [1e-3, 1.0, 300.0, 1e6])
def test_only_ratios_of_power_matter(unit: float) -> None:
    # three who would each have 1 - (x - at)^2 a point of salience: at the best outcome
    # sum p (at - x) / (1 - (at - x)^2) = 0, whatever their salience
    at, power = np.array([0.0, 0.5, 1.0]), np.array([1.0, 1 / 30, 1 / 3])
    salience, lost = [[0.5], [1.0], [0.3]], [-0.5, -1.0, -0.3]
    powers = [float(unit * one) for one in power]
    agreed = nash(Setting([[one] for one in at], salience, lost, 2.0, powers).talks())
    assert agreed is not None
    apart = at - agreed.outcome[0]
    assert power @ (apart / (1.0 - apart**2)) == pytest.approx(0.0, abs=1e-6)


def test_quadratic_losses_by_hand() -> None:
    # (1 - x^2) (1 - (1 - x)^2) is largest in the middle; with .36 for the first 1 it is where
    # -2x / (.36 - x^2) + 2 (1 - x) / (1 - (1 - x)^2) = 0, or (1 - x) (.36 - x^2) = x^2 (2 - x)
    agreed = nash(Setting([[0], [1]], [[1], [1]], [-1.0, -1.0], 2.0).talks())
    assert agreed is not None
    assert agreed.outcome == pytest.approx([0.5], abs=1e-7)
    agreed = nash(Setting([[0], [1]], [[1], [1]], [-0.36, -1.0], 2.0).talks())
    assert agreed is not None
    x = float(agreed.outcome[0])
    assert (1 - x) * (0.36 - x**2) == pytest.approx(x**2 * (2 - x), abs=1e-7)


def test_issues_are_traded_off() -> None:
    # each cares .8 for one issue and .2 for the other and gives way where it cares less
    for solve in (nash, kalai_smorodinsky):
        agreed = solve(Setting([[0, 1], [1, 0]], [[0.8, 0.2], [0.2, 0.8]], [-0.5, -0.5]).talks())
        assert agreed is not None
        assert agreed.outcome == pytest.approx([0.0, 0.0], abs=1e-6)
        assert agreed.gain == pytest.approx([0.3, 0.3], abs=1e-6)


def test_shares_of_the_most_each_could_gain() -> None:
    # the first gains .36 - x^2, .36 at most, the second 1 - (1 - x)^2, .84 where the first gains 0
    agreed = kalai_smorodinsky(Setting([[0], [1]], [[1], [1]], [-0.36, -1.0], 2.0).talks())
    assert agreed is not None
    x = float(agreed.outcome[0])
    assert (0.36 - x**2) / 0.36 == pytest.approx((1 - (1 - x) ** 2) / 0.84, abs=1e-6)


@pytest.mark.parametrize("unit", [1.0, 1e-2, 1e-4])
@pytest.mark.parametrize("spare", [0.5, 0.02])
def test_shares_do_not_depend_on_how_little_somebody_cares(unit: float, spare: float) -> None:
    # the first accepts what lies above .9 - .6, the second what lies below .3 + spare: they meet
    # half way, whatever the first's unit of utility
    setting = Setting([[0.9], [0.3]], [[unit], [0.9]], [-0.6 * unit, -0.9 * spare])
    agreed = kalai_smorodinsky(setting.talks())
    assert agreed is not None
    assert agreed.outcome == pytest.approx([0.3 + spare / 2], abs=1e-6)


def test_many_of_one_mind_count_as_one_where_power_does_not() -> None:
    # 1 - x^2 for the many, 1 - (1 - x)^2 for the few: equal in the middle, whatever their numbers
    at, salience = [[1.0]] * 2 + [[0.0]] * 25, [[0.7]] * 2 + [[0.5]] * 25
    shared = kalai_smorodinsky(Setting(at, salience, [-one[0] for one in salience], 2.0).talks())
    assert shared is not None
    assert shared.outcome == pytest.approx([0.5], abs=1e-7)


def test_red_lines_bound_the_agreement() -> None:
    # without the line it is .6; with it the first could gain .4 at most and the second .1
    talks = Setting([[0], [1]], [[1], [1]], [-0.8, -0.6], high=[0.5]).talks()
    bound, shared = nash(talks), kalai_smorodinsky(talks)
    assert bound is not None
    assert bound.outcome == pytest.approx([0.5], abs=1e-6)
    assert shared is not None
    assert shared.outcome == pytest.approx([0.48], abs=1e-6)
    assert nash_by_issue(talks, np.array([[-0.8], [-0.6]])) == pytest.approx([0.5])


@pytest.mark.parametrize("solve", [nash, kalai_smorodinsky])
@pytest.mark.parametrize(
    "setting",
    [
        Setting([[0], [1]], [[1], [1]], [-0.3, -0.6]),
        Setting([[0], [1]], [[1], [1]], [0.1, -1.0]),
        Setting([[0], [1]], [[1], [1]], [-0.8, -0.6], high=[0.3]),
        Setting([[0, 1], [1, 0]], [[0.8, 0.2], [0.2, 0.8]], [-0.1, -0.1]),
        Setting([[0], [1]], [[1], [1]], [-1.0, -0.2], low=[0.7], high=[0.7]),
    ],
)
def test_where_not_all_can_be_content_there_is_no_agreement(
    solve: object, setting: Setting
) -> None:
    assert solve(setting.talks()) is None


def test_crossed_red_lines_leave_nothing() -> None:
    talks = Setting([[0], [1]], [[1], [1]], [-1.0, -1.0], high=[0.4]).talks()
    low = talks.low.copy()
    low[1] = 0.6
    assert nash(talks._replace(low=low)) is None
    assert np.isnan(nash_by_issue(talks._replace(low=low), np.full((2, 1), -1.0))).all()


def test_where_only_one_outcome_is_left_it_is_agreed_on() -> None:
    for solve in (nash, kalai_smorodinsky):
        agreed = solve(Setting([[0], [1]], [[1], [1]], [-0.4, -0.6]).talks())
        assert agreed is not None
        assert agreed.outcome == pytest.approx([0.4], abs=1e-5)
        assert agreed.gain == pytest.approx([0.0, 0.0], abs=1e-5)
    fixed = Setting([[0, 0], [1, 1]], [[1, 1], [1, 1]], [-2.0, -2.0], low=[0.7, 0], high=[0.7, 1])
    agreed = nash(fixed.talks())
    assert agreed is not None
    # .7 is settled: -.7 - y and -.3 - (1 - y), each above -2, meet at y = .3
    assert agreed.outcome == pytest.approx([0.7, 0.3], abs=1e-6)


def test_an_issue_alone_has_ends_too() -> None:
    talks = Setting([[0], [1]], [[1], [1]], [0.0, 0.0]).talks()

    def alone(first: float, second: float) -> float:
        return float(nash_by_issue(talks, np.array([[first], [second]]))[0])

    assert alone(-0.4, -0.6) == pytest.approx(0.4)
    assert alone(0.0, -1.0) == pytest.approx(0.0)
    assert alone(-1.0, 0.0) == pytest.approx(1.0)
    assert np.isnan(alone(-0.4, -0.5))
    assert np.isnan(alone(0.1, -1.0))


def test_who_has_nothing_to_gain_does_not_keep_others_from_gaining() -> None:
    # the first gets its wish on issue 0 or nothing; the others settle issue 1 between them
    setting = Setting(
        [[0.2, 0], [0.9, 0], [0.1, 1]],
        [[1, 0], [0, 1], [0, 1]],
        [0.0, -0.8, -0.6],
    )
    for solve in (nash, kalai_smorodinsky):
        agreed = solve(setting.talks())
        assert agreed is not None
        assert agreed.outcome == pytest.approx([0.2, 0.6], abs=2e-6)


def test_an_issue_nobody_cares_about_has_no_outcome() -> None:
    agreed = nash(Setting([[0, 0], [1, 0]], [[1, 0], [1, 0]], [-0.8, -0.6]).talks())
    assert agreed is not None
    assert agreed.outcome[0] == pytest.approx(0.6, abs=1e-7)
    assert np.isnan(agreed.outcome[1])
    by_issue = nash_by_issue(Setting([[0], [1]], [[0], [0]], [0, 0]).talks(), np.zeros((2, 1)))
    assert np.isnan(by_issue).all()


def test_utilities_are_minus_weighted_distances() -> None:
    stances = stances_of([[0.0, 0.5], [1.0, 0.25]], [[1.0, 0.5], [0.5, 0.0]])
    worth = utilities(stances, 2.0, np.array([0.5, 0.75]))
    assert worth == pytest.approx([-(0.25 + 0.5 / 16), -0.5 / 4])


def test_draws_are_answered_one_by_one() -> None:
    generator = np.random.default_rng(1)
    position = generator.random((3, 4, 2))
    salience = generator.uniform(0.1, 1.0, (3, 4, 2))
    talks = Setting(position[0].tolist(), salience[0].tolist(), [0.0] * 4, 2.0).talks()
    many = talks.stances._replace(position=position, salience=salience)
    no_deal = -1.5 * salience
    together = nash_by_issue(talks._replace(stances=many), no_deal)
    for k in range(3):
        one = talks.stances._replace(position=position[k], salience=salience[k])
        alone = nash_by_issue(talks._replace(stances=one), no_deal[k])
        assert np.array_equal(alone, together[k])
