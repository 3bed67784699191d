"""Random conflicts judged three times: by the package, by the definitions, by the matrix form."""

import os
from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import pytest
from tests.robust.random_conflicts import random_conflict
from tests.robust.stability_matrices import stable_by_matrices
from tests.robust.stability_oracle import Oracle

from detente.methods.graph_model import Conflict, dense_ranks
from detente.methods.stability import Concept, Verdicts, equilibria, equilibria_of, verdicts
from detente.methods.stability_witness import Witness, witness

BLOCK = 25
MODELS = int(os.environ.get("STABILITY_MODELS", "600"))
"""How many random conflicts the compiled pass judges; `make fuzz` asks for many more."""


def differences(conflict: Conflict) -> Iterator[str]:
    """Where the verdicts are not those of the definitions."""
    oracle, found = Oracle(conflict), verdicts(conflict)
    for row, concept in enumerate(found.concepts):
        for i in oracle.actors:
            stable = [oracle.stable(concept.name, i, s) for s in oracle.all]
            for s in np.flatnonzero(found.stable[row, i] != stable):
                yield f"{concept.name}: actor {i}, state {s}"
    yield from wrong_shortfalls(conflict, oracle, found)


def wrong_shortfalls(conflict: Conflict, oracle: Oracle, found: Verdicts) -> Iterator[str]:
    """Raise unstable states, one per concept and actor, by their shortfall and by less."""
    place = dense_ranks(conflict.ranks)
    for row, concept in enumerate(found.concepts):
        for i in oracle.actors:
            unstable = np.flatnonzero(~found.stable[row, i])
            if concept == Concept.SIM or not len(unstable):
                continue
            s = int(unstable[len(unstable) // 2])
            level = place[i, s] + found.shortfall[row, i, s]
            ranked = oracle.with_order(i, place[i].tolist())
            enough = ranked.raised(i, s, float(level)).stable(concept.name, i, s)
            less = [ranked.raised(i, s, level - by).stable(concept.name, i, s) for by in (0.5, 1)]
            if not enough or any(less):
                yield f"{concept.name}: actor {i}, state {s} raised to {level}"


def wrong_witnesses(conflict: Conflict, seed: int) -> Iterator[str]:
    """Whatever a witness says of one state is checked against the definitions."""
    oracle, found = Oracle(conflict), verdicts(conflict)
    s = seed % oracle.count
    for concept in found.concepts:
        for i in oracle.actors:
            told = witness(conflict, i, s, concept)
            sound = told.stable == found.stable[found.row(concept), i, s]
            if not sound or not follows(oracle, i, s, concept, told):
                yield f"{concept.name}: actor {i}, state {s}: {told}"


def follows(oracle: Oracle, i: int, s: int, concept: Concept, told: Witness) -> bool:
    """Whether every improvement is told of once and every answer is legal and spoils it."""
    answered = {answer.improvement for answer in told.answers}
    checks = [answered | set(told.escapes) == oracle.improvements[i][s]]
    checks += [not oracle.answered(concept.name, i, s, t) for t in told.escapes]
    allowed = oracle.moves if concept in (Concept.GMR, Concept.SMR) else oracle.improvements
    for answer in told.answers:
        at = [s] * len(answer.moves) if concept == Concept.SIM else [answer.improvement]
        at += [move.state for move in answer.moves]
        checks += [m.state in allowed[m.mover][a] for a, m in zip(at, answer.moves, strict=False)]
        movers = [i, *(m.mover for m in answer.moves)]
        checks += [a != b for a, b in pairwise(movers)]
        checks.append(i not in movers[1:])
        checks.append(oracle.rank[i][answer.outcome] <= oracle.rank[i][s])
        if concept == Concept.SIM:
            checks.append(answer.outcome in oracle.landings(i, s, answer.improvement))
        else:
            checks.append(answer.moves[-1].state == answer.outcome)
        if concept in (Concept.SMR, Concept.SSEQ):
            checks.append(set(answer.retreats) == oracle.moves[i][answer.outcome])
            checks += [oracle.rank[i][v] <= oracle.rank[i][s] for v in answer.retreats]
    return all(checks)


def block_differences(first: int) -> dict[int, list[str]]:
    """What is wrong in the conflicts of one block of seeds."""
    wrong = {seed: list(differences(random_conflict(seed))) for seed in range(first, first + BLOCK)}
    return {seed: lines for seed, lines in wrong.items() if lines}


@pytest.mark.parametrize("first", range(0, 50, BLOCK))
def test_the_definitions_agree(first: int) -> None:
    assert block_differences(first) == {}


@pytest.mark.jit
@pytest.mark.parametrize("first", range(1000, 1000 + MODELS, BLOCK))
def test_the_definitions_agree_with_the_compiled_loops(first: int) -> None:
    assert block_differences(first) == {}


@pytest.mark.parametrize("seed", range(40))
def test_the_matrix_form_agrees(seed: int) -> None:
    conflict = random_conflict(seed)
    found = verdicts(conflict)
    for concept, stable in stable_by_matrices(conflict).items():
        assert np.array_equal(found.stable[found.row(concept)], stable), concept


@pytest.mark.parametrize("seed", range(60))
def test_witnesses_say_what_the_definitions_say(seed: int) -> None:
    assert list(wrong_witnesses(random_conflict(seed), seed)) == []


@pytest.mark.parametrize("seed", range(20))
def test_equilibria_come_out_the_same_without_the_verdicts(seed: int) -> None:
    conflict = random_conflict(seed)
    found = verdicts(conflict, workers=2)
    assert np.array_equal(equilibria_of(conflict, found.concepts, workers=2), equilibria(found))


def test_random_conflicts_are_of_every_kind() -> None:
    """So that the comparison means something."""
    found = [verdicts(random_conflict(seed)) for seed in range(50)]
    for concept in Concept:
        rows = [v.stable[v.row(concept)] for v in found if concept in v.concepts]
        stable = np.concatenate([row.ravel() for row in rows])
        assert 0.2 < stable.mean() < 0.95, concept
    by_concept = np.concatenate([v.stable[:5].reshape(5, -1) for v in found], axis=1)
    assert len(np.unique(by_concept, axis=1).T) >= 7
