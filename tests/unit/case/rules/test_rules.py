"""Where each cross-check draws its line: on this side a fault, on that side none."""

import pytest

from detente.base.diagnostics import Diagnostic
from detente.base.errors import CaseError
from detente.case.reader import read

HEAD = """
detente: 1
id: rules
title: Rules
as_of: 2018-03-21
actors: {USA: {}, PRK: {may_walk_away: true}, JPN: {}}
sources: {old: {title: Old, date: 2018}, new: {title: New, date: 2018-04}}
"""
MOVES = """
moves:
  summit: {by: [USA, PRK]}
  freeze: {by: PRK, reversible: PRK}
  aid: {by: JPN}
"""


def found_in(text: str) -> tuple[Diagnostic, ...]:
    try:
        return read(text, "case.yaml").warnings
    except CaseError as error:
        return error.diagnostics


def codes(text: str) -> list[str]:
    return [diagnostic.code for diagnostic in found_in(HEAD + text)]


# ---- ids and facts ---------------------------------------------------------------------------


def test_a_threat_and_a_move_may_share_a_name() -> None:
    assert codes(MOVES + "threats: {freeze: {held_by: PRK, reaches: {JPN: 0.4}}}") == []


@pytest.mark.parametrize("name", ["not", "while", "join", "by", "breakdown", "icbm_left"])
def test_words_of_the_language_are_reserved(name: str) -> None:
    assert codes(f"moves: {{{name}: {{by: PRK}}}}") == ["logic/reserved-name"]


def test_a_source_may_have_hyphens_but_no_dots() -> None:
    assert codes("issues: {a-b: {}}") == []
    assert codes("issues: {a.b: {}}") == ["logic/unwritable-name"]


def test_a_fact_may_use_another_twice() -> None:
    assert codes(MOVES + "facts: {x: y or z, y: z, z: summit}") == []


def test_a_fact_may_be_called_like_the_level_it_names() -> None:
    sky = "variables: {sky: {levels: [dry, wet], start: dry}}\n"
    assert codes(f"{sky}facts: {{wet: sky = wet}}") == []
    assert codes(f"{sky}facts: {{wet: sky = wet and wet}}") == ["logic/fact-cycle"]


def test_factors_are_for_levels_of_their_variable() -> None:
    text = """
variables: {tension: {levels: [low, high], start: low}}
threats: {t: {held_by: PRK, reaches: {JPN: 0.4}, factors: {tension: {hihg: 1.2}, calm: {low: 1}}}}
"""
    assert codes(text) == ["ref/unknown-level", "ref/unknown-variable"]


# ---- preconditions ---------------------------------------------------------------------------


def test_an_alternative_breaks_a_circle() -> None:
    text = "moves: {a: {by: PRK, requires: b or c}, b: {by: USA, requires: a}, c: {by: JPN}}"
    assert codes(text) == []


def test_a_move_that_stands_breaks_a_circle() -> None:
    text = "moves: {a: {by: PRK, requires: b}, b: {by: USA, requires: a}}\nstanding: {a: {}}"
    assert codes(text) == ["logic/standing-too-soon"]


def test_waiting_for_the_absence_of_a_move_is_no_circle() -> None:
    assert codes("moves: {a: {by: PRK, requires: not b}, b: {by: USA, requires: not a}}") == []


@pytest.mark.parametrize(
    ("requires", "possible"),
    [
        ("at_least(2, b, c, false)", True),
        ("at_least(3, b, c, false)", False),
        ("b iff not b", True),  # whether both can hold at once is left to the solver
        ("false iff true", False),
        ("false if true", False),
        ("false if b", True),
        ("tension = high", False),
        ("tension != low", False),
        ("tension = mid", True),
        ("not (tension = low)", True),
        ("exposure(JPN) > 0.5", True),
        ("breakdown", True),
    ],
)
def test_a_move_is_called_impossible_only_if_it_is(requires: str, *, possible: bool) -> None:
    text = f"""
variables: {{tension: {{levels: [low, mid, high], start: low}}}}
moves:
  a: {{by: PRK, requires: "{requires}"}}
  b: {{by: USA}}
  c: {{by: JPN, sets: {{tension: {"mid" if "mid" in requires or "not (" in requires else "low"}}}}}
"""
    assert codes(text) == ([] if possible else ["logic/never-available"])


