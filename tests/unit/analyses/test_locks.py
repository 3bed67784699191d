from math import exp

import pytest
from tests.answers import answered, rows, sentences

from detente.analyses.locks import LOCKS
from detente.behaviour.unlocking import first_locks, shortest_ways, straight, unmet, usable
from detente.behaviour.worth import cards
from detente.case.reader import load, read_text
from detente.model.compile import compile_case
from detente.model.compiled import Model
from detente.results import Topic
from detente.results.figures import Lock

OR = """
detente: 1
id: or
title: Two keys and a storm
as_of: 2000-01-01
actors: {A: {}, B: {}}
variables: {sea: {levels: [calm, storm], start: calm}}
moves:
  one: {by: A}
  two: {by: B}
  door: {by: A, requires: opened and warm}
  fire: {by: [A, B], how: joint}
  harbour: {by: B, requires: sea = storm}
facts: {opened: one or two, warm: fire}
shocks: {gale: {rate: 1, sets: {sea: storm}}}
goals:
  A: {inside: {weight: 10, measure: door}}
  B: {inside: {weight: 10, measure: harbour}}
pressure:
  blockade: {on: B, members: {A: {share: 1, in: true}}}
strategies: {A: {hold: {never: [leave blockade]}}}
"""


def ways_to(model: Model, move: str) -> list[list[str]]:
    card = next(c for c in cards(model) if c.action.target == move)
    return [[key.id for key in way] for way in shortest_ways(model, usable(model, card))]


def test_the_lesson_by_hand() -> None:
    answer = answered(LOCKS, load("teaching-two-steps"))
    market = [r for r in rows(answer, "locks") if r["move"] == "market"]
    assert [r["available"] for r in market] == [False] * 3
    assert (market[0]["unmet"], market[0]["needs"], market[0]["held_by"]) == ("dam", "dam", "UP")
    for row in market:
        # Upland opens the dam at rate 2 against a hazard of 1/4.
        years = float(str(row["by"]))
        assert row["usable"] == pytest.approx(2 / 2.25 * (1 - exp(-2.25 * years)))
    worth = {(r["actor"], r["to"]): r["worth"] for r in rows(answer, "leverage")}
    # With the market open for nothing Upland keeps its dam shut: V = .1 * flow / .35.
    assert worth["LOW", "UP"] == pytest.approx((10 / 0.35 - 15.831339) / 120, abs=1e-6)
    # With the dam open: V = 26.869301 for Lowland, 22.867490 today.
    assert worth["UP", "LOW"] == pytest.approx((26.869301 - 22.867490) / 100, abs=1e-6)


def test_the_strongest_card_is_named_with_its_lock() -> None:
    answer = answered(LOCKS, load("teaching-two-steps"))
    said = next(f.sentence for f in answer.findings if f.topic is Topic.CHALLENGES)
    assert said.startswith("“Lowland opens its market” is Lowland's strongest card, worth 11 %")
    assert "cannot be played before “Upland opens the dam”, held by Upland." in said
    assert [f.id for f in answer.figures] == ["step_graph_locks"]


def test_every_shortest_way_is_found() -> None:
    model = compile_case(read_text(OR))
    found = {tuple(sorted(way)) for way in ways_to(model, "door")}
    assert found == {("fire", "one"), ("fire", "two")}
    assert unmet(model, "door") == ("opened", "warm")
    needed, enough = first_locks(model, "door")
    assert (needed, set(enough)) == (("fire",), {"one", "two"})


def test_what_only_an_event_unlocks_is_held_by_nobody() -> None:
    model = compile_case(read_text(OR))
    assert ways_to(model, "harbour") == [["gale"]]
    card = next(c for c in cards(model) if c.action.target == "harbour")
    (way,) = shortest_ways(model, usable(model, card))
    assert way[0].owners == ()


def test_memberships_are_cards_of_their_owner() -> None:
    model = compile_case(read_text(OR))
    found = {card.id: card for card in cards(model)}
    assert found["A: leave blockade"].alone("A")
    assert not found["A: leave blockade"].alone("B")
    assert not found["fire"].alone("A")
    assert "A: join blockade" not in found


def test_probabilities_are_probabilities_and_grow() -> None:
    by_move: dict[object, list[float]] = {}
    for row in rows(answered(LOCKS, read_text(OR)), "locks"):
        by_move.setdefault(row["move"], []).append(float(str(row["usable"])))
    assert set(by_move) == {"one", "two", "door", "fire", "harbour"}
    for odds in by_move.values():
        assert odds == pytest.approx(sorted(odds))
        assert odds[0] >= 0.0
        assert odds[-1] <= 1.0 + 1e-9


def test_moves_that_stand_in_for_each_other_make_no_circle() -> None:
    one = Lock(before="a", after="b", is_enough=True)
    other = Lock(before="b", after="a", is_enough=True)
    need = Lock(before="b", after="c")
    assert straight([one, other, need]) == (need, one)


def test_one_actor_without_moves_is_no_failure() -> None:
    bare = "detente: 1\nid: bare\ntitle: Bare\nas_of: 2000-01-01\nactors: {A: {}}\n"
    answer = answered(LOCKS, read_text(bare))
    assert rows(answer, "locks") == rows(answer, "leverage") == []
    assert "A holds no card that is worth anything to another actor." in sentences(answer)


def test_a_move_with_a_date_waits_for_it() -> None:
    dated = """
detente: 1
id: dated
title: Not before two years are over
as_of: 2000-01-01
actors: {A: {}, B: {}}
moves: {late: {by: A, from: 2003-01-01}}
goals:
  A: {joy: {weight: 10, measure: late}}
  B: {joy: {weight: 10, measure: late}}
"""
    answer = answered(LOCKS, read_text(dated))
    assert [(r["available"], r["usable"]) for r in rows(answer, "locks")] == [
        (False, 0.0),
        (False, 0.0),
        (False, pytest.approx(1.0)),
    ]
    assert "cannot be played before its date" in sentences(answer)
