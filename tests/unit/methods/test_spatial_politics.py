import threading

import numpy as np
import pytest

from detente.methods.contest_rules import (
    KTAB,
    BargainModel,
    Interpolation,
    RiskEstimate,
    SpatialRules,
    Succession,
    Transition,
    Voting,
)
from detente.methods.spatial_kernels import together
from detente.methods.spatial_politics import Parties, perspective, spatial_run, spatial_runs

BY_LOT = KTAB._replace(transition=Transition.STOCHASTIC)


def parties(actors: int = 4, dimensions: int = 1, seed: int = 5) -> Parties:
    generator = np.random.default_rng(seed)
    return Parties(
        position=generator.random((actors, dimensions)),
        salience=generator.uniform(0.2, 1.0, (actors, dimensions)) / dimensions,
        capability=generator.uniform(10, 100, actors),
        accommodation=np.eye(actors),
    )


def draws(count: int, actors: int = 3) -> Parties:
    generator = np.random.default_rng(3)
    return Parties(
        position=generator.random((count, actors, 1)),
        salience=np.full((actors, 1), 0.6),
        capability=generator.uniform(10, 100, (count, actors)),
        accommodation=np.eye(actors),
    )


def one_of(many: Parties, draw: int) -> Parties:
    return many._replace(position=many.position[draw], capability=many.capability[draw])


# ---------------------------------------------------------------- the audit trail


@pytest.mark.parametrize("rules", [KTAB, KTAB._replace(bargain=BargainModel.BOTH), BY_LOT])
def test_every_move_is_a_bargain_taken(rules: SpatialRules) -> None:
    run = spatial_run(parties(5, 2), rules)
    for turn in range(len(run.taken)):
        for actor in range(5):
            before, after = run.position[turn, actor], run.position[turn + 1, actor]
            row = run.taken[turn, actor]
            if row < 0:
                assert (before == after).all()
                continue
            side = 0 if run.bargains.initiator[row] == actor else 1
            assert run.bargains.turn[row] == turn
            assert (run.bargains.initiator, run.bargains.receiver)[side][row] == actor
            assert run.bargains.taken[row, side]
            assert (run.bargains.terms[row, side] == after).all()
    assert run.bargains.taken.sum() == (run.taken >= 0).sum()


def test_the_odds_of_a_queue_sum_to_one_and_the_likeliest_is_taken() -> None:
    run = spatial_run(parties(5))
    made = run.bargains
    for turn in range(len(run.taken)):
        for actor in range(5):
            odds = {-1: run.stays[turn, actor]}
            for row in np.flatnonzero(made.turn == turn):
                for side, mover in enumerate((made.initiator[row], made.receiver[row])):
                    if mover == actor:
                        odds[int(row)] = made.odds[row, side]
            assert sum(odds.values()) == pytest.approx(1)
            assert run.taken[turn, actor] == max(odds, key=lambda row: odds[row])


def test_everybody_challenges_whom_it_gains_most_by() -> None:
    run = spatial_run(parties(5))
    first = run.bargains.turn == 0
    gain, chance = run.opening.gain.copy(), run.opening.chance
    np.fill_diagonal(gain, -np.inf)
    for actor, other, seen, worth in zip(
        run.bargains.initiator[first],
        run.bargains.receiver[first],
        run.bargains.chance[first],
        run.bargains.gain[first],
        strict=True,
    ):
        assert other == gain[actor].argmax()
        assert worth == gain[actor, other]
        assert seen[0] == chance[actor, other]
    idle = set(range(5)) - set(run.bargains.initiator[first].tolist())
    assert all(gain[actor].max() <= 1e-5 for actor in idle)


def test_a_view_is_somebodys() -> None:
    actors = parties(4)
    own = spatial_run(actors).opening
    for viewer in range(4):
        seen = perspective(actors, viewer)
        for mine, theirs in zip(own, seen, strict=True):
            assert (mine[viewer] == theirs[viewer]).all()
        assert seen.chance + seen.chance.T == pytest.approx(np.ones((4, 4)))
    flat = perspective(actors, 0, KTAB._replace(risk_estimate=RiskEstimate.NONE))
    assert flat.answer[1, 2] != pytest.approx(flat.gain[2, 1])


def test_risk_attitudes_span_their_range() -> None:
    run = spatial_run(parties(4))
    assert run.risk.shape == (len(run.position), 4)
    assert run.risk.min(axis=1) == pytest.approx(-0.5)
    assert run.risk.max(axis=1) == pytest.approx(1.0)


# ---------------------------------------------------------------- how a run ends


def test_the_mean_is_weighted_by_capability_and_salience() -> None:
    actors = parties(4, 2)
    run = spatial_run(actors)
    for k in range(2):
        weight = actors.capability * actors.salience[:, k]
        assert run.mean[k] == pytest.approx(np.average(run.position[-1, :, k], weights=weight))


def test_who_are_linked_by_others_stand_together() -> None:
    place = np.array([[0.4, 0.1], [0.4018, 0.1], [0.9, 0.1], [0.4009, 0.1]])
    option = np.empty(4, np.int64)
    assert together(place, option) == 2
    assert option.tolist() == [0, 0, 1, 0]


