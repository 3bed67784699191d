from itertools import permutations
from math import factorial

import numpy as np
import pytest

from detente.methods import order_counting
from detente.methods.joint_reach import members
from detente.methods.order_counting import Temptation, orders_without, tempting

SIZE = 6
TARGET = 0


def listed(moves: list[tuple[int, list[int]]], musts: list[int]) -> int:
    """The orders in which no move succeeds, one by one."""
    count = 0
    for order in permutations(range(SIZE)):
        above = {t for t in range(SIZE) if order.index(t) < order.index(TARGET)}
        tempted = any(
            to in above and all(above & set(members(escape)) for escape in escapes)
            for to, escapes in moves
        )
        count += not tempted and all(above & set(members(must)) for must in musts)
    return count


def counted(moves: list[tuple[int, list[int]]], musts: list[int]) -> int | None:
    found = [tempting(to, escapes, TARGET) for to, escapes in moves]
    return orders_without(SIZE, [t for t in found if t is not None], [m & ~1 for m in musts])


def random_moves(rng: np.random.Generator, widest: int) -> list[tuple[int, list[int]]]:
    def escape() -> int:
        return sum(1 << int(s) for s in rng.permutation(SIZE)[: rng.integers(1, widest + 1)])

    count = int(rng.integers(0, 4))
    return [
        (int(to), [escape() for _ in range(rng.integers(0, 4))])
        for to in 1 + rng.permutation(SIZE - 1)[:count]
    ]


@pytest.mark.parametrize("seed", range(60))
def test_agrees_with_listing_all_orders(seed: int) -> None:
    rng = np.random.default_rng(seed)
    moves = random_moves(rng, widest=1 + seed % 3)
    musts = [int(m) for m in 2 * rng.integers(1, 1 << (SIZE - 1), seed % 2)]
    assert counted(moves, musts) == listed(moves, musts)


@pytest.mark.parametrize("seed", range(20))
def test_both_ways_of_counting_agree(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    moves = random_moves(np.random.default_rng(seed), widest=3)
    first = counted(moves, [])
    monkeypatch.setattr(order_counting, "MOST_ENTANGLED", -1)
    assert counted(moves, []) == first


def test_k_moves_without_answers_leave_one_order_in_k_plus_one() -> None:
    free = [tempting(to, [], 0) for to in range(1, 31)]
    assert orders_without(60, [t for t in free if t]) == factorial(60) // 31


def test_an_answer_that_leads_back_to_the_target_always_deters() -> None:
    assert tempting(1, [0b1], 0) is None


def test_what_hangs_together_too_much_is_not_feasible() -> None:
    chain = [Temptation(1 << 1, frozenset({0b11 << k})) for k in range(2, 40)]
    assert orders_without(60, chain) is None
