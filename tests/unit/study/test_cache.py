"""Studies remembered on disk."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from tests.small import FEW, small

from detente.analyses import CATALOGUE
from detente.behaviour import Effort
from detente.case.schema import Case
from detente.results import Study
from detente.results.plain import to_json
from detente.study import cache
from detente.study.cache import cache_folder, key, remembered
from detente.study.run import Request, run_study

CASE = small("""
    actors: {A: {}, B: {}}
    moves: {m: {by: A}}
    goals: {A: {g: {weight: 10, measure: m}}}
    scenarios: {keen: {set: {goals.A.g.weight: 20}}}
    """)
ASKED = Request(effort=FEW, analyses=("claims",))


def counted(case: Case = CASE) -> tuple[Callable[[], Study], list[int]]:
    """A computation that counts how often it is made."""
    made: list[int] = []

    def compute() -> Study:
        made.append(1)
        return run_study(case, ASKED, catalogue=CATALOGUE)

    return compute, made


def test_a_study_is_computed_once_and_comes_back_as_the_same_bytes(tmp_path: Path) -> None:
    compute, made = counted()
    first = remembered(CASE, ASKED, tmp_path, compute)
    again = remembered(CASE, ASKED, tmp_path, compute)
    assert len(made) == 1
    assert to_json(again) == to_json(first) == to_json(compute())
    (kept,) = tmp_path.iterdir()
    assert kept.name == f"{key(CASE, ASKED)}.json"


def test_without_a_folder_nothing_is_kept() -> None:
    compute, made = counted()
    for _ in range(2):
        remembered(CASE, ASKED, None, compute)
    assert len(made) == 2


OTHERS = {
    "analyses": replace(ASKED, analyses=("outlook",)),
    "focal": replace(ASKED, focal="B"),
    "other": replace(ASKED, other="B"),
    "scenario": replace(ASKED, scenario="keen"),
    "file": replace(ASKED, file="small.yaml"),
    "draws": replace(ASKED, effort=Effort(draws=5, sweep_draws=2, workers=1)),
    "sweep_draws": replace(ASKED, effort=Effort(draws=4, sweep_draws=1, workers=1)),
    "most_draws": replace(ASKED, effort=Effort(draws=4, sweep_draws=2, most_draws=8, workers=1)),
    "seed": replace(ASKED, effort=Effort(draws=4, sweep_draws=2, seed=2, workers=1)),
}


@pytest.mark.parametrize("part", OTHERS)
def test_every_part_of_the_request_makes_another_key(part: str) -> None:
    assert key(CASE, OTHERS[part]) != key(CASE, ASKED)


def test_the_number_of_workers_does_not(tmp_path: Path) -> None:
    more = replace(ASKED, effort=replace(FEW, workers=3))
    assert key(CASE, more) == key(CASE, ASKED)
    assert list(tmp_path.iterdir()) == []


def test_another_case_notice_or_program_makes_another_key(monkeypatch: pytest.MonkeyPatch) -> None:
    base = key(CASE, ASKED)
    other = CASE.model_copy(update={"title": "Another"})
    assert key(other, ASKED) != base
    assert key(CASE, ASKED, ("a doubt",)) != base
    monkeypatch.setattr(cache, "_program", lambda: "another version")
    assert key(CASE, ASKED) != base


def test_a_case_that_claims_look_into_is_part_of_the_key(monkeypatch: pytest.MonkeyPatch) -> None:
    looking = small("""
        actors: {A: {}}
        moves: {m: {by: A}}
        goals: {A: {g: {weight: 10, measure: m}}}
        claims:
          c: {says: so, kind: emergent, holds_when: "in_case(teaching-two-steps, value(UP)) > 0"}
        """)
    before = key(looking, ASKED)
    there = cache.load("teaching-two-steps").model_copy(update={"title": "Changed"})
    monkeypatch.setattr(cache, "load", lambda _name: there)
    assert key(looking, ASKED) != before


@pytest.mark.parametrize("failure", [OSError, KeyboardInterrupt])
def test_an_interrupted_write_leaves_nothing(
    failure: type[BaseException], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_self: Path, _target: Path) -> None:
        raise failure

    monkeypatch.setattr(Path, "replace", broken)
    compute, made = counted()
    if failure is OSError:  # a full disk costs the memory, not the answer
        assert remembered(CASE, ASKED, tmp_path, compute).title == CASE.title
    else:
        with pytest.raises(KeyboardInterrupt):
            remembered(CASE, ASKED, tmp_path, compute)
    assert len(made) == 1
    assert list(tmp_path.iterdir()) == []


# ---- where ---------------------------------------------------------------------------------------


@pytest.fixture
def bare(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    for name in ("DETENTE_CACHE", "XDG_CACHE_HOME", "HOME", "USERPROFILE"):
        monkeypatch.delenv(name, raising=False)
    return monkeypatch


def test_the_folder_is_the_chosen_one_or_the_users(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    bare.setenv("HOME", str(tmp_path / "home"))
    assert cache_folder() == tmp_path / "home" / ".cache" / "detente"
    bare.setenv("XDG_CACHE_HOME", str(tmp_path / "xdg"))
    assert cache_folder() == tmp_path / "xdg" / "detente"
    bare.setenv("DETENTE_CACHE", str(tmp_path / "mine"))
    assert cache_folder() == tmp_path / "mine"
    assert (tmp_path / "mine").is_dir()


def test_without_a_home_there_is_none(bare: pytest.MonkeyPatch) -> None:
    assert cache_folder() is None
    bare.setenv("USERPROFILE", "")
    assert cache_folder() is None


def test_where_nothing_can_be_written_there_is_none(
    bare: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    taken = tmp_path / "file"
    taken.write_text("no folder")
    bare.setenv("DETENTE_CACHE", str(taken / "below"))
    assert cache_folder() is None
    bare.setenv("DETENTE_CACHE", str(tmp_path))
    bare.setattr(os, "access", lambda *_: False)
    assert cache_folder() is None
