from itertools import pairwise

import networkx as nx
import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.methods.components import components

NODES = 9


@given(
    st.lists(st.tuples(st.integers(0, NODES - 1), st.integers(0, NODES - 1)), max_size=25),
    st.data(),
)
def test_agrees_with_networkx_and_puts_successors_first(
    edges: list[tuple[int, int]], data: st.DataObject
) -> None:
    chosen = sorted(edge for edge in edges if data.draw(st.booleans()))
    shifts = sorted(edge for edge in edges if edge not in chosen)
    starts = np.array([x for x, _ in chosen], np.int64)
    shift_starts = np.array([x for x, _ in shifts], np.int64)
    ptr, state = components(
        np.searchsorted(starts, np.arange(NODES + 1)),
        np.arange(len(chosen) + 1),
        np.array([y for _, y in chosen], np.int64),
        np.searchsorted(shift_starts, np.arange(NODES + 1)),
        np.array([y for _, y in shifts], np.int64),
    )
    found = [state[begin:end].tolist() for begin, end in pairwise(ptr)]
    graph = nx.DiGraph(edges)
    graph.add_nodes_from(range(NODES))
    assert {frozenset(c) for c in found} == set(
        map(frozenset, nx.strongly_connected_components(graph))
    )
    assert all(component == sorted(component) for component in found)
    place = {x: q for q, component in enumerate(found) for x in component}
    assert all(place[y] <= place[x] for x, y in edges)


def test_a_long_chain_does_not_exhaust_the_stack() -> None:
    states = 3000
    ptr, state = components(
        np.minimum(np.arange(states + 1), states - 1),
        np.arange(states),
        np.arange(1, states),
        np.zeros(states + 1, np.int64),
        np.zeros(0, np.int64),
    )
    assert ptr.size == states + 1
    assert state.tolist() == list(range(states))[::-1]
