"""Forecasts of a case, their percentiles over draws, and lenses beside them."""

import numpy as np
import pytest
from tests.small import FEW, lab_of, small

from detente.base.constants import constant
from detente.behaviour import Lab
from detente.behaviour.settlement_forecasts import SettlementForecasts, settlement_forecasts
from detente.behaviour.settlement_tables import forecast_table, lens_table
from detente.methods.condorcet_election import elections
from detente.results import Table, Value

SURE = """
actors: {A: {capability: 30}, B: {capability: 10}, C: {capability: 20}}
issues: {arms: {from: 0, to: 50}, share: {from: 0, to: 1}}
positions:
  A: {arms: {at: 40, salience: 80}}
  B: {arms: {at: 10, salience: 40}, share: {at: 0.4, salience: 10}}
  C: {arms: {at: 25, salience: 30}, share: {at: 1, salience: 90}}
"""
UNSURE = SURE.replace("at: 40", "at: [30, 40, 50]")


def forecasts(case: str) -> SettlementForecasts:
    return settlement_forecasts(lab_of(case))


def rows(table: Table) -> list[dict[str, Value]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def test_the_point_is_the_mean_in_points_of_the_case() -> None:
    found = forecasts(SURE)
    assert found.forecast("arms").point == pytest.approx((24 * 40 + 4 * 10 + 6 * 25) / 34)
    assert found.forecast("share").point == pytest.approx((1 * 0.4 + 18 * 1) / 19)


def test_the_range_is_that_of_the_election_with_honest_tails() -> None:
    found = forecasts(SURE)
    stances = found.talks.terms.stances
    position, chance = stances.position[:, 0], elections(stances)[:, 0]
    share, tail = constant("forecast_uniform_share"), constant("forecast_tail")

    def below(point: float, slack: float) -> float:
        """F just above or just below a point."""
        return float(
            (1 - share) * chance[position <= point / 50 + slack].sum() + share * point / 50
        )

    spread = found.forecast("arms")
    for end, level in ((spread.low, tail), (spread.median, 0.5), (spread.high, 1 - tail)):
        assert below(end, -1e-9) - 1e-5 <= level <= below(end, 1e-9) + 1e-5


def test_doubt_about_inputs_is_pooled() -> None:
    sure, unsure = (forecasts(case) for case in (SURE, UNSURE))
    level, value = unsure.distributions[0] or (np.zeros(0), np.zeros(0))
    jumps = set(value[:-1][np.diff(level) > 0.001][np.diff(value)[np.diff(level) > 0.001] == 0])
    assert len(jumps) > 3  # A stands elsewhere in each draw
    assert sure.distributions[1] is not None
    assert unsure.distributions[1] is not None
    for one, other in zip(sure.distributions[1], unsure.distributions[1], strict=True):
        assert np.interp([0.3, 0.6], one, one) == pytest.approx(np.interp([0.3, 0.6], other, other))


def test_lenses_are_asked_in_draws_only_if_draws_differ() -> None:
    sure, unsure = (forecasts(case) for case in (SURE, UNSURE))
    assert {len(lens.drawn) for lens in sure.lenses} == {1}
    assert {len(lens.drawn) for lens in unsure.lenses} == {FEW.draws}
    (median,) = (lens for lens in unsure.lenses if lens.model.id == "median")
    seen = unsure.seen(median, "arms")
    assert seen.point == 40
    assert 30 <= seen.low <= seen.median <= seen.high <= 50
    assert seen.low < seen.high


def test_lots_differ_between_draws_even_if_nothing_is_unsure() -> None:
    lots = "\nbargaining: {spatial_politics: {transition: stochastic}}"
    found = forecasts(SURE.replace("salience: 90", "salience: 50") + lots)
    by_model = {lens.model.id: lens for lens in found.lenses}
    assert np.ptp(by_model["spatial"].drawn[:, 0]) > 0
    assert np.ptp(by_model["median"].drawn[:, 0]) == 0


def test_a_scale_that_runs_down_changes_no_point() -> None:
    up, down = forecasts(SURE), forecasts(SURE.replace("{from: 0, to: 50}", "{from: 50, to: 0}"))
    assert down.forecast("arms") == pytest.approx(up.forecast("arms"), abs=1e-3)
    for one, other in zip(up.lenses, down.lenses, strict=True):
        if one.model.id != "eum.text" and "eum" not in one.model.id:
            ends = up.seen(one, "arms"), down.seen(other, "arms")
            assert ends[0] == pytest.approx(ends[1], abs=1e-2), one.model.id
    assert down.length("arms") == -50


def test_chances_of_a_settlement_beyond_a_point_by_hand() -> None:
    lone = """
    actors: {A: {capability: 1}}
    issues: {arms: {from: 0, to: 50}}
    positions: {A: {arms: {at: 40, salience: 80}}}
    """
    found = forecasts(lone)
    # .6 of the probability at .8, .4 over all of it: F(.9) = .96, read anew with the tail .2183
    above = 1.0 - (0.9 + (0.96 - 0.7817) / 0.2183 * 0.1)
    assert found.chance_above("arms", 0.9) == pytest.approx(above)
    assert found.chance_beyond("arms", 0.9) == pytest.approx(above)
    # F(.8-) = .32 and F(.8) = .92
    below = 0.1 + (0.32 - 0.2183) / (0.5 - 0.2183) * 0.4
    assert found.chance_below("arms", 0.8) == pytest.approx(below)
    assert found.chance_above("arms", 0.8) == pytest.approx(1 - (0.9 + (0.92 - 0.7817) / 2.183))


def test_issues_are_told_by_what_is_at_stake_for_an_actor() -> None:
    found = forecasts(SURE)
    assert found.by_stake("A") == ("arms", "share")  # A has no position on shares
    assert found.by_stake("C") == ("arms", "share")  # .3 x .18 against .9 x .03
    assert found.by_stake("nobody") == ("arms", "share")
    assert forecasts(SURE.replace("at: 0.4, salience: 10", "at: 0, salience: 90")).by_stake(
        "C"
    ) == (
        "share",
        "arms",
    )
    assert found.distance("B", "share") == pytest.approx((0.4 + 18) / 19 - 0.4)
    assert found.distance("A", "share") == found.distance("nobody", "share") == 0.0


def test_of_what_matters_to_nobody_nothing_is_expected() -> None:
    idle = SURE.replace("salience: 10}", "salience: 0}").replace("salience: 90}", "salience: 0}")
    found = forecasts(idle)
    assert found.distributions[1] is None
    assert found.by_stake("C") == ("arms",)
    assert np.isnan(found.chance_beyond("share", 0.5))
    assert np.isnan(found.chance_above("share", 0.5))
    (row,) = (
        row
        for row in rows(forecast_table(found))
        if (row["issue"], row["model"]) == ("share", "forecast")
    )
    assert (row["point"], row["p10"], row["p50"], row["p90"]) == (None, None, None, None)


def test_they_are_worked_out_once() -> None:
    lab = lab_of(SURE)
    assert settlement_forecasts(lab) is settlement_forecasts(lab)


def test_a_scenario_stands_in_for_the_case() -> None:
    case = small(SURE + "\nscenarios: {apart: {set: {positions.B.arms.at: 0}}}")
    found = settlement_forecasts(Lab(case=case, focal="A", scenario="apart", effort=FEW))
    assert found.forecast("arms").point == pytest.approx((24 * 40 + 6 * 25) / 34)


def test_the_table_has_the_forecast_first_and_errors_beside() -> None:
    found = forecasts(UNSURE)
    table = forecast_table(found)
    assert [column.name for column in table.columns[:6]] == [
        *("issue", "model", "point", "p10", "p50", "p90")
    ]
    told = rows(table)
    assert [row["issue"] for row in told] == sorted(row["issue"] for row in told)
    models = [row["model"] for row in told if row["issue"] == "arms"]
    assert models == ["forecast", *(lens.model.id for lens in found.lenses)]
    by_model = {row["model"]: row for row in told if row["issue"] == "arms"}
    assert by_model["forecast"]["error"] == by_model["forecast"]["error"] == pytest.approx(23.35)
    assert by_model["median"]["measured"] == "DEU waves 1 and 2, 324 issues"
    lenses = rows(lens_table(found))
    assert [row["model"] for row in lenses] == models
    assert all(row["title"] for row in lenses)


def test_draws_without_agreement_are_counted() -> None:
    lines = UNSURE.replace("salience: 80", "salience: 80, red_line: [20, 24, 28]").replace(
        "at: 10, salience: 40", "at: 10, salience: 40, red_line: 24"
    )
    found = forecasts(lines)
    (nash,) = (lens for lens in found.lenses if lens.model.id == "nash")
    held = np.isfinite(nash.drawn[:, 0])
    assert nash.answers(0) == held.mean()
    assert 0 < held.mean() < 1
    assert found.seen(nash, "arms").low >= 20
