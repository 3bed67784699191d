"""Laws of trading, of agreements, of voting power and of levers."""

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from tests.trading import random_stances

from detente.methods.compromise import compromise_mean
from detente.methods.exchange import exchange
from detente.methods.exchange_deals import (
    EqualGains,
    Exchange,
    Following,
    GainsAsIdeals,
    Rate,
    free_trade,
)
from detente.methods.levers import Input, PerInput, shifted, ways_to_move
from detente.methods.nash_bargaining import (
    Agreement,
    Talks,
    kalai_smorodinsky,
    nash,
    nash_by_issue,
    utilities,
)
from detente.methods.stances import Stances
from detente.methods.voting_power import Majority, is_winning, vetoes, voting_power

seeds = st.integers(0, 10**6)
rates = st.sampled_from(
    [EqualGains(), GainsAsIdeals(), EqualGains(payment_cost=1.0), EqualGains(payment_cost=1.5)]
)
solvers = st.sampled_from([nash, kalai_smorodinsky])
exponents = st.sampled_from([1.0, 1.5, 2.0])

few = settings(max_examples=25)


# ---------------------------------------------------------------- trading


def traded(stances: Stances, rate: Rate, *, regroup: bool = False) -> Exchange:
    rules = free_trade(*stances.position.shape, rounds=2)._replace(regroup=regroup)
    return exchange(stances, rules, rate, Following(always=0.1, unconcerned=0.4))


def losses(stances: Stances, outcome: np.ndarray) -> np.ndarray:
    """[n] what an outcome costs each actor, by the definition."""
    cost = stances.salience * np.abs(outcome - stances.position)
    return np.where(stances.present, cost, 0.0).sum(axis=1)


@few
@given(seeds, rates, st.permutations(range(5)), st.permutations(range(3)))
def test_names_do_not_matter(seed: int, rate: Rate, actors: list[int], issues: list[int]) -> None:
    stances = random_stances(seed, 5, 3)
    turned = Stances(*(array[np.ix_(actors, issues)] for array in stances))
    plain, renamed = traded(stances, rate), traded(turned, rate)
    assert np.allclose(plain.after[:, issues], renamed.after)
    assert np.allclose(plain.votes[:, actors][:, :, issues], renamed.votes)
    assert np.allclose(plain.deals.effect[:, actors], renamed.deals.effect)


@few
@given(seeds, rates, st.floats(0.01, 100))
def test_neither_the_unit_of_capability_nor_the_ends_of_scales_matter(
    seed: int, rate: Rate, unit: float
) -> None:
    stances = random_stances(seed, 5, 3)
    plain = traded(stances, rate)
    scaled = traded(stances._replace(capability=unit * stances.capability), rate)
    mirrored = traded(stances._replace(position=1.0 - stances.position), rate)
    for other in (scaled, mirrored):
        assert np.allclose(plain.deals.gain, other.deals.gain)
        assert np.allclose(plain.deals.effect, other.deals.effect)
    assert np.allclose(plain.after, scaled.after)
    assert np.allclose(plain.after, 1.0 - mirrored.after)


@few
@given(seed=seeds, rate=rates, regroup=st.booleans())
def test_both_partners_gain_what_the_deal_says_they_do(
    seed: int, rate: Rate, *, regroup: bool
) -> None:
    deals = traded(random_stances(seed, 6, 3), rate, regroup=regroup).deals
    worth = np.take_along_axis(deals.effect, deals.partner, axis=1)
    assert (deals.gain > 0).all()
    assert (worth >= deals.gain - 1e-9).all()
    if regroup:
        assert np.allclose(worth, deals.gain)
    if isinstance(rate, EqualGains):
        assert np.allclose(deals.gain[:, 0], deals.gain[:, 1])


@few
@given(seed=seeds, rate=rates, regroup=st.booleans())
def test_no_deal_goes_beyond_the_point_of_who_gets_the_issue(
    seed: int, rate: Rate, *, regroup: bool
) -> None:
    stances = random_stances(seed, 6, 3)
    done = traded(stances, rate, regroup=regroup)
    for k, number in enumerate(done.deals.round):
        for column in np.flatnonzero(done.deals.gets[k] >= 0):
            taker, issue = done.deals.partner[k, column], done.deals.gets[k, column]
            wanted = done.positions[number, taker, issue]
            for before, after in (
                (done.deals.vote_before, done.deals.vote_after),
                (done.deals.outcome_before, done.deals.outcome_after),
            ):
                old, new = before[k, column] - wanted, after[k, column] - wanted
                assert old * new >= -1e-9
                assert abs(new) < abs(old)


