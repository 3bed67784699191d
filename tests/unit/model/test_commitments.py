"""Who is bound to what: strategies, rules, and the extremes of conduct."""

import numpy as np
import pytest
from tests.small import compiled

from detente.behaviour.arena import arena
from detente.behaviour.setting import Setting, Stance
from detente.model.compiled import Model

BOUND = """
    actors: {{A: {{may_walk_away: true}}, B: {{}}, T: {{}}}}
    moves:
      a: {{by: A, reversible: A}}
      b: {{by: A, requires: a}}
      pair: {{by: [A, B]}}
      other: {{by: B}}
    pressure: {{squeeze: {{on: T, members: {{A: {{share: 1, in: true}}}}}}}}
    goals:
      A: {{g: {{weight: 1, measure: "(a + b + pair + other) * 0.2 + 0.2 * joined(A, squeeze)"}}}}
    {section}
    """
FREE, ALWAYS, NEVER = 0, 1, -1

Said = dict[str, set[int]]


def masks(model: Model, actor: str, setting: Setting) -> tuple[Said, Said]:
    """What the actor's masks say of each action, and of each consent, over all states."""
    place = arena(model, setting)
    acts: Said = {}
    consents: Said = {}
    for k, deed in enumerate(model.occasions.act_deed):
        label = str(model.deeds[deed].action)
        if model.occasions.act_owner[k] == model.index(actor):
            acts.setdefault(label, set()).add(int(place.commitment.act[k]))
        for c in range(place.topology.con_ptr[k], place.topology.con_ptr[k + 1]):
            if place.topology.con_actor[c] == model.index(actor):
                consents.setdefault(label, set()).add(int(place.commitment.consent[c]))
    return acts, consents


def under(strategy: str, actor: str = "A") -> tuple[Said, Said]:
    model = compiled(BOUND.format(section=f"strategies: {{{actor}: {{s: {strategy}}}}}"))
    setting = Setting(precision=10).under(actor, Stance.STRATEGY, "s")
    return masks(model, actor, setting)


def where(strategy: str, action: str) -> dict[str, int]:
    """What a strategy of A says of an action of its own, by state."""
    model = compiled(BOUND.format(section=f"strategies: {{A: {{s: {strategy}}}}}"))
    act = arena(model, Setting(precision=10).under("A", Stance.STRATEGY, "s")).commitment.act
    mine = model.occasions.act_owner == model.index("A")
    named = np.array([str(model.deeds[d].action) == action for d in model.occasions.act_deed])
    return {
        model.words(int(model.occasions.act_state[k])): int(act[k])
        for k in np.flatnonzero(mine & named)
    }


def test_what_is_never_done_is_never_agreed_to() -> None:
    acts, consents = under("{never: [pair, a]}")
    assert acts["pair"] == acts["a"] == {NEVER}
    assert consents == {"pair": {NEVER}}
    assert acts["b"] == acts["leave squeeze"] == acts["walk away"] == {FREE}


def test_first_is_done_at_once_and_not_undone() -> None:
    acts, consents = under("{first: [pair]}")
    assert acts["pair"] == {ALWAYS}
    assert consents["pair"] == {ALWAYS}
    assert under("{first: [a]}")[0]["undo a"] == {NEVER}
    leaving = under("{first: [leave squeeze]}")[0]
    assert (leaving["leave squeeze"], leaving["join squeeze"]) == ({ALWAYS}, {NEVER})


def test_of_several_the_earliest_available_is_done() -> None:
    first = where("{first: [b, a, pair]}", "a")
    assert set(first.values()) == {ALWAYS}  # b needs a: where a can be done, b cannot
    pair = where("{first: [b, a, pair]}", "pair")
    assert pair["nothing done yet"] == NEVER  # a comes first
    assert pair["a"] == NEVER  # b comes first
    assert pair["a, b"] == ALWAYS


