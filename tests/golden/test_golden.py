"""Whole studies as they were when somebody last read them.

`make golden` writes the files anew; the difference is the review. A run that disagrees leaves
`name.json.new` beside the file, for comparison. Kept are sentences, tables and what answers stand
on; how figures are drawn is tested with the figures.
"""

import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from detente.analyses import CATALOGUE
from detente.behaviour import Effort
from detente.case.reader import read_file
from detente.results.plain import study_to_plain
from detente.study.run import Request, run_study

FOLDER = Path(__file__).parent / "cases"
KNOWN = Path(__file__).parents[1] / "known"
CASES: dict[str, str | Path] = {
    "delta": FOLDER / "delta.yaml",
    "fishery": FOLDER / "fishery.yaml",
    "strait": FOLDER / "strait.yaml",
    "teaching-two-steps": "teaching-two-steps",
    "toy": KNOWN / "toy.yaml",
}
SMALLEST = "teaching-two-steps"
EFFORT = Effort(draws=8, sweep_draws=2, workers=2)
LEFT_OUT = {"case_digest", "version", "spec", "solves"}
DIGITS = 6
NOISE = 1e-6
"""Below this a number is what is left of rounding, and may differ between machines."""


@cache
def study(name: str) -> str:
    """The study of a case with every analysis, as the text of its golden file."""
    reading = read_file(CASES[name])
    asked = Request(effort=EFFORT)
    plain = study_to_plain(run_study(reading.case, asked, catalogue=CATALOGUE))
    return json.dumps(_lasting(plain), indent=1, ensure_ascii=False) + "\n"


def _lasting(thing: Any) -> Any:
    """The same without what changes with every version, numbers as far as two machines agree.

    A row of a table is one line, so that a difference reads well.
    """
    if isinstance(thing, dict):
        kept = {key: _lasting(value) for key, value in thing.items() if key not in LEFT_OUT}
        if "rows" in kept:
            kept["rows"] = [json.dumps(row, ensure_ascii=False) for row in kept["rows"]]
        return kept
    if isinstance(thing, list):
        return [_lasting(entry) for entry in thing]
    if isinstance(thing, float):
        return 0.0 if abs(thing) < NOISE else float(f"{thing:.{DIGITS}g}")
    return thing


def compare(name: str, *, update: bool) -> None:
    place, draft = FOLDER / f"{name}.json", FOLDER / f"{name}.json.new"
    found = study(name)
    if update:
        place.write_text(found, "utf-8")
    if not place.exists() or place.read_text("utf-8") != found:
        draft.write_text(found, "utf-8")
        pytest.fail(f"the study differs; compare {draft} with {place}, or run `make golden`")
    draft.unlink(missing_ok=True)


def test_the_smallest_study_is_as_it_was(golden_update: bool) -> None:  # noqa: FBT001
    compare(SMALLEST, update=golden_update)


@pytest.mark.jit
@pytest.mark.parametrize("name", sorted(CASES.keys() - {SMALLEST}))
def test_a_study_is_as_it_was(name: str, golden_update: bool) -> None:  # noqa: FBT001
    compare(name, update=golden_update)


def test_every_analysis_has_an_answer_with_substance_in_some_golden_file(
    golden_update: bool,  # noqa: FBT001
) -> None:
    if golden_update:
        pytest.skip("the files are being written")
    answered = set()
    for name in CASES:
        plain = json.loads((FOLDER / f"{name}.json").read_text("utf-8"))
        answered |= {
            result["analysis"]
            for result in plain["results"]
            if result["findings"] and any(table["rows"] for table in result["tables"])
        }
    assert {analysis.id for analysis in CATALOGUE} - answered == set()


def test_every_golden_file_has_its_case(golden_update: bool) -> None:  # noqa: FBT001
    if golden_update:
        pytest.skip("the files are being written")
    assert {place.stem for place in FOLDER.glob("*.json")} == set(CASES)
