"""The models on small proposals, worked by hand or by trying every point."""

import numpy as np
import pytest
from tests.small import lab_of, small

from detente.base.constants import constants
from detente.behaviour.lenses import (
    BASELINE,
    LENSES,
    MODELS,
    lenses_on,
    measured_error,
)
from detente.behaviour.proposals import Proposal, free_proposal, proposal_at_mode
from detente.behaviour.settlement import settlement
from detente.methods.compromise import compromise_mean
from detente.methods.game import Floats
from detente.methods.spatial_politics import spatial_run
from detente.methods.stances import Stances
from detente.model.exchange_terms import exchange_rules
from detente.model.spatial_terms import parties

PAIR = """
actors: {A: {capability: 30}, B: {capability: 10}}
issues: {arms: {from: 0, to: 50}}
positions:
  A: {arms: {at: 40, salience: 80}}
  B: {arms: {at: 10, salience: 40}}
"""
SWAP = """
actors: {A: {capability: 1}, B: {capability: 1}}
issues: {x: {}, y: {}}
positions:
  A: {x: {at: 0, salience: 80}, y: {at: 0, salience: 20}}
  B: {x: {at: 100, salience: 20}, y: {at: 100, salience: 80}}
"""
EVERY = {model.id: model for model in MODELS}


def proposal(case: str) -> Proposal:
    lab = lab_of(case)
    talks = settlement(lab)
    return proposal_at_mode(
        talks, exchange_rules(talks.case, lab.all_inputs().mode, talks.terms, 1), 1
    )


def said(model: str, asked: Proposal) -> Floats:
    return np.array([one.point for one in EVERY[model].ask(asked)])


def test_ids_are_the_ones_under_which_errors_are_known() -> None:
    assert len(EVERY) == len(MODELS)
    known = {name for name in constants() if name.startswith("error_")}
    assert known == {f"error_{model.id.replace('.', '_')}" for model in MODELS}
    assert 20 < measured_error(BASELINE).value < 30


def test_what_the_forecast_is_made_of_is_no_lens() -> None:
    ids = [model.id for model in LENSES]
    assert {"median", "nash", "spatial", "exchange", "kalai_smorodinsky"} < set(ids)
    assert not {"compromise", "election", "constant", "status_quo"} & set(ids)
    assert all(model.short for model in LENSES)


def test_trade_and_packages_need_two_issues() -> None:
    left_out = {model.id for model in LENSES} - {model.id for model in lenses_on(1)}
    assert left_out == {"exchange", "nash.package", "kalai_smorodinsky"}
    assert lenses_on(2) == LENSES


def test_means_and_medians_by_hand() -> None:
    asked = proposal(PAIR)
    assert said("compromise", asked) == pytest.approx([20 / 28])  # (24 x .8 + 4 x .2) / 28
    assert said("median", asked) == pytest.approx([0.8])
    assert said("unweighted", asked) == pytest.approx([0.5])


@pytest.mark.parametrize(("stated", "lost"), [("", 1.0), (", no_agreement: -20", 0.4)])
def test_nash_maximises_the_product_of_what_agreement_is_worth(stated: str, lost: float) -> None:
    case = PAIR.replace("salience: 40}", f"salience: 40{stated}}}")
    points = np.linspace(0.0, 1.0, 200_001)
    surplus = np.stack([1.0 - (points - 0.8) ** 2, lost**2 - (points - 0.2) ** 2])
    product = np.maximum(surplus, 0.0) ** np.array([[3.0], [1.0]])
    best = points[np.argmax(product.prod(axis=0))]
    assert said("nash", proposal(case)) == pytest.approx([best], abs=1e-5)


