"""The cases that ship with the package, and where a case named on the command line is found."""

import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from importlib.resources.abc import Traversable

_DATED = re.compile(r"^as_of:", re.MULTILINE)


@cache
def shipped() -> tuple[str, ...]:
    """The ids of the shipped cases, sorted; a file without `as_of` is only a base for others."""
    return tuple(
        sorted(
            file.name.removesuffix(".yaml")
            for file in _folder().iterdir()
            if file.name.endswith(".yaml") and _DATED.search(file.read_text("utf-8"))
        )
    )


def folder_and_name(case: str | Path) -> tuple["Traversable", str]:
    """The folder that holds a case and its file name there; an id of a shipped case comes first."""
    if isinstance(case, str) and case in shipped():
        return _folder(), f"{case}.yaml"
    path = Path(case)
    return path.parent, path.name


def _folder() -> "Traversable":
    return files("detente").joinpath("data/cases")
