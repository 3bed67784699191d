"""KTAB's files, read and written without checks: the product's own reader is not measured."""

import csv
from pathlib import Path

import numpy as np

from detente.methods.spatial_politics import Parties


def read_scenario(path: Path) -> Parties:
    """The actors of a KTAB file: name, description, capability, then position, salience, ..."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = [[field for field in row[2:] if field.strip()] for row in csv.reader(file)]
    capability, *rest = np.array([row for row in rows[2:] if row], np.float64).T
    return Parties(
        position=np.array(rest[0::2]).T / 100,
        salience=np.array(rest[1::2]).T / 100,
        capability=capability,
        accommodation=np.eye(len(capability)),
    )


def write_scenario(path: Path, parties: Parties) -> None:
    """The same in KTAB's format, positions and saliences on its scale of 100."""
    actors, dimensions = parties.position.shape
    named = ",".join(f"P{k},S{k}" for k in range(dimensions))
    lines = [f"{path.stem},drawn,{actors},{dimensions},", f"Actor,Description,Power,{named},"]
    for i in range(actors):
        numbers = [parties.capability[i]]
        for position, salience in zip(parties.position[i], parties.salience[i], strict=True):
            numbers += [100 * position, 100 * salience]
        lines.append(f"A{i},drawn," + ",".join(f"{number:.5f}" for number in numbers) + ",")
    path.write_text("\n".join(lines) + "\n", "utf-8")
