import pytest
from tests.unit.report.sample_figures import claims
from tests.unit.results.specs import marks, rows_with, texts

from detente.report.charts import svg
from detente.results.figures import Caption, ClaimRow, claims_strip

CAPTION = Caption(id="c", title="C", alternative="Most claims hold.")


def row(label: str = "A claim", kind: str = "fact") -> ClaimRow:
    return ClaimRow(label=label, kind=kind, share=0.5, low=0.4, high=0.6)


def test_every_claim_is_a_row_with_its_share_and_interval() -> None:
    rows = rows_with(claims(), "share", "kind")
    assert len(rows) == 6
    assert rows[0] == {"row": 0, "kind": "emergent", "share": 0.93, "low": 0.89, "high": 0.96}


def test_labels_and_turning_points_are_written_beside_the_rows() -> None:
    said = texts(claims())
    assert "The abductions move only if the missile problem moves" in said
    assert "turns at an economic card worth 14 points" in said


def test_the_thresholds_are_drawn_and_named() -> None:
    assert {"fails", "holds"} <= set(texts(claims()))
    assert [r["at"] for m in marks(claims(), "rule") for r in m["data"]["values"] if "at" in r] == [
        0.5,
        0.8,
    ]


def test_the_key_names_the_kinds_there_are_in_their_order() -> None:
    figure = claims_strip(CAPTION, [row(kind="input"), row(kind="emergent")])
    assert texts(figure)[:2] == ["emergent", "input"]


def test_two_claims_with_the_same_words_are_two_rows() -> None:
    figure = claims_strip(CAPTION, [row(), row()])
    assert [r["row"] for r in rows_with(figure, "share", "kind")] == [0, 1]


@pytest.mark.parametrize("count", [1, 60])
def test_as_many_rows_as_claims(count: int) -> None:
    figure = claims_strip(CAPTION, [row(f"Claim {n}") for n in range(count)])
    assert len([said for said in texts(figure) if said.startswith("Claim")]) == count
    assert "<svg" in svg(figure)


def test_many_claims_stand_without_their_turning_points_and_with_more_room_for_words() -> None:
    turning = ClaimRow(label="So", kind="fact", share=1, low=1, high=1, break_even="turns at 3")
    few, many = (claims_strip(CAPTION, [turning] * count) for count in (12, 13))
    assert texts(few).count("turns at 3") == 12
    assert "turns at 3" not in texts(many)
    rooms = [one.spec["vconcat"][1]["hconcat"][0]["width"] for one in (few, many)]  # type: ignore[index]
    assert rooms[0] < rooms[1]