def test_a_move_behind_a_circle_is_told_what_it_waits_for() -> None:
    text = (
        "moves: {a: {by: PRK, requires: b}, b: {by: USA, requires: a}, c: {by: JPN, requires: a}}"
    )
    assert [(d.code, d.hint) for d in found_in(HEAD + text)] == [
        (
            "logic/precondition-cycle",
            "none of these moves can ever be made; take one requirement out",
        ),
        ("logic/never-available", "it needs a"),
    ]


# ---- owners and channels ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("how", "found"),
    [
        ("joint", ["logic/no-channel"]),
        ("at_least(2)", []),
        ("at_least(3)", ["logic/no-channel"]),
        ("at_least(4)", ["logic/owner-count"]),
        ("at_least(0)", ["logic/owner-count"]),
        ("any", []),
    ],
)
def test_as_many_owners_as_must_agree_need_a_line(how: str, found: list[str]) -> None:
    text = f"""
moves: {{deal: {{by: [USA, PRK, JPN], how: "{how}"}}}}
channels: [{{between: [USA, JPN]}}]
"""
    assert codes(text) == found


@pytest.mark.parametrize(
    "more",
    [
        "channels: [{between: [USA, JPN]}, {between: [USA, PRK]}]",
        "channels: [{between: [JPN, PRK], open: false}]",
        "channels: [{between: [JPN, PRK], since: 2019-01-01}]",
        "channels: []\nstrategies: {JPN: {outreach: {first: [open JPN-PRK]}}}",
        "",
    ],
)
def test_a_line_may_go_through_others_or_open_later(more: str) -> None:
    assert codes(f"moves: {{normalise: {{by: [JPN, PRK]}}}}\n{more}") == []


def test_a_case_without_channels_has_every_line_open() -> None:
    assert codes("strategies: {JPN: {outreach: {first: [open JPN-PRK]}}}") == ["logic/line-open"]


# ---- rights ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        ("freeze", []),
        ("undo freeze", []),
        ("walk away", []),
        ("open JPN-PRK", []),
        ("aid", ["logic/not-an-owner"]),
        ("undo aid", ["logic/not-reversible"]),
        ("open JPN-USA", ["logic/not-an-owner"]),
    ],
)
def test_a_rule_binds_an_actor_to_what_it_may_do(deed: str, found: list[str]) -> None:
    channels = "channels: [{between: [USA, PRK]}, {between: [USA, JPN], open: false}]"
    assert codes(f"{MOVES}{channels}\nrules: {{PRK: [{{when: summit, does: {deed}}}]}}") == found


@pytest.mark.parametrize(
    ("deed", "found"),
    [
        ("aid", []),
        ("undo freeze", []),
        ("undo aid", ["logic/not-reversible"]),
        ("walk away", ["logic/may-not-walk-away"]),
    ],
)
def test_a_payment_may_follow_from_what_others_do(deed: str, found: list[str]) -> None:
    goal = f"goals: {{USA: {{g: {{weight: 1, once: [{{on: {deed}, pays: -1}}]}}}}}}"
    assert codes(MOVES + goal) == found


