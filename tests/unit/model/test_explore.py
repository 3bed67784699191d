"""The search over states: order, latches, starts, limits."""

import numpy as np
import pytest
from tests.small import compiled, lab_of, small

from detente.base.errors import StudyError
from detente.case.expressions.parser import parse_action
from detente.methods.game import Floats
from detente.model import explore
from detente.model.compile import compile_case
from detente.model.compiled import Model

LADDER = """
    actors: {A: {may_walk_away: true}, B: {}}
    moves:
      one: {by: A, reversible: A}
      two: {by: B}
      three: {by: A, requires: one and two}
    breakdown: {unwinds: [one]}
    goals: {A: {g: {weight: 1, measure: three}}}
    """


def test_states_come_layer_by_layer_and_by_code_within_a_layer() -> None:
    model = compiled(LADDER)
    moves = [tuple(row) for row in model.states[:, [0, 1, 2, -1]].tolist()]
    assert moves[0] == (0, 0, 0, 0)
    assert moves[1:4] == [(1, 0, 0, 0), (0, 1, 0, 0), (0, 0, 0, 1)]
    assert len(moves) == len(set(moves))
    distance = layers(model)
    assert (np.diff(distance) >= 0).all()


def layers(model: Model) -> Floats:
    """Fewest steps to each state."""
    far = np.full(len(model.states), np.inf)
    far[0] = 0.0
    for _ in model.states:
        np.minimum.at(far, model.topology.act_to, far[model.occasions.act_state] + 1)
        np.minimum.at(far, model.topology.shift_to, far[model.occasions.shift_state] + 1)
    return far


def test_the_same_case_gives_the_same_arrays() -> None:
    one, other = compiled(LADDER), compiled(LADDER)
    assert np.array_equal(one.states, other.states)
    for mine, yours in zip(one.topology[:-1], other.topology[:-1], strict=True):
        assert np.array_equal(mine, yours)


def test_every_arc_changes_what_its_deed_says() -> None:
    model = compiled(LADDER)
    for k, to in enumerate(model.topology.act_to):
        before = model.states[model.occasions.act_state[k]].copy()
        deed = model.deeds[model.occasions.act_deed[k]]
        assert all(before[column] == value for column, value in deed.guards)
        for column, value in deed.effects:
            before[column] = value
        assert np.array_equal(before, model.states[to])


def test_arrays_are_read_only() -> None:
    model = compiled(LADDER)
    with pytest.raises(ValueError, match="read-only"):
        model.states[0, 0] = 1
    with pytest.raises(ValueError, match="read-only"):
        model.topology.act_to[0] = 1


def test_nothing_is_done_once_it_has_ended() -> None:
    model = compiled(LADDER)
    assert not (model.ended[model.occasions.act_state] == 1).any()


def test_talks_that_resume_start_from_what_was_kept() -> None:
    model = compiled("""
        actors: {A: {may_walk_away: true}}
        moves: {one: {by: A}, two: {by: A, requires: one}}
        breakdown: {unwinds: [two], resumes: 1}
        goals: {A: {g: {weight: 1, measure: two}}}
        """)
    back = model.occasions.shift_state[model.topology.shift_to == 1]
    assert [model.words(x) for x in back] == ["one (ended)"]
    assert model.words(1) == "one"


# ---- where it starts -----------------------------------------------------------------------------


def test_it_starts_with_what_stands_and_who_is_in() -> None:
    model = compiled("""
        actors: {A: {}, B: {}}
        variables: {heat: {levels: [low, high], start: high}}
        moves: {old: {by: A}, new: {by: A}}
        standing: {old: {since: 2019-05-01}}
        pressure: {squeeze: {on: B, members: {A: {share: 1, in: true}}}}
        goals:
          A: {g: {weight: 1, measure: "(new and old and heat = high) - joined(A, squeeze)"}}
        """)
    assert model.states[0].tolist() == [1, 0, 1, 1, 0]


def test_done_actions_stand_whatever_they_require() -> None:
    case = small(LADDER)
    model = compile_case(case, (parse_action("three"), parse_action("two")))
    assert model.states[0].tolist() == [0, 1, 1, 0]
    with pytest.raises(StudyError, match="'undo two' cannot be done in this case"):
        compile_case(case, (parse_action("undo two"),))


