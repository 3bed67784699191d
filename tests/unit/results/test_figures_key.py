import pytest

from detente.results.figures.key import Entry, Mark, key


def words(drawn: dict[str, object]) -> list[dict[str, object]]:
    layers = drawn["layer"]
    assert isinstance(layers, list)
    return [layer for layer in layers if layer["mark"]["type"] == "text"]


@pytest.mark.parametrize(
    ("mark", "drawn_as"),
    [
        (Mark.LINE, "rule"),
        (Mark.TICK, "tick"),
        (Mark.POINT, "point"),
        (Mark.BAND, "rect"),
        (Mark.BOX, "rect"),
    ],
)
def test_a_mark_is_explained_by_itself(mark: Mark, drawn_as: str) -> None:
    drawn = key([Entry(mark, "meaning", "#123456", opacity=0.5)])
    sample, meaning = drawn["layer"]
    assert sample["mark"]["type"] == drawn_as
    assert (sample["mark"]["color"], sample["mark"]["opacity"]) == ("#123456", 0.5)
    assert meaning["data"]["values"] == [{"says": "meaning"}]


def test_only_a_box_has_an_edge() -> None:
    box, _ = key([Entry(Mark.BOX, "box", "#ffffff", dash=(4, 3))])["layer"]
    band, _ = key([Entry(Mark.BAND, "band", "#ffffff")])["layer"]
    assert box["mark"]["strokeDash"] == [4, 3]
    assert "stroke" not in band["mark"]


def test_entries_stand_in_one_row_while_there_is_room() -> None:
    drawn = key([Entry(Mark.LINE, "one", "#000000"), Entry(Mark.LINE, "two", "#000000")])
    assert len({str(word["encoding"]) for word in words(drawn)}) == 2
    assert drawn["height"] == 16


def test_further_entries_go_on_in_the_next_row() -> None:
    drawn = key([Entry(Mark.LINE, "a rather long meaning", "#000000")] * 4, width=300)
    assert drawn["height"] == 16 * 2
    assert drawn["width"] == 300


def test_no_entries_leave_an_empty_row() -> None:
    assert key([])["layer"] == []
