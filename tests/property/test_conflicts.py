"""What holds for every conflict: round trips, and states and orders against their definitions."""

from itertools import product

import numpy as np
from hypothesis import given, reject
from hypothesis import strategies as st

from detente.base.errors import CaseError
from detente.case.exports.gmcr import to_gmcr
from detente.case.flow_text import block_text
from detente.case.reader import read_text
from detente.case.schema import Case
from detente.case.writer import write
from detente.methods.graph_model import dense_ranks, to_graph
from detente.model.conflict import CompiledConflict, compile_conflict

ACTORS = ("A", "B", "NO")
Draw = st.DrawFn
Tree = dict[str, object]


@st.composite
def conditions(draw: Draw, ids: tuple[str, ...], depth: int = 2) -> str:
    """A condition on what stands."""
    name = draw(st.sampled_from(ids))
    if depth == 0 or draw(st.booleans()):
        return name
    one, other = draw(conditions(ids, depth - 1)), draw(conditions(ids, depth - 1))
    forms = [
        f"not ({one})",
        f"({one}) and ({other})",
        f"({one}) or not {name}",
        f"({one}) if ({other})",
        f"({one}) iff ({other})",
        f"at_least(2, {one}, {other}, {name})",
    ]
    return draw(st.sampled_from(forms))


@st.composite
def moves_of(draw: Draw) -> Tree:
    """One to five moves: joint or not, one way, back or frozen."""
    moves: Tree = {}
    for name in ("talks", "Y", "freeze", "aid", "NY")[: draw(st.integers(1, 5))]:
        owners = draw(st.lists(st.sampled_from(ACTORS), min_size=1, max_size=2, unique=True))
        move: Tree = {"by": owners, "reversible": draw(st.sampled_from([[], owners, owners[:1]]))}
        if draw(st.integers(0, 5)) == 0:
            move["may_be_made"] = False
        if len(owners) > 1:
            move["how"] = draw(st.sampled_from(["joint", "any"]))
        moves[name] = move
    return moves


@st.composite
def conflicts(draw: Draw) -> Case:
    """Cases in option form with statements and weights, at least one state of which is feasible."""
    moves = draw(moves_of())
    ids = tuple(moves)
    tree: Tree = {
        "detente": 1,
        "id": "drawn",
        "title": "Drawn",
        "as_of": "2020-01-01",
        "actors": {actor: {} for actor in ACTORS},
        "moves": moves,
        "infeasible": draw(st.lists(conditions(ids), max_size=2)),
    }
    orders: Tree = {}
    for actor in draw(st.lists(st.sampled_from(ACTORS), unique=True)):
        if draw(st.booleans()):
            orders[actor] = draw(st.lists(conditions(ids), min_size=1, max_size=3))
        else:
            weighed = draw(st.lists(st.sampled_from(ids), min_size=1, unique=True))
            orders[actor] = {"weights": {m: draw(st.integers(-3, 3)) for m in weighed}}
    tree["preferences"] = orders
    if draw(st.booleans()):
        tree["perceptions"] = {"A": {"unseen": draw(st.lists(conditions(ids), max_size=2))}}
    return _read(tree)


SENSELESS = {
    "logic/no-state",
    "logic/duplicate-statement",
    "logic/contradictory-statement",
    "logic/idle-statement",
}


def _read(tree: Tree) -> Case:
    """The case; one whose conditions make no sense is not used."""
    try:
        return read_text(block_text(tree))
    except CaseError as error:
        faults = {fault.code for fault in error.diagnostics}
    assert faults <= SENSELESS
    return reject()


def described(compiled: CompiledConflict, order: list[int]) -> tuple[object, ...]:
    """States, moves and orders, with the options in another order; states sorted by pattern."""
    patterns = ["".join(compiled.pattern(s)[k] for k in order) for s in range(compiled.size)]
    rows = np.argsort([pattern[::-1] for pattern in patterns])
    ranks = dense_ranks(compiled.conflict.ranks)[:, rows]
    graph = to_graph(compiled.conflict.moves)
    arcs = [
        {
            (patterns[s], patterns[t])
            for s in range(graph.size)
            for t in graph.target[row[s] : row[s + 1]]
        }
        for row in graph.ptr
    ]
    return [patterns[row] for row in rows], ranks.tolist(), arcs


@given(conflicts())
def test_a_case_written_for_the_other_program_comes_back_as_the_same_conflict(case: Case) -> None:
    text = to_gmcr(case)
    before, after = compile_conflict(case), compile_conflict(read_text(text.encode(), "x.gmcr"))
    owners = list(case.actors)

    def frozen(k: int) -> bool:
        move = case.moves[before.options[k].move]
        return not move.may_be_made and before.options[k].actor not in move.reversible

    order = sorted(
        range(len(before.options)),
        key=lambda k: (frozen(k), owners.index(before.options[k].actor), k),
    )
    same = list(range(len(order)))
    assert described(after, same) == described(before, order)
    assert to_gmcr(read_text(text.encode(), "x.gmcr")) == text


@given(conflicts())
def test_write_and_read_is_the_identity_for_conflicts(case: Case) -> None:
    assert read_text(write(case)) == case


@given(conflicts())
def test_the_states_are_those_that_no_condition_rules_out(case: Case) -> None:
    """Every combination is tried, by the arithmetic of truth values instead of lists of options."""
    free = compile_conflict(case.model_copy(update={"infeasible": (), "perceptions": {}}))
    trees = [condition.tree for condition in case.infeasible]
    ruled_out = free.board.truths(trees, free.mode.inputs).any(axis=0)
    every = ["".join(letters)[::-1] for letters in product("NY", repeat=len(free.options))]
    assert [free.pattern(state) for state in range(free.size)] == every
    compiled = compile_conflict(case)
    left = [pattern for pattern, out in zip(every, ruled_out, strict=True) if not out]
    assert [compiled.pattern(state) for state in range(compiled.size)] == left
