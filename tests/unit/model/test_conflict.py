"""Cases as conflicts: states, moves, orders, and what each actor sees of them."""

import numpy as np
import pytest
from tests.small import small

from detente.base.errors import StudyError
from detente.methods.graph_model import GraphForm, OptionForm, reachable
from detente.model import conflict as module
from detente.model.conflict import CompiledConflict, compile_conflict
from detente.model.conflict_orders import Draw, unsure

TWO = """
actors: {A: {}, B: {}}
moves: {m: {by: A, reversible: A}, n: {by: B, reversible: B}}
"""


def conflict(sections: str) -> CompiledConflict:
    return compile_conflict(small(sections))


def patterns(compiled: CompiledConflict) -> list[str]:
    return [compiled.pattern(state) for state in range(compiled.size)]


def places(compiled: CompiledConflict, actor: str) -> list[int]:
    """The place of each state in the order of an actor, 0 is worst."""
    row = compiled.conflict.ranks[compiled.actors.index(actor)]
    return np.unique(row, return_inverse=True)[1].tolist()


def moves_of(compiled: CompiledConflict, actor: str) -> dict[str, list[str]]:
    """Where an actor can go from each state, as patterns."""
    index, names = compiled.actors.index(actor), patterns(compiled)
    return {
        name: [names[t] for t in reachable(compiled.conflict.moves, index, state)]
        for state, name in enumerate(names)
    }


# ---- states and moves --------------------------------------------------------------------------


def test_states_rise_by_their_options_the_first_counting_least() -> None:
    compiled = conflict(TWO)
    assert patterns(compiled) == ["NN", "YN", "NY", "YY"]
    assert (compiled.start, [option.actor for option in compiled.options]) == (0, ["A", "B"])
    assert moves_of(compiled, "B") == {"NN": ["NY"], "YN": ["YY"], "NY": ["NN"], "YY": ["YN"]}


def test_a_joint_move_has_an_option_of_each_owner() -> None:
    compiled = conflict("""
        actors: {A: {}, B: {}, C: {}}
        moves:
          two: {by: [A, B, C], how: at_least(2), reversible: [A, B, C]}
          any: {by: [A, B], how: any}
        preferences: {A: [two], B: [any]}
        """)
    names = patterns(compiled)
    assert compiled.size == 32
    assert places(compiled, "A") == [int(name[:3].count("Y") >= 2) for name in names]
    assert places(compiled, "B") == [int("Y" in name[3:]) for name in names]
    assert moves_of(compiled, "C")["NNNNN"] == ["NNYNN"]


@pytest.mark.parametrize(
    ("move", "back_and_forth"),
    [
        ("{by: A, reversible: A}", (True, True)),
        ("{by: A}", (True, False)),
        ("{by: A, reversible: B}", (True, False)),
        ("{by: A, may_be_made: false, reversible: A}", (False, True)),
        ("{by: A, may_be_made: false}", (False, False)),
    ],
)
def test_a_move_goes_the_ways_it_may(move: str, back_and_forth: tuple[bool, bool]) -> None:
    found = moves_of(conflict(f"actors: {{A: {{}}, B: {{}}}}\nmoves: {{m: {move}}}"), "A")
    assert (found["N"] == ["Y"], found["Y"] == ["N"]) == back_and_forth


def test_memberships_that_are_named_are_options_of_the_members() -> None:
    compiled = conflict("""
        actors: {A: {}, B: {}, C: {}}
        pressure: {squeeze: {on: A, members: {B: {share: 1, in: true}, C: {share: 1, in: true}}}}
        preferences: {A: ["not joined(B, squeeze)", "pressure(A) < 0.9"]}
        """)
    assert (patterns(compiled), compiled.start) == (["N", "Y"], 1)
    assert places(compiled, "A") == [1, 0]
    assert moves_of(compiled, "B") == {"N": ["Y"], "Y": ["N"]}


