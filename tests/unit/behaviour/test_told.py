import pytest

from detente.behaviour import Lab
from detente.behaviour.told import action_words, first_happenings, main_way, shift_words, story
from detente.case.expressions.parser import parse_action
from detente.case.reader import read_text

CASE = """
detente: 1
id: told
title: All that can happen
as_of: 2000-01-01
horizon: 4
actors: {A: {name: Avalon, pace: 1}, B: {name: Borduria, may_walk_away: true}}
moves: {pact: {by: A, reversible: A, name: a pact}}
scheduled: [{move: pact, between: [2000-07-01, 2001-06-30], held: 0.5}]
shocks: {storm: {rate: 3, undoes: [pact], when: pact, name: a storm}}
breakdown: {rate: 0.1, resumes: 0.2}
rules: {A: [{when: not pact, does: pact}]}
pressure: {club: {on: B, members: {A: {share: 1, in: true}}, name: club of one}}
channels: [{between: [A, B], open: false}]
goals: {A: {order: {weight: 1, measure: pact}}, B: {ease: {weight: 1, measure: -pressure(B)}}}
"""


@pytest.fixture(scope="module")
def lab() -> Lab:
    return Lab(case=read_text(CASE), focal="A")


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("pact", "a pact"),
        ("undo pact", "undoing of a pact"),
        ("join club", "joining of the club of one"),
        ("leave club", "leaving of the club of one"),
        ("open A-B", "opening of a line between Avalon and Borduria"),
        ("walk away", "walking away"),
    ],
)
def test_every_kind_of_action_has_words(lab: Lab, action: str, words: str) -> None:
    assert action_words(lab.case, parse_action(action)) == words


def test_everything_that_nobody_chooses_has_words(lab: Lab) -> None:
    assert {shift_words(lab.case, shift) for shift in lab.model().shifts} == {
        "a storm",
        "a pact on its date",
        "collapse from outside",
        "resumption of the process",
    }


def test_what_comes_first_adds_up_to_one_and_counts_dated_moves(lab: Lab) -> None:
    first = first_happenings(lab.solution())
    assert sum(share for _, share in first) == pytest.approx(1)
    dated = [one for one, _ in first if one.what == "a pact on its date"]
    # its window opens later, so that today's rate is nil, and yet it may come first
    assert [one.rate for one in dated] == [0.0]
    assert (first[0][0].actor, first[0][0].what, first[0][0].rate) == ("A", "a pact", 1.0)


def test_the_main_way_begins_today_and_each_step_has_a_story(lab: Lab) -> None:
    way = main_way(lab.solution())
    assert way.states[0] == 0
    assert len(story(lab.solution(), way)) == len(way.states) - 1
