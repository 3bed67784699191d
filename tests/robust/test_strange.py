"""Every question of the catalogue answers strange cases, for every actor, without a crash."""

import io
import math
import zlib
from collections.abc import Mapping

import pytest
from rich.console import Console
from tests.robust.strange import CASES, text

from detente.analyses import Part, parts
from detente.behaviour import Effort
from detente.case.reader import read_text
from detente.report.html import to_html
from detente.report.terminal import write_study
from detente.results import Study, Table
from detente.results.plain import to_json
from detente.study.run import Request, run_study

pytestmark = pytest.mark.jit

COLUMNS = {
    "event_probability": "event by mean central low high draw_p10 draw_p90 mistake_share",
    "claims": "claim kind computed verdict share low high",
    "breakdown": "state actor probability due_to_payoffs",
    "model": "states actions actor stake",
    "values": "state actor value",
    "equilibria": "precision pace cluster found_by residual regret",
    "strategies": "strategy actor value regret abandoned_at",
    "say": "actor say",
    "dependence": "actor on dependence",
}
MONTHS = ("3 months", "6 months", "12 months", "24 months", "60 months")


def study_of(name: str, focal: str, sweep_draws: int = 0, workers: int = 1) -> Study:
    effort = Effort(draws=4, sweep_draws=sweep_draws, workers=workers)
    return run_study(read_text(text(name)), Request(focal=focal, effort=effort))


def tables(study: Study) -> Mapping[str, Table]:
    found: dict[str, Table] = {}
    for result in study.results:
        for table in result.tables:
            found.setdefault(table.id, table)
    return found


def written(study: Study) -> None:
    """The answer goes through every front but the printed one."""
    assert to_html(study)
    plain = Console(file=io.StringIO(), width=72, highlight=False, markup=False)
    write_study(study, plain)


@pytest.mark.parametrize("name", CASES)
def test_every_actor_gets_an_answer(name: str) -> None:
    case = read_text(text(name))
    actors = list(case.actors)
    for k, focal in enumerate((*actors[:2], *actors[2:][-1:])):
        study = study_of(name, focal, sweep_draws=k % 2)
        found = tables(study)
        if Part.PROCESS in parts(case):
            for table, columns in COLUMNS.items():
                assert set(columns.split()) <= {c.name for c in found[table].columns}, table
            check_probabilities(found["event_probability"], name)
        check_numbers(found)
        written(study)


def check_probabilities(table: Table, name: str) -> None:
    case = read_text(text(name))
    rows = [dict(zip([c.name for c in table.columns], row, strict=True)) for row in table.rows]
    events = {*case.moves, *case.facts, *case.questions, "breakdown"}
    dates = {*MONTHS, *(q.by.isoformat() for q in case.questions.values())}
    assert {(r["event"], r["by"]) for r in rows} >= {(e, d) for e in events for d in dates}
    for row in rows:
        numbers = [row[c] for c in ("mean", "central", "low", "high", "draw_p10", "draw_p90")]
        assert all(isinstance(v, float) and 0.0 <= v <= 1.0 for v in numbers), row
        assert row["low"] <= row["central"] <= row["high"], row
        assert row["mistake_share"] is None or 0.0 <= row["mistake_share"] <= 1.0, row


def test_what_holds_already_is_certain_to_the_last_digit() -> None:
    for name in ("everything stands already", "questions answered already"):
        table = tables(study_of(name, "A"))["event_probability"]
        certain = {"m", "so", "now", "fact", "always"}
        assert {row[2] for row in table.rows if row[0] in certain} == {1.0}


def check_numbers(found: Mapping[str, Table]) -> None:
    for table in found.values():
        for row in table.rows:
            assert len(row) == len(table.columns)
            assert all(math.isfinite(v) for v in row if isinstance(v, float)), (table.id, row)


@pytest.mark.parametrize("name", CASES)
def test_the_same_bytes_whatever_the_number_of_threads(name: str) -> None:
    actors = list(read_text(text(name)).actors)
    focal = actors[zlib.crc32(name.encode()) % len(actors)]
    texts = {to_json(study_of(name, focal, 1, workers)) for workers in (1, 3)}
    assert len(texts) == 1
