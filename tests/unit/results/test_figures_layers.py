from itertools import combinations

import numpy as np
import pytest

from detente.results.figures.layers import layered


def test_longest_paths_give_the_columns() -> None:
    layout = layered(("a", "b", "c", "d"), (("a", "b"), ("b", "c"), ("a", "c"), ("c", "d")))
    assert [layout.places[box].column for box in "abcd"] == [0, 1, 2, 3]
    assert layout.columns == 4


def test_a_box_stands_close_to_what_it_unlocks() -> None:
    layout = layered(("a", "b", "c", "late"), (("a", "b"), ("b", "c"), ("late", "c")))
    assert layout.places["late"].column == 1


def test_a_long_arrow_bends_through_the_columns_between() -> None:
    layout = layered(("a", "b", "c"), (("a", "b"), ("b", "c"), ("a", "c")))
    assert [place.column for place in layout.bends["a", "c"]] == [1]
    assert layout.bends["a", "b"] == ()


def test_a_bend_is_beside_the_box_of_its_column() -> None:
    layout = layered(("a", "b", "c"), (("a", "b"), ("b", "c"), ("a", "c")))
    (bend,) = layout.bends["a", "c"]
    assert abs(bend.row - layout.places["b"].row) >= 0.5


def test_boxes_that_lock_nothing_stand_in_rows_below() -> None:
    layout = layered(("a", "b", *"vwxyz"), (("a", "b"),))
    assert [tuple(layout.places[box]) for box in "vwxyz"] == [
        (0, 1.0),
        (1, 1.0),
        (2, 1.0),
        (3, 1.0),
        (0, 2.0),
    ]
    assert (layout.columns, layout.rows) == (4, 3.0)


def test_nothing_takes_no_room() -> None:
    layout = layered((), ())
    assert (layout.places, layout.bends, layout.columns, layout.rows) == ({}, {}, 1, 0.0)


def test_crossings_are_undone() -> None:
    boxes = ("a", "b", "x", "y")
    layout = layered(boxes, (("a", "y"), ("b", "x")))
    rows = {box: layout.places[box].row for box in boxes}
    assert (rows["a"] < rows["b"]) == (rows["y"] < rows["x"])


def test_an_arrow_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="no such step: ghost, phantom"):
        layered(("a",), (("a", "phantom"), ("ghost", "a")))


@pytest.mark.parametrize(
    "arrows",
    [
        (("a", "a"),),
        (("a", "b"), ("b", "a")),
        (("a", "b"), ("b", "c"), ("c", "a")),
        (("c", "d"), ("a", "b"), ("b", "a")),
    ],
)
def test_a_circle_is_refused(arrows: tuple[tuple[str, str], ...]) -> None:
    with pytest.raises(ValueError, match="need each other in a circle"):
        layered(("a", "b", "c", "d"), arrows)


@pytest.mark.parametrize("seed", range(20))
def test_arrows_run_to_the_right_and_no_boxes_overlap(seed: int) -> None:
    draw = np.random.default_rng(seed)
    boxes = tuple(f"box{number}" for number in range(12))
    arrows = tuple(pair for pair in combinations(boxes, 2) if draw.random() < 0.15)
    layout = layered(boxes, arrows)
    assert layout == layered(boxes, arrows)
    assert set(layout.places) == set(boxes)
    for before, after in arrows:
        across = range(layout.places[before].column + 1, layout.places[after].column)
        assert [place.column for place in layout.bends[before, after]] == list(across)
        assert layout.places[before].column < layout.places[after].column
    for one, other in combinations(layout.places.values(), 2):
        assert one.column != other.column or abs(one.row - other.row) >= 1 - 1e-9
    assert max(place.row + 1 for place in layout.places.values()) <= layout.rows + 1e-9
