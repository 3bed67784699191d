from itertools import permutations

import numpy as np
import pytest
from tests.trading import random_stances

from detente.methods import deal_orders as module
from detente.methods.deal_orders import deal_orders, turns_negative
from detente.methods.exchange import exchange
from detente.methods.exchange_deals import EqualGains, Following, free_trade
from detente.methods.stances import Stances

RATE = EqualGains()
STANCES = random_stances(2, 5, 4)
RULES = free_trade(5, 4)


def first_ones(stances: Stances, count: int) -> tuple[np.ndarray, np.ndarray]:
    """The first deals the model makes."""
    deals = exchange(stances, free_trade(*stances.position.shape), RATE, Following(0.0, 0.0)).deals
    return deals.partner[:count], deals.gets[:count]


def by_hand(stances: Stances, pairs: tuple[np.ndarray, np.ndarray], actor: int) -> dict:
    """What each order adds up to, by making one deal after the other with all others forbidden."""
    found = {}
    for order in permutations(range(len(pairs[0]))):
        total = made_in(stances, pairs, order, actor)
        if total is not None:
            found[order] = total
    return found


def made_in(
    stances: Stances, pairs: tuple[np.ndarray, np.ndarray], order: tuple[int, ...], actor: int
) -> np.ndarray | None:
    """Totals in one order, by the votes: an actor that has given stands where it gave to."""
    weight = np.where(stances.present, stances.salience * stances.capability, 0.0)
    votes, given, total, so_far = stances.position.copy(), {}, [], 0.0

    def outcomes() -> np.ndarray:
        return (weight * votes).sum(axis=0) / weight.sum(axis=0)

    start = outcomes()
    for k in order:
        (i, j), (p, q) = pairs[0][k], pairs[1][k]
        before, rooms = outcomes(), []
        for giver, taker, d in ((j, i, p), (i, j, q)):
            wanted = stances.position[taker, d] - before[d]
            way = np.sign(stances.position[taker, d] - start[d])
            opposed = way * (stances.position[giver, d] - start[d]) < 0
            left = way * (stances.position[taker, d] - votes[giver, d])
            pull = weight[giver, d] / weight[:, d].sum()
            bound = opposed and given.get((giver, d), way) == way
            rooms.append(max(min(way * wanted, left * pull), 0.0) if bound else 0.0)
        s = stances.salience
        rate = (s[i, p] + s[j, p]) / (s[i, q] + s[j, q])
        dp = min(rooms[0], rooms[1] / rate)
        if s[i, p] * dp - s[i, q] * rate * dp < 1e-9:
            return None
        for giver, taker, d, shift in ((j, i, p, dp), (i, j, q, rate * dp)):
            way = np.sign(stances.position[taker, d] - start[d])
            votes[giver, d] += way * shift * weight[:, d].sum() / weight[giver, d]
            given[giver, d] = way
        loss = np.abs(before - stances.position[actor]) - np.abs(
            outcomes() - stances.position[actor]
        )
        so_far += float((s[actor] * loss)[[p, q]].sum())
        total.append(so_far)
    return np.array(total)


def ends(found: dict) -> tuple[float, float]:
    finals = [total[-1] for total in found.values()]
    return max(finals), min(finals)


@pytest.mark.parametrize("actor", range(5))
def test_all_orders_are_tried(actor: int) -> None:
    pairs = first_ones(STANCES, 4)
    found = by_hand(STANCES, pairs, actor)
    ours = deal_orders(STANCES, RULES, RATE, pairs, actor)
    assert ours is not None
    assert ours.exact
    assert ours.feasible == len(found)
    assert (ours.best.total[-1], ours.worst.total[-1]) == pytest.approx(ends(found))
    for end in (ours.best, ours.worst):
        assert end.total == pytest.approx(found[end.order])