# ---- numbers ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "fits"),
    [
        ("precision: {headline: 0, sweep: [0, 80]}", True),
        ("precision: {paces: [0]}", False),
        ("shocks: {s: {rate: 0}}", True),
        ("breakdown: {resumes: -0.1}", False),
        ("breakdown: {afterwards: {USA: -3}}", True),
        ("goals: {USA: {g: {weight: [-1, 0, 1], measure: summit}}}", False),
        ("goals: {USA: {g: {weight: 0, measure: summit}}}", True),
        ("channels: [{between: [USA, PRK], strength: 1.1}]", False),
        ("questions: {q: {event: summit, by: 2019-01-01, base_rate: 1.5}}", False),
        ("threats: {t: {held_by: PRK, reaches: {JPN: [0.4, 1.2]}}}", False),
        ("threats: {t: {held_by: PRK, floor: 1, ended_by: {freeze: -0.1}}}", False),
        ("issues: {i: {from: 100, to: 0, labels: {0: low, 100: high}}}", True),
        ("issues: {i: {labels: {120: beyond}}}", False),
        ("issues: {i: {labels: {low: zero}}}", False),
    ],
)
def test_numbers_stay_within_what_they_measure(entry: str, *, fits: bool) -> None:
    assert codes(MOVES + entry) == ([] if fits else ["logic/out-of-range"])


@pytest.mark.parametrize(("discount", "fits"), [(0.01, True), (0, False), ([0, 0.1], False)])
def test_a_discount_is_above_zero(discount: object, *, fits: bool) -> None:
    text = (HEAD + MOVES).replace("USA: {}", f"USA: {{discount: {discount}}}")
    assert [diagnostic.code for diagnostic in found_in(text)] == (
        [] if fits else ["logic/out-of-range"]
    )


def test_exposures_may_add_up_to_all_of_safety() -> None:
    threats = (
        "threats: {a: {held_by: PRK, reaches: {JPN: 0.7}}, b: {held_by: USA, reaches: {JPN: 0.3}}}"
    )
    assert codes(threats) == []


def test_nobody_protects_itself() -> None:
    assert codes("threats: {a: {held_by: PRK, reaches: {USA: 0.5}, deterred_by: {USA: 0.5}}}") == []


# ---- goals and claims ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("goal", "found"),
    [
        ("measure: aid", ["logic/goal-pays-strategy"]),
        ("measure: 0.5 * aid + 0.5 * summit", ["logic/goal-pays-strategy"]),
        ("measure: aid, source: [old#3]", []),
        ("measure: {is: aid, source: [old#3]}", []),
        ("measure: {is: aid, note: judgement}", ["logic/goal-pays-strategy"]),
        ("measure: -aid", []),
        ("measure: not aid", []),
        ("measure: summit", []),
        ("once: [{on: aid, pays: -1}]", []),
        ("once: [{on: aid, pays: [-1, 0.5]}]", ["logic/goal-pays-strategy"]),
    ],
)
def test_a_payment_for_an_own_step_needs_a_source(goal: str, found: list[str]) -> None:
    text = f"""
focal: JPN
goals: {{JPN: {{g: {{weight: 10, {goal}}}}}}}
strategies: {{JPN: {{help: {{first: [aid]}}}}}}
"""
    assert codes(MOVES + text) == found


def test_other_actors_may_be_paid_for_their_steps() -> None:
    text = """
focal: JPN
goals: {PRK: {g: {weight: 10, measure: freeze}}}
strategies: {PRK: {stop: {first: [freeze]}}}
"""
    assert codes(MOVES + text) == []


def test_a_claim_may_wait_for_an_engine() -> None:
    assert codes("claims: {c: {says: so, kind: emergent, needs: bargaining, source: old}}") == []


