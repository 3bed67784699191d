"""What is loaded before the first word appears."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CASES = sorted((ROOT / "src" / "detente" / "data" / "cases").rglob("*.yaml"))
HEAVY = {"numpy", "numba", "scipy", "pandas", "polars", "networkx", "typst", "vl_convert"}
SCRIPT = """
import json, sys
from detente.cli import main
sys.argv = ["detente", *sys.argv[1:]]
try:
    main()
except SystemExit as end:
    code = end.code or 0
else:
    code = 0
print("\\n" + json.dumps([code, sorted({name.partition(".")[0] for name in sys.modules})]))
"""

pytestmark = pytest.mark.skipif(
    not (ROOT / "src" / "detente" / "cli" / "__init__.py").exists(),
    reason="the command line does not exist yet",
)


def loaded_by(*arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, *arguments], capture_output=True, text=True, check=True
    )
    code, modules = json.loads(done.stdout.splitlines()[-1])
    assert code == 0, done.stdout + done.stderr
    return set(modules)


@pytest.mark.parametrize("option", ["--help", "--version"])
def test_the_first_word_comes_without_numerics(option: str) -> None:
    assert not loaded_by(option) & HEAVY


@pytest.mark.skipif(not CASES, reason="no shipped case yet")
def test_checking_a_case_comes_without_numerics() -> None:
    case = next(path for path in CASES if path.stem not in {"korea", "template"})
    assert not loaded_by("check", str(case)) & HEAVY
