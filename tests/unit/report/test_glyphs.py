import pytest
import typst

from detente.report.glyphs import missing_glyphs

BUNDLED = typst.Fonts(include_system_fonts=False)


def test_a_character_no_font_has_is_missing_once() -> None:
    assert missing_glyphs("Japan, 日本, 日本", BUNDLED) == "日本"


@pytest.mark.parametrize("text", ["", " \n", "Ångström: ≥ 5 − 3 → ½ “é”"])
def test_what_the_bundled_fonts_have_is_not_missing(text: str) -> None:
    assert missing_glyphs(text, BUNDLED) == ""


def test_characters_are_never_markup() -> None:
    assert missing_glyphs('#panic("*_`$\\<>@{}[]")', BUNDLED) == ""


def test_a_font_of_the_machine_counts() -> None:
    machine = typst.Fonts()
    if not any("CJK" in family for family in machine.families()):
        pytest.skip("no CJK font on this machine")
    assert missing_glyphs("日本 북한", machine) == ""
