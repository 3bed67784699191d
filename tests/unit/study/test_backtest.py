from pathlib import Path

import numpy as np
import pytest
from tests.decided import issue, settled, table

from detente.base.constants import constant
from detente.base.errors import StudyError
from detente.behaviour.lenses import FORECAST, MODELS
from detente.case.deu import load_deu, read_deu
from detente.methods.recalibration import recalibration_of
from detente.results import Study, Table, Value
from detente.study.backtest import Answers, Measured, measure
from detente.study.backtest_forecast import decided_issues
from detente.study.backtest_scores import backtest_study

EVERY = [*(model.id for model in MODELS), FORECAST]


def measured(content: bytes, *models: str, seed: int = 1) -> Measured:
    return measure(read_deu(content, "deu.tsv"), models, seed=seed)


def of(result: Measured, model: str) -> Answers:
    return next(one for one in result.answers if one.model == model)


def one_table(study: Study, name: str) -> Table:
    return next(one for one in study.results[0].tables if one.id == name)


def rows(study: Study, name: str) -> list[dict[str, Value]]:
    found = one_table(study, name)
    names = [column.name for column in found.columns]
    return [dict(zip(names, row, strict=True)) for row in found.rows]


def sentences(study: Study) -> str:
    return " ".join(finding.sentence for finding in study.results[0].findings)


SMALL = settled(9)
TWO = table(
    # weights 10 x 50, 10 x 100, 10 x 20, 2 x 10; positions 100, 0, 40, 80
    issue(out="40"),
    issue(prnr="b2", isnr="b2i1", pcom="60", pde="60", pfr="60", plu="60", rp="", out="65"),
)


# ---------------------------------------------------------------- what models say


def test_errors_by_hand() -> None:
    result = measured(TWO, "constant", "status_quo", "unweighted", "median")
    mean = (500 * 100 + 200 * 40 + 20 * 80) / 1720
    assert of(result, "compromise").error == pytest.approx([0.4 - mean / 100, 0.05])
    assert of(result, "constant").error == pytest.approx([0.1, 0.15])
    assert of(result, "status_quo").error == pytest.approx([0.4, np.nan], nan_ok=True)
    assert of(result, "unweighted").error == pytest.approx([0.15, 0.05])
    assert of(result, "median").error == pytest.approx([0.4, 0.05])  # 1000 of 1720 stand at 0
    assert [one.model for one in result.answers] == [
        *("constant", "status_quo", "unweighted", "compromise", "median")
    ]


def test_nash_maximises_the_product() -> None:
    result = measured(TWO, "nash")
    points = np.linspace(0.0, 1.0, 100_001)
    product = 10 * (np.log(1 - (points - 1) ** 2 + 1e-15) + np.log(1 - points**2 + 1e-15))
    product += 10 * np.log(1 - (points - 0.4) ** 2) + 2 * np.log(1 - (points - 0.8) ** 2)
    best = points[np.argmax(product)]
    assert of(result, "nash").error[0] == pytest.approx(best - 0.4, abs=2e-5)


def test_where_all_agree_every_model_but_two_says_the_same() -> None:
    result = measured(TWO)
    for one in result.answers:
        if one.model not in {"constant", "status_quo", "exchange"}:
            assert one.error[1] == pytest.approx(0.05), one.model


def test_trade_needs_two_issues() -> None:
    assert np.isnan(of(measured(TWO, "exchange"), "exchange").error).all()
    result = measured(SMALL, "exchange")
    sizes = np.bincount(result.group)
    assert np.isnan(of(result, "exchange").error).tolist() == (sizes[result.group] == 1).tolist()


def test_the_score_of_a_point_is_its_error() -> None:
    for one in measured(SMALL, "median", "nash").answers:
        assert one.crps == pytest.approx(one.error)
        assert np.isnan(one.low).all()


def test_a_distribution_scores_better_than_any_point_off_by_as_much_as_can_be() -> None:
    result = measured(SMALL, "election")
    one = of(result, "election")
    assert (one.crps < np.maximum(result.outcome, 1.0 - result.outcome)).all()
    assert (one.low <= one.high).all()


# ---------------------------------------------------------------- out of sample


def test_the_forecast_has_not_seen_what_it_is_scored_on() -> None:
    plain = measured(SMALL, FORECAST)
    lines = SMALL.decode().splitlines(keepends=True)
    changed = [
        line.replace('"20"\n', '"90"\n') if line.split("\t")[1] == '"p00"' else line
        for line in lines
    ]
    assert changed != lines
    other = measured("".join(changed).encode(), FORECAST)
    mine = np.array([one.proposal == "p00" for one in plain.issues])
    before, after = of(plain, FORECAST), of(other, FORECAST)
    assert after.low[mine] == pytest.approx(before.low[mine])
    assert after.high[mine] == pytest.approx(before.high[mine])
    assert after.error[mine] != pytest.approx(before.error[mine])


