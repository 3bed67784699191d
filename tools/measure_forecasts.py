"""Fit the forecast of settlements on decided issues; write what was measured into the constants.

    python tools/measure_forecasts.py FILE

FILE is a table of the project Decision-making in the European Union (DEU), one's own download. The
share and the tail are fitted on all its issues; errors are those of `detente backtest deu FILE`,
where the forecast is always fitted on other proposals than those it is scored on.
"""

import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np

from detente.behaviour.lenses import FORECAST
from detente.case.deu import load_deu
from detente.methods.forecast_scores import coverage
from detente.methods.recalibration import recalibration_of
from detente.study.backtest import Answers, Measured, measure
from detente.study.backtest_forecast import decided_issues

CONSTANTS = Path(__file__).resolve().parent.parent / "src/detente/data/constants.toml"
BEGIN, END = "# ---- measured by tools/measure_forecasts.py\n", "# ---- end of what was measured\n"


def main(file: str) -> None:
    """Measure, and put the entries in the place of those there were."""
    measured = measure(load_deu(Path(file)))
    block = BEGIN + "".join(f"\n{entry}\n" for entry in entries(measured)) + "\n" + END
    before, _, rest = CONSTANTS.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    CONSTANTS.write_text(before + block + after, encoding="utf-8")
    print(block)


def entries(measured: Measured) -> Iterator[str]:
    """Yield each constant as the constants file has it."""
    fit = recalibration_of(decided_issues(measured.proposals, measured.outcome))
    waves = sorted({issue.wave for issue in measured.issues})
    where = f"DEU waves {' and '.join(map(str, waves))}, {len(measured.issues)} issues"
    yield entry("forecast_uniform_share", fit.uniform_share, "share", f"fitted on {where}")
    yield entry("forecast_tail", fit.tail, "level", f"fitted on {where}; 0.1 would change nothing")
    forecast = next(one for one in measured.answers if one.model == FORECAST)
    held = coverage(forecast.low, forecast.high, measured.outcome)
    tried = f"{where}; fitted on other proposals than it is measured on"
    yield entry("forecast_coverage", held, "share", f"outcomes in the 80 % interval on {tried}")
    yield entry("forecast_crps", 100 * forecast.crps.mean(), "points of 100", f"on {tried}")
    for one in measured.answers:
        if one.model != FORECAST:
            yield error_of(one, where)


def error_of(one: Answers, where: str) -> str:
    """Return the mean error of one model as a constant; its name has no dots."""
    note = f"mean error of `{one.model}` on {where}"
    missed = int(np.isnan(one.error).sum())
    if missed:
        note += f", without {missed} of which it says nothing"
    name = f"error_{one.model.replace('.', '_')}"
    return entry(name, 100 * float(np.nanmean(one.error)), "points of 100", note)


def entry(name: str, value: float, unit: str, note: str) -> str:
    """Return one constant."""
    digits = float(f"{value:.4g}")
    lines = (
        f"[{name}]",
        f"value = {digits}",
        f'unit = "{unit}"',
        'source = "thomson2012"',
        f'note = "{note}"',
    )
    return "\n".join(lines)


if __name__ == "__main__":
    main(sys.argv[1])
