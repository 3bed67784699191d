from collections.abc import Callable, Iterator
from dataclasses import replace
from xml.etree import ElementTree as ET

import pytest
from tests.unit.report.sample_figures import EVERY, say

from detente.report.charts import svg
from detente.results import Figure


def named(figure: Callable[[], Figure]) -> str:
    return figure.__name__


@pytest.fixture(params=EVERY, ids=named, scope="module")
def picture(request: pytest.FixtureRequest) -> ET.Element:
    return ET.fromstring(svg(request.param()))  # noqa: S314 - our own picture


def elements(picture: ET.Element) -> Iterator[tuple[str, ET.Element]]:
    for element in picture.iter():
        yield element.tag.split("}")[1], element


def test_every_figure_is_drawn_as_a_picture_that_scales(picture: ET.Element) -> None:
    assert picture.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(picture.attrib["viewBox"].split()) == 4


def test_every_figure_fits_the_column_of_text(picture: ET.Element) -> None:
    width = float(picture.attrib["viewBox"].split()[2])
    assert 300 < width <= 760


def test_nothing_in_a_picture_runs_or_fetches(picture: ET.Element) -> None:
    assert not {tag for tag, _ in elements(picture)} & {"script", "image", "foreignObject", "a"}
    attributes = {name.split("}")[-1] for _, one in elements(picture) for name in one.attrib}
    assert not [name for name in attributes if name == "href" or name.startswith("on")]


def test_a_picture_is_drawn_the_same_twice() -> None:
    assert svg(say()) == svg(say())


def test_a_figure_never_fetches(tmp_path_factory: pytest.TempPathFactory) -> None:
    place = tmp_path_factory.mktemp("data") / "rows.json"
    place.write_text('[{"a": "secret"}]')
    spec = {
        "data": {"url": place.as_uri()},
        "mark": "text",
        "encoding": {"text": {"field": "a"}},
    }
    try:
        drawn = svg(replace(say(), spec=spec))
    except ValueError:
        return
    assert "secret" not in drawn