def test_every_issue_is_tried_once() -> None:
    result = measured(SMALL, FORECAST)
    assert sum(fit.tried_on for fit in result.fits) == len(result.issues)
    assert len(result.fits) == 9  # fewer proposals than parts


def test_the_forecast_has_the_points_of_the_baseline() -> None:
    result = measured(SMALL, FORECAST)
    assert of(result, FORECAST).error == pytest.approx(of(result, "compromise").error)


def test_parts_come_from_the_seed() -> None:
    many = settled(12)
    first, again = (measured(many, FORECAST, seed=4).fits for _ in range(2))
    assert first == again != measured(many, FORECAST, seed=5).fits


# ---------------------------------------------------------------- what is refused


def test_an_unknown_model_is_named() -> None:
    with pytest.raises(StudyError, match=r"no model 'compromize' .*compromise"):
        measured(SMALL, "compromize")


@pytest.mark.parametrize("content", [table(issue()), table(issue(out=""))])
def test_one_proposal_is_too_little(content: bytes) -> None:
    with pytest.raises(StudyError, match="two at least are needed"):
        measured(content)


# ---------------------------------------------------------------- the study


@pytest.fixture(scope="module")
def whole() -> tuple[Measured, Study]:
    result = measured(SMALL)
    return result, backtest_study(result, "detente backtest deu deu.tsv --seed 1")


def test_scores_by_wave_and_pooled(whole: tuple[Measured, Study]) -> None:
    result, study = whole
    assert [column.name for column in one_table(study, "scores").columns] == [
        *("model", "wave", "n", "mae", "median_error", "within10", "crps", "coverage80")
    ]
    found = rows(study, "scores")
    assert {row["model"] for row in found} == set(EVERY)
    assert {row["wave"] for row in found} == {"all", 1, 2}
    for model in EVERY:
        pooled, *parts = [row for row in found if row["model"] == model]
        assert pooled["wave"] == "all"
        assert pooled["n"] == sum(int(str(row["n"])) for row in parts)
    error = of(result, "compromise").error
    pooled = next(row for row in found if row["model"] == "compromise")
    assert pooled["mae"] == pytest.approx(100 * error.mean())
    assert pooled["median_error"] == pytest.approx(100 * np.median(error))
    assert pooled["within10"] == pytest.approx((error <= 0.1 + 1e-12).mean())
    assert pooled["crps"] == pytest.approx(pooled["mae"])
    assert pooled["coverage80"] is None
    forecast = of(result, FORECAST)
    inside = (forecast.low <= result.outcome) & (result.outcome <= forecast.high)
    pooled = next(row for row in found if row["model"] == FORECAST)
    assert pooled["coverage80"] == pytest.approx(inside.mean())
    assert pooled["crps"] == pytest.approx(100 * forecast.crps.mean())


def test_scores_by_procedure(whole: tuple[Measured, Study]) -> None:
    found = rows(whole[1], "by_procedure")
    assert {row["procedure"] for row in found} == {"CNS QMV", "COD QMV"}
    baseline = [row for row in found if row["model"] == "compromise"]
    assert sum(int(str(row["n"])) for row in baseline) == len(whole[0].issues)


def test_differences_are_on_the_same_issues(whole: tuple[Measured, Study]) -> None:
    result, study = whole
    found = {row["model"]: row for row in rows(study, "differences")}
    assert set(found) == set(EVERY) - {"compromise", FORECAST}
    error, baseline = of(result, "status_quo").error, of(result, "compromise").error
    both = ~np.isnan(error)
    told = found["status_quo"]
    assert told["n"] == both.sum() < len(both)
    assert told["difference"] == pytest.approx(100 * (error - baseline)[both].mean())
    assert float(str(told["low"])) < float(str(told["difference"])) < float(str(told["high"]))
    assert {row["model"] for row in rows(study, "crps_differences")} == set(EVERY) - {FORECAST}


def test_what_is_odd_is_in_the_study(whole: tuple[Measured, Study]) -> None:
    assert rows(whole[1], "left_out") == [
        {
            "what": "issues without a reference point",
            "count": 3,
            "handled": "the status quo forecasts nothing there",
        }
    ]


def test_the_study_stands_on_the_file(whole: tuple[Measured, Study]) -> None:
    study = whole[1]
    assert study.as_of == "2005-08-11"
    assert study.provenance.case_id == "deu.tsv"
    assert study.provenance.case_digest == read_deu(SMALL, "other.tsv").digest
    assert "is off by" in sentences(study)
    assert "held" in sentences(study)


def test_a_study_of_the_baseline_alone_compares_nothing() -> None:
    study = backtest_study(measured(settled(20), "compromise"), "detente backtest deu deu.tsv")
    assert rows(study, "differences") == []
    assert rows(study, "crps_differences") == []
    assert rows(study, "fits") == []
    assert "chance" not in sentences(study)


def test_a_model_without_a_word_has_no_scores() -> None:
    study = backtest_study(measured(TWO, "exchange"), "detente")  # no proposal of two issues
    assert {row["model"] for row in rows(study, "scores")} == {"compromise"}
    assert rows(study, "differences") == []


