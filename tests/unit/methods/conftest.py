"""Chains of a few states, written as arcs."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

import numpy as np
import pytest

from detente.methods.transitions import Transitions

Arc: TypeAlias = tuple[int, int, float] | tuple[int, int, float, str]


def _chain_of(states: int, arcs: Sequence[Arc]) -> Transitions:
    """The chain with these (from, to, rate) arcs; a fourth word makes one a `shift` or a `mistake`.

    Entries are numbered as the arcs are when sorted by where they start.
    """
    ordered = sorted(arcs, key=lambda arc: arc[0])
    kinds = [arc[3] if len(arc) == 4 else "act" for arc in ordered]
    return Transitions(
        ptr=np.searchsorted([arc[0] for arc in ordered], np.arange(states + 1)),
        to=np.array([arc[1] for arc in ordered], dtype=np.int64),
        rate=np.array([arc[2] for arc in ordered], dtype=np.float64),
        marked=np.array([kind == "mistake" for kind in kinds]),
        chosen=np.array([kind != "shift" for kind in kinds]),
        actor=np.array([-1 if kind == "shift" else 0 for kind in kinds]),
        label=np.arange(len(arcs)),
    )


@pytest.fixture(scope="session")
def chain_of() -> Callable[[int, Sequence[Arc]], Transitions]:
    """A builder of small chains."""
    return _chain_of
