from itertools import pairwise

from tests.unit.report.sample_figures import turns
from tests.unit.results.specs import marks, texts

from detente.report.charts import svg
from detente.results.figures import Caption
from detente.results.figures.turns import Course, Track, turn_lines

CAPTION = Caption(id="t", title="T", alternative="They meet.")


def course(label: str, **points: tuple[float, ...]) -> Course:
    tracks = tuple(Track(label=name, points=at) for name, at in points.items())
    return Course(label=label, start=0.0, end=100.0, tracks=tracks)


def test_each_actor_has_a_line_of_its_positions() -> None:
    first, *_ = marks(turns(), "line")
    assert [(row["turn"], row["at"]) for row in first["data"]["values"]] == [
        *((0, 0.0), (1, 40.0), (2, 60.0))
    ]


def test_lines_that_end_together_bear_one_name() -> None:
    assert "Lowland 日本, Upland" in texts(turns())


def test_an_actor_looks_the_same_in_every_panel() -> None:
    figure = turn_lines(
        CAPTION, [course("x", A=(0.0, 1.0), B=(5.0, 5.0)), course("y", B=(1.0, 2.0))]
    )
    drawn = [layer["mark"] for layer in marks(figure, "line")]
    assert drawn[1] == drawn[2] != drawn[0]


def test_more_actors_than_colours_are_told_apart_by_dashes() -> None:
    many = {f"A{k}": (float(k), float(k)) for k in range(12)}
    looks = {
        (layer["mark"]["color"], tuple(layer["mark"]["strokeDash"]))
        for layer in marks(turn_lines(CAPTION, [course("x", **many)]), "line")
    }
    assert len(looks) == 12


def test_names_keep_their_distance_and_stay_inside() -> None:
    close = {f"A{k}": (50.0, 97.0 + k) for k in range(4)}
    figure = turn_lines(CAPTION, [course("x", **close)])
    heights = [layer["encoding"]["y"]["value"] for layer in marks(figure, "text")]
    assert all(low - high >= 12 for low, high in pairwise(heights))
    assert min(heights) >= 6


def test_a_course_without_a_turn_is_drawn() -> None:
    assert "<svg" in svg(turn_lines(CAPTION, [course("x", A=(5.0,))]))
