"""Tables as CSV files, for whoever wants to go on calculating."""

import csv
from pathlib import Path

from detente.results import Study, Table


def to_csv(study: Study, folder: Path) -> tuple[Path, ...]:
    """Write every table as `<analysis>-<table>.csv`; the header holds the names for machines."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for result in study.results:
        for table in result.tables:
            place = folder / f"{result.analysis}-{table.id}.csv"
            _write(place, table)
            written.append(place)
    return tuple(written)


def _write(place: Path, table: Table) -> None:
    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(column.name for column in table.columns)
        writer.writerows(table.rows)