def test_red_lines_apart_leave_no_agreement() -> None:
    case = PAIR.replace("salience: 80", "salience: 80, red_line: 30").replace(
        "salience: 40", "salience: 40, red_line: 20"
    )
    assert np.isnan(said("nash", proposal(case))).all()
    two = SWAP.replace("{at: 0, salience: 80}", "{at: 0, salience: 80, red_line: 40}").replace(
        "{at: 100, salience: 20}", "{at: 100, salience: 20, red_line: 60}"
    )
    for model in ("nash.package", "kalai_smorodinsky"):
        assert np.isnan(said(model, proposal(two))).all()


@pytest.mark.parametrize("model", ["nash.package", "kalai_smorodinsky"])
def test_a_package_gives_each_what_matters_more_to_it(model: str) -> None:
    x, y = said(model, proposal(SWAP))
    assert x == pytest.approx(1.0 - y, abs=1e-5)
    assert x < 0.3


def test_issue_by_issue_nobody_gives_way_for_something_else() -> None:
    x, y = said("nash", proposal(SWAP))
    assert (x, y) == pytest.approx((0.5, 0.5))


def test_trade_moves_outcomes_to_those_who_care_and_only_where_it_is_allowed() -> None:
    before = said("compromise", proposal(SWAP))
    traded = said("exchange", proposal(SWAP))
    assert traded[0] < before[0] - 0.05
    assert traded[1] > before[1] + 0.05
    barred = proposal(SWAP + "\nbargaining: {links: []}")
    assert said("exchange", barred) == pytest.approx(before)


def test_issues_of_a_case_are_one_space_for_spatial_politics() -> None:
    asked = proposal(SWAP)
    (space,) = asked.spaces
    run = spatial_run(space.parties)
    assert said("spatial", asked) == pytest.approx(run.mean)
    terms = settlement(lab_of(SWAP)).terms
    assert space.parties.position == pytest.approx(parties(terms).position)


def test_issues_of_which_no_more_is_known_are_spaces_of_their_own() -> None:
    at = np.array([[0.0, 1.0], [1.0, 0.4]])
    care = np.array([[0.5, 0.0], [1.0, 0.3]])
    stances = Stances(at, care, np.ones((2, 2)), np.ones((2, 2), np.bool_))
    asked = free_proposal(stances, np.array([np.nan, 0.0]))
    assert [space.issues.tolist() for space in asked.spaces] == [[0], [1]]
    assert len(asked.spaces[1].parties.capability) == 1  # the other does not care
    assert said("spatial", asked)[1] == pytest.approx(0.4)
    assert said("eum.text", asked)[1] == pytest.approx(0.4)
    assert said("status_quo", asked) == pytest.approx([np.nan, 0.0], nan_ok=True)


def test_of_what_matters_to_nobody_no_lens_says_anything() -> None:
    idle = SWAP.replace("y: {at: 0, salience: 20}", "y: {at: 0, salience: 0}").replace(
        "y: {at: 100, salience: 80}", "y: {at: 100, salience: 0}"
    )
    asked = proposal(idle)
    for model in ("median", "nash", "spatial", "eum.text", "nash.package"):
        assert np.isnan(said(model, asked)[1]), model
        assert np.isfinite(said(model, asked)[0]), model


def test_a_distribution_goes_with_models_that_have_one() -> None:
    asked = proposal(PAIR)
    for model in ("constant", "election", "spatial"):
        assert EVERY[model].ask(asked)[0].distribution is not None
    assert EVERY["median"].ask(asked)[0].distribution is None
    assert said("constant", asked) == pytest.approx([0.5])
    assert said("election", asked) == pytest.approx(
        compromise_mean(asked.stances), abs=1e-5
    )  # two options share probability as their supporters share weight


def test_seeds_and_switches_come_from_the_case() -> None:
    switches = "\nbargaining: {spatial_politics: {transition: stochastic, seed: 7}}"
    asked = proposal(PAIR + switches)
    assert (asked.seed, asked.draw) == (7, 0)
    assert asked.politics.transition.name == "STOCHASTIC"
    assert proposal(PAIR).seed == 1
    assert small(PAIR).bargaining.spatial_politics.seed is None
