"""Draws of the numbers of a case, each by its own path."""

import numpy as np
import pytest
from tests.small import lab_of, small

from detente.behaviour.inputs import draw_inputs, group

RANGES = """
    actors: {{A: {{discount: [0.05, 0.1, 0.2]}}, B: {{pace: [1, 3]}}}}
    moves: {{m: {{by: A, pace: 4}}, n: {{by: B, pace: [1, 2]}}}}
    goals:
      A:
        one: {{weight: [10, 20, 30], measure: m}}
        two: {{weight: [5, 6, 7], measure: n}}
      B: {{one: {{weight: [10, 20, 30], measure: n}}}}
    {more}
    """
ONE, TWO, THEIRS = "goals.A.one.weight", "goals.A.two.weight", "goals.B.one.weight"


def test_every_number_is_there_at_its_mode_and_ranges_are_drawn() -> None:
    drawn = draw_inputs(small(RANGES.format(more="")), 8, 1)
    assert drawn.mode[ONE] == 20
    assert drawn.mode["actors.B.pace"] == 2
    assert drawn.mode["moves.m.pace"] == 4
    assert drawn.size == 8
    assert "moves.m.pace" not in drawn.uncertain
    column = drawn.drawn[:, drawn.column[ONE]]
    assert ((column >= 10) & (column <= 30)).all()
    assert drawn.at(3)[ONE] == column[3]
    assert drawn.at(3)["moves.m.pace"] == 4


def test_a_draw_does_not_depend_on_the_other_inputs() -> None:
    one = draw_inputs(small(RANGES.format(more="")), 8, 1)
    more = draw_inputs(small(RANGES.format(more="breakdown: {rate: [0.1, 0.2]}")), 8, 1)
    assert set(more.uncertain) - set(one.uncertain) == {"breakdown.rate"}
    for path in one.uncertain:
        mine, theirs = one.drawn[:, one.column[path]], more.drawn[:, more.column[path]]
        assert np.array_equal(mine, theirs)


def test_the_first_draws_stay_when_more_are_asked_for() -> None:
    case = small(RANGES.format(more=""))
    assert np.array_equal(draw_inputs(case, 8, 1).drawn, draw_inputs(case, 32, 1).drawn[:8])


def test_another_seed_gives_other_draws() -> None:
    case = small(RANGES.format(more=""))
    assert not np.array_equal(draw_inputs(case, 8, 1).drawn, draw_inputs(case, 8, 2).drawn)


def test_a_case_without_ranges_has_equal_draws() -> None:
    case = small("""
        actors: {A: {}}
        moves: {m: {by: A}}
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    drawn = draw_inputs(case, 3, 1)
    assert drawn.uncertain == ()
    assert drawn.at(2) == drawn.mode


def ranks(column: np.ndarray) -> list[int]:
    return np.argsort(np.argsort(column)).tolist()


def test_inputs_of_one_group_rise_together_when_correlated() -> None:
    drawn = draw_inputs(small(RANGES.format(more="")), 16, 1, correlated=True)
    one, two, theirs = (ranks(drawn.drawn[:, drawn.column[p]]) for p in (ONE, TWO, THEIRS))
    assert one == two
    assert one != theirs


def test_correlations_of_the_case_hold_in_its_draws() -> None:
    more = f"correlate: [{{inputs: [{ONE}, {THEIRS}], rank: -0.9}}]"
    drawn = draw_inputs(small(RANGES.format(more=more)), 256, 1)
    mine, theirs = (ranks(drawn.drawn[:, drawn.column[p]]) for p in (ONE, THEIRS))
    assert np.corrcoef(mine, theirs)[0, 1] == pytest.approx(-0.9, abs=0.1)


def test_a_group_is_one_kind_of_number_of_one_owner() -> None:
    assert group(ONE) == group(TWO) != group(THEIRS)
    assert group("moves.m.pace") == group("moves.n.pace") != group("actors.B.pace")
    assert group("threats.t.reaches.A") != group("threats.t.floor")


def test_some_numbers_are_left_at_their_modes_and_the_others_are_drawn_as_before() -> None:
    positions = "positions: {A: {x: {at: [1, 5], salience: 50}}, B: {x: {at: 2, salience: 5}}}"
    text = "actors: {A: {pace: [1, 2, 3], capability: [1, 2]}, B: {capability: 1}}\nissues: {x: {}}"
    lab = lab_of(f"{text}\n{positions}\nmoves: {{m: {{by: A, pace: [1, 3]}}}}")
    everything, happening = lab.all_inputs(), lab.inputs()
    assert set(everything.uncertain) - set(happening.uncertain) == {
        "actors.A.capability",
        "positions.A.x.at",
    }
    assert happening.mode == everything.mode
    for path in happening.uncertain:
        drawn = everything.drawn[:, everything.column[path]]
        assert (happening.drawn[:, happening.column[path]] == drawn).all()
