"""The matrix form of the definitions, for small conflicts: products of 0-1 matrices."""

import numpy as np
from tests.robust.stability_oracle import Oracle

from detente.methods.graph_model import Conflict
from detente.methods.stability import Concept

Matrix = np.ndarray


def stable_by_matrices(conflict: Conflict) -> dict[Concept, Matrix]:
    """[n, S] by concept: a state is stable where the diagonal of its stability matrix is 0."""
    oracle = Oracle(conflict)
    rank, size = np.array(oracle.rank), oracle.count
    moves = [_adjacency(rows, size) for rows in oracle.moves]
    liked = [(p[None, :] > p[:, None]).astype(int) for p in rank]
    gains = [move * better for move, better in zip(moves, liked, strict=True)]
    stable = []
    for i, gain in enumerate(gains):
        # [s, u]: s is at least as good as u. The diagonal counts: to be brought back is an answer.
        worse = 1 - liked[i]
        no_way_out = worse * (1 - _sign(liked[i] @ moves[i].T))
        any_moves, gains_only = _sequences(moves, i), _sequences(gains, i)
        unanswered = {
            Concept.NASH: np.ones_like(gain),
            Concept.GMR: 1 - _sign(any_moves @ worse.T),
            Concept.SMR: 1 - _sign(any_moves @ no_way_out.T),
            Concept.SEQ: 1 - _sign(gains_only @ worse.T),
            Concept.SSEQ: 1 - _sign(gains_only @ no_way_out.T),
        }
        stable.append({c: np.diagonal(gain @ left) == 0 for c, left in unanswered.items()})
    return {concept: np.array([row[concept] for row in stable]) for concept in stable[0]}


def _adjacency(rows: list[set[int]], size: int) -> Matrix:
    matrix = np.zeros((size, size), int)
    for s, targets in enumerate(rows):
        matrix[s, list(targets)] = 1
    return matrix


def _sequences(moves: list[Matrix], focal: int) -> Matrix:
    """M_H of all but the focal actor: who moves first is followed by somebody else."""
    others = [j for j in range(len(moves)) if j != focal]
    first = {j: moves[j] for j in others}
    while True:
        longer = {
            j: _sign(moves[j] + moves[j] @ sum((first[k] for k in others if k != j), 0 * moves[j]))
            for j in others
        }
        if all(np.array_equal(longer[j], first[j]) for j in others):
            return _sign(sum(first.values(), 0 * moves[focal]))
        first = longer


def _sign(matrix: Matrix) -> Matrix:
    return (matrix > 0).astype(int)
