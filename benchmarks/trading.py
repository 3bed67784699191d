"""What trading votes, orders of deals, agreements and voting power cost."""

import time
from collections.abc import Callable, Iterator

import numpy as np
from tests.trading import random_stances

from detente.methods.deal_orders import MOST, deal_orders
from detente.methods.exchange import exchange
from detente.methods.exchange_deals import EqualGains, Following, free_trade
from detente.methods.nash_bargaining import Talks, kalai_smorodinsky, nash, utilities
from detente.methods.stances import Stances
from detente.methods.voting_power import Majority, voting_power

SIZES = ((5, 4), (11, 7), (15, 13), (30, 20))
REPEATS = 5
STAY = Following(always=0.0, unconcerned=0.0)


def milliseconds(work: Callable[[], object]) -> float:
    """The least processor time, after compilation."""
    work()
    best = np.inf
    for _ in range(REPEATS):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return 1e3 * best


def talks_of(stances: Stances) -> Talks:
    """Talks in which the middle of all scales leaves everybody a tenth more than none."""
    actors, issues = stances.position.shape
    return Talks(
        stances=stances,
        exponent=2.0,
        no_agreement=1.1 * utilities(stances, 2.0, np.full(issues, 0.5)) - 0.01,
        power=np.ones(actors),
        low=np.zeros((actors, issues)),
        high=np.ones((actors, issues)),
    )


def row(actors: int, issues: int) -> str:
    """One row of the table."""
    stances, rules = random_stances(1, actors, issues), free_trade(actors, issues)
    rate, talks = EqualGains(), talks_of(random_stances(1, actors, issues))
    deals = exchange(stances, rules, rate, STAY).deals
    pairs = (deals.partner[:MOST], deals.gets[:MOST])
    traded = milliseconds(lambda: exchange(stances, rules, rate, STAY))
    ordered = milliseconds(lambda: deal_orders(stances, rules, rate, pairs, 0))
    agreed = milliseconds(lambda: nash(talks))
    shared = milliseconds(lambda: kalai_smorodinsky(talks))
    return (
        f"| {actors} | {issues} | {len(deals.round)} | {traded:.2f} | {ordered:.0f} | "
        f"{agreed:.1f} | {shared:.0f} |"
    )


def lines() -> Iterator[str]:
    """The section of the page, line by line as it is measured."""
    council = np.array([10, 10, 10, 10, 8, 5, 5, 5, 5, 4, 4, 3, 3, 3, 2])
    states = np.ones(len(council), np.int64)
    yield "## Trading votes, agreements, voting power"
    yield ""
    yield "Milliseconds of processor time. A round of trading until no deal is left; all orders of"
    yield f"its first {MOST} deals; agreements on all issues, with quadratic losses."
    yield ""
    yield "| actors | issues | deals | round | orders | Nash | Kalai and Smorodinsky |"
    yield "|--:|--:|--:|--:|--:|--:|--:|"
    for size in SIZES:
        yield row(*size)
    yield ""
    single = milliseconds(lambda: voting_power((Majority(council, 62),)))
    double = milliseconds(lambda: voting_power((Majority(council, 62), Majority(states, 10))))
    yield f"Voting power of 15 states by 62 of 87 votes: {single:.1f} ms; if ten of them must agree"
    yield f"as well: {double:.1f} ms."
