import pytest
from tests.unit.report.sample_figures import DATES, one_event, over_time, probability
from tests.unit.results.specs import marks, rows_with, texts

from detente.results.figures import Asked, Caption, dated_probability

CAPTION = Caption(id="p", title="P", alternative="Something is likely.")
MEANS = (0.1, 0.2, 0.3, 0.4, 0.5)


def test_every_number_is_in_the_data() -> None:
    rows = rows_with(probability(), "by", "mean")
    assert [row["by"] for row in rows] == list(DATES)
    assert rows[0] == {
        "by": "2018-06-21",
        "mean": 0.55,
        "low": 0.55 * 0.75,
        "high": 0.55 * 1.15,
        "draw_low": 0.55 * 0.5,
        "draw_high": 0.55 * 1.45,
    }


def test_one_panel_per_event_two_beside_each_other() -> None:
    grid = probability().spec["vconcat"][1]  # type: ignore[index]
    assert (len(grid["concat"]), grid["columns"]) == (4, 2)
    assert " ".join(grid["concat"][2]["title"]).startswith("Return of the abductees, all")


def test_a_single_event_takes_the_whole_width() -> None:
    (panel,) = one_event().spec["vconcat"][1]["concat"]  # type: ignore[index]
    assert panel["width"] == 580


def test_numbers_from_outside_are_drawn_at_the_date_they_are_asked_for() -> None:
    assert rows_with(probability(), "share") == [{"by": "2018-07-01", "share": 0.05}]
    diamonds = [m for m in marks(probability(), "point") if m["mark"].get("shape") == "diamond"]
    assert [row for m in diamonds[1:] for row in m["data"]["values"]] == [
        {"by": "2018-07-01", "share": 0.5},
        {"by": "2019-01-01", "share": 0.1},
    ]


@pytest.mark.parametrize(
    ("asked", "explained"),
    [
        ((), []),
        ((Asked(by="2019-01-01"),), []),
        ((Asked(by="2019-01-01", base_rate=0.0),), ["base rate"]),
        ((Asked(by="2019-01-01", analyst=0.2),), ["the analyst's own number"]),
    ],
)
def test_the_key_explains_only_what_is_drawn(
    asked: tuple[Asked, ...], explained: list[str]
) -> None:
    figure = dated_probability(CAPTION, [over_time("An event", MEANS, asked)])
    assert texts(figure)[3:] == explained
