"""Agreements by the interior point method and by others: halving, linear and general programs."""

import numpy as np
import pytest
from scipy.optimize import linprog, minimize
from tests.trading import random_stances

from detente.methods.nash_bargaining import (
    Talks,
    kalai_smorodinsky,
    nash,
    nash_by_issue,
    utilities,
)
from detente.methods.stances import Stances

EXPONENTS = [1.0, 1.5, 2.0, 3.0]


def talks_of(seed: int, actors: int, issues: int, exponent: float) -> Talks:
    """Talks that can succeed: some outcome leaves everybody something."""
    generator = np.random.default_rng(seed)
    stances = random_stances(seed, actors, issues)
    worth = utilities(stances, exponent, generator.random(issues))
    shape = stances.position.shape
    return Talks(
        stances=stances,
        exponent=exponent,
        no_agreement=worth - generator.uniform(0.01, 0.3, actors),
        power=generator.uniform(0.2, 2.0, actors),
        low=np.zeros(shape),
        high=np.ones(shape),
    )


def talks_by_votes(seed: int, actors: int, issues: int, exponent: float) -> Talks:
    """Talks whose failure is as bad as terms at the far end, among powers that differ much.

    All outcomes are acceptable, and everybody gains most where it stands.
    """
    generator = np.random.default_rng(seed)
    position = generator.integers(0, 21, (actors, issues)) / 20.0
    salience = generator.choice([0.1, 0.3, 0.8, 1.0], (actors, issues))
    votes = generator.choice([1.0, 3.0, 10.0, 29.0, 300.0], actors)
    everywhere = np.ones(position.shape)
    return Talks(
        stances=Stances(position, salience, everywhere, everywhere > 0),
        exponent=exponent,
        no_agreement=-salience.sum(axis=1),
        power=votes,
        low=0.0 * everywhere,
        high=everywhere,
    )


def gains_everywhere(talks: Talks, steps: int) -> np.ndarray:
    """[outcomes, n] what all outcomes of a grid are worth above failure."""
    issues = talks.stances.position.shape[1]
    lines = [np.linspace(0.0, 1.0, steps + 1)] * issues
    grid = np.stack(np.meshgrid(*lines), axis=-1).reshape(-1, issues)
    apart = np.abs(talks.stances.position - grid[:, None]) ** talks.exponent
    gain: np.ndarray = -(talks.stances.salience * apart).sum(axis=-1) - talks.no_agreement
    return gain


@pytest.mark.parametrize("exponent", EXPONENTS)
@pytest.mark.parametrize(("issues", "steps"), [(1, 4000), (2, 100)])
def test_no_outcome_of_a_fine_grid_is_better(exponent: float, issues: int, steps: int) -> None:
    for seed in range(4):
        talks = talks_by_votes(seed, 4 + 2 * seed, issues, exponent)
        found = gains_everywhere(talks, steps)
        with np.errstate(divide="ignore"):  # at the far end somebody gains nothing
            heights = np.log(found) @ talks.power
        agreed, shared = nash(talks), kalai_smorodinsky(talks)
        assert agreed is not None
        assert shared is not None
        assert np.log(agreed.gain) @ talks.power >= heights.max() - 1e-7 * talks.power.sum()
        ideals = -talks.no_agreement
        assert (shared.gain / ideals).min() >= (found / ideals).min(axis=1).max() - 1e-7


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_nash_by_votes_is_found_by_halving_too(exponent: float) -> None:
    for seed in range(8):
        talks = talks_by_votes(seed, 12, 1, exponent)
        agreed = nash(talks)
        assert agreed is not None
        halved = nash_by_issue(talks, talks.no_agreement[:, None])
        assert agreed.outcome == pytest.approx(halved, abs=1e-6)


@pytest.mark.parametrize("exponent", EXPONENTS)
def test_nash_on_one_issue_is_found_by_halving_too(exponent: float) -> None:
    for seed in range(8):
        talks = talks_of(seed, 5, 1, exponent)
        agreed = nash(talks)
        assert agreed is not None
        halved = nash_by_issue(talks, talks.no_agreement[:, None])
        assert agreed.outcome == pytest.approx(halved, abs=1e-6)


@pytest.mark.parametrize("seed", range(4))
def test_nash_on_many_issues_is_found_by_a_general_program_too(seed: int) -> None:
    talks = talks_of(seed, 4, 3, 2.0)

    def height(outcome: np.ndarray) -> float:
        gain = utilities(talks.stances, 2.0, outcome) - talks.no_agreement
        return float(-talks.power @ np.log(np.maximum(gain, 1e-12)))

    agreed = nash(talks)
    assert agreed is not None
    start = 0.9 * agreed.outcome + 0.05  # the general program needs one where all gain
    solved = minimize(height, start, bounds=[(0, 1)] * 3, method="SLSQP", options={"ftol": 1e-14})
    assert height(agreed.outcome) <= solved.fun + 1e-7
    assert agreed.outcome == pytest.approx(solved.x, abs=1e-4)


def largest_share(talks: Talks, ideals: np.ndarray) -> float:
    """How much of their ideal all can have, where losses are in proportion to distance."""
    stances = talks.stances
    n, m = stances.position.shape
    # unknown: outcomes, distances, the share
    apart, limits, wants, floors = [], [], [], []
    for i in range(n):
        want = np.zeros(m + n * m + 1)
        want[-1] = ideals[i]
        for d in range(m):
            column = m + i * m + d
            want[column] = stances.salience[i, d] if stances.present[i, d] else 0.0
            for sign in (1.0, -1.0):
                row = np.zeros(m + n * m + 1)
                row[d], row[column] = sign, -1.0
                apart.append(row)
                limits.append(sign * stances.position[i, d])
        wants.append(want)
        floors.append(-talks.no_agreement[i])
    goal = np.zeros(m + n * m + 1)
    goal[-1] = -1.0
    bounds = [*[(0, 1)] * m, *[(0, None)] * (n * m), (None, None)]
    solved = linprog(
        goal, A_ub=np.array(apart + wants), b_ub=np.array(limits + floors), bounds=bounds
    )
    return float(-solved.fun)


@pytest.mark.parametrize("seed", range(5))
def test_equal_shares_are_found_by_linear_programs_too(seed: int) -> None:
    talks = talks_of(seed, 4, 3, 1.0)
    ideals = np.array([largest_share(talks, own) for own in np.eye(4)])
    share = largest_share(talks, ideals)
    agreed = kalai_smorodinsky(talks)
    assert agreed is not None
    assert (agreed.gain / ideals).min() == pytest.approx(share, abs=1e-6)


@pytest.mark.parametrize("seed", range(20))
def test_no_agreement_exactly_where_the_linear_program_finds_none(seed: int) -> None:
    talks = talks_of(seed, 4, 2, 1.0)
    harder = float(np.random.default_rng(seed).uniform(0.1, 0.9))
    talks = talks._replace(no_agreement=harder * talks.no_agreement)
    equal = largest_share(talks, np.ones(4))
    assert abs(equal) > 1e-5
    assert (nash(talks) is not None) == (equal > 0)
    assert (kalai_smorodinsky(talks) is not None) == (equal > 0)
