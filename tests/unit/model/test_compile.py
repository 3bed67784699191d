"""The compiled case: what it refuses, and its states in words."""

import pytest
from tests.small import compiled, state

from detente.base.errors import StudyError
from detente.model.compiled import Model

MENU = """
    choice: {choice}
    actors: {{A: {{}}, B: {{}}}}
    moves: {{m: {{by: [A, B]{dates}}}}}
    channels: [{{between: [A, B]{since}}}]
    goals: {{A: {{g: {{weight: 1, measure: m}}}}}}
    """


@pytest.mark.parametrize(
    ("dates", "since", "named"),
    [
        (", from: 2020-05-01", "", "the move 'm' has one"),
        (", until: 2020-05-01", "", "the move 'm' has one"),
        ("", ", since: 2020-05-01", "the line A-B has one"),
    ],
)
def test_menus_have_no_dates(dates: str, since: str, named: str) -> None:
    with pytest.raises(StudyError, match=named):
        compiled(MENU.format(choice="menu", dates=dates, since=since))
    assert len(compiled(MENU.format(choice="clocks", dates=dates, since=since)).segments) == 2


def test_menus_have_lines_that_were_there_before() -> None:
    model = compiled(MENU.format(choice="menu", dates="", since=", since: 2019-05-01"))
    assert len(model.topology.act_to) == 2


@pytest.fixture(scope="module")
def model() -> Model:
    return compiled("""
        actors: {A: {name: Aland, may_walk_away: true}, B: {name: Beeland}, T: {}}
        variables: {heat: {levels: [calm, tense], start: calm}}
        moves:
          old: {by: A, reversible: A, name: the old treaty}
          new_one: {by: A, sets: {heat: tense}}
        standing: [old]
        pressure:
          the_ring: {on: T, members: {A: {share: 1, in: true}}}
        channels: [{between: [A, B], open: false}]
        breakdown: {unwinds: [new_one]}
        strategies: {A: {s: {first: [leave the_ring]}}}
        goals: {A: {g: {weight: 1, measure: "0.3 * (old + new_one + (heat = calm))"}}}
        """)


def test_a_state_in_words(model: Model) -> None:
    last = len(model.states) - 1
    assert model.words(0) == "the old treaty"
    assert model.changes(0) == "nothing done yet"
    words = {model.words(x) for x in range(last + 1)}
    assert "the old treaty, new one, heat tense" in words
    assert "nothing done yet" in words
    assert "the old treaty, Aland out of the ring" in words
    assert "the old treaty, a line between Aland and Beeland" in words
    assert "the old treaty, heat tense (ended)" in words


def test_what_was_taken_back_is_told_as_a_change(model: Model) -> None:
    changes = {model.changes(x) for x in range(len(model.states))}
    assert "no longer the old treaty" in changes
    assert "new one, no longer the old treaty, heat tense" in changes


def test_actors_have_their_places(model: Model) -> None:
    assert model.actors == ("A", "B", "T")
    assert model.index("B") == 1
    assert model.mode["actors.A.pace"] == 2.0


def test_draws_change_payoffs_not_what_can_happen() -> None:
    found = compiled("""
        actors: {A: {}}
        moves: {m: {by: A}}
        goals: {A: {g: {weight: [1, 2], measure: m}}}
        """)
    weight = {**found.mode, "goals.A.g.weight": 2.0}
    assert found.view(weight).inputs["goals.A.g.weight"] == 2.0
    assert state(found, "m") == 1
