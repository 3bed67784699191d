"""Build the wheel and use it as a stranger would.

An empty virtual environment, the versions of the lock, a read-only installation, no home.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "src" / "detente"
PIN = re.compile(r"^([a-z0-9][a-z0-9._-]*==[^ ;\\]+)", re.MULTILINE)
HOMES = (
    "HOME",
    "XDG_CACHE_HOME",
    "XDG_CONFIG_HOME",
    "XDG_DATA_HOME",
    "NUMBA_CACHE_DIR",
    "PYTHONPATH",
)


def say(sentence: str) -> None:
    """Print one step with the time since the start."""
    print(f"[{time.monotonic() - START:5.1f} s] {sentence}", flush=True)


def run(*command: str | Path, env: dict[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Return what the command printed; stop with all of it if the command fails."""
    done = subprocess.run(
        [str(part) for part in command],
        env=env,
        cwd=cwd,
        check=False,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    if done.returncode:
        sys.exit(f"{done.stdout}\nfailed with {done.returncode}: {' '.join(map(str, command))}")
    return done.stdout


def build(into: Path) -> Path:
    """Return the wheel, after comparing its contents with the source."""
    run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", into)
    (wheel,) = into.glob("*.whl")
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(PACKAGE.parent).as_posix()
        for path in PACKAGE.rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    if missing := sorted(wanted - inside):
        sys.exit(f"not in the wheel: {', '.join(missing)}")
    return wheel


def install(wheel: Path, into: Path) -> Path:
    """Return the `bin` of a new environment that holds the wheel and what it declares to need."""
    constraints = into / "constraints.txt"
    constraints.write_text("\n".join(PIN.findall((ROOT / "requirements.lock").read_text())) + "\n")
    run(sys.executable, "-m", "venv", into / "venv")
    scripts = into / "venv" / ("Scripts" if os.name == "nt" else "bin")
    run(scripts / "python", "-m", "pip", "install", "-q", "-c", constraints, wheel)
    return scripts


def lock_down(folder: Path, *, locked: bool) -> None:
    """Take away, or give back, the right to write below the folder."""
    for path in [folder, *folder.rglob("*")]:
        if not path.is_symlink():
            mode = path.stat().st_mode
            path.chmod(mode & ~0o222 if locked else mode | 0o200)


def use(scripts: Path, work: Path) -> None:
    """Run the commands of a first visit with nowhere to write but the output folder."""
    bare = {name: value for name, value in os.environ.items() if name not in HOMES}
    guarded = (sys.executable, ROOT / "tools" / "unprivileged.py")
    site = Path(
        run(
            scripts / "python", "-c", "import detente; print(detente.__path__[0])", cwd=work
        ).strip()
    )
    lock_down(scripts.parent, locked=True)
    probe = f"import pathlib; pathlib.Path({str(site / 'probe')!r}).touch()"
    writable = subprocess.run(
        [*guarded, sys.executable, "-c", probe], check=False, capture_output=True
    )
    if not writable.returncode:
        say("note: this account may write everywhere, so read-only is not tested here")
    no_home = work / "no" / "such" / "home"
    detente = (*guarded, scripts / "detente")
    say(f"version: {run(*detente, '--version', env=bare, cwd=work).strip()}")
    run(*detente, "check", site / "data" / "cases" / "japan-2018.yaml", env=bare, cwd=work)
    say("check: a shipped case is without fault")
    run(
        *detente,
        "demo",
        "--case",
        "iran-2015",
        "--draws",
        "2",
        "--out",
        work / "demo",
        env={**bare, "HOME": str(no_home)},
        cwd=work,
    )
    made = sorted(path.relative_to(work).as_posix() for path in work.glob("demo/*/*"))
    for name in ("brief.html", "brief.pdf", "study.json"):
        if not any(path.endswith(name) for path in made):
            sys.exit(f"demo made no {name}, only: {', '.join(made)}")
    say(f"demo: {', '.join(made)}")


def main() -> None:
    """Build, install, lock, use, clean up."""
    work = Path(tempfile.mkdtemp(prefix="detente-wheel-"))
    try:
        wheel = build(work)
        say(f"built {wheel.name} ({wheel.stat().st_size // 1024} kB)")
        scripts = install(wheel, work)
        say("installed into an empty environment")
        (work / "visit").mkdir()
        use(scripts, work / "visit")
    finally:
        if (work / "venv").exists():
            lock_down(work / "venv", locked=False)
        shutil.rmtree(work)


START = time.monotonic()

if __name__ == "__main__":
    main()
