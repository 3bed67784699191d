from pathlib import Path

import pytest
from tests.decided import settled
from tests.unit.results.specs import marks, rows_with, texts

from detente.behaviour.lenses import FORECAST, MODELS
from detente.case.deu import load_deu, read_deu
from detente.results import Figure, Study, Value
from detente.results.figures.errors import Lead
from detente.study.backtest import measure
from detente.study.backtest_figures import LEVELS
from detente.study.backtest_scores import FEW, backtest_study

TITLES = {model.id: model.title for model in MODELS}
MANY = FEW + 1


def studied(count: int, *models: str) -> Study:
    return backtest_study(measure(read_deu(settled(count), "deu.tsv"), models), "detente")


def rows(study: Study, name: str) -> list[dict[str, Value]]:
    return list(study.table(name).records())


def figures(study: Study) -> dict[str, Figure]:
    return {figure.id: figure for figure in study.results[0].figures}


@pytest.fixture(scope="module")
def study() -> Study:
    return studied(9, "constant", "status_quo", "median", "election", "forecast")


def test_the_means_are_those_of_the_scores_inside_their_intervals(study: Study) -> None:
    pooled = {row["model"]: row for row in rows(study, "scores") if row["wave"] == "all"}
    found = rows(study, "mean_errors")
    assert {row["model"] for row in found} == pooled.keys()
    for row in found:
        assert row["n"] == pooled[row["model"]]["n"]
        assert row["mae"] == pytest.approx(pooled[row["model"]]["mae"])
        assert row["low"] < row["mae"] < row["high"]  # type: ignore[operator]


def test_errors_are_drawn_smallest_first_with_the_waves_beside(study: Study) -> None:
    figure = figures(study)["mean_errors"]
    errors = {row["model"]: row["mae"] for row in rows(study, "mean_errors")}
    shown = sorted((str(model) for model in errors if model != FORECAST), key=errors.__getitem__)
    assert [row["mean"] for row in rows_with(figure, "mean")] == [errors[one] for one in shown]
    assert [says for says in texts(figure) if says in TITLES.values()][1:] == [
        TITLES[one] for one in shown
    ]
    waves = {(row["model"], row["wave"]): row["mae"] for row in rows(study, "scores")}
    for mark, wave in zip(
        [one for one in marks(figure, "point") if "yOffset" in one["mark"]], (1, 2), strict=True
    ):
        drawn = {shown[row["row"]]: row["at"] for row in mark["data"]["values"]}
        known = {one: waves[one, wave] for one in shown if (one, wave) in waves}
        assert drawn == pytest.approx(known)


def test_of_few_proposals_no_model_is_drawn_as_better(study: Study) -> None:
    assert {row["lead"] for row in rows_with(figures(study)["mean_errors"], "lead")} == {
        Lead.EVEN.value
    }


def test_a_model_is_drawn_as_worse_where_its_difference_is_beyond_chance() -> None:
    many = studied(MANY, "constant", "status_quo", "unweighted", "median")
    models = sorted(rows(many, "mean_errors"), key=lambda row: float(str(row["mae"])))
    leads = [row["lead"] for row in rows_with(figures(many)["mean_errors"], "lead")]
    differences = {row["model"]: row for row in rows(many, "differences")}
    for row, lead in zip(models, leads, strict=True):
        ends = differences.get(row["model"], {"low": 0.0, "high": 0.0})
        low, high = float(str(ends["low"])), float(str(ends["high"]))
        assert (low > 0, high < 0) == (lead == Lead.LARGER.value, lead == Lead.SMALLER.value)
    assert len(set(leads)) > 1


def test_intervals_of_four_fifths_hold_what_the_scores_say(study: Study) -> None:
    scores = {row["model"]: row for row in rows(study, "scores") if row["wave"] == "all"}
    found = [row for row in rows(study, "calibration") if row["promised"] == 0.8]
    assert [row["model"] for row in found] == ["forecast", "constant", "election"]
    for row in found:
        assert row["held"] == pytest.approx(scores[row["model"]]["coverage80"])
        assert row["low"] <= row["held"] <= row["high"]  # type: ignore[operator]


def test_wider_intervals_hold_no_less(study: Study) -> None:
    for model in ("forecast", "constant", "election"):
        held = [float(str(r["held"])) for r in rows(study, "calibration") if r["model"] == model]
        assert len(held) == len(LEVELS)
        assert held == sorted(held)


def test_without_distributions_there_is_no_calibration() -> None:
    points = studied(9, "median")
    assert list(figures(points)) == ["mean_errors"]
    assert rows(points, "calibration") == []


@pytest.mark.jit
def test_two_waves_of_european_decisions(shared_data: Path) -> None:
    table = load_deu(shared_data / "deu" / "deu_waves_1_2.tsv")
    real = backtest_study(measure(table, ("constant", "election", "forecast")), "detente")
    scores = {row["model"]: row for row in rows(real, "scores") if row["wave"] == "all"}
    for row in rows(real, "calibration"):
        if row["promised"] == 0.8:
            assert row["held"] == pytest.approx(scores[row["model"]]["coverage80"])
    # by counting outcomes within 5, 10, ... 45 points of the middle of the scale
    even = [issue.outcome for issue in table.issues]
    held = [sum(abs(at - 50) <= 50 * level + 1e-9 for at in even) / len(even) for level in LEVELS]
    found = [row["held"] for row in rows(real, "calibration") if row["model"] == "constant"]
    assert found == pytest.approx(held)
    fitted = {r["promised"]: r["held"] for r in rows(real, "calibration") if r["model"] == FORECAST}
    assert (fitted[0.5], fitted[0.9]) == pytest.approx((0.62, 0.94), abs=0.005)  # as the page says
