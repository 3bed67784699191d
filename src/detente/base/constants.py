"""The model's own constants from `data/constants.toml`: unit, range and reason of each."""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True, kw_only=True)
class Constant:
    """One number of the model that no case file states."""

    name: str
    value: float
    unit: str
    source: str
    note: str


@cache
def constants() -> dict[str, Constant]:
    """Every constant by name."""
    text = files("detente").joinpath("data/constants.toml").read_text("utf-8")
    return {name: Constant(name=name, **entry) for name, entry in tomllib.loads(text).items()}


def constant(name: str) -> float:
    """The value of one constant."""
    return constants()[name].value
