"""Where the cross-checks of terms draw their line."""

import pytest

from detente.base.errors import CaseError
from detente.case.reader import read

HEAD = """
detente: 1
id: rules
title: Rules
as_of: 2018-03-21
actors: {USA: {capability: 100}, PRK: {capability: 40}, JPN: {capability: 20}}
moves:
  freeze: {by: PRK}
  scrap: {by: PRK, requires: freeze}
  either: {by: PRK, requires: freeze or relief}
  relief: {by: USA}
"""
ALL = "{x: {at: 40, salience: 50}}"


def codes(text: str) -> list[str]:
    try:
        found = read(HEAD + text, "case.yaml").warnings
    except CaseError as error:
        found = error.diagnostics
    return [diagnostic.code for diagnostic in found]


def terms(position: str = "", issue: str = "") -> list[str]:
    """The codes of a case in which all three stand on one issue, the first of them as told."""
    first = f"{{x: {{at: 90, salience: 50, {position}}}}}"
    positions = f"positions:\n  USA: {first}\n  PRK: {ALL}\n  JPN: {ALL}\n"
    return codes(f"issues: {{x: {{{issue}}}}}\n{positions}")


def settled_by(decision: str) -> list[str]:
    return codes(f"bargaining: {{decision: {decision}}}")


# ---- scales and what they are tied to ------------------------------------------------------------


@pytest.mark.parametrize(
    ("issue", "found"),
    [
        ("from: 100, to: 0", []),
        ("from: 90, to: 90", ["logic/no-scale", "logic/out-of-range"]),  # positions lie off it
        ("labels: {1: one, 1.0: the same}", ["logic/named-twice"]),
        ("labels: {10: ten, 100: hundred}", []),
        ("labels: {low: nothing}", ["logic/out-of-range"]),
        ("status_quo: [0, 100]", []),
        ("status_quo: [0, 101]", ["logic/out-of-range"]),
        ("outcome: -1", ["logic/out-of-range"]),
        ("outcome: 100", []),
        ("tradable_when: freeze and relief", []),
        ("tradable_when: thaw", ["ref/unknown-name"]),
        ("tradable_after: [thaw]", ["ref/unknown-issue"]),
        ("tradable_after: [x]", ["logic/opening-cycle"]),
    ],
)
def test_points_lie_on_a_scale(issue: str, found: list[str]) -> None:
    assert sorted(set(terms(issue=issue))) == found


@pytest.mark.parametrize(
    ("tied", "fits"),
    [
        ("{30: freeze, 60: scrap}", True),
        ("{30: scrap, 60: freeze}", False),
        ("{60: scrap, 30: freeze}", False),
        ("{30: freeze, 60: freeze}", False),
        ("{30: either, 60: freeze}", True),  # relief would do as well
        ("{10: relief, 30: scrap, 60: freeze}", False),
    ],
)
def test_moves_stand_in_the_order_of_the_scale(tied: str, *, fits: bool) -> None:
    assert set(terms(issue=f"tied_to: {tied}")) == (set() if fits else {"logic/threshold-order"})


def test_a_falling_scale_begins_with_its_largest_point() -> None:
    falling = "from: 100, to: 0, tied_to: {60: freeze, 30: scrap}"
    assert terms(issue=falling) == []
    assert terms(issue=falling.replace("60: freeze, 30: scrap", "30: scrap, 60: freeze")) == [
        "logic/threshold-order"
    ]


# ---- positions -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("position", "found"),
    [
        ("red_line: 20", []),
        ("red_line: [20, 120]", ["logic/out-of-range", "logic/red-line"]),
        ("red_line: 90", []),
        ("red_line: [60, 90]", []),
        ("red_line: [60, 91]", ["logic/red-line"]),
        ("red_line: [90, 95, 100]", []),
        ("no_agreement: 0", []),
        ("no_agreement: [-5, 5]", ["logic/out-of-range"]),
        ("capability: 0", ["logic/out-of-range"]),
        ("capability: [0, 1]", ["logic/out-of-range"]),
        ("capability: 0.001", []),
    ],
)
def test_a_position_can_be_held(position: str, found: list[str]) -> None:
    assert terms(position) == found


def test_somebody_stands_on_each_issue_to_whom_it_matters() -> None:
    assert codes("issues: {x: {}}") == []  # a case may begin with issues
    some = f"positions: {{USA: {ALL}, PRK: {ALL}, JPN: {ALL}}}"
    assert codes(f"issues: {{x: {{}}, y: {{}}}}\n{some}") == ["logic/idle-issue"]
    idle = some.replace("salience: 50", "salience: 0")
    assert codes(f"issues: {{x: {{}}}}\n{idle}") == ["logic/idle-issue"]
    unsure = idle.replace("salience: 0", "salience: [0, 5]", 1)
    assert codes(f"issues: {{x: {{}}}}\n{unsure}") == []


