import re

import pytest
import typst

from detente.report.paper_pictures import for_paper

BUNDLED = typst.Fonts(include_system_fonts=False)
PICTURE = (
    '<svg xmlns="http://www.w3.org/2000/svg" aria-label="Łódź &amp; 日本">'
    '<text x="1" font-family="Nowhere, sans-serif">{}</text></svg>'
)


def test_the_font_is_one_there_is() -> None:
    (picture,) = for_paper([PICTURE.format("Upland")], BUNDLED)
    assert 'font-family="Libertinus Serif">Upland<' in picture


def test_marks_stay_escaped_and_attributes_untouched() -> None:
    (picture,) = for_paper([PICTURE.format("a &lt; b &amp; c")], BUNDLED)
    assert ">a &lt; b &amp; c<" in picture
    assert 'aria-label="Łódź &amp; 日本"' in picture


def test_what_no_font_has_stays_in_the_picture() -> None:
    (picture,) = for_paper([PICTURE.format("日本")], BUNDLED)
    assert ">日本<" in picture


def test_a_word_the_first_font_lacks_is_set_in_one_that_has_it() -> None:
    machine = typst.Fonts()
    if "Noto Sans" in machine.families() or "Noto Sans CJK JP" not in machine.families():
        pytest.skip("needs a machine whose first font for figures is Noto Sans CJK JP")
    (picture,) = for_paper([PICTURE.format("Japan 日本 Łódź")], machine)
    assert re.search('>Japan 日本 <tspan font-family="[^"]+">Łódź</tspan><', picture)


def test_no_picture_is_no_picture() -> None:
    assert for_paper([], BUNDLED) == ()