@few
@given(seeds, rates)
def test_what_deals_are_worth_adds_up_to_what_the_round_is_worth(seed: int, rate: Rate) -> None:
    stances = random_stances(seed, 6, 3)
    done = traded(stances, rate)
    for number in range(2):
        here = stances._replace(position=done.positions[number])
        chosen = done.deals.round == number
        worth = done.deals.effect[chosen].sum(axis=0)
        received = np.zeros(6)
        np.add.at(received, done.deals.partner[chosen], done.deals.payment[chosen])
        gained = losses(here, done.before[number]) - losses(here, done.after[number])
        assert np.allclose(worth - received, gained)
        voted = here._replace(position=done.votes[number])
        assert np.allclose(done.after[number], compromise_mean(voted))


# ---------------------------------------------------------------- agreements


def talks_of(seed: int, exponent: float, issues: int = 2, actors: int = 4) -> Talks:
    """Talks in which some outcome leaves everybody something."""
    generator = np.random.default_rng(seed)
    stances = random_stances(seed, actors, issues)
    assume((stances.present.sum(axis=1) > 0).all())
    worth = utilities(stances, exponent, generator.uniform(0.2, 0.8, issues))
    return Talks(
        stances=stances,
        exponent=exponent,
        no_agreement=worth - generator.uniform(0.02, 0.3, actors),
        power=generator.uniform(0.5, 2.0, actors),
        low=np.zeros(stances.position.shape),
        high=np.ones(stances.position.shape),
    )


def agreed(answer: Agreement | None) -> Agreement:
    assert answer is not None
    return answer


@few
@given(seeds, solvers, exponents)
def test_nobody_loses_and_nothing_is_better_for_all(
    seed: int, solve: type, exponent: float
) -> None:
    talks = talks_of(seed, exponent)
    answer = agreed(solve(talks))
    cared = ~np.isnan(answer.outcome)
    assert (answer.gain > 0).all()
    steps = np.random.default_rng(seed).normal(0.0, 1.0, (60, len(cared)))
    for scale in (0.3, 0.03, 0.003):
        for step in steps:
            near = np.clip(answer.outcome + scale * step, 0.0, 1.0)
            gain = utilities(talks.stances, exponent, near) - talks.no_agreement
            assert not (gain > answer.gain + 1e-6).all()


@few
@given(seeds, solvers, exponents, st.floats(0.1, 5))
def test_units_of_utility_do_not_matter(
    seed: int, solve: type, exponent: float, unit: float
) -> None:
    talks = talks_of(seed, exponent)
    factor = np.array([unit, 1.0, 1.0, 1.0])
    scaled = talks._replace(
        stances=talks.stances._replace(salience=talks.stances.salience * factor[:, None]),
        no_agreement=talks.no_agreement * factor,
    )
    assert np.allclose(agreed(solve(talks)).gain * factor, agreed(solve(scaled)).gain, atol=1e-5)


@few
@given(seeds, solvers, exponents, st.permutations(range(4)))
def test_names_of_negotiators_do_not_matter(
    seed: int, solve: type, exponent: float, order: list[int]
) -> None:
    talks = talks_of(seed, exponent)
    turned = Talks(
        stances=Stances(*(array[order] for array in talks.stances)),
        exponent=exponent,
        no_agreement=talks.no_agreement[order],
        power=talks.power[order],
        low=talks.low[order],
        high=talks.high[order],
    )
    assert np.allclose(agreed(solve(talks)).gain[order], agreed(solve(turned)).gain, atol=1e-5)


@few
@given(seeds, exponents)
def test_a_red_line_that_does_not_bind_changes_nothing_for_nash(seed: int, exponent: float) -> None:
    talks = talks_of(seed, exponent)
    answer = agreed(nash(talks))
    free = np.nan_to_num(answer.outcome, nan=0.5)
    bound = talks._replace(
        low=np.tile(np.maximum(free - 0.1, 0.0), (4, 1)),
        high=np.tile(np.minimum(free + 0.1, 1.0), (4, 1)),
    )
    assert np.allclose(agreed(nash(bound)).gain, answer.gain, atol=1e-5)


