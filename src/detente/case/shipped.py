"""The cases that ship with the package, and where a case named on the command line is found."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_EXTENDS = re.compile(r"^extends: *([\w-]+)\.yaml", re.MULTILINE)


@cache
def shipped() -> tuple[str, ...]:
    """The ids of the shipped cases, sorted; a file that others extend is only their base."""
    texts = {
        file.name.removesuffix(".yaml"): file.read_text("utf-8")
        for file in _folder().iterdir()
        if file.name.endswith(".yaml")
    }
    bases = {match[1] for text in texts.values() if (match := _EXTENDS.search(text))}
    return tuple(sorted(texts.keys() - bases))


def folder_and_name(case: str | Path) -> tuple["Traversable", str]:
    """The folder that holds a case and its file name there; an id of a shipped case comes first."""
    if isinstance(case, str) and case in shipped():
        return _folder(), f"{case}.yaml"
    path = Path(case)
    return path.parent, path.name


def _folder() -> "Traversable":
    return files("detente").joinpath("data/cases")