def test_a_worse_model_is_named() -> None:
    issues = [issue(prnr=f"p{k}", isnr=f"p{k}i1", rp="100", out="34") for k in range(20)]
    told = sentences(backtest_study(measured(table(*issues), "status_quo", "constant"), "detente"))
    assert "smaller, beyond chance, than those of “constant” and “status_quo”" in told
    assert "No other model's errors are smaller" in told
    assert "must be 0.0 points." in told  # all proposals are alike


def test_a_better_model_is_named() -> None:
    issues = [
        issue(prnr=f"p{k}", isnr=f"p{k}i1", rp="90", pcom="0", pfr="0", pde="10", out="90")
        for k in range(20)
    ]
    told = sentences(backtest_study(measured(table(*issues), "status_quo", "constant"), "detente"))
    assert "larger, beyond chance, than those of “constant” and “status_quo”" in told


def test_of_a_few_proposals_nothing_is_claimed() -> None:
    issues = [issue(prnr=f"p{k}", isnr=f"p{k}i1", out="0") for k in range(19)]
    told = sentences(backtest_study(measured(table(*issues), "status_quo"), "detente"))
    assert "With fewer than 20 proposals differences between models are mostly chance." in told
    assert "beyond chance" not in told


# ---------------------------------------------------------------- the real table


PAGE = Path(__file__).resolve().parents[3] / "docs" / "explanation" / "trust-in-forecasts.md"


@pytest.fixture(scope="module")
def real(shared_data: Path) -> Study:
    return backtest_study(measure(load_deu(shared_data / "deu" / "deu_waves_1_2.tsv")), "detente")


def number(value: Value, places: int = 1) -> str:
    return f"{float(str(value)):.{places}f}"


@pytest.mark.jit
def test_two_waves_of_european_decisions(real: Study) -> None:
    found = {(row["model"], row["wave"]): row for row in rows(real, "scores")}
    mae = {key: number(row["mae"]) for key, row in found.items()}
    # what independent computations of the same means, medians and elections gave
    assert (mae["compromise", 1], mae["compromise", 2]) == ("24.0", "22.6")
    known = {"constant": "28.2", "unweighted": "23.8", "salience": "23.7", "median": "28.7"}
    known |= {"nash": "24.0", "election": "23.0", "spatial": "24.2", "status_quo": "51.3"}
    assert {model: mae[model, "all"] for model in known} == known
    election, forecast = found["election", "all"], found[FORECAST, "all"]
    assert election["crps"] == pytest.approx(16.83, abs=0.005)
    assert election["coverage80"] == pytest.approx(0.94, abs=0.005)
    assert forecast["crps"] == pytest.approx(15.7, abs=0.15)
    assert forecast["coverage80"] == pytest.approx(0.80, abs=0.02)


@pytest.mark.jit
def test_the_page_on_trust_shows_what_is_measured(real: Study) -> None:
    page = PAGE.read_text(encoding="utf-8")
    found = {(row["model"], row["wave"]): row for row in rows(real, "scores")}
    differences = {row["model"]: row for row in rows(real, "differences")}
    for model in EVERY:
        pooled, difference = found[model, "all"], differences.get(model)
        cells = [f"`{model}`", str(pooled["n"])]
        cells += [number(found[model, wave]["mae"]) for wave in (1, 2, "all")]
        cells += [number(pooled["median_error"])]
        cells += [f"{100 * float(str(pooled['within10'])):.0f} %", number(pooled["crps"])]
        held = pooled["coverage80"]
        cells += ["" if held is None else f"{100 * float(str(held)):.0f} %"]
        keys = ("difference", "low", "high")
        signed = [f"{float(str(difference[key])):+.1f}" for key in keys] if difference else []
        cells += ["{} [{}, {}]".format(*signed).replace("-", "−") if signed else ""]
        line = f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")
        assert line in page, line


@pytest.mark.jit
def test_the_shipped_forecast_is_the_one_that_is_measured(real: Study, shared_data: Path) -> None:
    result = measure(load_deu(shared_data / "deu" / "deu_waves_1_2.tsv"), ("compromise",))
    fit = recalibration_of(decided_issues(result.proposals, result.outcome))
    assert fit.uniform_share == constant("forecast_uniform_share")
    assert fit.tail == pytest.approx(constant("forecast_tail"), abs=1e-4)
    pooled = {row["model"]: row for row in rows(real, "scores") if row["wave"] == "all"}
    assert pooled[FORECAST]["coverage80"] == pytest.approx(constant("forecast_coverage"), abs=1e-4)
    assert pooled[FORECAST]["crps"] == pytest.approx(constant("forecast_crps"), abs=0.01)
    for model in MODELS:
        measured_error = constant(f"error_{model.id.replace('.', '_')}")
        assert pooled[model.id]["mae"] == pytest.approx(measured_error, abs=0.01)
