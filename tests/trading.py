"""Stances to trade on: of few numbers, at random, and those of Copenhagen 2009."""

import csv
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from detente.methods.stances import Stances


def stances_of(
    position: Sequence[Sequence[float]],
    salience: Sequence[Sequence[float]],
    capability: Sequence[float] | None = None,
) -> Stances:
    """Stances of actors (rows) on issues (columns), all of whom are present."""
    at = np.array(position, np.float64)
    strength = np.ones(len(at)) if capability is None else np.array(capability, np.float64)
    return Stances(
        position=at,
        salience=np.array(salience, np.float64),
        capability=np.repeat(strength[:, None], at.shape[1], axis=1),
        present=np.ones(at.shape, np.bool_),
    )


def random_stances(seed: int, actors: int, issues: int) -> Stances:
    """Stances without equal numbers; one actor in eight is not present on an issue."""
    generator = np.random.default_rng(seed)
    shape = (actors, issues)
    present = generator.random(shape) > 1 / 8
    strength = np.repeat(generator.uniform(0.1, 1.0, (actors, 1)), issues, axis=1)
    numbers = generator.random(shape), generator.uniform(0.05, 1.0, shape), strength
    return Stances(*(np.where(present, number, 0.0) for number in numbers), present)


def copenhagen(shared_data: Path) -> tuple[Stances, list[str], list[str]]:
    """Positions before the climate conference of 2009, with the names of actors and issues."""
    return read_decide(shared_data / "decide" / "copenhagen.csv")


def read_decide(path: Path) -> tuple[Stances, list[str], list[str]]:
    """A flawless file in Decide's format, with the names of actors and issues."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quotechar="'"))
    actors = [row[1] for row in rows if row[0] == "#A"]
    issues = [row[1] for row in rows if row[0] == "#P"]
    marks = [[float(row[2]) for row in rows if row[:2] == ["#M", issue]] for issue in issues]
    low, high = np.array([(min(marked), max(marked)) for marked in marks]).T
    numbers = np.zeros((3, len(actors), len(issues)))
    for _, actor, issue, *values in (row for row in rows if row[0] == "#D"):
        numbers[:, actors.index(actor), issues.index(issue)] = [float(value) for value in values]
    position, salience, power = numbers
    scaled = np.where(power > 0, (position - low) / (high - low), 0.0)
    return Stances(scaled, salience, power, power > 0), actors, issues