def test_does_keeps_up_while_it_holds_and_reverses_otherwise() -> None:
    strategy = "{does: a while other}"
    assert where(strategy, "a")["other"] == ALWAYS
    assert where(strategy, "a")["nothing done yet"] == NEVER
    assert where(strategy, "undo a")["a"] == ALWAYS
    assert where(strategy, "undo a")["a, other"] == NEVER


def test_the_parts_of_a_portfolio_hold_together() -> None:
    acts, _ = under("{first: [a], never: [pair], does: [leave squeeze while other]}")
    assert (acts["a"], acts["pair"]) == ({ALWAYS}, {NEVER})
    assert acts["leave squeeze"] == {ALWAYS, NEVER}


def test_nobody_else_is_bound() -> None:
    model = compiled(BOUND.format(section="strategies: {A: {s: {never: [pair]}}}"))
    acts, consents = masks(model, "B", Setting(precision=10).under("A", Stance.STRATEGY, "s"))
    assert acts == {"pair": {FREE}, "other": {FREE}}
    assert consents == {"pair": {FREE}}


@pytest.mark.parametrize(
    ("stance", "acting", "consenting"),
    [
        (Stance.ABSTAINS, NEVER, NEVER),
        (Stance.NEVER_ACTS, NEVER, FREE),
        (Stance.NEVER_CONSENTS, FREE, NEVER),
    ],
)
def test_an_actor_that_holds_back(stance: Stance, acting: int, consenting: int) -> None:
    model = compiled(BOUND.format(section=""))
    acts, consents = masks(model, "A", Setting(precision=10).under("A", stance))
    assert set().union(*acts.values()) == {acting}
    assert consents == {"pair": {consenting}}


def test_an_actor_that_goes_along_does_all_and_takes_nothing_back() -> None:
    model = compiled(BOUND.format(section="strategies: {A: {s: {first: [leave squeeze]}}}"))
    acts, consents = masks(model, "A", Setting(precision=10).under("A", Stance.GOES_ALONG))
    assert {name for name, said in acts.items() if said == {ALWAYS}} == {
        "a",
        "b",
        "pair",
        "join squeeze",
    }
    assert {name for name, said in acts.items() if said == {NEVER}} == {
        "undo a",
        "leave squeeze",
        "walk away",
    }
    assert consents == {"pair": {ALWAYS}}


def test_the_first_rule_that_applies_counts() -> None:
    section = """
    rules:
      A:
        - {when: other, does: a}
        - {when: true, does: leave squeeze}
        - {when: other, does: walk away}
    """
    model = compiled(BOUND.format(section=section.strip()).replace("\n        -", "\n      -"))
    other = model.states[:, model.layout.move_column["other"]] == 1
    bound = model.rules.act
    for k, deed in enumerate(model.occasions.act_deed):
        label, here = model.deeds[deed].label, other[model.occasions.act_state[k]]
        expected = {
            ("a", True): ALWAYS,
            ("undo a by A", True): NEVER,
            ("leave squeeze by A", False): ALWAYS,
            ("join squeeze by A", False): NEVER,
        }.get((label, bool(here)), FREE)
        assert bound[k] == expected, (label, here)


def test_where_no_rule_applies_the_actor_chooses() -> None:
    model = compiled(BOUND.format(section="rules: {A: [{when: other, does: pair}]}"))
    other = model.states[:, model.layout.move_column["other"]] == 1
    assert not model.rules.act[~other[model.occasions.act_state]].any()
    agreed = np.repeat(other[model.occasions.act_state], np.diff(model.topology.con_ptr))
    mine = model.topology.con_actor == model.index("A")
    assert (model.rules.consent[mine & agreed] == ALWAYS).all()
    assert not model.rules.consent[~(mine & agreed)].any()


def test_a_strategy_may_name_a_line_from_either_end() -> None:
    model = compiled("""
        actors: {A: {}, B: {}}
        moves: {m: {by: [A, B]}}
        channels: [{between: [A, B], open: false}]
        strategies: {A: {s: {first: [open B-A]}}}
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    acts, _ = masks(model, "A", Setting(precision=10).under("A", Stance.STRATEGY, "s"))
    assert acts["open A-B"] == {ALWAYS}
