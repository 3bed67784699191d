from detente.report.paper_tables import READABLE, SIZES, paper_layout

WORDS = "because the other side waits " * 10


def test_a_small_table_keeps_its_natural_widths_in_the_largest_type() -> None:
    layout = paper_layout(["Actor", "Value"], [["Japan", "1.0"], ["China", "2.0"]])
    assert (layout.size, layout.widths, layout.turned) == (SIZES[0], (), False)


def test_short_columns_stay_whole_beside_running_text() -> None:
    layout = paper_layout(["By", "Why"], [["21 September 2018", WORDS]])
    assert layout.widths[0] > len("21 September 2018")
    assert layout.widths[1] > READABLE
    assert not layout.turned


def test_many_columns_of_numbers_take_smaller_type_before_the_page_is_turned() -> None:
    header = ["probability"] * 8
    layout = paper_layout(header, [["12.345"] * 8])
    assert layout.size < SIZES[0]
    assert not layout.turned


def test_much_text_beside_many_columns_turns_the_page() -> None:
    header = ["What is said", "Break-even", *["percentile"] * 9]
    layout = paper_layout(header, [[WORDS, WORDS, *["100.0"] * 9]])
    assert layout.turned
    assert min(layout.widths[:2]) >= READABLE


def test_a_table_too_wide_for_any_page_is_set_as_small_and_wide_as_can_be() -> None:
    layout = paper_layout(["x"] * 3, [["a" * 200] * 3])
    assert (layout.size, layout.turned) == (SIZES[-1], True)


def test_a_table_may_have_no_rows() -> None:
    assert paper_layout(["Actor", "Value"], []).widths == ()