def test_between_orders_that_end_alike_the_way_decides() -> None:
    # two deals between different pairs on different issues do not touch each other: whatever the
    # order, they add up to the same, and the bystander would rather have the good one first
    stances = Stances(
        position=np.array(
            [[0, 1, 0, 0], [1, 0, 0, 0], [0, 0, 0, 1], [0, 0, 1, 0], [0, 0.5, 1, 1.0]]
        ),
        salience=np.array(
            [
                [0.8, 0.2, 0.0, 0.0],
                [0.2, 0.8, 0.0, 0.0],
                [0.0, 0.0, 0.8, 0.2],
                [0.0, 0.0, 0.2, 0.8],
                [0.5, 0.0, 0.5, 0.0],
            ]
        ),
        capability=np.ones((5, 4)),
        present=np.ones((5, 4), np.bool_),
    )
    pairs = (np.array([[0, 1], [2, 3]]), np.array([[0, 1], [2, 3]]))
    ours = deal_orders(stances, free_trade(5, 4), RATE, pairs, 4)
    assert ours is not None
    assert ours.best.total[-1] == pytest.approx(ours.worst.total[-1])
    assert ours.best.order == (0, 1)
    assert ours.worst.order == (1, 0)
    assert turns_negative(ours.worst.total) == 0
    assert turns_negative(ours.best.total) in {None, 1}


def test_a_deal_that_needs_another_one_first_comes_after_it() -> None:
    rules = free_trade(5, 4)
    pairs = first_ones(STANCES, 3)
    free = deal_orders(STANCES, rules, RATE, pairs, 0)
    assert free is not None
    late, early = pairs[1][2], pairs[1][0]
    locked = next(d for d in late if d not in early)
    rules.after[locked, early[0]] = True
    bound = deal_orders(STANCES, rules, RATE, pairs, 0)
    assert bound is not None
    assert bound.feasible < free.feasible
    for end in (bound.best, bound.worst):
        assert end.order.index(2) > min(k for k in range(3) if early[0] in pairs[1][k])


@pytest.mark.parametrize("most", [8, 0])
def test_no_order_if_a_deal_can_never_be_made(most: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST", most)
    stuck = RULES._replace(low=np.full((5, 4), 1.0), high=np.full((5, 4), 0.0))
    pairs = first_ones(STANCES, 2)
    assert deal_orders(STANCES, RULES, RATE, pairs, 0) is not None
    assert deal_orders(STANCES, stuck, RATE, pairs, 0) is None


def test_no_order_of_deals_that_may_not_be_made_at_all() -> None:
    pairs = first_ones(STANCES, 2)
    unlinked = RULES._replace(linked=RULES.linked.copy())
    p, q = pairs[1][0]
    unlinked.linked[p, q] = unlinked.linked[q, p] = False
    silent = RULES._replace(talking=RULES.talking.copy())
    i, j = pairs[0][1]
    silent.talking[i, j] = silent.talking[j, i] = False
    nothing = free_trade(5, 4)._replace(linked=np.zeros((4, 4), np.bool_))
    for rules in (unlinked, silent, nothing):
        assert deal_orders(STANCES, rules, RATE, pairs, 0) is None


def test_no_order_of_no_deals() -> None:
    assert deal_orders(STANCES, RULES, RATE, first_ones(STANCES, 0), 0) is None


@pytest.mark.parametrize("actor", [0, 3])
def test_beyond_the_limit_the_search_says_that_it_is_not_exact(
    actor: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    pairs = first_ones(STANCES, 4)
    exact = deal_orders(STANCES, RULES, RATE, pairs, actor)
    monkeypatch.setattr(module, "MOST", 3)
    rough = deal_orders(STANCES, RULES, RATE, pairs, actor)
    assert exact is not None
    assert rough is not None
    assert not rough.exact
    assert exact.worst.total[-1] <= rough.worst.total[-1] + 1e-9
    assert rough.worst.total[-1] <= rough.best.total[-1] + 1e-9
    assert rough.best.total[-1] <= exact.best.total[-1] + 1e-9
    given = made_in(STANCES, pairs, (0, 1, 2, 3), actor)
    assert rough.worst.total[-1] - 1e-9 <= given[-1] <= rough.best.total[-1] + 1e-9