@pytest.mark.parametrize(
    ("conditions", "left"),
    [
        ("m and n", ["NN", "YN", "NY"]),
        ("not (m or n)", ["YN", "NY", "YY"]),
        ("n and not m", ["NN", "YN", "YY"]),
        ("'pressure(A) > 0.5', n", ["NN", "YN"]),
        ("'m + n = 1'", ["NN", "YY"]),
    ],
)
def test_what_is_infeasible_is_left_out(conditions: str, left: list[str]) -> None:
    assert patterns(conflict(f"{TWO}infeasible: [{conditions}]")) == left


def test_a_move_stands_only_with_what_it_requires() -> None:
    moves = "moves: {m: {by: A}, n: {by: A, requires: m}, o: {by: A, requires: heat = high}}\n"
    heat = "variables: {heat: {levels: [low, high], start: low}}\n"
    compiled = conflict(f"actors: {{A: {{}}}}\n{heat}{moves}")
    assert patterns(compiled) == ["NNN", "YNN", "YYN"]


def test_the_start_is_none_where_what_stands_is_no_state() -> None:
    assert conflict(f"{TWO}infeasible: [not (m or n)]").start is None
    assert conflict(f"{TWO}standing: [n]").start == 2


def test_a_graph_has_its_own_states_and_arcs() -> None:
    compiled = conflict("""
        actors: {A: {}, B: {}}
        graph:
          states: {x: {name: peace}, y: , z: , w: }
          arcs: {A: [[x, y], [y, z], [z, w]], B: [[z, x]]}
          start: z
        infeasible: [w]
        preferences: {A: {ranking: [z, [x, y]]}, B: [x]}
        """)
    assert (patterns(compiled), compiled.start, compiled.options) == (["x", "y", "z"], 2, ())
    assert isinstance(compiled.conflict.moves, GraphForm)
    assert moves_of(compiled, "A") == {"x": ["y"], "y": ["z"], "z": []}
    assert moves_of(compiled, "B") == {"x": [], "y": [], "z": ["x"]}
    assert (places(compiled, "A"), places(compiled, "B")) == ([0, 0, 1], [1, 0, 0])


# ---- states that are one, states that are not seen -----------------------------------------------


def test_states_that_are_one_are_moved_to_and_from_as_one() -> None:
    compiled = conflict(f"{TWO}coalesced: [m]\npreferences: {{B: [n and not m]}}")
    assert (patterns(compiled), compiled.size) == (["NN", "Y-", "NY"], 3)
    assert moves_of(compiled, "A") == {"NN": ["Y-"], "Y-": ["NN", "NY"], "NY": ["Y-"]}
    assert moves_of(compiled, "B") == {"NN": ["NY"], "Y-": [], "NY": ["NN"]}
    assert places(compiled, "B") == [0, 0, 1]


def test_conditions_that_share_a_state_make_all_of_theirs_one() -> None:
    assert patterns(conflict(f"{TWO}coalesced: [m, n]")) == ["NN", "--"]
    assert patterns(conflict(f"{TWO}coalesced: [m and n, breakdown]")) == ["NN", "YN", "NY", "YY"]


def test_states_of_a_graph_that_are_one_bear_all_their_names() -> None:
    graph = "graph: {states: [x, y, z], arcs: {A: [[x, y], [y, z]]}, start: z}\n"
    compiled = conflict(f"actors: {{A: {{}}}}\n{graph}coalesced: [y or z]")
    assert (patterns(compiled), compiled.start) == (["x", "y = z"], 1)
    assert moves_of(compiled, "A") == {"x": ["y = z"], "y = z": []}


def test_states_that_are_one_cannot_be_ranked_apart() -> None:
    goals = "goals: {A: {g: {weight: 1, measure: n}}}"
    with pytest.raises(StudyError, match="A ranks YY and YN apart, which are one state"):
        conflict(f"{TWO}coalesced: [m]\n{goals}")


def test_nobody_moves_from_or_to_what_it_does_not_see() -> None:
    compiled = conflict(f"{TWO}perceptions: {{A: {{unseen: [m and n]}}}}")
    assert moves_of(compiled, "A") == {"NN": ["YN"], "YN": ["NN"], "NY": [], "YY": []}
    assert moves_of(compiled, "B") == {"NN": ["NY"], "YN": ["YY"], "NY": ["NN"], "YY": ["YN"]}
    assert compiled.perceived["A"].hidden.tolist() == [False, False, False, True]
    assert not compiled.perceived["B"].hidden.any()


