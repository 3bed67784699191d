"""Known equilibria of the graph model; `conflicts.toml` has the conflicts and what is expected."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from detente.methods.graph_model import (
    Conflict,
    OptionForm,
    Places,
    States,
    arcs_of,
    coalesced,
    from_arcs,
    to_graph,
)
from detente.methods.stability import Concept, Verdicts, equilibria, verdicts
from detente.methods.stability_witness import Move, witness

KNOWN: dict[str, Any] = tomllib.loads((Path(__file__).parent / "conflicts.toml").read_text("utf-8"))


def conflict(name: str) -> Conflict:
    entry = KNOWN[name]
    if "from" in entry:
        return grouped(conflict(entry["from"]), np.array(entry["groups"]) - 1)
    pattern = [[letter == "Y" for letter in state] for state in entry["states"]]
    moves = OptionForm(
        states=bits(np.array(pattern)),
        owned=np.array([option_bits(own) for own in entry["options"]], np.uint64),
        forward=option_bits(entry.get("forward", [])),
        backward=option_bits(entry.get("backward", [])),
    )
    known = Conflict(moves=moves, ranks=np.array(entry["ranks"], np.int32))
    return blinded(known, entry["unseen"]) if "unseen" in entry else known


def bits(taken: np.ndarray) -> States:
    return taken.astype(np.uint64) @ (np.uint64(1) << np.arange(taken.shape[1], dtype=np.uint64))


def option_bits(options: list[int]) -> np.uint64:
    return np.uint64(sum(1 << option for option in options))


def grouped(fine: Conflict, group: Places) -> Conflict:
    """States of a group are ranked alike by everybody, so any of them may stand for it."""
    one_of = np.unique(group, return_index=True)[1]
    assert np.array_equal(fine.ranks, fine.ranks[:, one_of][:, group])
    return Conflict(coalesced(to_graph(fine.moves), group), fine.ranks[:, one_of])


def blinded(known: Conflict, unseen: list[list[int]]) -> Conflict:
    """Nobody moves from or to a state it does not know of."""
    sources, targets = arcs_of(to_graph(known.moves))
    kept = [
        ~np.isin([s, t], np.array(states) - 1).any(axis=0)
        for s, t, states in zip(sources, targets, unseen, strict=True)
    ]
    moves = from_arcs(
        known.moves.size,
        [s[k] for s, k in zip(sources, kept, strict=True)],
        [t[k] for t, k in zip(targets, kept, strict=True)],
    )
    return Conflict(moves, known.ranks)


def expectations() -> Iterator[tuple[str, str, list[int]]]:
    for name, entry in KNOWN.items():
        for concept, states in entry.get("equilibria", {}).items():
            yield name, concept, states


def row(found: Verdicts, concept: str) -> int:
    return found.row(Concept[concept])


@pytest.mark.parametrize(("name", "concept", "states"), list(expectations()))
def test_known_equilibria(name: str, concept: str, states: list[int]) -> None:
    found = verdicts(conflict(name))
    assert (np.flatnonzero(equilibria(found)[row(found, concept)]) + 1).tolist() == states


@pytest.mark.parametrize("name", [name for name, entry in KNOWN.items() if "stable" in entry])
def test_known_verdicts(name: str) -> None:
    found = verdicts(conflict(name))
    for concept, pairs in KNOWN[name]["stable"].items():
        for actor, state in pairs:
            assert found.stable[row(found, concept), actor, state - 1]


def test_the_answer_of_the_three_needs_an_opponent_twice() -> None:
    told = witness(conflict("three_actors"), actor=1, state=0, concept=Concept.SEQ)
    moves = [(Move(0, 3), Move(2, 7), Move(0, 6))]
    assert [answer.moves for answer in told.answers] == moves