@few
@given(seeds, st.floats(0.0, 1.0))
def test_who_could_gain_more_does_not_get_less_of_kalai_and_smorodinsky(
    seed: int, line: float
) -> None:
    # two actors on one scale: lifting the first one's way up the other is not touched
    near, far = np.sort(np.random.default_rng(seed).random(2))
    assume(far - near > 0.05)
    stances = random_stances(seed, 2, 1)._replace(
        position=np.array([[near], [far]]), present=np.ones((2, 1), np.bool_)
    )
    salience = np.maximum(stances.salience, 0.1)
    stances = stances._replace(salience=salience)
    middle = near + (0.3 + 0.4 * line) * (far - near)
    talks = Talks(
        stances=stances,
        exponent=1.0,
        no_agreement=utilities(stances, 1.0, np.array([middle])) - 0.02,
        power=np.ones(2),
        low=np.array([[middle - 0.1 * (middle - near)], [0.0]]),
        high=np.ones((2, 1)),
    )
    wider = talks._replace(low=np.zeros((2, 1)))  # lower outcomes are better for the first alone
    narrow, wide = agreed(kalai_smorodinsky(talks)), agreed(kalai_smorodinsky(wider))
    assert wide.gain[0] >= narrow.gain[0] - 1e-6


@few
@given(seeds, exponents)
def test_each_issue_alone_lies_between_what_all_accept(seed: int, exponent: float) -> None:
    talks = talks_of(seed, exponent, issues=1)
    (found,) = nash_by_issue(talks, talks.no_agreement[:, None])
    gain = utilities(talks.stances, exponent, np.array([found])) - talks.no_agreement
    assert (gain >= -1e-9).all()


# ---------------------------------------------------------------- voting power

weights = st.lists(st.integers(0, 9), min_size=2, max_size=6).filter(any)


@given(weights, st.floats(0.01, 1.0), st.data())
def test_power_is_shared_out_and_follows_weight(
    sizes: list[int], part: float, data: st.DataObject
) -> None:
    quota = max(1, round(part * sum(sizes)))
    rule = (Majority(np.array(sizes), quota),)
    power = voting_power(rule)
    assert np.isclose(power.shapley_shubik.sum(), 1.0)
    assert np.isclose(power.banzhaf.sum(), 1.0)
    order = np.argsort(sizes, kind="stable")
    for measure in power:
        assert (np.diff(measure[order]) >= -1e-12).all()
    turned = data.draw(st.permutations(range(len(sizes))))
    renamed = voting_power((Majority(np.array(sizes)[turned], quota),))
    assert np.allclose(power.shapley_shubik[turned], renamed.shapley_shubik)
    dual = voting_power((Majority(np.array(sizes), sum(sizes) - quota + 1),))
    assert np.allclose(power.shapley_shubik, dual.shapley_shubik)


@given(weights, st.floats(0.01, 1.0), seeds)
def test_nothing_is_decided_without_a_veto_holder(sizes: list[int], part: float, seed: int) -> None:
    holders = np.arange(len(sizes)) == 0
    rule = (Majority(np.array(sizes), max(1, round(part * sum(sizes)))), *vetoes(holders))
    coalitions = np.random.default_rng(seed).random((40, len(sizes))) < 0.7
    assert not is_winning(rule, coalitions & ~holders).any()
    power = voting_power(rule)
    assert (power.swing[0] >= power.swing - 1e-12).all()


# ---------------------------------------------------------------- levers


@few
@given(seeds)
def test_a_lever_brings_the_outcome_where_it_is_wanted(seed: int) -> None:
    stances = random_stances(seed, 5, 2)
    asking = int(np.argmax(stances.present[:, 0]))

    def outcome(s: Stances) -> float:
        return float(compromise_mean(s)[0])

    price = PerInput(*(np.ones((5, 2)) for _ in Input))
    here = outcome(stances)
    gap = stances.position[asking, 0] - here
    for way in ways_to_move(outcome, stances, asking, 0, 0.01, price):
        there = outcome(shifted(stances, way.input, way.actor, 0, way.shift))
        less = outcome(shifted(stances, way.input, way.actor, 0, 0.999 * way.shift))
        wanted = np.clip(gap, -0.01, 0.01)
        assert np.isclose(there - here, wanted, atol=1e-6)
        assert abs(less - here) < abs(wanted)
