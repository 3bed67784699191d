import numpy as np
import pytest
from tests.trading import random_stances, stances_of

from detente.methods.exchange import exchange, market_of, opportunities
from detente.methods.exchange_deals import EqualGains, Exchange, Following, Rules, free_trade
from detente.methods.missed_deals import Barrier, MissedDeal, missed_deals
from detente.methods.stances import Stances

RATE = EqualGains()
PAIR = stances_of([[0.0, 1.0], [1.0, 0.0]], [[0.8, 0.2], [0.2, 0.8]])


def missed(
    stances: Stances, rules: Rules, rate: EqualGains = RATE
) -> tuple[Exchange, list[MissedDeal]]:
    done = exchange(stances, rules, rate, Following(0.0, 0.0))
    return done, list(missed_deals(stances, rules, rate, done))


def test_nothing_is_missed_where_the_only_deal_is_made() -> None:
    assert missed(PAIR, free_trade(2, 2))[1] == []


def barred(rules: Rules) -> MissedDeal:
    done, told = missed(PAIR, rules)
    assert len(done.deals.round) == 0
    (only,) = told
    assert (only.partner, only.gets) == ((0, 1), (0, 1))
    assert only.gain == pytest.approx((0.12, 0.12))
    assert only.overtaken_by is None
    return only


def test_each_barrier_is_named() -> None:
    rules = free_trade(2, 2)
    unlinked = rules._replace(linked=np.eye(2, dtype=np.bool_))
    assert barred(unlinked).barriers == (Barrier.NOT_LINKED,)
    silent = rules._replace(talking=np.eye(2, dtype=np.bool_))
    assert barred(silent).barriers == (Barrier.NOT_TALKING,)
    closed = rules._replace(tradable=np.array([[True, False]]))
    assert barred(closed).barriers == (Barrier.NOT_OPEN,)
    both = unlinked._replace(tradable=np.array([[True, False]]))
    assert barred(both).barriers == (Barrier.NOT_LINKED, Barrier.NOT_OPEN)


def test_red_lines_name_their_holders() -> None:
    # both outcomes are .2 and would fall
    low = np.array([[-np.inf, -np.inf], [0.3, 0.2]])
    only = barred(free_trade(2, 2)._replace(low=low))
    assert only.barriers == (Barrier.RED_LINE,)
    assert only.held_by == (1,)
    mirrored = PAIR._replace(position=1 - PAIR.position)  # both are .8 and would rise
    high = np.array([[0.9, 0.8], [np.inf, np.inf]])
    rules = free_trade(2, 2)._replace(high=high)
    ((only,),) = missed(mirrored, rules)[1:]
    assert only.held_by == (0,)


def test_a_vote_already_given_the_other_way_bars_and_is_told() -> None:
    rules = free_trade(6, 3)._replace(regroup=True)
    told = [m for seed in range(30) for m in missed(random_stances(seed, 6, 3), rules)[1]]
    given = [m for m in told if Barrier.GIVEN in m.barriers]
    assert given
    assert all(m.barriers == (Barrier.GIVEN,) and m.held_by == () for m in given)


@pytest.mark.parametrize("regroup", [False, True])
def test_a_deal_that_comes_to_be_barred_is_told_once(*, regroup: bool) -> None:
    # outcomes are kept near the start, so that deals bring them to the lines
    open_at_the_start = 0
    for seed in range(10):
        stances = random_stances(seed, 6, 3)
        before = exchange(stances, free_trade(6, 3), RATE, Following(0.0, 0.0)).before[0]
        lines = {"low": np.tile(before - 0.05, (6, 1)), "high": np.tile(before + 0.05, (6, 1))}
        rules = free_trade(6, 3)._replace(regroup=regroup, **lines)
        told = missed(stances, rules)[1]
        keys = [(m.partner, m.gets) for m in told]
        assert len(set(keys)) == len(keys)
        start = opportunities(stances, rules, RATE)
        offered = np.hstack([start.partner, start.gets]).tolist()
        open_at_the_start += sum([*m.partner, *m.gets] in offered for m in told if m.barriers)
    assert open_at_the_start > 0


def test_overtaken_deals_were_open_at_the_start_and_are_gone_after_the_deal_named() -> None:
    stances = random_stances(4, 6, 4)
    rules = free_trade(6, 4)
    done, told = missed(stances, rules)
    start = opportunities(stances, rules, RATE)
    keys = np.hstack([start.partner, start.gets]).tolist()
    made = np.hstack([done.deals.partner, done.deals.gets]).tolist()
    overtaken = [m for m in told if m.overtaken_by is not None]
    assert {(*m.partner, *m.gets) for m in overtaken} == {
        tuple(key) for key in keys if key not in made
    }
    for m in overtaken:
        k = keys.index([*m.partner, *m.gets])
        assert m.gain == pytest.approx(tuple(start.gain[k]))
        named = made[m.overtaken_by]
        assert m.barriers == ()
        # only a deal on one of its issues can end it
        assert set(named[2:]) & set(m.gets)


def test_the_most_gainful_are_told_first() -> None:
    told = missed(random_stances(4, 6, 4), free_trade(6, 4))[1]
    sums = [sum(m.gain) for m in told]
    assert sums == sorted(sums, reverse=True)


def test_votes_nobody_may_sell_are_missed_where_payments_are_allowed() -> None:
    stances = stances_of([[0.0], [1.0]], [[0.8], [0.2]])
    rules = free_trade(2, 1)._replace(talking=np.eye(2, dtype=np.bool_))
    (only,) = missed(stances, rules, EqualGains(payment_cost=1.0))[1]
    assert only.gets == (0, -1)
    assert only.barriers == (Barrier.NOT_TALKING,)
    assert only.gain == pytest.approx((0.06, 0.06))


def test_votes_bought_are_replayed() -> None:
    stances = random_stances(7, 4, 2)
    done, told = missed(stances, free_trade(4, 2), EqualGains(payment_cost=1.0))
    assert (done.deals.gets < 0).any()
    assert all(m.overtaken_by is None or m.overtaken_by < len(done.deals.round) for m in told)


def test_later_rounds_start_from_later_positions() -> None:
    stances = random_stances(4, 6, 4)
    rules = free_trade(6, 4, rounds=2)
    rules.after[0, 1] = True
    done = exchange(stances, rules, RATE, Following(0.1, 0.4))
    told = missed_deals(stances, rules, RATE, done, number=1)
    here = stances._replace(position=done.positions[1])
    starts = opportunities(here, rules._replace(after=np.zeros_like(rules.after)), RATE)
    keys = [tuple(key) for key in np.hstack([starts.partner, starts.gets]).tolist()]
    overtaken = [m for m in told if m.overtaken_by is not None]
    assert overtaken
    assert {(*m.partner, *m.gets) for m in overtaken} <= set(keys)


def test_with_nobody_to_talk_to_there_is_no_market() -> None:
    alone = stances_of([[0.2, 0.8]], [[1.0, 0.5]])
    assert market_of(alone, free_trade(1, 2), RATE).share.size == 0
    assert missed(alone, free_trade(1, 2))[1] == []
