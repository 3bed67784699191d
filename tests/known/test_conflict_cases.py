"""Shipped cases and files of GMCR+ are the known conflicts of `conflicts.toml`, state for state."""

import tomllib
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.case.reader import load
from detente.case.schema import Case
from detente.methods.graph_model import dense_ranks
from detente.methods.stability import Concept, equilibria, verdicts
from detente.model.conflict import CompiledConflict, compile_conflict

KNOWN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "conflicts.toml").read_text("utf-8"))


def same_states_and_orders(compiled: CompiledConflict, known: dict[str, Any]) -> None:
    assert [compiled.pattern(s) for s in range(compiled.size)] == known["states"]
    expected = dense_ranks(np.array(known["ranks"], np.int32))
    assert dense_ranks(compiled.conflict.ranks).tolist() == expected.tolist()


def same_equilibria(compiled: CompiledConflict, known: dict[str, Any]) -> None:
    found = verdicts(compiled.conflict)
    holds = equilibria(found)
    rows = {name: holds[found.row(Concept[name])] for name in known["equilibria"]}
    assert {name: (np.flatnonzero(row) + 1).tolist() for name, row in rows.items()} == (
        known["equilibria"]
    )


@pytest.mark.parametrize("name", ["prisoners", "chicken", "elmira", "syria-iraq"])
def test_a_shipped_case_is_the_known_conflict(name: str) -> None:
    compiled, known = compile_conflict(load(name)), KNOWN[name.replace("-", "_")]
    same_states_and_orders(compiled, known)
    same_equilibria(compiled, known)


def test_elmira_starts_with_the_appeal_and_may_be_told_with_one_state_abandon() -> None:
    case = load("elmira")
    assert compile_conflict(case).start == 0
    one = Case.model_validate({**case.model_dump(by_alias=True), "coalesced": ["abandon"]})
    compiled = compile_conflict(one)
    same_equilibria(compiled, KNOWN["elmira_coalesced"])
    assert compiled.pattern(4) == "-NNY-"


@pytest.mark.parametrize(
    ("file", "name"),
    [
        ("Prisoners", "prisoners"),
        ("SyriaIraq", "syria_iraq"),
        ("SI_misp", "syria_iraq_misperceived"),
        ("Elmira", "elmira"),
    ],
)
def test_a_file_of_the_other_program_is_the_known_conflict(
    file: str, name: str, shared_data: Path
) -> None:
    compiled = compile_conflict(load(shared_data / "gmcr" / f"{file}.gmcr"))
    same_states_and_orders(compiled, KNOWN[name])
    same_equilibria(compiled, KNOWN[name])


def test_milk_river_has_thirty_six_states(shared_data: Path) -> None:
    case = load(shared_data / "gmcr" / "MilkRiver.gmcr")
    compiled = compile_conflict(case)
    assert (list(case.actors), compiled.size) == (["US", "CA", "IJC", "TF"], 36)
    assert compiled.pattern(35) == "YNNYNNY"
