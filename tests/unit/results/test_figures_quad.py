import pytest
from tests.unit.report.sample_figures import quad
from tests.unit.results.specs import marks, texts

from detente.report.charts import svg
from detente.results.figures import Caption
from detente.results.figures.quad import Opposite, quad_view

CAPTION = Caption(id="q", title="Q", alternative="It can press.")


def test_each_other_actor_is_a_point() -> None:
    (points,) = marks(quad(), "point")
    assert {"gain": -0.1, "answer": 0.2} in points["data"]["values"]
    assert len(points["data"]["values"]) == 3


def test_the_fields_say_who_can_press_whom() -> None:
    said = texts(quad())
    assert "Upland can press" in said
    assert "Upland can be pressed" in said


def test_of_names_that_would_hide_one_another_one_is_left_out() -> None:
    at_one_place = [Opposite(label=name, gain=0.5, answer=0.5) for name in "ABCDEF"]
    said = set(texts(quad_view(CAPTION, "Upland", at_one_place)))
    assert 1 <= len(said & set("ABCDEF")) < 6


def test_both_axes_reach_as_far() -> None:
    encoding = marks(quad(), "point")[0]["encoding"]
    domains = [encoding[axis]["scale"]["domain"] for axis in "xy"]
    assert domains[0] == domains[1] == pytest.approx([-0.39, 0.39])


@pytest.mark.parametrize("gain", [0.0, 0.2])
def test_nobody_or_nothing_to_gain_is_drawn(gain: float) -> None:
    others = [Opposite(label="A", gain=gain, answer=gain)] if gain else []
    assert "<svg" in svg(quad_view(CAPTION, "Upland", others))
    still = [Opposite(label="A", gain=0.0, answer=0.0)]
    assert "<svg" in svg(quad_view(CAPTION, "Upland", still))
