"""A case said back in words."""

import pytest
from tests.small import lab_of

from detente.results import Result
from detente.study.show import show
from detente.study.single import provenance

CASE = """
    actors: {A: {name: Aland, pace: [1, 2, 3], discount: 0.2, may_walk_away: true}, B: {}, C: {}}
    moves:
      old: {by: A, name: the old treaty}
      pair: {by: [A, B], requires: old and not both}
      one_of: {by: [A, B], how: any, reversible: [A, B]}
      both: {by: [A, B, C], how: at_least(2)}
      idle: {by: C}
    standing: [old]
    pressure: {the_ring: {on: C, members: {A: {share: 1, in: true}, B: {share: 1}}}}
    strategies: {A: {out: {first: [leave the_ring]}}}
    breakdown: {unwinds: [pair]}
    goals:
      A:
        gain: {weight: 30, measure: 0.5 * (pair + both), name: a gain}
        price: {weight: 10, once: [{on: one_of, pays: -0.5}, {on: pair, pays: 0.2}]}
        war: {weight: 50, measure: -breakdown, outside: true}
      C: {ease: {weight: 5, measure: -pressure(C)}}
    """


@pytest.fixture(scope="module")
def result() -> Result:
    lab = lab_of(CASE)
    return show(lab, provenance(lab, "detente show small"))


def table(result: Result, name: str) -> dict[object, dict[str, object]]:
    (found,) = [t for t in result.tables if t.id == name]
    columns = [c.name for c in found.columns]
    rows = [dict(zip(columns, row, strict=True)) for row in found.rows]
    key = "goal" if name == "goals" else columns[0]
    return {row[key]: row for row in rows}


def test_it_says_how_large_the_case_is_and_what_it_leaves_out(result: Result) -> None:
    told = [f.sentence for f in result.findings]
    assert told[0].endswith("3 actors, 5 moves, 0 threats, 1 numbers given as ranges.")
    assert "Standing now: the old treaty." in told
    assert "Left out, because nothing refers to them: idle." in told
    assert "Memberships that stay as they are: B out of the ring." in told


def test_sizes_are_those_of_the_compiled_case(result: Result) -> None:
    model = lab_of(CASE).model()
    live = int((model.ended == 0).sum())
    assert result.findings[1].sentence == (
        f"{live} states can be reached before a breakdown ({len(model.states)} with ended ones), "
        f"with {len(model.topology.act_to)} pairs of a state and an action."
    )


def test_actors_with_stake_pace_and_rights(result: Result) -> None:
    actors = table(result, "actors")
    assert list(actors["A"].values()) == ["A", "Aland", 40.0, 2.0, 0.2, True]
    assert list(actors["B"].values()) == ["B", "B", 1.0, 2.0, 0.1, False]


def test_moves_with_owners_and_locks(result: Result) -> None:
    moves = table(result, "moves")
    assert moves["pair"]["by"] == "A and B"
    assert moves["one_of"]["by"] == "A or B"
    assert moves["both"]["by"] == "A, B, C (at_least(2))"
    assert moves["pair"]["requires"] == "old and not both"
    assert moves["old"]["requires"] == ""
    assert moves["one_of"]["undone_by"] == "A, B"
    assert [row["stands"] for row in moves.values()] == [True, False, False, False, False]


def test_goals_from_worst_to_best_with_their_share_of_the_stake(result: Result) -> None:
    goals = table(result, "goals")
    assert (goals["gain"]["worst"], goals["gain"]["best"]) == (0.0, 30.0)
    assert (goals["price"]["worst"], goals["price"]["best"]) == (-5.0, 2.0)
    assert (goals["war"]["worst"], goals["war"]["best"]) == (-50.0, 0.0)
    shares = [goals[g]["share_of_stake"] for g in ("gain", "price", "war", "ease")]
    assert shares == [0.75, 0.25, None, 1.0]


def test_nothing_is_solved() -> None:
    lab = lab_of(CASE)
    show(lab, provenance(lab, "detente show small"))
    assert lab.solves == 0
