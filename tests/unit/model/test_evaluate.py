"""State expressions against numbers worked out by hand."""

from itertools import product

import numpy as np
import pytest
from tests.small import compiled, seen

from detente.case.expressions import Sequence, Text
from detente.case.expressions.parser import parse_action, parse_expression, parse_study
from detente.model.compiled import Model
from detente.model.evaluate import View


@pytest.fixture(scope="module")
def model() -> Model:
    return compiled("""
        actors: {A: {may_walk_away: true}, B: {}, C: {}}
        variables: {heat: {levels: [calm, tense, crisis], start: tense}}
        moves:
          a: {by: A}
          b: {by: B}
          c: {by: [A, B], sets: {heat: crisis}}
        facts: {some: a or b, more: some and c}
        goals:
          A: {all: {weight: 1, measure: "0.1 * (a + b) + 0.2 * c + 0.1 * (heat = calm)"}}
        """)


def worth(view: View, text: str) -> float:
    return float(view.value(parse_expression(text).tree)[0])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2.5", 2.5),
        ("true", 1.0),
        ("a", 1.0),
        ("b", 0.0),
        ("not a", 0.0),
        ("not b", 1.0),
        ("-a", -1.0),
        ("a and b", 0.0),
        ("a and not b", 1.0),
        ("b or c", 0.0),
        ("a or b", 1.0),
        ("at_least(1, a, b, c)", 1.0),
        ("at_least(2, a, b, c)", 0.0),
        ("a if b", 1.0),
        ("b if a", 0.0),
        ("b if c", 1.0),
        ("a iff b", 0.0),
        ("b iff c", 1.0),
        ("0.5 * a + 0.25", 0.75),
        ("a - 0.25", 0.75),
        ("a = 1", 1.0),
        ("a != 1", 0.0),
        ("a < 1", 0.0),
        ("a <= 1", 1.0),
        ("a > b", 1.0),
        ("a >= 2", 0.0),
        ("heat = tense", 1.0),
        ("heat != tense", 0.0),
        ("heat = calm", 0.0),
        ("some", 1.0),
        ("more", 0.0),
        ("breakdown", 0.0),
    ],
)
def test_every_kind_of_node_where_only_a_stands(model: Model, text: str, expected: float) -> None:
    assert worth(seen(model, "a"), text) == expected


def test_facts_follow_the_facts_they_name(model: Model) -> None:
    assert worth(seen(model, "b", "c"), "more") == 1.0
    assert worth(seen(model, "c"), "more") == 0.0


def test_one_value_per_state(model: Model) -> None:
    view = model.view()
    tree = parse_expression("a + b").tree
    columns = [model.layout.move_column[m] for m in ("a", "b")]
    assert np.array_equal(view.value(tree), model.states[:, columns].sum(axis=1))
    assert view.value(parse_expression("3").tree).shape == (len(model.states),)


def test_breakdown_is_true_in_the_ended_copies(model: Model) -> None:
    ended = model.view().value(parse_expression("breakdown").tree)
    assert np.array_equal(ended, model.ended)
    assert 0 < ended.sum() < len(model.states)


def test_what_is_no_state_expression_is_refused(model: Model) -> None:
    view = seen(model)
    for tree in (Sequence(()), Text("2020-01-01"), parse_study("value(A)").tree):
        with pytest.raises(TypeError, match="not a state expression"):
            view.value(tree)


# ---- threats -------------------------------------------------------------------------------------

ARMS = """
    actors: {A: {}, B: {}, C: {}}
    variables: {heat: {levels: [calm, crisis], start: calm}}
    moves:
      scrap: {by: C}
      disarm: {by: C, sets: {heat: crisis}}
    threats:
      missile:
        held_by: C
        reaches: {A: 0.5, B: 0.4}
        carries: [bomb]
        floor: 0.2
        ended_by: {scrap: 0.75}
        deterred_by: {B: 0.5}
      bomb:
        held_by: C
        payload: true
        ended_by: {disarm: 1}
        floor: 0.1
        factors: {heat: {crisis: 0.5}}
      guns: {held_by: C, reaches: {A: 0.1}}
    goals: {A: {safety: {weight: 1, measure: -exposure(A)}}}
    """