def test_an_actor_without_a_position_is_told_of() -> None:
    some = f"issues: {{x: {{}}}}\npositions: {{USA: {ALL}, PRK: {ALL}, JPN: {{}}}}"
    assert codes(some) == ["logic/no-position"]


# ---- what binds ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("decision", "fits"),
    [
        ("{rule: majority}", True),
        ("{rule: unanimity, vetoes: [USA]}", True),
        ("{rule: quota}", False),
        ("{quota: 0.5}", False),
        ("{rule: quota, quota: 1}", True),
        ("{rule: quota, quota: 1.01}", False),
        ("{rule: quota, quota: 3, votes: {USA: 2, PRK: 1}}", True),
        ("{rule: quota, quota: 4, votes: {USA: 2, PRK: 1}}", False),
        ("{votes: {USA: 0, PRK: 0}}", False),
        ("{votes: {USA: 0, PRK: 1}}", True),
    ],
)
def test_a_decision_can_be_taken(decision: str, *, fits: bool) -> None:
    assert settled_by(decision) == ([] if fits else ["logic/decision"])


@pytest.mark.parametrize(
    ("decision", "code"),
    [
        ("{rule: plurality}", "schema/choice"),
        ("{votes: {USA: 1.5}}", "schema/wrong-type"),
        ("{votes: {USA: yes}}", "schema/wrong-type"),
        ("{votes: {USA: -1}}", "schema/out-of-range"),
        ("{rule: quota, quota: 0}", "schema/out-of-range"),
        ("{vetoes: [FRA]}", "ref/unknown-actor"),
        ("{votes: {FRA: 1}}", "ref/unknown-actor"),
    ],
)
def test_a_decision_is_written_as_it_must_be(decision: str, code: str) -> None:
    assert settled_by(decision) == [code]


@pytest.mark.parametrize(
    ("links", "found"),
    [
        ("[]", []),
        ("[[x, y]]", []),
        ("[[x, x]]", ["logic/link"]),
        ("[[x, y], [y, x]]", ["logic/link"]),
        ("[[x, z]]", ["ref/unknown-issue"]),
        ("[[x]]", ["schema/too-short"]),
    ],
)
def test_links_join_two_issues_once(links: str, found: list[str]) -> None:
    assert codes(f"issues: {{x: {{}}, y: {{}}}}\nbargaining: {{links: {links}}}") == found


@pytest.mark.parametrize(
    ("settings", "found"),
    [
        ("{payment_cost: 1}", []),
        ("{payment_cost: [1, 1.5, 3], gains: equal}", []),
        ("{payment_cost: 0.9}", ["logic/out-of-range"]),
        ("{payment_cost: 2, gains: as_ideals}", ["logic/exchange"]),
        ("{gains: random}", []),
        ("{gains: random, spread: 0.2}", []),
        ("{gains: random, spread: 0}", ["schema/out-of-range"]),
        ("{spread: 0.2}", ["logic/exchange"]),
        ("{gains: fair}", ["schema/choice"]),
    ],
)
def test_settings_of_trade_go_with_how_gains_are_shared(settings: str, found: list[str]) -> None:
    assert codes(f"bargaining: {{exchange: {settings}}}") == found


def test_an_issue_is_linked_with_itself_where_its_votes_can_be_bought() -> None:
    bargaining = "links: [[x, x], [x, x]], exchange: {payment_cost: 1}"
    assert codes(f"issues: {{x: {{}}}}\nbargaining: {{{bargaining}}}") == ["logic/link"]  # once


def test_issues_do_not_wait_for_each_other() -> None:
    issues = "{x: {tradable_after: [y]}, y: {tradable_after: [z]}, z: {tradable_after: [x]}}"
    assert codes(f"issues: {issues}") == ["logic/opening-cycle"]


@pytest.mark.parametrize(
    ("shares", "found"),
    [
        ("{USA: {USA: 0.4, PRK: 0.6}}", []),
        ("{USA: {USA: [0.4, 0.5], PRK: 0.6}}", ["logic/accommodation"]),
        ("{USA: {USA: 1.5}}", ["logic/accommodation", "logic/out-of-range"]),
        ("{FRA: {USA: 0.5}}", ["ref/unknown-actor"]),
        ("{USA: {FRA: 0.5}}", ["ref/unknown-actor"]),
    ],
)
def test_ideals_give_way_by_no_more_than_all_the_way(shares: str, found: list[str]) -> None:
    assert codes(f"bargaining: {{accommodation: {shares}}}") == found


def test_spatial_politics_shares_a_hundred_out() -> None:
    two = "{x: {at: 1, salience: 50}, y: {at: 1, salience: 51}}"
    text = f"issues: {{x: {{}}, y: {{}}}}\npositions: {{USA: {two}, PRK: {two}, JPN: {two}}}\n"
    assert codes(text) == []
    asked = "bargaining: {spatial_politics: {victory: square}}"
    assert codes(text + asked) == ["logic/salience-sum"] * 3
    assert codes(text.replace("51", "50") + asked) == []
