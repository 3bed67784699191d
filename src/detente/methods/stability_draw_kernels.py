"""The compiled loop of `stability_draws`: the same conflict under many preferences."""

import numpy as np

from detente.methods._jit import jit
from detente.methods.game import Bools
from detente.methods.graph_model import GraphForm, Places, Ranks
from detente.methods.stability_kernels import best_of_moves, least_answers_by_arcs


@jit
def improving_backwards(back: GraphForm, ranks: Ranks, ptr: Places, source: Places) -> None:
    """Fill `ptr` and `source` with those of the backward moves that their movers like."""
    actors, size = ranks.shape
    count = 0
    for i in range(actors):
        ptr[i, 0] = count
        for t in range(size):
            for a in range(back.ptr[i, t], back.ptr[i, t + 1]):
                s = back.target[a]
                if ranks[i, t] > ranks[i, s]:
                    source[count] = s
                    count += 1
            ptr[i, t + 1] = count


@jit
def stable_in_draws(graph: GraphForm, back: GraphForm, draws: Ranks, stable: Bools) -> None:
    """Fill `stable` [D, 5, n, S] with who finds which state stable: NASH, GMR, SMR, SEQ, SSEQ.

    `back` holds the moves of `graph` backwards; `draws` [D, n, S] the preferences.
    """
    actors, _size = draws.shape[1:]
    ptr, source = np.empty_like(back.ptr), np.empty_like(back.target)
    for d in range(len(draws)):
        improving_backwards(back, draws[d], ptr, source)
        for i in range(actors):
            row, rank = graph.ptr[i], draws[d, i]
            best = best_of_moves(row, graph.target, rank)
            stable[d, 0, i] = best <= rank
            worth = np.maximum(rank, best)
            by_rank, by_worth = np.argsort(rank), np.argsort(worth)
            for k in range(2):  # answers by any moves, then by improvements alone
                answer_ptr, answers = (ptr, source) if k else (back.ptr, back.target)
                level = least_answers_by_arcs(answer_ptr, answers, i, by_rank, rank)
                level = best_of_moves(row, graph.target, np.minimum(rank, level))
                stable[d, 1 + 2 * k, i] = level <= rank
                level = least_answers_by_arcs(answer_ptr, answers, i, by_worth, worth)
                level = best_of_moves(row, graph.target, np.minimum(rank, level))
                stable[d, 2 + 2 * k, i] = level <= rank
