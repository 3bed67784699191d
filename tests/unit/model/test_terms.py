"""The terms of a case as arrays: names in order, scales, red lines, what binds."""

import numpy as np
import pytest

from detente.behaviour.inputs import draw_inputs
from detente.case.inputs import walk_numbers
from detente.case.reader import read_text
from detente.case.schema import Case
from detente.model.terms import Terms, compile_terms, draw_terms

HEAD = """
detente: 1
id: t
title: T
as_of: 2020-01-01
actors: {A: {capability: 30}, B: {capability: 10}, C: {}, D: {}}
moves: {freeze: {by: A}, scrap: {by: A, requires: freeze}}
issues:
  idle: {}
  arms:
    {from: 0, to: 50, tied_to: {10: freeze, 40: scrap}, status_quo: 5, outcome: 20}
  delay: {from: 10, to: 0}
positions:
  A:
    arms: {at: 50, salience: 80, red_line: 30, no_agreement: -10}
  C:
    arms: {at: 10, salience: 40, capability: 5, red_line: 25}
    delay: {at: 2, salience: 100, capability: 6, red_line: 5}
  B:
    delay: {at: 9, salience: 50, red_line: 9}
"""


def case(rest: str = "") -> Case:
    return read_text(HEAD + rest)


def terms(rest: str = "") -> Terms:
    read = case(rest)
    return compile_terms(read, {path: number.mode for path, number in walk_numbers(read)})


def test_actors_and_issues_stand_in_the_order_of_the_case_if_they_take_part() -> None:
    found = terms()
    assert found.actors == ("A", "B", "C")
    assert found.issues == ("arms", "delay")
    assert found.stances.present.tolist() == [[True, False], [False, True], [True, True]]


def test_positions_are_shares_of_their_scale_and_saliences_of_a_hundred() -> None:
    stances = terms().stances
    assert stances.position.tolist() == [[1.0, 0.0], [0.0, 0.1], [0.2, 0.8]]
    assert stances.salience.tolist() == [[0.8, 0.0], [0.0, 0.5], [0.4, 1.0]]


def test_a_position_may_have_a_capability_of_its_own() -> None:
    assert terms().stances.capability.tolist() == [[30.0, 0.0], [0.0, 10.0], [5.0, 6.0]]


def test_a_red_line_bounds_what_is_accepted_on_its_side_of_the_preferred_point() -> None:
    found = terms()
    assert found.lowest[:, 0].tolist() == [0.6, 0.0, 0.0]
    assert found.highest[:, 0].tolist() == [1.0, 1.0, 0.5]


def test_a_red_line_on_a_falling_scale_bounds_the_other_side_of_the_shares() -> None:
    found = terms()
    assert found.lowest[2, 1] == 0.5  # at 2 on a scale from 10 to 0, line at 5
    assert found.highest[2, 1] == 1.0


def test_a_red_line_at_the_preferred_point_accepts_nothing_else() -> None:
    found = terms()
    assert found.lowest[1, 1] == found.highest[1, 1] == found.stances.position[1, 1]


def test_no_agreement_is_in_scales_and_worse_than_anything_if_not_stated() -> None:
    assert terms().no_agreement[0, 0] == -0.2
    assert terms().no_agreement[2].tolist() == [-np.inf, -np.inf]


def test_what_is_not_stated_of_an_issue_is_no_number() -> None:
    found = terms()
    assert found.status_quo[0] == 0.1
    assert found.outcome[0] == 0.4
    assert np.isnan([found.status_quo[1], found.outcome[1]]).all()


def test_a_settlement_calls_for_the_moves_of_all_points_up_to_it() -> None:
    found = terms()
    assert found.called_for("arms", 0.1) == ()
    assert found.called_for("arms", 0.2) == ("freeze",)
    assert found.called_for("arms", 1.0) == ("freeze", "scrap")
    assert found.called_for("delay", 1.0) == ()


def test_any_two_issues_are_linked_unless_links_are_written() -> None:
    assert terms().linked.tolist() == [[True, True], [True, True]]
    assert not terms("bargaining: {links: [[arms, idle]]}").linked.any()
    assert terms("bargaining: {links: [[delay, arms]]}").linked.tolist() == [
        [False, True],
        [True, False],
    ]


def test_ideals_follow_positions_unless_accommodation_is_written() -> None:
    assert terms().accommodation.tolist() == np.eye(3).tolist()
    stated = terms("bargaining: {accommodation: {C: {C: 0.5, A: 0.25}, D: {A: 1}}}")
    assert stated.accommodation.tolist() == [[0, 0, 0], [0, 0, 0], [0.25, 0, 0.5]]


def test_a_majority_is_more_than_half_of_the_capability_on_the_issue() -> None:
    rule = terms().decision
    assert rule.weight.tolist() == [[30.0, 0.0], [0.0, 10.0], [5.0, 6.0]]
    assert rule.quota.tolist() == [17.5, 8.0]
    assert rule.exceeds
    assert not rule.vetoes.any()


