from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Balance, Caption, balance_bars

CAPTION = Caption(id="b", title="B", alternative="One gains, one loses.")
ROWS = (
    Balance(label="Upland", own=2.0, gains=3.0, losses=-1.0, net=4.0, low=1.0, high=6.0),
    Balance(label="Lowland", own=0.0, gains=0.0, losses=-5.0, net=-5.0, low=-9.0, high=-5.0),
)


def test_gains_follow_one_another_to_the_right_and_losses_go_left() -> None:
    bars = rows_with(balance_bars(CAPTION, ROWS, "Points", "deals"), "part")
    assert [(bar["part"], bar["from"], bar["to"]) for bar in bars[:3]] == [
        ("own", 0.0, 2.0),
        ("gains", 2.0, 5.0),
        ("losses", 0.0, -1.0),
    ]
    assert [bar["row"] for bar in bars] == [0, 0, 0, 1, 1, 1]


def test_what_is_left_is_a_point_with_its_range() -> None:
    figure = balance_bars(CAPTION, ROWS, "Points", "deals")
    assert rows_with(figure, "net") == [
        {"row": 0, "net": 4.0, "low": 1.0, "high": 6.0},
        {"row": 1, "net": -5.0, "low": -9.0, "high": -5.0},
    ]
    low, high = marks(figure, "bar")[0]["encoding"]["x"]["scale"]["domain"]
    assert low < -9.0
    assert high > 6.0


def test_every_actor_is_named_and_every_mark_explained() -> None:
    said = texts(balance_bars(CAPTION, ROWS, "Points", "deals"))
    assert {"Upland", "Lowland", "gained by own deals", "lost by deals of others"} <= set(said)


def test_nothing_gained_and_nothing_lost_is_drawn_too() -> None:
    still = Balance(label="Upland", own=0.0, gains=0.0, losses=0.0, net=0.0, low=0.0, high=0.0)
    assert "<svg" in svg(balance_bars(CAPTION, [still], "Points", "deals"))
