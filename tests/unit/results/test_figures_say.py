import pytest
from tests.unit.report.sample_figures import say
from tests.unit.results.specs import marks, texts

from detente.report.charts import svg
from detente.results.figures import Caption, Pair, paired_bars

CAPTION = Caption(id="s", title="S", alternative="Nobody has a say.")


def test_two_bars_per_actor_with_their_numbers_and_notes() -> None:
    first, second = (layer["data"]["values"] for layer in marks(say(), "bar"))
    assert first[0] == {"row": 0, "share": 0.09, "says": "9%"}
    assert second[0] == {"row": 0, "share": 0.48, "says": "48% on the United States"}


def test_a_bar_is_labelled_once_inside_or_behind_its_end() -> None:
    labels = [m for m in marks(say(), "text") if "transform" in m]
    filters = [layer["transform"][0]["filter"] for layer in labels]
    assert filters == ["datum.share < 0.55", "datum.share >= 0.55"] * 2


def test_panels_have_the_titles_asked_for() -> None:
    figure = paired_bars(CAPTION, [Pair(label="A", first=0.1, second=0.2)])
    titles = [panel.get("title") for panel in figure.spec["hconcat"]]  # type: ignore[attr-defined]
    assert titles == [None, ["Own say"], ["Dependence"]]


def test_actors_are_named() -> None:
    assert "The Democratic People's Republic of a Rather Long Name" in texts(say())


@pytest.mark.parametrize("count", [0, 40])
def test_any_number_of_actors_is_drawn(count: int) -> None:
    figure = paired_bars(CAPTION, [Pair(label="A", first=0.1, second=0.9)] * count)
    assert len(marks(figure, "bar")[0]["data"]["values"]) == count
    assert "<svg" in svg(figure)