def test_each_actor_has_its_own_picture_of_the_orders() -> None:
    compiled = conflict(f"""{TWO}
preferences: {{A: [m], B: [n]}}
perceptions: {{A: {{of: {{B: {{preferences: [not n]}}}}}}}}
""")
    assert compiled.conflict.ranks.tolist() == [[0, 1, 0, 1], [0, 0, 1, 1]]
    assert compiled.perceived["A"].ranks.tolist() == [[0, 1, 0, 1], [1, 1, 0, 0]]
    assert compiled.perceived["B"].ranks.tolist() == compiled.conflict.ranks.tolist()


# ---- orders --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ("[m, n]", [0, 2, 1, 3]),
        ("[n if m, m]", [1, 0, 1, 2]),
        ("[m iff n]", [1, 0, 0, 1]),
        ("{weights: {m: -2, n: 1}}", [2, 0, 3, 1]),
        ("{weights: {m: [1, 2, 9], n: 2}}", [0, 1, 1, 2]),
        ("{ranking: [YN, [NN, YY], NY]}", [1, 2, 0, 1]),
        ("{ranking: [Y-, NY, not n and not m]}", [0, 2, 1, 2]),
        ("[{wants: m, sure: 0.4}, n]", [0, 0, 1, 1]),
        ("[{wants: m, sure: 0.6}, n]", [0, 2, 1, 3]),
        ("{statements: [n], strongly: [[m, n]]}", [0, 0, 1, 1]),
    ],
)
def test_an_order_is_what_the_actor_says(order: str, expected: list[int]) -> None:
    assert places(conflict(f"{TWO}preferences: {{A: {order}}}"), "A") == expected


def test_who_says_nothing_goes_by_its_goals_or_by_nothing() -> None:
    compiled = conflict(f"""{TWO}
goals:
  A: {{g: {{weight: [1, 2, 3], measure: -m}}, h: {{weight: 0.5, measure: "0.1 + 0.2 * n"}}}}
""")
    assert places(compiled, "A") == [2, 0, 3, 1]
    assert places(compiled, "B") == [0, 0, 0, 0]


def test_goals_that_differ_by_rounding_alone_are_equal() -> None:
    goals = "{g: {weight: 1, measure: 0.1 * m + 0.2 * m + 0.3 * n}}"
    assert places(conflict(f"{TWO}goals: {{A: {goals}}}"), "A") == [0, 1, 1, 2]


def test_a_draw_has_its_own_numbers_and_coins() -> None:
    compiled = conflict(f"""{TWO}
preferences: {{A: [{{wants: m, sure: 0.6}}, n], B: {{weights: {{m: [-1, 1, 2]}}}}}}
""")
    assert unsure(compiled.case) == ("preferences.A.0.sure",)
    inputs = {**compiled.mode.inputs, "preferences.B.weights.m": -1.0}
    drawn = compiled.ranks(Draw(inputs=inputs, coins={"preferences.A.0.sure": 0.7}))
    assert drawn.tolist() == [[0, 0, 1, 1], [1, 0, 1, 0]]
    assert compiled.ranks(compiled.mode).tolist() == compiled.conflict.ranks.tolist()


def test_marks_are_sets_of_states() -> None:
    compiled = conflict(f"""{TWO}
coalesced: [m and n]
preferences: {{A: {{statements: [m], strongly: [[m, NN]], unknown: [[n, not n]]}}}}
""")
    ((strong,), (unknown,)) = compiled.strongly["A"], compiled.unknown["A"]
    assert strong.first.tolist() == [False, True, False, True]
    assert strong.second.tolist() == [True, False, False, False]
    assert unknown.first.tolist() == [False, False, True, True]