def test_a_quota_counts_votes_if_there_are_any_and_else_shares_of_capability() -> None:
    votes = terms("bargaining: {decision: {rule: quota, quota: 7, votes: {A: 4, C: 2, D: 3}}}")
    assert votes.decision.votes == (4, 0, 2)
    assert votes.decision.weight.tolist() == [[4.0, 0.0], [0.0, 0.0], [2.0, 2.0]]
    assert votes.decision.quota.tolist() == [7.0, 7.0]
    assert not votes.decision.exceeds
    shares = terms("bargaining: {decision: {rule: quota, quota: 0.8}}")
    assert shares.decision.quota == pytest.approx([28.0, 12.8])


def test_a_majority_of_votes_counts_those_of_actors_who_stand_nowhere() -> None:
    rule = terms("bargaining: {decision: {votes: {A: 4, C: 2, D: 8}}}").decision
    assert rule.quota.tolist() == [7.0, 7.0]


def test_vetoes_are_those_written_and_under_unanimity_everybodys() -> None:
    vetoes = terms("bargaining: {decision: {vetoes: [C]}}").decision.vetoes
    assert vetoes.tolist() == [[False, False], [False, False], [True, True]]
    everybody = terms("bargaining: {decision: {rule: unanimity}}").decision
    assert everybody.vetoes.tolist() == terms().stances.present.tolist()
    assert everybody.quota.tolist() == [0.0, 0.0]


RANGES = """
detente: 1
id: r
title: R
as_of: 2020-01-01
actors: {A: {capability: [1, 2, 3]}, B: {capability: 4}}
issues: {x: {status_quo: [0, 10]}, y: {}}
positions:
  A:
    x: {at: [20, 30, 40], salience: [10, 50], red_line: [50, 60]}
    y: {at: {shape: normal, low: 90, mode: 99, high: 108}, salience: 100}
  B:
    x: {at: 80, salience: 60}
    y: {at: 5, salience: 60, no_agreement: [-30, -10]}
bargaining: {accommodation: {A: {B: [0, 0.5]}}}
"""


def test_draws_hold_one_value_for_each_draw_and_number() -> None:
    read = read_text(RANGES.replace("high: 108", "high: 100"))
    inputs = draw_inputs(read, 64, seed=3)
    drawn = draw_terms(read, inputs.mode, inputs.uncertain, inputs.drawn)
    for k in (0, 17, 63):
        alone = compile_terms(read, inputs.at(k))
        for many, one in zip(drawn.stances[:3], alone.stances[:3], strict=True):
            assert many[k].tolist() == one.tolist()
        for name in ("lowest", "highest", "no_agreement", "status_quo", "accommodation"):
            assert np.array_equal(getattr(drawn, name)[k], getattr(alone, name), equal_nan=True), (
                name
            )
        assert drawn.decision.quota[k].tolist() == alone.decision.quota.tolist()


def test_capability_stated_at_the_actor_is_one_number_for_all_issues() -> None:
    read = read_text(RANGES.replace("high: 108", "high: 100"))
    inputs = draw_inputs(read, 32, seed=3)
    capability = draw_terms(read, inputs.mode, inputs.uncertain, inputs.drawn).stances.capability
    assert (capability[:, 0, 0] == capability[:, 0, 1]).all()
    assert len(set(capability[:, 0, 0].tolist())) == 32


def test_draws_stay_on_the_scale_and_on_their_side_of_the_red_line() -> None:
    wide = RANGES.replace("high: 108", "high: 100")
    read = read_text(wide.replace("red_line: [50, 60]", "red_line: [40, 60]"))
    inputs = draw_inputs(read, 256, seed=1)
    drawn = draw_terms(read, inputs.mode, inputs.uncertain, inputs.drawn)
    position = drawn.stances.position
    assert position.max() <= 1.0
    assert (position[:, 0, 1] == 1.0).any()  # the normal spread goes beyond the end
    assert (drawn.lowest <= position).all()
    assert (position <= drawn.highest).all()
    assert (drawn.lowest[:, 0, 0] == 0.0).all()


def test_a_case_without_uncertain_numbers_has_equal_draws() -> None:
    read = case()
    inputs = draw_inputs(read, 3, seed=1)
    drawn = draw_terms(read, inputs.mode, inputs.uncertain, inputs.drawn)
    assert drawn.stances.position.shape == (3, 3, 2)
    assert (drawn.stances.position == terms().stances.position).all()


def test_a_case_without_positions_has_no_terms() -> None:
    read = read_text("detente: 1\nid: n\ntitle: N\nas_of: 2020-01-01\nactors: {A: {}}\n")
    found = compile_terms(read, {path: number.mode for path, number in walk_numbers(read)})
    assert found.actors == found.issues == ()
    assert found.stances.position.shape == (0, 0)


def test_arrays_are_read_only() -> None:
    with pytest.raises(ValueError, match="read-only"):
        terms().stances.position[0, 0] = 1.0


def test_points_of_the_scale_and_shares_turn_into_each_other() -> None:
    scale = terms().scales[1]
    assert scale.point(scale.share(2.0)) == pytest.approx(2.0)
    assert scale.point(np.array([0.0, 1.0])).tolist() == [10.0, 0.0]
