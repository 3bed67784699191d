"""Settings on a compiled case: seats, interventions, bindings."""

import numpy as np
import pytest
from tests.small import compiled, lab_of

from detente.behaviour.arena import Arena, arena
from detente.behaviour.setting import Intervention, Seat, Setting, Stance
from detente.case.expressions.parser import parse_action
from detente.model.compiled import Model

CASE = """
    actors: {A: {}, B: {}, C: {may_walk_away: true}, T: {}}
    moves:
      sole: {by: A, reversible: A}
      pair: {by: [A, B], requires: sole}
      most: {by: [A, B, C], how: at_least(2)}
    pressure: {squeeze: {on: T, members: {A: {share: 1, in: true}, B: {share: 1}}}}
    channels: [{between: [A, B]}, {between: [B, C]}, {between: [A, C], open: false}]
    facts: {both: "joined(A, squeeze) or joined(B, squeeze)"}
    goals: {A: {g: {weight: 1, measure: "(pair and most) * 0.5"}}}
    """
PLAIN = Setting(precision=10)


@pytest.fixture(scope="module")
def model() -> Model:
    return compiled(CASE)


def consenters(place: Arena, label: str) -> set[tuple[int, ...]]:
    """Whom the proposals of a deed ask, and how many must agree."""
    topology, model = place.topology, place.model
    return {
        (*topology.con_actor[topology.con_ptr[k] : topology.con_ptr[k + 1]], topology.act_need[k])
        for k, deed in enumerate(model.occasions.act_deed)
        if model.deeds[deed].label == label
    }


def test_a_seat_adds_a_consent_and_changes_nothing_else(model: Model) -> None:
    before = arena(model, PLAIN)
    seated = arena(model, Setting(precision=10, seat=Seat("C", "pair")))
    assert consenters(before, "pair") == {(1, 1), (0, 1)}
    assert consenters(seated, "pair") == {(1, 2, 2), (0, 2, 2)}
    assert consenters(seated, "most") == consenters(before, "most")
    for name in before.topology._fields:
        if name not in {"con_ptr", "con_actor", "act_need"}:
            assert np.array_equal(getattr(before.topology, name), getattr(seated.topology, name))
    assert np.array_equal(before.commitment.act, seated.commitment.act)
    assert not seated.commitment.consent.any()


def test_a_seat_at_a_sole_move_is_a_veto(model: Model) -> None:
    assert consenters(arena(model, PLAIN), "sole") == {(0,)}
    seated = arena(model, Setting(precision=10, seat=Seat("C", "sole")))
    assert consenters(seated, "sole") == {(2, 1)}


def test_an_owner_has_its_seat_already(model: Model) -> None:
    seated = arena(model, Setting(precision=10, seat=Seat("B", "pair")))
    assert consenters(seated, "pair") == consenters(arena(model, PLAIN), "pair")


def test_masks_of_rules_move_along_with_a_seat() -> None:
    model = compiled(CASE.rstrip() + "\n    rules: {B: [{when: true, does: pair}]}\n")
    before = arena(model, PLAIN)
    seated = arena(model, Setting(precision=10, seat=Seat("C", "pair")))
    for place in (before, seated):
        bound = place.topology.con_actor[place.commitment.consent == 1]
        assert set(bound) == {1}
    assert (before.commitment.consent == 1).sum() == (seated.commitment.consent == 1).sum()


def acts(place: Arena, label: str) -> set[int]:
    deeds = [place.model.deeds[d].label for d in place.model.occasions.act_deed]
    return {int(v) for v, name in zip(place.commitment.act, deeds, strict=True) if name == label}


def doing(model: Model, *texts: str, never: bool = False) -> Arena:
    asked = [Intervention(parse_action(text), never=never) for text in texts]
    return arena(model, PLAIN.doing(*asked))


def test_an_intervention_binds_every_owner(model: Model) -> None:
    place = doing(model, "pair")
    assert acts(place, "pair") == {1}
    agreeing = place.topology.con_actor[place.commitment.consent == 1]
    assert set(agreeing) == {0, 1}
    assert acts(place, "most") == {0}


def test_what_is_done_by_intervention_is_not_undone(model: Model) -> None:
    place = doing(model, "sole")
    assert (acts(place, "sole"), acts(place, "undo sole by A")) == ({1}, {-1})


def test_what_is_ruled_out_is_neither_done_nor_agreed_to(model: Model) -> None:
    place = doing(model, "pair", never=True)
    assert acts(place, "pair") == {-1}
    assert (place.commitment.consent == -1).sum() == len(
        [d for d in model.occasions.act_deed if model.deeds[d].label == "pair"]
    )


def test_joining_and_leaving_are_the_focal_actors(model: Model) -> None:
    place = doing(model, "leave squeeze")
    assert acts(place, "leave squeeze by A") == {1}
    assert acts(place, "leave squeeze by B") == {0}


def test_a_line_may_be_named_from_either_end(model: Model) -> None:
    assert acts(doing(model, "open C-A"), "open A-C") == {1}


def test_walking_away_is_everybodys_who_may(model: Model) -> None:
    assert acts(doing(model, "walk away", never=True), "walk away by C") == {-1}


def test_later_bindings_add_to_earlier_ones(model: Model) -> None:
    place = arena(model, PLAIN.under("A", Stance.ABSTAINS).under("B", Stance.GOES_ALONG))
    owner = model.occasions.act_owner
    assert set(place.commitment.act[owner == 0]) == {-1}
    assert 1 in place.commitment.act[owner == 1]
    assert set(place.commitment.act[owner == 2]) == {0}


def test_an_intervention_happens_and_the_others_answer_it() -> None:
    lab = lab_of("""
        actors: {A: {}, B: {}}
        moves: {gift: {by: A}, thanks: {by: B, requires: gift}}
        goals:
          A: {purse: {weight: 10, measure: -gift}}
          B: {honour: {weight: 10, measure: thanks}}
        """)
    gift = Intervention(parse_action("gift"))
    forced = lab.solution(lab.headline.doing(gift))
    gifts = forced.model.occasions.act_state == 0
    assert forced.behaviour.act[gifts].tolist() == [1.0]
    assert forced.value("A") < lab.solution().value("A") < 0 < forced.value("B")
    ruled_out = lab.solution(lab.headline.doing(Intervention(gift.action, never=True)))
    assert ruled_out.value("A") == pytest.approx(0.0)
    assert ruled_out.value("B") == pytest.approx(0.0)


def test_rules_bind_until_their_actor_is_freed_of_them() -> None:
    ruled = compiled(CASE.rstrip() + "\n    rules: {A: [{when: not sole, does: sole}]}\n")
    bound, freed = (arena(ruled, s) for s in (PLAIN, PLAIN.under("A", Stance.FREE_OF_RULES)))
    assert (bound.commitment.act == 1).any()
    assert not freed.commitment.act.any()
    assert not freed.commitment.consent.any()


def test_only_what_can_come_about_is_solved_ahead(model: Model) -> None:
    free = arena(model, PLAIN)
    assert np.array_equal(free.ahead.topology.comp_state, free.topology.comp_state)
    still = arena(model, PLAIN.under("A", Stance.ABSTAINS))
    assert len(still.ahead.topology.comp_state) < len(still.topology.comp_state)
    assert 0 in still.ahead.topology.comp_state
