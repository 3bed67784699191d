"""Verdicts on claims, and how many draws they take."""

import pytest
from tests.small import lab_of

from detente.behaviour import Effort, Lab
from detente.behaviour.setting import Setting
from detente.behaviour.verdicts import CONTESTED, FAILS, HOLDS, Count, Counts, count, judged
from detente.case.expressions.parser import parse_study

CASE = """
    precision: {headline: 10, sweep: [5, 10], paces: [1]}
    actors: {A: {}, B: {}}
    moves: {m: {by: A}}
    threats: {t: {held_by: A, reaches: {B: [0.2, 0.6]}, ended_by: {m: 0.5}}}
    goals: {A: {g: {weight: [10, 20, 30], measure: m}}}
    """
SETTING = Setting(precision=10)


def counts(lab: Lab, test: str, *, over_sweep: bool = False) -> Counts:
    return count(lab, parse_study(test).tree, over_sweep=over_sweep)


def lab_with(**effort: int) -> Lab:
    return lab_of(CASE, Effort(**{"workers": 1, **effort}))


def of(*pairs: tuple[int, int]) -> Counts:
    found = [Count(setting=SETTING, true=true, draws=draws) for true, draws in pairs]
    return Counts(headline=found[0], sweep=tuple(found[1:]))


@pytest.mark.parametrize(
    ("shares", "low", "verdict"),
    [
        ([0.8, 0.8], 0.75, HOLDS),
        ([0.8, 0.79], 0.75, CONTESTED),
        ([0.9, 0.9], 0.74, CONTESTED),
        ([0.5, 0.5], 0.4, FAILS),
        ([0.5, 0.51], 0.4, CONTESTED),
    ],
)
def test_a_verdict_needs_every_precision_and_pace(
    shares: list[float], low: float, verdict: str
) -> None:
    assert judged(shares, low) == verdict


@pytest.mark.parametrize(
    ("true", "draws", "is_open"),
    [
        (16, 16, False),  # begins at .806
        (8, 8, True),  # begins at .676
        (0, 4, False),  # ends at .490
        (11, 16, True),  # .44 to .86
        (176, 256, False),  # .63 to .74
        (1, 0, False),  # asked at the mode only
        (0, 0, False),
    ],
)
def test_a_share_is_open_while_a_threshold_lies_in_its_interval(
    true: int, draws: int, *, is_open: bool
) -> None:
    assert Count(setting=SETTING, true=true, draws=draws).is_open == is_open


def test_what_was_asked_at_the_mode_is_all_or_nothing() -> None:
    asked = Count(setting=SETTING, true=1, draws=0)
    assert (asked.share, *asked.interval) == (1.0, 1.0, 1.0)


def test_a_verdict_is_undecided_while_an_open_share_could_change_it() -> None:
    assert of((13, 16)).is_undecided
    assert of((200, 200), (3, 4)).is_undecided
    assert not of((200, 200), (16, 16)).is_undecided
    # One share certainly below .80 and one certainly above .50: contested, whatever the third is.
    assert not of((13, 16), (0, 200), (200, 200)).is_undecided
    assert of((13, 16), (0, 200), (200, 200)).verdict == CONTESTED


def test_without_more_draws_allowed_none_are_made() -> None:
    lab = lab_with(draws=16, sweep_draws=4)
    found = counts(lab, "exposure(B) > 0.3")
    assert (found.headline.draws, found.is_undecided) == (16, True)
    assert lab.inputs().size == 16


@pytest.mark.parametrize(
    ("test", "draws", "verdict", "undecided"),
    [
        ("exposure(B) > 0.1", 16, HOLDS, False),
        ("exposure(B) > 0.7", 16, FAILS, False),
        ("exposure(B) > 0.24", 64, HOLDS, False),  # true in nine tenths of the draws
        ("exposure(B) > 0.34", 64, CONTESTED, False),  # in 65 %
        ("exposure(B) > 0.276", 256, HOLDS, True),  # in 80 %, too near to tell
    ],
)
def test_draws_are_doubled_until_the_verdict_is_decided(
    test: str, draws: int, verdict: str, *, undecided: bool
) -> None:
    found = counts(lab_with(draws=16, sweep_draws=4, most_draws=256), test)
    assert (found.headline.draws, found.verdict) == (draws, verdict)
    assert found.is_undecided == undecided


def test_the_last_doubling_stops_at_the_most_draws() -> None:
    found = counts(lab_with(draws=16, sweep_draws=4, most_draws=40), "exposure(B) > 0.28")
    assert found.headline.draws == 40


def test_elsewhere_in_the_sweep_draws_grow_as_many_times() -> None:
    lab = lab_with(draws=16, sweep_draws=2, most_draws=64)
    found = counts(lab, "value(A) > 17.5", over_sweep=True)
    assert found.sweep[0].setting == lab.sweep[1]
    assert (found.headline.draws, found.sweep[0].draws) == (64, 8)
    assert lab.ensemble().size == 16  # the rest of the study keeps to what was asked for


def test_more_draws_go_on_from_those_that_are_there() -> None:
    lab = lab_with(draws=16, sweep_draws=0, most_draws=64)
    alone = lab_with(draws=64, sweep_draws=0)
    assert counts(lab, "value(A) > 17.5").headline == counts(alone, "value(A) > 17.5").headline
    assert lab.solves == 1 + 64