@pytest.mark.parametrize(
    ("ranking", "said"),
    [
        ("['pressure(A) < 0.5 and m']", "misses 2 states, such as NN"),
        ("['pressure(A) < 0.5', m]", "names more than once 2 states, such as YN"),
    ],
)
def test_a_ranking_that_numbers_decide_is_looked_through_here(ranking: str, said: str) -> None:
    with pytest.raises(StudyError, match=said):
        conflict(f"{TWO}preferences: {{A: {{ranking: {ranking}}}}}")


# ---- limits --------------------------------------------------------------------------------------


def many(count: int, more: str = "") -> str:
    moves = "".join(f"  m{k}: {{by: A, reversible: A}}\n" for k in range(count))
    return f"actors: {{A: {{}}, B: {{}}}}\nmoves:\n{moves}{more}"


def test_too_many_states_are_refused_and_many_options_are_not() -> None:
    with pytest.raises(StudyError, match=r"has 1,073,741,824 states; at most 16,777,216"):
        conflict(many(30))
    ids = ", ".join(f"m{k}" for k in range(1, 30))
    compiled = conflict(many(30, f"infeasible: ['{' or '.join(ids.split(', '))}']\n"))
    assert (compiled.size, compiled.pattern(1).count("Y")) == (2, 1)


def test_more_than_63_options_are_refused() -> None:
    moves = "".join(f"  m{k}: {{by: [A, B]}}\n" for k in range(32))
    with pytest.raises(StudyError, match="has 64 options; at most 63"):
        conflict(f"actors: {{A: {{}}, B: {{}}}}\nmoves:\n{moves}")


def test_no_state_at_all_is_refused() -> None:
    with pytest.raises(StudyError, match="no state of the conflict is feasible"):
        conflict(f"{TWO}infeasible: ['pressure(A) < 0.5']")


def test_states_that_are_one_need_moves_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MOST_ARCS", 10)
    assert isinstance(conflict(TWO).conflict.moves, OptionForm)
    with pytest.raises(StudyError, match="up to 16 moves between states are too many"):
        conflict(f"{TWO}coalesced: [m]")


def test_large_boards_are_looked_at_block_by_block() -> None:
    compiled = conflict(many(17, "preferences: {A: [m16, m0]}\n"))
    ranks = compiled.conflict.ranks[0]
    assert ranks[[0, 1, 1 << 16, (1 << 16) + 1]].tolist() == [0, 1, 2, 3]


def test_only_the_options_named_make_up_the_states() -> None:
    compiled = compile_conflict(
        small("""
        actors: {A: {}, B: {}}
        moves:
          a: {by: A, requires: c}
          b: {by: B}
          c: {by: B}
          d: {by: A}
        standing: {c: {}}
        pressure: {league: {on: B, members: {A: {share: 1, in: true}}}}
        options: [a, b]
        preferences: {A: [a and not d, b], B: ["not (a and c)", "joined(A, league)"]}
        """)
    )
    assert [compiled.pattern(s) for s in range(compiled.size)] == ["NN", "YN", "NY", "YY"]
    assert compiled.start == 0
    assert compiled.conflict.ranks[0].tolist() == [0, 2, 1, 3]
    assert compiled.conflict.ranks[1].tolist() == [1, 0, 1, 0]


def test_what_never_stands_keeps_others_from_standing() -> None:
    compiled = compile_conflict(
        small("""
        actors: {A: {}}
        moves: {a: {by: A, requires: b}, b: {by: A}, c: {by: A}}
        options: [a, c]
        preferences: {A: [c]}
        """)
    )
    assert [compiled.pattern(s) for s in range(compiled.size)] == ["NN", "NY"]


def test_a_coalition_may_be_an_option() -> None:
    compiled = compile_conflict(
        small("""
        actors: {A: {}, B: {}}
        moves: {a: {by: A}, b: {by: B}}
        pressure: {league: {on: B, members: {A: {share: 1, in: true}}}}
        options: [b, league]
        preferences: {A: ["joined(A, league)"], B: [b]}
        """)
    )
    assert [compiled.pattern(s) for s in range(compiled.size)] == ["NN", "YN", "NY", "YY"]
    assert compiled.start == 2
