from dataclasses import replace

import pytest
from tests.unit.report.sample_figures import settlements
from tests.unit.results.specs import marks, rows_with, texts

from detente.results.figures import Caption
from detente.results.figures.flags import LANE, Flag, flown, told
from detente.results.figures.settlements import Looked, SettlementRow, settlement_strips

CAPTION = Caption(id="s", title="S", alternative="Ten.")
ROW = SettlementRow(
    label="Tax",
    note="",
    start=0.0,
    end=10.0,
    point=6.0,
    low=3.0,
    quarter=4.0,
    median=5.0,
    three_quarters=7.0,
    high=8.0,
    actors=(Flag(label="Upland", at=2.0),),
    lenses=(),
)


def test_the_distribution_is_two_bands_a_median_and_a_point() -> None:
    figure = settlement_strips(CAPTION, [ROW])
    bands = rows_with(figure, "low", "high")
    assert [(row["low"], row["high"]) for row in bands] == [(3.0, 8.0), (4.0, 7.0)]
    assert bands[0]["opacity"] < bands[1]["opacity"]
    assert {"at": 5.0} in marks(figure, "rule")[-1]["data"]["values"]
    assert marks(figure, "point")[-1]["data"]["values"] == [{"at": 6.0}]


def test_actors_stand_where_they_want_it() -> None:
    assert {"at": 2.0, "says": "Upland"} in rows_with(
        settlement_strips(CAPTION, [ROW]), "says", "at"
    )


def test_models_of_one_kind_share_mark_and_line_of_the_key() -> None:
    looked = [("utility", 1.0), ("median", 5.0), ("utility", 9.0)]
    lenses = tuple(Looked(label=label, at=at) for label, at in looked)
    figure = settlement_strips(CAPTION, [replace(ROW, lenses=lenses)])
    drawn = [m["mark"] for m in marks(figure, "point")[-3:]]
    assert drawn[0] == drawn[2] != drawn[1]
    assert texts(figure).count("utility") == 1


def test_marks_that_would_hide_one_another_go_to_rows_of_their_own() -> None:
    lenses = tuple(Looked(label=f"m{k}", at=at) for k, at in enumerate((5.0, 5.1, 9.0)))
    figure = settlement_strips(CAPTION, [replace(ROW, lenses=lenses)])
    heights = [m["encoding"]["y"]["value"] for m in marks(figure, "point")[-3:]]
    assert heights[0] == heights[2] < heights[1]


def test_a_scale_that_runs_down_is_drawn_as_it_runs() -> None:
    figure = settlements()
    domains = [
        layer["encoding"]["x"]["scale"]["domain"]
        for layer in marks(figure, "rect")
        if "scale" in layer["encoding"].get("x", {})
    ]
    assert [0.0, 200.0] in domains
    assert [10.0, 4.0] in domains


# ---------------------------------------------------------------- names on poles


def test_names_that_fit_side_by_side_stand_in_one_row() -> None:
    names = flown([Flag(label="A", at=0.0), Flag(label="B", at=50.0)], 2.0)
    assert [(name.says, name.lane) for name in names] == [("B", 0), ("A", 0)]


def test_a_name_that_would_hit_a_pole_goes_above_it() -> None:
    crowd = [Flag(label=f"Actor {k}", at=float(k)) for k in range(4)]
    names = flown(crowd, 10.0)
    assert [(name.at, name.lane) for name in names] == [(3.0, 0), (2.0, 1), (1.0, 2), (0.0, 3)]
    again = flown([*crowd, Flag(label="Far", at=-20.0)], 10.0)
    assert again[-1].lane == 0


def test_on_a_scale_that_runs_down_names_start_from_its_end() -> None:
    names = flown([Flag(label="A", at=4.0), Flag(label="B", at=10.0)], -50.0)
    assert [name.says for name in names] == ["A", "B"]


def test_all_who_stand_at_a_point_share_a_pole() -> None:
    assert [n.says for n in flown([Flag(label=a, at=1.0) for a in "ABC"], 5.0)] == ["A, B, C"]


@pytest.mark.parametrize(
    ("labels", "says"),
    [
        (["The Ministry of Fisheries"], "The Ministry of F…"),
        (["The Ministry of Fisheries", "Isles"], "The Ministry o… +1"),
    ],
)
def test_long_names_are_cut(labels: list[str], says: str) -> None:
    assert told(labels) == says


def test_a_pole_reaches_from_its_name_to_the_foot() -> None:
    figure = settlement_strips(CAPTION, [ROW])
    (pole,) = [
        m for m in marks(figure, "rule") if m["data"]["values"] == [{"at": 2.0, "says": "Upland"}]
    ]
    ends = [pole["encoding"][end]["value"] for end in ("y", "y2")]
    assert ends[1] - ends[0] == LANE - 2
