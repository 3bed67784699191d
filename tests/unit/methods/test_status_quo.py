import numpy as np
import pytest
from tests.literal_conflicts import (
    ELMIRA,
    PRISONERS,
    Plain,
    graph_conflict,
    is_nash,
    is_smr,
    plain,
    random_conflict,
    stable_table,
)

from detente.methods.graph_model import Conflict
from detente.methods.status_quo import Path, evolution, paths_to, who_would_stay


def literal_front(model: Plain, start: int, end: int) -> list[tuple[int, int]]:
    """Losses and length of the best paths, by listing all that can happen move by move."""
    here = {(start, -1, 0)}
    front = [(0, 0)] if start == end else []
    for length in range(1, 3 * len(model.states)):
        here = {
            (t, i, lost + (model.ranks[i][t] <= model.ranks[i][s]))
            for s, last, lost in here
            for i in model.actors
            if i != last
            for t in model.moves[i][s]
        }
        here = {x for x in here if x[2] <= len(model.states)}
        losses = [lost for s, _, lost in here if s == end]
        if losses and (not front or min(losses) < front[-1][0]):
            front.append((min(losses), length))
    return front[::-1]


def assert_legal(model: Plain, path: Path) -> None:
    last = -1
    for k, mover in enumerate(path.movers.tolist()):
        s, t = path.states[k : k + 2].tolist()
        assert mover != last
        assert t in model.moves[mover][s]
        assert path.improves[k] == (model.ranks[mover][t] > model.ranks[mover][s])
        last = mover


@pytest.mark.parametrize("seed", range(40))
def test_agrees_with_listing_everything(seed: int) -> None:
    rng = np.random.default_rng(seed)
    conflict = random_conflict(rng, actors=2 + seed % 2, most=6)
    model, start = plain(conflict), int(rng.integers(conflict.moves.size))
    found = evolution(conflict, start)
    for end in model.states:
        paths = paths_to(found, end)
        assert [(p.non_improving, len(p.movers)) for p in paths] == literal_front(model, start, end)
        for path in paths:
            assert (path.states[0], path.states[-1]) == (start, end)
            assert_legal(model, path)


def told(conflict: Conflict, start: int, end: int) -> list[tuple[list[int], list[int], int]]:
    """Each path as states from 1, movers and losses."""
    return [
        ((path.states + 1).tolist(), path.movers.tolist(), path.non_improving)
        for path in paths_to(evolution(conflict, start - 1), end - 1)
    ]


def test_prisoners_reach_the_sucker_of_neither_by_improvements() -> None:
    assert told(PRISONERS, 4, 1) == [([4, 3, 1], [0, 1], 0)]


def test_to_cooperate_both_prisoners_must_lose() -> None:
    assert told(PRISONERS, 1, 4) == [([1, 2, 4], [0, 1], 2)]


def test_elmira_leaves_its_status_quo_by_improvements() -> None:
    """Local Government insists, then the deadlock 7 stands; the agreement 10 takes losses."""
    assert told(ELMIRA, 1, 7) == [([1, 7], [2], 0)]
    assert all(losses > 0 for *_, losses in told(ELMIRA, 1, 10))


def test_more_losses_buy_a_shorter_path() -> None:
    """Actor 0 may jump at a loss; or both climb two steps each."""
    conflict = graph_conflict(
        [[{1, 4}, [], {3}, [], []], [[], {2}, [], {4}, []]], [[1, 2, 3, 4, 0], [0, 1, 2, 3, 4]]
    )
    assert told(conflict, 1, 5) == [([1, 2, 3, 4, 5], [0, 1, 0, 1], 0), ([1, 5], [0], 1)]


def test_where_it_stands_is_a_path_of_no_moves() -> None:
    (path,) = paths_to(evolution(PRISONERS, 2), 2)
    assert (path.states.tolist(), path.movers.size, path.non_improving) == ([2], 0, 0)


def test_no_path_is_an_empty_answer() -> None:
    conflict = graph_conflict([[[], {0}], [[], []]], [[0, 1], [0, 1]])
    assert paths_to(evolution(conflict, 0), 1) == ()


def test_who_would_stay_reads_the_verdicts_along_the_way() -> None:
    model = plain(ELMIRA)
    (path,) = paths_to(evolution(ELMIRA, 0), 6)
    nash, smr = (np.array(stable_table(model, d)) for d in (is_nash, is_smr))
    assert who_would_stay(path, nash).tolist() == [[True, True, False], [True, True, True]]
    assert who_would_stay(path, smr)[0, path.movers[0]] == smr[2, 0]
