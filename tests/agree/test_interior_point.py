"""Newton's step, from differences of what is climbed instead of derivatives."""

import numpy as np
import pytest

from detente.methods.game import Floats
from detente.methods.interior_point_kernels import (
    Goal,
    Ground,
    Place,
    height,
    margins,
    newton_step,
    solve,
)

STEP = 1e-4


def setting(seed: int, exponent: float) -> tuple[Ground, Goal, Place]:
    """Three actors, two issues; the second actor cares about the first only."""
    rng = np.random.default_rng(seed)
    actor, issue = np.array([0, 0, 1, 2, 2]), np.array([0, 1, 0, 0, 1])
    outcome, point = rng.uniform(0.3, 0.7, 2), rng.random(5)
    ground = Ground(
        actor=actor,
        issue=issue,
        point=point,
        salience=rng.uniform(0.2, 1.0, 5),
        exponent=exponent,
        low=np.zeros(2),
        high=np.ones(2),
        base=np.full(3, -4.0),
    )
    loss = (np.abs(outcome[issue] - point) + rng.uniform(0.1, 0.3, 5)) ** exponent
    return ground, Goal(rng.random(3), rng.random(3)), Place(outcome, loss, 0.3)


def climbed_to(ground: Ground, goal: Goal, at: Floats, k: float) -> float:
    place = Place(at[:2], at[2:7], float(at[7]) if len(at) > 7 else 0.0)
    return height(goal, place, margins(ground, place, goal.slope), k)


def differences(ground: Ground, goal: Goal, at: Floats, k: float) -> tuple[Floats, Floats]:
    """The gradient and the second derivatives, by central differences."""
    size = len(at)
    unit = STEP * np.eye(size)
    up = np.array([climbed_to(ground, goal, at + u, k) for u in unit])
    down = np.array([climbed_to(ground, goal, at - u, k) for u in unit])
    second = np.empty((size, size))
    for i in range(size):
        for j in range(size):
            ends = [
                climbed_to(ground, goal, at + a * unit[i] + b * unit[j], k)
                for a, b in ((1, 1), (1, -1), (-1, 1), (-1, -1))
            ]
            second[i, j] = (ends[0] - ends[1] - ends[2] + ends[3]) / (4 * STEP**2)
    return (up - down) / (2 * STEP), second


@pytest.mark.parametrize("exponent", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("claims", [True, False])
def test_a_step_is_where_the_gradient_would_vanish(exponent: float, claims: bool) -> None:  # noqa: FBT001
    for seed in range(3):
        ground, goal, place = setting(seed, exponent)
        if not claims:
            goal, place = goal._replace(slope=np.zeros(3)), place._replace(claim=0.0)
        step, gain = newton_step(ground, goal, place, 5.0)
        at = np.concatenate([place.outcome, place.loss, [place.claim] if claims else []])
        gradient, second = differences(ground, goal, at, 5.0)
        expected = np.linalg.solve(-second, gradient)
        found = np.concatenate([step.outcome, step.loss, [step.claim] if claims else []])
        assert found == pytest.approx(expected, rel=2e-3, abs=1e-4 * np.abs(expected).max())
        assert gain == pytest.approx(gradient @ expected, rel=1e-3)


@pytest.mark.parametrize("size", [1, 2, 6])
def test_equations_are_solved(size: int) -> None:
    rng = np.random.default_rng(size)
    half = rng.normal(size=(size, size)) * np.logspace(-4, 4, size)[:, None]
    matrix, sides = half @ half.T + 1e-3 * np.eye(size), rng.normal(size=(size, 2))
    expected = np.linalg.solve(matrix, sides)
    solve(matrix.copy(), sides)
    assert sides == pytest.approx(expected, rel=1e-6, abs=1e-9)
