"""A scenario of KTAB read as a case gives the spatial model the very numbers of the file."""

from pathlib import Path

import pytest
from benchmarks.peers.ktab_files import read_scenario

from detente.case.exports import EXPORTERS
from detente.case.inputs import walk_numbers
from detente.case.reader import read, read_file
from detente.case.schema import Case
from detente.methods.contest_rules import KTAB
from detente.methods.spatial_politics import Parties
from detente.model.spatial_terms import parties, spatial_rules
from detente.model.terms import compile_terms

NAMES = (
    "SOE-Pol-Comp",
    "SOE-Policy",
    "dummyData_3Dim",
    "r_10_1_0",
    "r_10_2_0",
    "r_20_1_0",
    "r_5_1_0",
    "r_5_1_1",
    "r_5_2_0",
)


def seated(case: Case) -> Parties:
    return parties(compile_terms(case, {path: n.mode for path, n in walk_numbers(case)}))


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_as_a_case_is_the_scenario(shared_data: Path, name: str) -> None:
    path = shared_data / "ktab" / f"{name}.input.csv"
    case = read_file(path).case
    expected = read_scenario(path)
    for found, wanted in zip(seated(case), expected, strict=True):
        assert found == pytest.approx(wanted, abs=1e-14)
    assert spatial_rules(case) == KTAB


@pytest.mark.parametrize("form", ["ktab-csv", "ktab-xml"])
@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_written_again_is_the_same(shared_data: Path, name: str, form: str) -> None:
    case = read_file(shared_data / "ktab" / f"{name}.input.csv").case
    again = read(EXPORTERS[form](case), f"again.{form[-3:]}").case
    for found, wanted in zip(seated(again), seated(case), strict=True):
        assert (found == wanted).all()