@pytest.fixture(scope="module")
def arms() -> Model:
    return compiled(ARMS)


def test_a_component_is_its_floor_and_what_is_not_ended(arms: Model) -> None:
    assert worth(seen(arms), "missile_left") == 1.0
    # the floor .2, and of the rest a quarter
    assert worth(seen(arms, "scrap"), "missile_left") == pytest.approx(0.4)
    # .1 + .9 * 0, and at the level crisis half of it
    assert worth(seen(arms, "disarm"), "bomb_left") == pytest.approx(0.1)
    assert worth(seen(arms, "disarm", heat="crisis"), "bomb_left") == pytest.approx(0.05)
    assert worth(seen(arms, heat="crisis"), "bomb_left") == pytest.approx(0.5)


def test_a_threat_is_its_component_times_its_payloads(arms: Model) -> None:
    assert seen(arms, "scrap", "disarm").level("missile")[0] == pytest.approx(0.4 * 0.1)


def test_exposure_adds_up_threats_that_protectors_deter(arms: Model) -> None:
    # B protects nobody from what threatens B itself: .4 today.
    assert worth(seen(arms), "exposure(B)") == pytest.approx(0.4)
    # what B can still do for A is weakened by B's own .4
    assert worth(seen(arms), "exposure(A)") == pytest.approx(0.5 * 0.7 + 0.1)
    # With the missiles scrapped B is safer, and so is what B protects.
    safer = 0.4 * 0.4
    left = 0.5 * (1 - 0.5 * (1 - safer)) * 0.4 + 0.1
    assert worth(seen(arms, "scrap"), "exposure(A)") == pytest.approx(left)
    assert worth(seen(arms), "exposure(C)") == 0.0


def test_exposure_to_one_threat_is_its_part(arms: Model) -> None:
    view = seen(arms, "disarm")
    parts = view.exposure_to("A", "missile") + view.exposure_to("A", "guns")
    assert view.exposure("A") == pytest.approx(parts)


# ---- pressure ------------------------------------------------------------------------------------


def leaking(*members: bool) -> Model:
    first, second = (str(member).lower() for member in members)
    return compiled(
        f"""
        actors: {{ONE: {{}}, TWO: {{}}, T: {{}}}}
        moves: {{ease: {{by: ONE}}}}
        pressure:
          squeeze:
            on: T
            members: {{ONE: {{share: 1, in: {first}}}, TWO: {{share: 9, in: {second}}}}}
            backfill: {{ONE: 2, TWO: 18}}
            eased_by: {{ease: 0.25}}
        goals: {{T: {{economy: {{weight: 1, measure: -pressure(T)}}}}}}
        """
    )


@pytest.mark.parametrize(
    ("members", "expected"),
    [((False, False), 0.0), ((True, False), 0.01), ((False, True), 0.81), ((True, True), 1.0)],
)
def test_pressure_leaks_through_those_outside(members: tuple[bool, bool], expected: float) -> None:
    model = leaking(*members)
    assert worth(seen(model), "pressure(T)") == pytest.approx(expected)
    assert worth(seen(model, "ease"), "pressure(T)") == pytest.approx(0.75 * expected)
    assert worth(seen(model), "pressure(ONE)") == 0.0


def test_pressure_of_several_coalitions_adds_up_to_one_at_most() -> None:
    model = compiled("""
        actors: {A: {}, T: {}}
        moves: {ease: {by: A}}
        pressure:
          trade: {on: T, members: {A: {share: 1, in: true}}, eased_by: {ease: 0.4}}
          money: {on: T, members: {A: {share: 1, in: true}}, eased_by: {ease: 1}}
        goals: {T: {economy: {weight: 1, measure: -pressure(T)}}}
        """)
    assert worth(seen(model), "pressure(T)") == 1.0
    assert worth(seen(model, "ease"), "pressure(T)") == pytest.approx(0.6)


