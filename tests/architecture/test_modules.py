import ast
import runpy
import warnings
from pathlib import Path

import pytest

import detente

ROOT = Path(__file__).resolve().parents[2]
PACKAGE = ROOT / "src" / "detente"
MODULES = sorted(PACKAGE.rglob("*.py"))
FORBIDDEN_NAMES = {"core", "utils", "common", "helpers", "misc", "manager"}


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_every_module_says_what_it_is(path: Path) -> None:
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_no_room_is_a_lumber_room() -> None:
    rooms = {part for path in MODULES for part in path.relative_to(PACKAGE).with_suffix("").parts}
    assert not rooms & FORBIDDEN_NAMES


def test_the_public_api_is_short_and_true() -> None:
    names = detente.__all__
    assert len(names) == len(set(names)) <= 25
    assert [name for name in names if not hasattr(detente, name)] == []


def test_sizes_are_reported() -> None:
    """A report, not a gate: `make sizes` shows it, `pytest -rA` too."""
    report = runpy.run_path(str(ROOT / "tools" / "sizes.py"))["report"]()
    print("\n".join(report))  # noqa: T201
    assert report[-1].startswith(f"{len(MODULES)} files")


def test_every_module_compiles_without_a_warning() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for path in MODULES:
            compile(path.read_text(encoding="utf-8"), str(path), "exec")


def test_the_version_is_the_same_everywhere() -> None:
    citation = (ROOT / "CITATION.cff").read_text(encoding="utf-8")
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"\nversion: {detente.__version__}\n" in citation
    assert f"\n## {detente.__version__}" in changes
