"""Studies remembered on disk, under a digest of everything that determines them."""

import hashlib
import json
import os
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.expressions import Call, Name
from detente.case.expressions.walk import walk
from detente.case.reader import load
from detente.case.schema import Case
from detente.case.writer import to_plain
from detente.results import Study
from detente.results.plain import to_json
from detente.results.restore import study_from_plain
from detente.study.run import Request

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable


def remembered(
    case: Case,
    request: Request,
    folder: Path | None,
    compute: Callable[[], Study],
    notices: tuple[str, ...] = (),
) -> Study:
    """The study from the folder if it is there, else computed and kept there; no folder: computed.

    `notices` are what the reader said of the file; they are part of the study. A study that was
    just computed is rounded like a remembered one, so that both give the same brief to the byte.
    """
    if folder is None:
        return _restored(to_json(compute()))
    place = folder / f"{key(case, request, notices)}.json"
    if place.is_file():
        return _restored(place.read_text("utf-8"))
    text = to_json(compute())
    _keep(place, text)
    return _restored(text)


def _restored(text: str) -> Study:
    return study_from_plain(json.loads(text))


def key(case: Case, request: Request, notices: tuple[str, ...] = ()) -> str:
    """A digest of the case, the cases it refers to, the request, notices and the program itself."""
    parts = [
        json.dumps(to_plain(case), sort_keys=True, default=str, ensure_ascii=False),
        *(json.dumps(to_plain(other), sort_keys=True, default=str) for other in _others(case)),
        repr((request.analyses, request.focal, request.other, request.scenario, request.target)),
        request.file,
        repr(replace(request.effort, workers=1)),
        repr(notices),
        _program(),
    ]
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


def cache_folder() -> Path | None:
    """Where studies are kept: `DETENTE_CACHE`, else the user's cache; none if read-only."""
    chosen = os.environ.get("DETENTE_CACHE")
    home = os.environ.get("XDG_CACHE_HOME") or _home_cache()
    folder = Path(chosen) if chosen else Path(home) / "detente" if home else None
    if folder is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError:
        return None
    return folder if os.access(folder, os.W_OK) else None


def _home_cache() -> str:
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    return str(Path(home) / ".cache") if home else ""


def _keep(place: Path, text: str) -> None:
    """Written beside and moved into place: an interrupted run leaves nothing half-written."""
    draft = place.with_suffix(f".{os.getpid()}.tmp")
    try:
        draft.write_text(text, "utf-8")
        draft.replace(place)
    except OSError:
        return  # a full or vanished disk costs the memory, not the answer
    finally:
        draft.unlink(missing_ok=True)


def _others(case: Case) -> Iterator[Case]:
    """Cases that claims look into."""
    names = {
        node.arguments[0].id
        for claim in case.claims.values()
        if claim.holds_when is not None
        for node in walk(claim.holds_when.tree)
        if isinstance(node, Call) and node.function == "in_case"
        if isinstance(node.arguments[0], Name)
    }
    for name in sorted(names):
        yield load(name)


@cache
def _program() -> str:
    """A digest of the package's own files: another version of the program gives other results."""
    found = hashlib.sha256()
    for name, content in sorted(_contents(files("detente"), "")):
        found.update(name.encode())
        found.update(content)
    return found.hexdigest()


def _contents(folder: "Traversable", prefix: str) -> Iterator[tuple[str, bytes]]:
    for entry in folder.iterdir():
        name = f"{prefix}/{entry.name}"
        if entry.is_dir() and entry.name != "__pycache__":
            yield from _contents(entry, name)
        elif entry.name.endswith((".py", ".toml")):
            yield name, entry.read_bytes()
