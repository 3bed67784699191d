import pytest
from tests.unit.report.sample_figures import exposure
from tests.unit.results.specs import rows_with, texts

from detente.report.charts import svg
from detente.results.figures import ActorExposure, Caption, Stage, exposure_stages

CAPTION = Caption(id="e", title="E", alternative="Somebody stays exposed.")
JAPAN = ActorExposure(label="Japan", today=0.5, levels=(0.5, 0.25))
STAGES = (Stage(label="today", stops=0.75), Stage(label="later", stops=0.25))


def test_each_actor_has_a_panel_with_its_levels_and_today() -> None:
    figure = exposure_stages(CAPTION, STAGES, [JAPAN, JAPAN])
    _, first, second, stopping = figure.spec["vconcat"]  # type: ignore[misc]
    assert first["title"] == second["title"] == "Japan"  # type: ignore[has-type]
    assert stopping["title"] == "Probability that the process stops here"  # type: ignore[has-type]
    assert rows_with(figure, "level") == [
        {"column": 0, "level": 0.5, "says": "50%"},
        {"column": 1, "level": 0.25, "says": "25%"},
    ]
    assert rows_with(figure, "today") == [{"today": 0.5}]


def test_the_probability_of_stopping_is_below() -> None:
    rows = rows_with(exposure_stages(CAPTION, STAGES, [JAPAN]), "stops")
    assert [(row["stops"], row["says"]) for row in rows] == [(0.75, "75%"), (0.25, "25%")]


def test_stages_are_named_once() -> None:
    said = texts(exposure())
    assert said.count("shorter-range missiles scrapped") == 1


def test_two_actors_differ_without_colour() -> None:
    spec = exposure().spec["vconcat"]
    styles = [panel["layer"][1]["mark"]["strokeDash"] for panel in spec[1:4]]  # type: ignore[index]
    assert styles[0] != styles[1] != styles[2]


def test_a_level_for_each_stage_is_asked_for() -> None:
    with pytest.raises(ValueError, match="'Japan': 2 levels, 1 stages"):
        exposure_stages(CAPTION, STAGES[:1], [JAPAN])


@pytest.mark.parametrize("count", [0, 20])
def test_any_number_of_actors_is_drawn(count: int) -> None:
    figure = exposure_stages(CAPTION, STAGES, [JAPAN] * count)
    assert len(figure.spec["vconcat"]) == count + 2  # type: ignore[arg-type]
    assert "<svg" in svg(figure)
