import pytest
from tests.unit.report.sample_figures import channels
from tests.unit.results.specs import marks, texts

from detente.report.charts import svg
from detente.results.figures import Caption, Line, Talker, network

CAPTION = Caption(id="n", title="N", alternative="Two talk.")
ACTORS = (Talker(id="A", label="Upland", is_focal=True), Talker(id="B", label="Lowland"))


def test_every_actor_is_a_point_with_its_name() -> None:
    said = texts(channels())
    assert all(name in said for name in ("Japan 日本", "South Korea 대한민국", "Russia"))
    assert len([m for m in marks(channels(), "point") if m["mark"]["size"] >= 200]) == 6


def test_the_focal_actor_is_drawn_larger() -> None:
    sizes = [layer["mark"]["size"] for layer in marks(network(CAPTION, ACTORS, ()), "point")]
    assert sizes == [320, 200]


def test_a_stronger_channel_is_thicker() -> None:
    lines = [Line(between=("A", "B"), strength=s) for s in (0.0, 0.5, 1.0)]
    drawn = marks(network(CAPTION, ACTORS, lines), "line")
    assert [layer["mark"]["strokeWidth"] for layer in drawn] == [1, 3, 5]


def test_a_line_runs_from_actor_to_actor() -> None:
    (line,) = marks(network(CAPTION, ACTORS, [Line(between=("A", "B"), strength=1.0)]), "line")
    ends = [(row["x"], row["y"]) for row in line["data"]["values"]]
    assert ends == [(315.0, 35.0), (315.0, 315.0)]


def test_each_kind_has_a_dash_of_its_own_and_is_explained() -> None:
    lines = [Line(between=("A", "B"), strength=1.0, kind=kind) for kind in ("pact", "channel")]
    figure = network(CAPTION, ACTORS, lines)
    assert texts(figure)[:3] == ["channel", "pact", "thicker: stronger"]
    dashes = [layer["mark"]["strokeDash"] for layer in marks(figure, "line")]
    assert dashes[0] != dashes[1]


def test_what_a_thick_line_means_can_be_said() -> None:
    figure = network(CAPTION, ACTORS, (), thicker="more gained together")
    assert texts(figure)[0] == "thicker: more gained together"


def test_a_channel_to_nobody_is_refused() -> None:
    with pytest.raises(KeyError, match="GHOST"):
        network(CAPTION, ACTORS, [Line(between=("A", "GHOST"), strength=1.0)])


@pytest.mark.parametrize("count", [1, 24])
def test_any_number_of_actors_is_drawn(count: int) -> None:
    actors = [Talker(id=str(n), label=f"Actor {n}") for n in range(count)]
    figure = network(CAPTION, actors, ())
    assert len(marks(figure, "point")) == count
    assert "<svg" in svg(figure)
