"""Random conflicts through the command line, judged by the definitions written out."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from tests.robust import conflict_files
from tests.robust.graph_model_definitions import CLASSIC, Model

from detente.cli.main import group

COALITIONS = ("CNash", "CGMR", "CSMR", "CSEQ")

Rows = list[dict[str, Any]]


@pytest.fixture(autouse=True)
def own_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DETENTE_CACHE", str(tmp_path / "cache"))


def tables(file: str, text: str) -> dict[str, Rows]:
    """All tables of the study that the command prints, rows by the names of columns."""
    Path(file).write_text(text, "utf-8")
    done = CliRunner().invoke(group, ["stability", file, "--json", "--quiet", "--fresh"])
    assert done.exit_code == 0, f"{done.output}{done.exception}\n{text}"
    found: dict[str, Rows] = {}
    for result in json.loads(done.stdout)["results"]:
        for table in result["tables"]:
            names = [column["name"] for column in table["columns"]]
            found[table["id"]] = [dict(zip(names, row, strict=True)) for row in table["rows"]]
    return found


def differences(model: Model, found: dict[str, Rows]) -> list[str]:
    """Where the tables do not say what the definitions say."""
    wrong = [] if patterns(found["verdicts"]) == list(model.patterns) else ["states"]
    wrong += verdicts(model, found["verdicts"])
    wrong += compared(
        found["equilibria"],
        {
            (concept, s + 1)
            for concept in concepts(model)
            for s in model.states
            if all(model.stable(concept, i, s) for i in model.actors)
        },
    )
    if "coalition_equilibria" in found:
        wrong += compared(
            found["coalition_equilibria"],
            {
                (c, s + 1)
                for c in COALITIONS
                for s in model.states
                if model.universally_stable(c, s)
            },
        )
    if "limited_move" in found:
        wrong += looking_ahead(model, found["limited_move"])
    if "unknown_preference" in found:
        wrong += readings(model, found["unknown_preference"])
    return wrong


def concepts(model: Model) -> tuple[str, ...]:
    """SIM has no meaning where moves are no options."""
    return CLASSIC if model.options is not None else CLASSIC[:-1]


def patterns(rows: Rows) -> list[str]:
    by_state = {row["state"]: row["pattern"] for row in rows}
    return [by_state[state] for state in sorted(by_state)]


def verdicts(model: Model, rows: Rows) -> list[str]:
    actors = list(dict.fromkeys(row["actor"] for row in rows))
    assert len(rows) == len(model.patterns) * len(actors) * len(concepts(model))
    return [
        f"{row}"
        for row in rows
        if row["stable"]
        is not model.stable(row["concept"], actors.index(row["actor"]), row["state"] - 1)
    ]


def compared(rows: Rows, expected: set[tuple[str, int]]) -> list[str]:
    said = {(row["concept"], row["state"]) for row in rows}
    return [f"{one} differs" for one in sorted(said ^ expected)]


def looking_ahead(model: Model, rows: Rows) -> list[str]:
    horizons = {row["concept"] for row in rows if row["concept"] != "non-myopic"}
    expected = set()
    for horizon in range(1, max((int(one[1:]) for one in horizons), default=0) + 1):
        ends = model.ends(horizon) if horizon <= MOST_HORIZONS else []
        expected |= {
            (f"L{horizon}", s + 1) for s in model.states if ends and all(e[s] == s for e in ends)
        }
    said = [row for row in rows if row["concept"] in {f"L{h}" for h in range(1, MOST_HORIZONS + 1)}]
    return compared(said, expected)


MOST_HORIZONS = 6


def readings(model: Model, rows: Rows) -> list[str]:
    said = {(row["concept"], row["state"]): row["readings"] for row in rows}
    expected = {}
    for concept in CLASSIC[:4]:
        for s in model.states:
            held = [
                reading
                for reading in "ABCD"
                if all(model.stable_in_reading(reading, concept, i, s) for i in model.actors)
            ]
            if held:
                expected[concept, s + 1] = ", ".join(held)
    return [f"{key} differs" for key in sorted({*said, *expected}) if
            said.get(key) != expected.get(key)]  # fmt: skip


def wrong(make: Callable[[int], tuple[str, Model]], suffix: str, seeds: range) -> dict[int, Any]:
    found = {}
    for seed in seeds:
        text, model = make(seed)
        if lines := differences(model, tables(f"drawn-{seed}{suffix}", text)):
            found[seed] = lines[:5]
    return found


FILES = {
    "gmcr": (conflict_files.gmcr, ".gmcr"),
    "case": (conflict_files.case, ".yaml"),
    "graph": (conflict_files.graph, ".yaml"),
}


@pytest.mark.parametrize("kind", FILES)
def test_files_are_judged_by_the_definitions(kind: str) -> None:
    assert wrong(*FILES[kind], range(4)) == {}


@pytest.mark.jit
@pytest.mark.parametrize("kind", FILES)
def test_files_are_judged_by_the_definitions_with_the_compiled_loops(kind: str) -> None:
    assert wrong(*FILES[kind], range(1000, 1040)) == {}


@pytest.mark.jit
@pytest.mark.parametrize("kind", FILES)
def test_another_order_is_noticed(kind: str) -> None:
    """So that the comparison means something: what is best for the first actor becomes worst."""
    make, suffix = FILES[kind]
    noticed = 0
    for seed in range(10):
        text, model = make(seed)
        worth = (tuple(map(Upside, model.worth[0])), *model.worth[1:])
        noticed += bool(differences(replace(model, worth=worth), tables(f"x{suffix}", text)))
    assert noticed >= 3


@dataclass(frozen=True)
class Upside:
    """What is better is worse."""

    down: Any

    def __gt__(self, other: "Upside") -> bool:
        return bool(other.down > self.down)


@pytest.mark.jit
def test_every_table_is_compared() -> None:
    asked = [(make, suffix, seed) for make, suffix in FILES.values() for seed in range(5)]
    found = [set(tables(f"x{suffix}", make(seed)[0])) for make, suffix, seed in asked]
    assert {"coalition_equilibria", "limited_move", "unknown_preference"} <= set.union(*found)
