"""The elements in which two states can differ."""

import numpy as np
from tests.small import compiled

from detente.behaviour.elements import elements


def test_every_element_with_where_it_is_true() -> None:
    model = compiled("""
        actors: {A: {name: Aland, may_walk_away: true}, B: {name: Beeland}, T: {}}
        variables: {the_heat: {levels: [calm, very_tense], start: calm}}
        moves: {m: {by: A, name: the move, sets: {the_heat: very_tense}}}
        pressure: {ring: {on: T, members: {A: {share: 1, in: true}}}}
        channels: [{between: [A, B], open: false}]
        strategies: {A: {s: {first: [leave ring]}}}
        goals: {A: {g: {weight: 1, measure: "0.5 * (m + (the_heat = calm))"}}}
        """)
    found = elements(model)
    assert [(e.id, e.kind, e.words) for e in found] == [
        ("m", "move", "whether “the move” stands"),
        ("A in ring", "membership", "whether Aland is in the ring"),
        ("A-B", "line", "whether Aland and Beeland have a line"),
        ("the_heat = calm", "level", "whether the heat is at “calm”"),
        ("the_heat = very_tense", "level", "whether the heat is at “very tense”"),
        ("breakdown", "breakdown", "whether the process has broken down"),
    ]
    by_id = {e.id: e.holds for e in found}
    assert by_id["A in ring"][0]
    assert np.array_equal(by_id["m"], by_id["the_heat = very_tense"])
    assert np.array_equal(by_id["the_heat = calm"], ~by_id["the_heat = very_tense"])
    assert np.array_equal(by_id["breakdown"], model.ended == 1)


def test_what_cannot_end_has_no_breakdown() -> None:
    model = compiled("""
        actors: {A: {}}
        moves: {m: {by: A}}
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    assert [e.id for e in elements(model)] == ["m"]
