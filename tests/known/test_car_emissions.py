"""The published table of car emissions: as printed, and what its head works out by hand."""

import csv
from pathlib import Path

import pytest

from detente.case.inputs import walk_numbers
from detente.case.reader import load
from detente.case.schema import Case
from detente.methods.compromise import compromise_mean, weighted_median
from detente.model.terms import Terms, compile_terms


@pytest.fixture(scope="module")
def case() -> Case:
    return load("car-emissions-1994")


@pytest.fixture(scope="module")
def terms(case: Case) -> Terms:
    return compile_terms(case, {path: number.mode for path, number in walk_numbers(case)})


def test_the_table_is_as_printed(shared_data: Path, case: Case) -> None:
    path = shared_data / "published" / "bdm1994_emission_standards.csv"
    with path.open(encoding="utf-8", newline="") as file:
        printed = {
            row["Actor"].replace("UK", "United Kingdom"): tuple(
                float(row[column]) for column in ("Capability", "Position", "Salience")
            )
            for row in csv.DictReader(file)
        }
    typed = {}
    for actor, own in case.positions.items():
        capability = case.actors[actor].capability
        assert capability is not None
        delay = own["delay"]
        numbers = (capability.mode, delay.at.mode, delay.salience.mode / 100)
        typed[case.actors[actor].name] = numbers
    assert typed == printed


def test_the_mean_and_the_median_are_those_worked_out_by_hand(terms: Terms) -> None:
    (scale,) = terms.scales
    assert scale.point(compromise_mean(terms.stances)) == pytest.approx([5.003 / 0.677])
    assert scale.point(weighted_median(terms.stances)) == pytest.approx([7.0])
    assert scale.point(terms.outcome) == pytest.approx([8.833])