def test_who_could_replace_without_being_a_member_is_outside() -> None:
    model = compiled("""
        actors: {A: {}, B: {}, T: {}}
        moves: {m: {by: A}}
        pressure:
          squeeze:
            on: T
            members: {A: {share: 1, in: true}}
            backfill: {B: 1}
            substitutability: 0.3
        goals: {T: {economy: {weight: 1, measure: m - pressure(T)}}}
        """)
    assert worth(seen(model), "pressure(T)") == pytest.approx(0.7)
    assert worth(seen(model), "joined(B, squeeze)") == 0.0
    assert worth(seen(model), "joined(A, squeeze)") == 1.0


# ---- memberships, lines, events ------------------------------------------------------------------

TIES = """
    actors: {A: {}, B: {}, C: {}}
    moves: {m: {by: A, reversible: A}}
    standing: {m: {}}
    pressure:
      squeeze: {on: C, members: {A: {share: 1, in: true}, B: {share: 1}}}
    channels:
      - {between: [A, B]}
      - {between: [B, C], since: 2020-06-01}
      - {between: [A, C], open: false}
    strategies: {A: {out: {first: [leave squeeze]}}}
    goals: {A: {all: {weight: 1, measure: "m - pressure(C)"}}}
    """


def test_joined_and_talks_follow_the_state() -> None:
    model = compiled(TIES)
    start = seen(model)
    assert [worth(start, f"joined({x}, squeeze)") for x in "AB"] == [1.0, 0.0]
    assert worth(start, "talks(A, B)") == worth(start, "talks(B, A)") == 1.0
    assert worth(start, "talks(A, C)") == 0.0
    assert worth(start, "talks(B, C)") == 0.0  # not yet open at the case's date
    row = model.states[:1].copy()
    row[0, model.layout.membership_column["A", "squeeze"]] = 0
    row[0, model.layout.line_column["A", "C"]] = 1
    later = View(model.case, model.layout, row, model.mode)
    assert worth(later, "joined(A, squeeze)") == 0.0
    assert worth(later, "talks(C, A)") == 1.0


def test_without_channels_everybody_talks(arms: Model) -> None:
    assert worth(seen(arms), "talks(A, C)") == 1.0


def test_an_action_as_an_event_is_what_it_brings_about() -> None:
    view = seen(compiled(TIES))
    texts = ("m", "undo m", "join squeeze", "leave squeeze", "open A-C", "walk away")
    assert [float(view.value(parse_action(t))[0]) for t in texts] == [1.0, 0.0, 1.0, 0.0, 0.0, 0.0]


def test_a_dropped_move_stays_as_it_was() -> None:
    model = compiled("""
        actors: {A: {}}
        moves: {used: {by: A}, idle: {by: A}, gone: {by: A}}
        standing: [idle]
        goals: {A: {g: {weight: 1, measure: used}}}
        """)
    assert model.dropped == ("idle", "gone")
    assert seen(model).stands("idle")[0] == 1.0
    assert seen(model).stands("gone")[0] == 0.0


def test_a_condition_agrees_with_its_truth_table(model: Model) -> None:
    for a, b in product([False, True], repeat=2):
        view = seen(model, *[m for m, on in (("a", a), ("b", b)) if on])
        assert worth(view, "a and b") == (a and b)
        assert worth(view, "a iff b") == (a == b)
        assert worth(view, "a if b") == (a or not b)


def test_a_state_of_a_graph_is_where_things_stand() -> None:
    model = compiled("""
        actors: {A: {}}
        graph: {states: [x, y], start: y}
        goals: {A: {g: {weight: 1, measure: 2 * y - x}}}
        """)
    assert worth(model.view(), "2 * y - x") == pytest.approx(2)