def test_who_stand_together_share_their_probability() -> None:
    actors = parties(4)._replace(position=np.array([[0.3], [0.3], [0.3], [0.3005]]))
    assert spatial_run(actors).probability == pytest.approx(0.25)


def test_where_all_agree_nothing_happens() -> None:
    actors = parties(3)._replace(position=np.full((3, 1), 0.3))
    run = spatial_run(actors)
    assert len(run.taken) == 2
    assert (run.risk == 0).all()
    assert run.settled
    assert run.bargains.turn.size == 0
    assert (run.position == 0.3).all()
    assert (run.stays == 1).all()
    assert run.probability == pytest.approx(1 / 3)


def test_a_run_that_finds_no_rest_is_cut_off() -> None:
    """Two of the three circle, 0.002 from each other."""
    actors = Parties(
        position=np.array([[0.4], [0.6], [0.3]]),
        salience=np.full((3, 1), 0.9),
        capability=np.array([2.0, 5.0, 4.0]),
        accommodation=np.eye(3),
    )
    run = spatial_run(actors)
    ended = spatial_runs(actors._replace(position=actors.position[None]))
    assert not run.settled
    assert not ended.settled[0]
    assert len(run.taken) == ended.turns[0] == 100


def test_ideals_that_never_change_hold_their_owners_back() -> None:
    actors = parties(4)
    cynical = spatial_run(actors).position[-1]
    idealistic = spatial_run(actors._replace(accommodation=np.zeros((4, 4)))).position[-1]
    assert np.abs(idealistic - actors.position).sum() != pytest.approx(
        np.abs(cynical - actors.position).sum()
    )


def test_the_weaker_side_alone_moves_if_told_so() -> None:
    rules = KTAB._replace(interpolation=Interpolation.STRONGER_ONLY)
    made = spatial_run(parties(4), rules).bargains
    first = made.turn == 0
    start = parties(4).position
    for i, j, chance, terms in zip(
        made.initiator[first],
        made.receiver[first],
        made.chance[first, 0],
        made.terms[first],
        strict=True,
    ):
        keeps = 0 if chance >= 0.5 else 1
        assert (terms[keeps] == start[(i, j)[keeps]]).all()


# ---------------------------------------------------------------- lots and draws


def test_the_same_seed_gives_the_same_run() -> None:
    actors = parties(5)
    one, again, other = (spatial_run(actors, BY_LOT, seed=seed) for seed in (1, 1, 2))
    assert (one.position[-1] == again.position[-1]).all()
    assert one.position.shape != other.position.shape or (one.position != other.position).any()


def test_lots_fall_as_often_as_the_odds_say() -> None:
    actors = parties(3)
    run = spatial_run(actors, BY_LOT)
    taken = np.array([spatial_run(actors, BY_LOT, seed=3, draw=d).taken[0, 0] for d in range(200)])
    odds = run.stays[0, 0]
    assert (taken < 0).mean() == pytest.approx(odds, abs=4 * np.sqrt(odds * (1 - odds) / 200))


@pytest.mark.parametrize("rules", [KTAB, BY_LOT])
def test_a_draw_can_be_looked_into(rules: SpatialRules) -> None:
    many = draws(70)
    ended = spatial_runs(many, rules, seed=4)
    for draw in (0, 63, 64, 69):
        run = spatial_run(one_of(many, draw), rules, seed=4, draw=draw)
        assert (run.position[-1] == ended.position[draw]).all()
        assert (run.probability == ended.probability[draw]).all()
        assert run.mean == pytest.approx(ended.mean[draw])
        assert len(run.taken) == ended.turns[draw]


def test_draws_may_be_taken_in_pieces() -> None:
    many = draws(12)
    whole = spatial_runs(many, BY_LOT, seed=4)
    rest = Parties(many.position[5:], many.salience, many.capability[5:], many.accommodation)
    part = spatial_runs(rest, BY_LOT, seed=4, first=5)
    assert (part.position == whole.position[5:]).all()


def test_what_was_given_is_left_alone() -> None:
    many = draws(3)
    before = many.position.copy()
    spatial_runs(many)
    spatial_run(one_of(many, 0))
    assert (many.position == before).all()


@pytest.mark.jit
@pytest.mark.parametrize("voting", Voting)
@pytest.mark.parametrize("succession", Succession)
def test_threads_come_to_the_same_answer(voting: Voting, succession: Succession) -> None:
    many = draws(64, 6)
    rules = BY_LOT._replace(
        election=BY_LOT.election._replace(voting=voting, succession=succession),
        bargain=BargainModel.BOTH,
    )
    whole = spatial_runs(many, rules)
    ends = {}

    def piece(begin: int) -> None:
        part = slice(begin, begin + 16)
        part_of = many._replace(position=many.position[part], capability=many.capability[part])
        ends[begin] = spatial_runs(part_of, rules, first=begin).position

    threads = [threading.Thread(target=piece, args=(begin,)) for begin in range(0, 64, 16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (np.concatenate([ends[begin] for begin in sorted(ends)]) == whole.position).all()
