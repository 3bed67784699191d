"""Where everything stands in a state."""

from detente.model.layout import Layout, line


def test_columns_follow_one_another() -> None:
    layout = Layout(
        moves=("a", "b"),
        memberships=(("X", "c"),),
        lines=(("X", "Y"),),
        variables={"heat": ("low", "middle", "high")},
        latches=(("X", 0),),
    )
    assert layout.move_column == {"a": 0, "b": 1}
    assert layout.membership_column == {("X", "c"): 2}
    assert layout.line_column == {("X", "Y"): 3}
    assert layout.variable_column == {"heat": 4}
    assert layout.latch_column == {("X", 0): 5}
    assert (layout.ended_column, layout.width) == (6, 7)
    assert layout.sizes == (2, 2, 2, 2, 3, 2, 2)


def test_a_line_has_no_direction() -> None:
    assert line("Y", "X") == line("X", "Y") == ("X", "Y")
