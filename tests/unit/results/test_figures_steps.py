import pytest
from tests.unit.report.sample_figures import HOSTILE, steps
from tests.unit.results.specs import marks, texts

from detente.report.charts import svg
from detente.results import Figure
from detente.results.figures import Caption, Lock, Standing, Step, step_graph

CAPTION = Caption(id="g", title="G", alternative="One step needs the other.")


def graph(*standings: Standing, is_enough: bool = False, locks: int = 1) -> Figure:
    """Steps in a chain, the first so many joined."""
    made = [
        Step(id=f"s{n}", label=f"Step {n}", holder="Japan", standing=standing)
        for n, standing in enumerate(standings)
    ]
    joined = [Lock(before=f"s{n}", after=f"s{n + 1}", is_enough=is_enough) for n in range(locks)]
    return step_graph(CAPTION, made, joined)


def test_every_step_is_a_box_with_its_name_and_holder() -> None:
    said = texts(steps())
    boxes = [layer for layer in marks(steps(), "rect") if "cornerRadius" in layer["mark"]]
    assert len(boxes) == 13
    assert {"warheads given up", "日本 and 북한"} <= set(said)
    assert "".join(HOSTILE.split()) in {"".join(text.split()) for text in said}


def test_every_lock_is_an_arrow() -> None:
    assert len(marks(steps(), "line")) == 15
    heads = [m for m in marks(steps(), "point") if m["mark"].get("shape") == "triangle-right"]
    assert len(heads) == 15


def test_an_arrow_ends_at_the_box_it_unlocks() -> None:
    figure = graph(Standing.OPEN, Standing.LOCKED)
    (line,) = marks(figure, "line")
    boxes = [b["encoding"] for b in marks(figure, "rect") if "cornerRadius" in b["mark"]]
    points = [row["x"] for row in line["data"]["values"]]
    assert points[0] == boxes[0]["x2"]["value"]
    assert points == sorted(points)
    assert points[-1] == boxes[1]["x"]["value"] - 3


def test_where_one_of_many_is_enough_the_arrow_is_dashed() -> None:
    (whole,) = marks(graph(Standing.OPEN, Standing.LOCKED), "line")
    (dashed,) = marks(graph(Standing.OPEN, Standing.LOCKED, is_enough=True), "line")
    assert (whole["mark"]["strokeDash"], dashed["mark"]["strokeDash"]) == ([], [5, 3])


def test_what_stands_no_longer_locks_and_its_arrow_is_pale() -> None:
    (pale,) = marks(graph(Standing.STANDS, Standing.OPEN), "line")
    (dark,) = marks(graph(Standing.OPEN, Standing.LOCKED), "line")
    assert pale["mark"]["color"] != dark["mark"]["color"]


@pytest.mark.parametrize(
    ("standings", "locks", "explained"),
    [
        ((Standing.STANDS,), 0, ["stands today"]),
        ((Standing.OPEN,), 0, ["can be done now"]),
        ((Standing.LOCKED,), 0, ["locked"]),
        ((Standing.OPEN, Standing.LOCKED), 1, ["can be done now", "locked", "needed first"]),
    ],
)
def test_the_key_explains_only_what_is_drawn(
    standings: tuple[Standing, ...], locks: int, explained: list[str]
) -> None:
    said = texts(graph(*standings, locks=locks))
    assert said[: -2 * len(standings)] == explained


def test_a_long_chain_keeps_boxes_readable() -> None:
    chain = graph(*[Standing.OPEN] * 9, locks=8)
    boxes = [b["encoding"] for b in marks(chain, "rect") if "cornerRadius" in b["mark"]]
    assert {b["x2"]["value"] - b["x"]["value"] for b in boxes} == {106}
    assert "<svg" in svg(chain)


def test_a_circle_and_an_unknown_step_are_refused() -> None:
    one = Step(id="a", label="A", holder="Japan", standing=Standing.OPEN)
    with pytest.raises(ValueError, match="in a circle"):
        step_graph(CAPTION, [one], [Lock(before="a", after="a")])
    with pytest.raises(ValueError, match="no such step: ghost"):
        step_graph(CAPTION, [one], [Lock(before="ghost", after="a")])
