import numpy as np
import pytest
from benchmarks.games import Act, GameArrays, Occasion, Shift, State, game, toy

from detente.methods.reach import reachable, solved_only
from detente.methods.stationary import solve


def fork() -> GameArrays:
    """From 0 to 1 or 2; from 1 to 3 if one of two others agrees; a shock leads from 2 to 4."""
    return game(
        [
            State((0.0,) * 3, (Occasion(0, 1.0, (Act(1),)), Occasion(1, 1.0, (Act(2),)))),
            State((1.0,) * 3, (Occasion(0, 1.0, (Act(3, (0.0,) * 3, (1, 2), 1),)),)),
            State((2.0,) * 3, (), (Shift(0.5, 4),)),
            State((3.0,) * 3),
            State((4.0,) * 3),
        ],
        [0.1] * 3,
        [1.0] * 3,
    )


@pytest.mark.parametrize(
    ("act", "consent", "states"),
    [
        ([0, 0, 0], [0, 0], [0, 1, 2, 3, 4]),
        ([-1, 0, 0], [0, 0], [0, 2, 4]),
        ([0, -1, 1], [0, 0], [0, 1, 3]),
        ([0, 0, 0], [-1, 1], [0, 1, 2, 3, 4]),
        ([0, 0, 0], [-1, -1], [0, 1, 2, 4]),
        ([-1, -1, 0], [0, 0], [0]),
    ],
)
def test_what_is_ruled_out_leads_nowhere(
    act: list[int], consent: list[int], states: list[int]
) -> None:
    topology, _, free = fork()
    bound = free._replace(act=np.array(act, np.int8), consent=np.array(consent, np.int8))
    assert np.flatnonzero(reachable(topology, bound)).tolist() == states


def test_values_where_the_game_can_come_are_the_same() -> None:
    topology, numbers, free = toy()
    act = np.where(np.arange(len(free.act)) % 3 == 0, -1, 0).astype(np.int8)
    bound = free._replace(act=act)
    reached = reachable(topology, bound)
    assert 1 < reached.sum() < len(reached)
    some = solved_only(topology, reached)
    assert sorted(some.comp_state.tolist()) == np.flatnonzero(reached).tolist()
    assert some.comp_ptr[-1] == reached.sum()
    start = numbers.flow / numbers.discount
    part = solve(some, numbers, bound, 5.0, start=start)
    whole = solve(topology, numbers, bound, 5.0, start=start)
    assert part.values[reached] == pytest.approx(whole.values[reached], abs=1e-7)
    assert np.array_equal(part.values[~reached], start[~reached])
    assert part.converged
    assert part.residual < 1e-8
