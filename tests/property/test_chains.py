"""Laws that every chain obeys, read by any of the methods."""

from typing import NamedTuple

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays
from scipy.linalg import expm

from detente.methods.likely_paths import likely_paths
from detente.methods.passage import passage
from detente.methods.transitions import Transitions, origins
from detente.methods.uniformisation import (
    Segment,
    distribution,
    first_passage,
    flows,
    mistakes,
    occupancy,
)

SIZE = 5
TIMES = np.array([0.0, 0.3, 1.0, 2.5, 6.0])
TOLERANCE = 1e-11


class Example(NamedTuple):
    """A chain that may be changing, where it starts, what is asked and where it ends."""

    segments: list[Segment]
    start: np.ndarray
    targets: np.ndarray
    absorbing: np.ndarray


@st.composite
def chains(draw: st.DrawFn) -> Transitions:
    rates = draw(
        arrays.arrays(
            np.float64, (SIZE, SIZE), elements=st.sampled_from([0.0, 0.01, 0.4, 1.0, 7.0])
        )
    )
    kinds = draw(arrays.arrays(np.int64, SIZE * SIZE, elements=st.integers(0, 2)))
    return Transitions(
        ptr=np.arange(0, SIZE * SIZE + 1, SIZE),
        to=np.tile(np.arange(SIZE), SIZE),
        rate=rates.ravel(),
        marked=kinds == 2,
        chosen=kinds > 0,
        actor=np.where(kinds > 0, 0, -1),
        label=np.arange(SIZE * SIZE),
    )


@st.composite
def examples(draw: st.DrawFn) -> Example:
    lengths = draw(st.lists(st.sampled_from([0.1, 0.7, 3.0]), max_size=2))
    segments = [Segment(years, draw(chains())) for years in [*lengths, np.inf]]
    weights = draw(arrays.arrays(np.float64, SIZE, elements=st.integers(1, 4)))
    targets = draw(arrays.arrays(np.bool_, (SIZE, 3)))
    return Example(
        segments=segments,
        start=weights / weights.sum(),
        targets=targets,
        absorbing=draw(arrays.arrays(np.bool_, SIZE)),
    )


def passed(example: Example) -> np.ndarray:
    return first_passage(*example, TIMES)


@given(examples())
def test_probabilities_grow_with_time_within_zero_and_one(example: Example) -> None:
    answer = passed(example)
    assert (np.diff(answer, axis=0) >= -TOLERANCE).all()
    assert ((answer >= 0.0) & (answer <= 1.0)).all()
    assert np.allclose(answer[0], example.start @ example.targets)


@given(examples())
def test_a_wider_event_is_likelier_but_no_more_than_its_parts_together(example: Example) -> None:
    first, second = example.targets[:, 0], example.targets[:, 1]
    targets = np.column_stack([first, second, first | second])
    a, b, either = passed(example._replace(targets=targets)).T
    assert (either >= np.maximum(a, b) - TOLERANCE).all()
    assert (either <= a + b + TOLERANCE).all()


@given(examples())
def test_an_event_by_a_date_is_at_least_as_likely_as_at_the_date(example: Example) -> None:
    nowhere = np.zeros(SIZE, dtype=np.bool_)
    by = passed(example._replace(absorbing=nowhere))
    at = distribution(example.segments, example.start, TIMES) @ example.targets
    assert (by >= at - TOLERANCE).all()


@given(examples())
def test_cutting_a_segment_in_two_changes_nothing(example: Example) -> None:
    (years, chain), *rest = example.segments
    cut = [Segment(0.05, chain), Segment(years - 0.05, chain), *rest]
    assert np.allclose(passed(example._replace(segments=cut)), passed(example), atol=TOLERANCE)


@given(examples(), st.permutations(range(SIZE)))
def test_the_names_of_the_states_do_not_matter(example: Example, order: list[int]) -> None:
    place = np.argsort(order)
    renamed = example._replace(
        segments=[Segment(years, _renamed(chain, order)) for years, chain in example.segments],
        start=example.start[order],
        targets=example.targets[order],
        absorbing=example.absorbing[order],
    )
    assert np.allclose(passed(renamed), passed(example), atol=TOLERANCE)
    before = distribution(example.segments, example.start, TIMES)
    after = distribution(renamed.segments, renamed.start, TIMES)
    assert np.allclose(after[:, place], before, atol=TOLERANCE)


