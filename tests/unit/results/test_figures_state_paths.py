import pytest
from tests.unit.report.sample_figures import HOSTILE
from tests.unit.results.specs import marks, texts

from detente.report.charts import svg
from detente.results import Figure
from detente.results.figures import Caption
from detente.results.figures.state_paths import Passage, StateBox, state_paths

CAPTION = Caption(id="p", title="P", alternative="One way.")


def box(number: int, *, label: str = "", holds: bool = False) -> StateBox:
    return StateBox(
        number=number, label=label or f"state of {number}", holds=holds, is_start=number == 0
    )


def passage(before: int, after: int, actor: str = "Aland", *, pays: bool = True) -> Passage:
    return Passage(before=before, after=after, actor=actor, pays=pays)


def ways(*passages: Passage, boxes: int = 3) -> Figure:
    states = [box(n, holds=n == boxes - 1) for n in range(boxes)]
    return state_paths(CAPTION, states, passages)


def arrows(figure: Figure) -> int:
    heads = [m for m in marks(figure, "point") if m["mark"].get("shape") == "triangle-right"]
    return len(heads)


def test_boxes_say_their_state_where_things_stand_and_what_holds() -> None:
    figure = ways(passage(0, 1), passage(1, 2, "Beeland"))
    assert {"state 1, today", "state 2", "state 3, holds"} <= set(texts(figure))
    fills = [m["mark"]["fill"] for m in marks(figure, "rect") if "cornerRadius" in m["mark"]]
    assert len(set(fills)) == 3
    assert arrows(figure) == 2


def test_each_mover_has_its_colour_and_the_key_names_it() -> None:
    figure = ways(passage(0, 1), passage(1, 2, "Beeland"))
    heads = [m["mark"] for m in marks(figure, "point") if m["mark"].get("shape")]
    assert len({head["color"] for head in heads}) == 2
    said = texts(figure)
    assert {"move of Aland", "move of Beeland"} <= set(said)
    assert "does not pay at once" not in said


def test_a_step_that_does_not_pay_is_dashed_and_explained() -> None:
    figure = ways(passage(0, 1, pays=False), boxes=2)
    dashes = [line["mark"]["strokeDash"] for line in marks(figure, "line")]
    assert [5, 3] in dashes
    assert "does not pay at once" in texts(figure)


def test_a_move_that_closes_a_circle_is_left_out() -> None:
    assert arrows(ways(passage(0, 1), passage(1, 2), passage(2, 0))) == 2
    assert arrows(ways(passage(0, 1), passage(1, 1), boxes=2)) == 1


def test_strange_names_and_many_states_are_drawn() -> None:
    chain = [passage(n, n + 1, f"actor {n}") for n in range(9)]
    assert "<svg" in svg(ways(*chain, boxes=10))
    hostile = state_paths(CAPTION, [box(0, label=HOSTILE), box(1)], [passage(0, 1, HOSTILE)])
    assert "<svg" in svg(hostile)


def test_a_move_to_nowhere_is_refused() -> None:
    with pytest.raises(ValueError, match="no such"):
        ways(passage(0, 7))
