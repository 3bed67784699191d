"""Terms in the shape of the spatial model of politics."""

import numpy as np
import pytest

from detente.behaviour.inputs import draw_inputs
from detente.case.inputs import walk_numbers
from detente.case.reader import read_text
from detente.methods.contest_rules import KTAB, BargainModel, SpatialRules, Voting
from detente.methods.spatial_politics import Parties
from detente.model.spatial_terms import parties, spatial_rules
from detente.model.terms import compile_terms, draw_terms

HEAD = """
detente: 1
id: t
title: T
as_of: 2020-01-01
actors: {A: {capability: 30}, B: {capability: 10}, C: {}}
issues: {x: {}, y: {}}
"""
FITTING = """
positions:
  A: {x: {at: 10, salience: 40}, y: {at: 100, salience: 60}}
  B: {x: {at: 70, salience: 1}, y: {at: 0, salience: 2}}
  C: {x: {at: 20, salience: 33, capability: 0.1}, y: {at: 30, salience: 44, capability: 0.1}}
"""


def seated(text: str) -> Parties:
    case = read_text(HEAD + text)
    return parties(compile_terms(case, {path: n.mode for path, n in walk_numbers(case)}))


def rules(switches: str) -> SpatialRules:
    return spatial_rules(read_text(HEAD + f"bargaining: {{spatial_politics: {{{switches}}}}}"))


def test_the_switches_are_ktabs_unless_written() -> None:
    assert rules("") == KTAB


def test_switches_are_found_by_their_names() -> None:
    found = rules("voting: prospect, bargain: compromise")
    assert found.election.voting is Voting.PROSPECT
    assert found.bargain is BargainModel.COMPROMISE


@pytest.mark.parametrize(
    ("switch", "words"),
    [
        ("victory", "linear square quartic octic binary"),
        ("succession", "conditional markov_uniform markov_incentive"),
        ("voting", "binary proportional_binary proportional proportional_cubic cubic prospect"),
        ("transition", "deterministic stochastic"),
        ("risk_estimate", "none one_third half two_thirds full"),
        ("risk_range", "from_zero from_minus_half from_minus_one"),
        ("third_party", "no_commitment semi_commitment full_commitment"),
        ("interpolation", "salience_chance squares stronger_only"),
        ("bargain", "initiator both compromise"),
    ],
)
def test_every_word_of_a_switch_is_a_rule_of_its_own(switch: str, words: str) -> None:
    found = {rules(f"{switch}: {word}") for word in words.split()}
    assert len(found) == len(words.split())


def test_terms_that_fit_are_left_as_they_are() -> None:
    found = seated(FITTING)
    assert found.position.tolist() == [[0.1, 1.0], [0.7, 0.0], [0.2, 0.3]]
    assert found.salience.tolist() == [[0.4, 0.6], [0.01, 0.02], [0.33, 0.44]]
    assert found.capability.tolist() == [30.0, 10.0, 0.1]
    assert found.accommodation.tolist() == np.eye(3).tolist()


def test_too_much_salience_is_shared_out_and_ratios_stay() -> None:
    found = seated(FITTING.replace("salience: 60", "salience: 80").replace("40", "80"))
    assert found.salience[0] == pytest.approx([0.5, 0.5])
    assert found.salience[2] == pytest.approx([0.33 / 1.6, 0.44 / 1.6])


def test_capabilities_of_several_issues_become_their_mean_by_salience() -> None:
    found = seated(FITTING.replace("salience: 44, capability: 0.1", "salience: 33, capability: 2"))
    assert found.capability[2] == pytest.approx((0.1 + 2) / 2)


def test_who_is_no_party_stands_where_the_others_meet_and_does_not_care() -> None:
    found = seated("positions:\n  A: {x: {at: 10, salience: 40}}\n  B: {y: {at: 30, salience: 5}}")
    assert found.position == pytest.approx(np.array([[0.1, 0.3], [0.1, 0.3]]))
    assert found.salience.tolist() == [[0.4, 0.0], [0.0, 0.05]]


def test_nobody_is_without_any_salience() -> None:
    found = seated(FITTING.replace("salience: 1}", "salience: 0}").replace(": 2}", ": 0}"))
    assert (found.salience.sum(axis=1) > 0).all()
    assert found.salience[1].max() < 1e-6


def test_every_draw_has_parties_of_its_own() -> None:
    case = read_text(HEAD + FITTING.replace("at: 70", "at: [60, 80]"))
    inputs = draw_inputs(case, 8, seed=1)
    found = parties(draw_terms(case, inputs.mode, inputs.uncertain, inputs.drawn))
    assert found.position.shape == found.salience.shape == (8, 3, 2)
    assert found.capability.shape == (8, 3)
    assert len(set(found.position[:, 1, 0].tolist())) == 8
