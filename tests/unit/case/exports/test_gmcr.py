"""Cases as files of GMCR+: what is written, and what such a file cannot hold."""

import json
from typing import Any

import pytest
from tests.small import small

from detente.base.errors import StudyError
from detente.case.exports import EXPORTERS
from detente.case.exports.gmcr import to_gmcr

TWO = """
actors: {A: {name: Anna}, B: {}}
moves: {m: {by: B, reversible: B, name: moving}, n: {by: A}}
"""


def file(sections: str) -> dict[str, Any]:
    written: dict[str, Any] = json.loads(to_gmcr(small(sections)))
    return written


def test_the_format_is_offered() -> None:
    assert EXPORTERS["gmcr"] is to_gmcr


def test_options_stand_in_the_order_of_their_owners() -> None:
    written = file(f"{TWO}infeasible: [m and n]\npreferences: {{A: [m or n, not m], B: [n]}}")
    assert written["options"] == [
        {"name": "n", "permittedDirection": "fwd"},
        {"name": "moving", "permittedDirection": "both"},
    ]
    first, second = written["decisionMakers"]
    assert (first["name"], first["options"], second["options"]) == ("Anna", [0], [1])
    assert written["infeasibles"] == [[[0, "Y"], [1, "Y"]]]
    assert first["preferences"] == [
        {"compound": True, "members": [[[0, "Y"]], [[1, "Y"]]]},
        [[1, "N"]],
    ]
    assert written["useManualPreferenceRanking"] is False


def test_orders_are_written_in_full_where_one_is_no_list_of_statements() -> None:
    written = file(f"{TWO}preferences: {{A: [m, n], B: {{weights: {{m: -1, n: 1}}}}}}")
    first, second = written["decisionMakers"]
    assert written["useManualPreferenceRanking"] is True
    assert (first["preferenceRanking"], first["preferences"]) == ([4, 3, 2, 1], [])
    assert second["preferenceRanking"] == [2, [1, 4], 3]


def test_moves_without_what_they_require_are_infeasible() -> None:
    written = file("actors: {A: {}}\nmoves: {m: {by: A}, n: {by: A, requires: m}}\n")
    assert written["infeasibles"] == [[[0, "N"], [1, "Y"]]]


def test_consents_memberships_and_what_nobody_can_change() -> None:
    written = file("""
        actors: {A: {}, B: {}}
        moves:
          frozen: {by: A, may_be_made: false}
          joint: {by: [A, B]}
          old: {by: B, may_be_made: false, reversible: B}
        pressure: {squeeze: {on: A, name: the squeeze, members: {B: {share: 1}}}}
        preferences: {A: ["not joined(B, squeeze)", joint, true]}
        perceptions: {B: {unseen: [old]}}
        """)
    assert [(o["name"], o["permittedDirection"]) for o in written["options"]] == [
        ("joint (A)", "fwd"),
        ("joint (B)", "fwd"),
        ("old", "back"),
        ("the squeeze (B)", "both"),
        ("frozen", "both"),
    ]
    first, second = written["decisionMakers"]
    assert (first["options"], second["options"]) == ([0], [1, 2, 3])
    assert first["preferences"] == [[[3, "N"]], [[0, "Y"], [1, "Y"]]]
    assert second["misperceptions"] == [[[2, "Y"]]]


@pytest.mark.parametrize(
    ("sections", "said"),
    [
        ("graph: {states: [x]}", "a graph"),
        (f"{TWO}coalesced: [m]", "coalesced states"),
        (f"{TWO}perceptions: {{A: {{of: {{B: {{preferences: [m]}}}}}}}}", "beliefs"),
        (f"{TWO}preferences: {{A: [{{wants: m, sure: 0.5}}]}}", "may not count"),
        (f"{TWO}preferences: {{A: {{unknown: [[m, n]]}}}}", "unknown or strong"),
        (f"{TWO}goals: {{A: {{g: {{weight: 1, measure: m}}}}}}", "orders from goals"),
        (f"{TWO}infeasible: ['exposure(A) > 0.5']", "no short list"),
        (
            f"{TWO}preferences: {{A: {{weights: {{m: 1}}}}, B: ['exposure(A) > 0.5']}}",
            "no short list",
        ),
    ],
)
def test_what_such_a_file_cannot_hold_is_refused(sections: str, said: str) -> None:
    actors = "" if "actors:" in sections else "actors: {A: {}, B: {}}\n"
    with pytest.raises(StudyError, match=said):
        to_gmcr(small(actors + sections))


def test_too_many_states_cannot_be_ranked() -> None:
    moves = "".join(f"  m{k}: {{by: A}}\n" for k in range(20))
    with pytest.raises(StudyError, match="too many states to rank"):
        to_gmcr(
            small(f"actors: {{A: {{}}}}\nmoves:\n{moves}preferences: {{A: {{weights: {{m0: 1}}}}}}")
        )