def _renamed(chain: Transitions, order: list[int]) -> Transitions:
    rates = chain.rate.reshape(SIZE, SIZE)[np.ix_(order, order)]
    return chain._replace(rate=rates.ravel())


@given(examples())
def test_a_distribution_is_the_matrix_exponential_and_sums_to_one(example: Example) -> None:
    chain = example.segments[-1].transitions
    rates = chain.rate.reshape(SIZE, SIZE)
    generator = rates - np.diag(rates.sum(axis=1))
    answer = distribution([Segment(np.inf, chain)], example.start, TIMES)
    assert np.allclose(answer.sum(axis=1), 1.0, atol=1e-12)
    for row, time in zip(answer, TIMES, strict=True):
        assert np.allclose(row, example.start @ expm(generator * time), atol=TOLERANCE)


@given(examples())
def test_the_time_in_all_states_is_the_time(example: Example) -> None:
    spent = occupancy(example.segments, example.start, TIMES)
    assert np.allclose(spent.sum(axis=1), TIMES, atol=TOLERANCE)
    assert (np.diff(spent, axis=0) >= -TOLERANCE).all()


@given(examples())
def test_what_flows_in_and_not_out_is_there(example: Example) -> None:
    moved = flows(example.segments, example.start, TIMES)
    chain = example.segments[0].transitions
    for row, there in zip(moved, distribution(example.segments, example.start, TIMES), strict=True):
        arrived = np.bincount(chain.to, row, SIZE)
        left = np.bincount(origins(chain), row, SIZE)
        assert np.allclose(example.start + arrived - left, there, atol=1e-10)


@given(examples())
def test_mistakes_are_part_of_the_moves_on_the_way_to_the_same_event(example: Example) -> None:
    answer = mistakes(*example, TIMES)
    assert np.allclose(answer.probability, passed(example), atol=TOLERANCE)
    assert (answer.marked <= answer.chosen + 1e-9).all()
    assert ((answer.share >= 0.0) & (answer.share <= 1.0 + 1e-9)).all()


@given(examples())
def test_if_every_chosen_move_is_a_mistake_the_share_is_one_or_nothing(example: Example) -> None:
    segments = [
        Segment(years, chain._replace(marked=chain.chosen)) for years, chain in example.segments
    ]
    share = mistakes(*example._replace(segments=segments), TIMES).share
    assert (np.isclose(share, 0.0) | np.isclose(share, 1.0)).all()


@settings(max_examples=50)
@given(chains(), st.integers(0, SIZE - 1))
def test_with_a_sure_end_the_long_run_is_the_limit(chain: Transitions, at: int) -> None:
    # every state may also end, into one of two further states
    rates = np.zeros((SIZE + 2, SIZE + 2))
    rates[:SIZE, :SIZE] = chain.rate.reshape(SIZE, SIZE)
    rates[:SIZE, SIZE], rates[:SIZE:2, SIZE + 1] = 0.2, 0.3
    ending = Transitions(
        ptr=np.arange(0, (SIZE + 2) ** 2 + 1, SIZE + 2),
        to=np.tile(np.arange(SIZE + 2), SIZE + 2),
        rate=rates.ravel(),
        marked=np.zeros((SIZE + 2) ** 2, dtype=np.bool_),
        chosen=np.ones((SIZE + 2) ** 2, dtype=np.bool_),
        actor=np.zeros((SIZE + 2) ** 2, dtype=np.int64),
        label=np.arange((SIZE + 2) ** 2),
    )
    start, ends = np.eye(SIZE + 2)[at], np.arange(SIZE + 2) >= SIZE
    way = passage(ending, start, ends)
    late = np.array([400.0])
    assert np.allclose(
        distribution([Segment(np.inf, ending)], start, late)[0], way.probability, atol=1e-10
    )
    assert np.allclose(
        occupancy([Segment(np.inf, ending)], start, late)[0, :SIZE], way.years[:SIZE], atol=1e-8
    )
    best = likely_paths(ending, at, ends, ends, 3)
    assert sum(path.probability for path in best) <= 1 + 1e-12
    assert [p.probability for p in best] == sorted((p.probability for p in best), reverse=True)