# ---- dates and sources -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("moves: {a: {by: PRK, from: 2018-01-01, until: 2018-12-31}}", []),
        ("moves: {a: {by: PRK, from: 2019-01-01, until: 2018-12-31}}", ["time/window-reversed"]),
        ("moves: {a: {by: PRK, until: 2018-03-21}}", ["time/window-past"]),
        ("moves: {a: {by: PRK}}\nstanding: {a: {since: 2018-03-21}}", []),
        ("moves: {a: {by: PRK}}\nquestions: {q: {event: a, by: 2018-03-22}}", []),
    ],
)
def test_the_date_of_the_case_divides_past_and_future(entry: str, found: list[str]) -> None:
    assert codes(entry) == found


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("moves: {a: {by: PRK, source: old}}", []),
        ("moves: {a: {by: PRK, source: new}}", ["evidence/later-source"]),
        ("moves: {a: {by: PRK}}\nquestions: {q: {event: a, by: 2019-01-01, source: new}}", []),
        ("claims: {c: {says: so, kind: fact, needs: data, source: ['new#p.3']}}", []),
        ("moves: {a: {by: PRK, source: ['old#']}}", ["evidence/locator"]),
        ("moves: {a: {by: PRK, source: ['old#3, 4']}}", ["evidence/locator"]),
    ],
)
def test_inputs_cite_what_could_be_known(entry: str, found: list[str]) -> None:
    assert codes(entry) == found


# ---- scenarios and perceptions ---------------------------------------------------------------


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ("actors.USA.discount: 0.4", []),
        ("moves.summit.reversible: [USA]", []),
        ("actors.USA.discount: -0.4", ["logic/out-of-range"]),
        ("actors.USA.discnt: 0.4", ["schema/unknown-key"]),
        ("actors.USA.discount: much", ["schema/wrong-type"]),
        ("moves.sumit.pace: 2", ["ref/unknown-path"]),
        ("moves.summit.by: [USA, KOR]", ["ref/unknown-actor"]),
        ("moves.aid.requires: freez", ["ref/unknown-name"]),
    ],
)
def test_a_scenario_makes_a_case_that_stands(change: str, found: list[str]) -> None:
    assert codes(
        f"{MOVES}scenarios: {{other: {{set: {{'{change.replace(': ', chr(39) + ': ')}}}}}}}"
    ) == (found)


@pytest.mark.parametrize(
    ("belief", "found"),
    [
        ("{goals: {allies: {weight: [5, 20, 40]}}}", []),
        ("{discount: 0.3}", []),
        ("{goals: {alies: {weight: 5}}}", ["ref/unknown-path"]),
    ],
)
def test_a_belief_is_about_something_of_the_case(belief: str, found: list[str]) -> None:
    goals = "goals: {USA: {allies: {weight: 20, measure: summit}}}"
    assert codes(f"{MOVES}{goals}\nperceptions: {{JPN: {{of: {{USA: {belief}}}}}}}") == found


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("correlate: [{inputs: [actors.USA.discount, actors.PRK.pace], rank: 0.5}]", []),
        ("correlate: [{inputs: [actors.USA.discount, moves.aid], rank: 1}]", ["ref/unknown-path"]),
        (
            "claims: {c: {says: x, kind: fact, needs: y, source: old, break_even: shocks.s.rate}}",
            ["ref/unknown-path"],
        ),
    ],
)
def test_paths_of_inputs_lead_to_numbers(entry: str, found: list[str]) -> None:
    assert codes(MOVES + entry) == found


def test_overrides_that_only_together_go_wrong_are_told_at_their_scenario() -> None:
    text = """
moves: {summit: {by: [USA, PRK]}}
scenarios:
  silence: {set: {moves: {}, moves.summit.pace: 1}}
"""
    (fault,) = found_in(HEAD + text)
    assert (fault.code, str(fault.location)) == ("schema/missing-key", "case.yaml:11:3")


# ---- the whole -------------------------------------------------------------------------------


def test_other_rules_wait_until_all_names_are_known() -> None:
    assert codes("moves: {a: {by: [KOR, KOR], requires: b}}") == [
        "ref/unknown-actor",
        "ref/unknown-actor",
        "ref/unknown-name",
    ]


def test_faults_come_in_the_order_of_the_file() -> None:
    text = MOVES + "facts: {late: nope}\nfocal: KOR\nstanding: {sumit: {}}"
    assert [diagnostic.location.line for diagnostic in found_in(HEAD + text)] == [13, 14, 15]
