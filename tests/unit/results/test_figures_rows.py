from tests.unit.results.specs import layers

from detente.results.figures import Caption
from detente.results.figures.canvas import figure
from detente.results.figures.rows import LABELS, guides, headings, labelled, panel, share_axis

CAPTION = Caption(id="r", title="R", alternative="Rows.")


def test_rows_are_as_high_as_the_longest_label_needs() -> None:
    low = labelled([("short", "")] * 2, [])
    high = labelled([("short", ""), ("very long words " * 10, "and a note")], [])
    assert low["hconcat"][0]["height"] == 2 * 26
    assert high["hconcat"][0]["height"] > 2 * 60


def test_panels_are_as_high_as_their_labels() -> None:
    body = labelled([("one", ""), ("two", "")], [panel("Values", 300, [guides(2)])], least=40)
    names, values = body["hconcat"]
    assert (names["width"], names["height"], values["height"]) == (LABELS, 80, 80)
    assert values["title"] == ["Values"]


def test_no_rows_have_no_height() -> None:
    (names,) = labelled([], [])["hconcat"]
    assert (names["height"], len(names["layer"])) == (0, 1)


def test_a_note_stands_below_its_name() -> None:
    drawn = figure(CAPTION, labelled([("name", "note"), ("other", "")], []))
    name, note, other = layers(drawn)
    assert name["mark"]["dy"] < note["mark"]["dy"]
    assert [r["data"]["values"][0]["row"] for r in (name, note, other)] == [0, 0, 1]


def test_headings_are_wrapped_to_their_column_and_placed_by_number() -> None:
    first, second = headings(["a rather long heading", "a rather long heading"], 120)
    assert len(first["data"]["values"][0]["name"]) > 1
    assert [one["data"]["values"][0]["column"] for one in (first, second)] == [0, 1]
    assert first["mark"]["baseline"] == "bottom"
    assert headings(["x"], 120, below=True)[0]["mark"]["baseline"] == "top"
    assert headings([], 120) == []


def test_a_scale_of_shares_is_in_percent() -> None:
    axis = share_axis(title="Share", high=0.5)
    assert (axis["axis"]["format"], axis["axis"]["title"]) == (".0%", "Share")
    assert axis["scale"]["domain"] == [0, 0.5]
    assert share_axis()["axis"]["title"] is None