def test_a_done_line_may_be_named_from_either_end() -> None:
    case = small("""
        actors: {A: {}, B: {}}
        moves: {m: {by: [A, B]}}
        channels: [{between: [A, B], open: false}]
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    model = compile_case(case, (parse_action("open B-A"),))
    assert model.states[0].tolist() == [0, 1, 0]


def test_done_joining_is_the_focal_actors() -> None:
    case = small("""
        actors: {A: {}, B: {}, T: {}}
        focal: B
        moves: {m: {by: A}}
        pressure: {squeeze: {on: T, members: {A: {share: 1}, B: {share: 1}}}}
        facts: {both: "joined(A, squeeze) and joined(B, squeeze)"}
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    model = compile_case(case, (parse_action("join squeeze"),))
    assert model.states[0, model.layout.membership_column["B", "squeeze"]] == 1
    assert model.states[0, model.layout.membership_column["A", "squeeze"]] == 0


# ---- who can reach whom --------------------------------------------------------------------------

APART = """
    actors: {{A: {{}}, B: {{}}, C: {{}}}}
    moves: {{pair: {{by: [A, C]}}, most: {{by: [A, B, C], how: at_least(2)}}}}
    channels: {channels}
    goals: {{A: {{g: {{weight: 1, measure: "pair + most - talks(A, C)"}}}}}}
    strategies: {{B: {{s: {{first: [open B-C]}}}}}}
    """


def possible(model: Model, action: str) -> list[str]:
    """The states in which an action is possible, in words."""
    here = [str(model.deeds[d].action) == action for d in model.occasions.act_deed]
    return sorted({model.words(int(x)) for x in model.occasions.act_state[here]})


def test_a_joint_move_needs_its_owners_in_touch() -> None:
    model = compiled(APART.format(channels="[{between: [A, B]}]"))
    lined = ["a line between B and C", "most, a line between B and C"]
    assert possible(model, "pair") == lined
    through = compiled(APART.format(channels="[{between: [A, B]}, {between: [C, B]}]"))
    assert possible(through, "pair") == ["most", "nothing done yet"]


def test_two_who_are_not_in_touch_may_open_a_line() -> None:
    model = compiled(APART.format(channels="[{between: [A, B]}]"))
    assert "nothing done yet" in possible(model, "open B-C")


def test_enough_owners_in_touch_are_enough() -> None:
    model = compiled(APART.format(channels="[{between: [A, B]}]"))
    assert "nothing done yet" in possible(model, "most")
    proposers = model.occasions.act_owner[
        (model.occasions.act_state == 0)
        & np.array([model.deeds[d].label == "most" for d in model.occasions.act_deed])
    ]
    assert [model.actors[p] for p in proposers] == ["A", "B"]


def test_a_line_that_opens_later_counts() -> None:
    later = "[{between: [A, B]}, {between: [A, C], since: 2021-01-01}]"
    assert "nothing done yet" in possible(compiled(APART.format(channels=later)), "pair")


# ---- rules that stay in force --------------------------------------------------------------------


def walk_of(top: int, enter: int, leave: int) -> str:
    """A walk over levels in which an actor wakes at one level and sleeps again at a lower one."""
    levels = [f"l{k}" for k in range(top + 1)]
    shocks = []
    for k in range(top + 1):
        rate = 1.0 if k in {0, top} else 0.5
        shocks += [
            f"  to_{to}_from_{k}: {{rate: {rate}, when: heat = l{k}, sets: {{heat: l{to}}}}}"
            for to in (k - 1, k + 1)
            if 0 <= to <= top
        ]
    return "\n".join(
        (
            "actors: {A: {}}",
            f"variables: {{heat: {{levels: [{', '.join(levels)}], start: l0}}}}",
            "moves: {m: {by: A, reversible: A}}",
            f"rules: {{A: [{{when: heat = l{enter}, does: m, until: heat = l{leave}}}]}}",
            "goals: {A: {g: {weight: 1, measure: heat = l0}}}",
            "shocks:",
            *shocks,
        )
    )


def test_a_rule_remembers_that_it_was_set_off_until_it_is_called_off() -> None:
    """Known: up-time hi^2 - lo^2 = 45 and down-time (N - lo)^2 - (N - hi)^2 = 55 for (10, 2, 7)."""
    lab = lab_of(walk_of(10, 7, 2))
    chain, model = lab.solution().chain, lab.model()
    shifts = ~chain.chosen
    size = len(model.states)
    generator = np.zeros((size, size))
    np.add.at(generator, (lab.solution().origins()[shifts], chain.to[shifts]), chain.rate[shifts])
    generator -= np.diag(generator.sum(axis=1))
    system = np.vstack([generator.T, np.ones(size)])
    law = np.linalg.lstsq(system, np.append(np.zeros(size), 1.0), rcond=None)[0]
    latch = model.states[:, model.layout.latch_column["A", 0]] == 1
    switched = np.zeros((size, size), dtype=bool)
    switched[np.ix_(latch, ~latch)] = switched[np.ix_(~latch, latch)] = True
    assert law[latch].sum() == pytest.approx(0.55, abs=1e-12)
    assert (law @ np.where(switched, generator, 0.0)).sum() == pytest.approx(0.02, abs=1e-12)


def test_a_latch_set_at_the_start_is_remembered_from_the_start() -> None:
    model = compiled("""
        actors: {A: {}, B: {}}
        moves: {alarm: {by: B}, calm: {by: B, reversible: B}, arm: {by: A}}
        standing: [alarm]
        rules: {A: [{when: alarm, does: arm, until: calm}]}
        goals: {A: {g: {weight: 1, measure: arm}}}
        """)
    latch = model.layout.latch_column["A", 0]
    assert model.states[0, latch] == 1
    calm = model.layout.move_column["calm"]
    assert not (model.states[:, latch] & model.states[:, calm]).any()


# ---- limits --------------------------------------------------------------------------------------


def test_a_case_that_is_too_large_is_refused_with_the_moves_that_multiply(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(explore, "MOST_PAIRS", 20)
    monkeypatch.setattr(explore, "NAMED", 3)
    with pytest.raises(StudyError, match="multiply the states: loose, wide, free \\(") as refusal:
        compiled("""
            actors: {A: {}}
            moves:
              late: {by: A, requires: free and loose and wide and wild}
              free: {by: A}
              loose: {by: A}
              wide: {by: A}
              wild: {by: A, requires: free}
            goals: {A: {g: {weight: 1, measure: late}}}
            """)
    assert refusal.value.hint == "let preconditions order the moves, or drop some"


def test_more_columns_than_a_code_can_hold_are_refused() -> None:
    many = range(45)
    variables = ", ".join(f"v{k}: {{levels: [a, b, c], start: a}}" for k in many)
    shocks = ", ".join(f"s{k}: {{rate: 1, when: v{k} = a, sets: {{v{k}: b}}}}" for k in many)
    with pytest.raises(StudyError, match="at most 62 columns fit"):
        compiled(f"""
            actors: {{A: {{}}}}
            moves: {{m: {{by: A}}}}
            variables: {{{variables}}}
            shocks: {{{shocks}}}
            goals: {{A: {{g: {{weight: 1, measure: m}}}}}}
            """)


def test_menus_hold_one_of_two_actions_that_come_to_the_same() -> None:
    case = """
        choice: {choice}
        actors: {{A: {{}}}}
        moves: {{m: {{by: A}}, n: {{by: A}}}}
        breakdown: {{unwinds: [m, n]}}
        goals: {{A: {{g: {{weight: 1, measure: m and n}}}}}}
        """
    clocks, menu = (compiled(case.format(choice=c)) for c in ("clocks", "menu"))
    assert len(clocks.topology.act_to) == len(menu.topology.act_to) == 4
    assert np.diff(clocks.topology.act_ptr).tolist() == [1, 1, 1, 1]
    assert np.diff(menu.topology.act_ptr).tolist() == [2, 1, 1]
