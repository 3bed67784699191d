"""The compiled rounds of trading and the literal ones make the same deals."""

import numpy as np
import pytest
from tests.literal_trading import LiteralDeal, World, trade
from tests.trading import random_stances

from detente.methods.exchange import exchange, opportunities
from detente.methods.exchange_deals import (
    EqualGains,
    Exchange,
    Following,
    GainsAsIdeals,
    Rate,
    free_trade,
)
from detente.methods.stances import Stances

RATES = {
    "equal": (EqualGains(), {}),
    "as ideals": (GainsAsIdeals(), {"by_ideal": True}),
    "paid": (EqualGains(payment_cost=1.2), {"cost": 1.2}),
    "equal, regrouped": (EqualGains(), {"regroup": True}),
}
SIZES = [(3, 2), (4, 3), (5, 2)]


def traded(stances: Stances, rate: Rate, *, regroup: bool) -> Exchange:
    rules = free_trade(*stances.position.shape)._replace(regroup=regroup)
    return exchange(stances, rules, rate, Following(always=0.1, unconcerned=0.4))


def told(deal: LiteralDeal) -> tuple[object, ...]:
    q = -1 if deal.q is None else deal.q
    return (deal.first, deal.second, deal.p, q)


@pytest.mark.parametrize("rate", ["equal", "as ideals"])
@pytest.mark.parametrize("size", SIZES)
def test_the_same_opportunities(size: tuple[int, int], rate: str) -> None:
    ours, options = RATES[rate]
    for seed in range(5):
        stances = random_stances(seed, *size)
        literal = {told(deal): deal for deal in World(stances, **options).deals()}
        found = opportunities(stances, free_trade(*size), ours)
        keys = [tuple(row) for row in np.hstack([found.partner, found.gets]).tolist()]
        assert sorted(keys) == sorted(literal)
        for key, shift, gain in zip(keys, found.shift, found.gain, strict=True):
            assert shift == pytest.approx(literal[key].shifts, abs=1e-7)
            assert gain == pytest.approx(literal[key].gains, abs=1e-7)


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("seed", range(4))
def test_the_same_deals_in_the_same_order(seed: int, rate: str) -> None:
    compare_rounds(seed, rate)


@pytest.mark.jit
@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("seed", range(4, 8))
def test_compiled_rounds(seed: int, rate: str) -> None:
    compare_rounds(seed, rate)


def compare_rounds(seed: int, rate: str) -> None:
    ours, options = RATES[rate]
    stances = random_stances(100 + seed, 4, 3)
    world = World(stances, **options)
    before = [world.loss(i) for i in range(4)]
    literal = trade(world)
    done = traded(stances, ours, regroup="regroup" in options)
    keys = np.hstack([done.deals.partner, done.deals.gets]).tolist()
    assert [tuple(key) for key in keys] == [told(deal) for deal in literal]
    assert done.deals.gain == pytest.approx(np.array([d.gains for d in literal]).reshape(-1, 2))
    assert done.votes[0] == pytest.approx(world.v, abs=1e-7)
    gained = done.deals.effect.sum(axis=0) - _paid(done)
    after = [world.loss(i) for i in range(4)]
    assert gained == pytest.approx(np.array(before) - after, abs=1e-7)


def _paid(done: Exchange) -> np.ndarray:
    """What each actor has received in all."""
    received = np.zeros(done.votes.shape[1])
    np.add.at(received, done.deals.partner, done.deals.payment)
    return received
