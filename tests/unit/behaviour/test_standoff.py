"""A conflict in words: states, options, steps and what can be so or not."""

from tests.small import lab_of

from detente.behaviour.standoff import Standoff, option_step, standoff
from detente.behaviour.standoff_words import state_names, step_words
from detente.methods.stability import Concept

JOINT = """
actors: {A: {name: Aland}, B: {name: Beeland}}
moves:
  treaty: {by: [A, B], reversible: [A, B], name: the treaty}
  arm: {by: A, reversible: A, name: Aland arms}
preferences: {A: [treaty], B: [treaty, not arm]}
"""

LEAGUE = """
actors: {A: {name: Aland}, B: {name: Beeland}, C: {name: Ceeland}}
pressure:
  squeeze:
    on: A
    members: {B: {share: 1, in: true}, C: {share: 1, in: false}}
  old_pact: {on: A, name: pact of old, members: {C: {share: 1, in: true}}}
preferences:
  A: ["not joined(B, squeeze)"]
  B: ["joined(C, squeeze)"]
  C: ["joined(C, old_pact)", "joined(C, squeeze)"]
"""

GRAPH = """
actors: {A: {}, B: {}}
graph:
  states: {calm: {name: all is calm}, cold_war: {}, ruin: {}}
  arcs: {A: [[calm, cold_war]], B: [[cold_war, ruin]]}
  start: calm
coalesced: [ruin]
preferences: {A: {ranking: [cold_war, calm, ruin]}, B: {ranking: [calm, cold_war, ruin]}}
"""


def stand_of(sections: str) -> Standoff:
    return standoff(lab_of(sections))


def at(stand: Standoff, pattern: str) -> int:
    """The number of the state with a pattern."""
    (found,) = [s for s in range(stand.size) if stand.compiled.pattern(s) == pattern]
    return found


def test_a_joint_move_stands_by_all_consents_and_until_then_somebody_is_ready() -> None:
    stand = stand_of(JOINT)
    words = {stand.compiled.pattern(s): stand.words(s) for s in range(stand.size)}
    assert words["NNN"] == "nothing taken"
    assert words["YYN"] == "the treaty"
    assert words["YNN"] == "Aland ready for the treaty"
    assert words["NYY"] == "Beeland ready for the treaty, Aland arms"


def test_steps_are_said_by_what_their_owner_does() -> None:
    stand = stand_of(JOINT)
    before, after = at(stand, "YNY"), at(stand, "NNN")
    assert step_words(stand, before, after) == (
        "no longer agreeing to “the treaty” and taking back “Aland arms”"
    )
    assert step_words(stand, after, before) == "agreeing to “the treaty” and “Aland arms”"
    assert [stand.option(k) for k in range(3)] == [
        "Aland's consent to the treaty",
        "Beeland's consent to the treaty",
        "Aland arms",
    ]


def test_members_that_changed_sides_are_named_with_their_coalition() -> None:
    stand = stand_of(LEAGUE)
    assert [stand.option(k) for k in range(3)] == [
        "Beeland in squeeze",
        "Ceeland in squeeze",
        "Ceeland in pact of old",
    ]
    assert stand.words(at(stand, "YNY")) == "nothing taken"  # as it is today
    assert stand.words(at(stand, "NYN")) == (
        "Beeland out of the squeeze, Ceeland in the squeeze, Ceeland out of the pact of old"
    )
    joining, leaving = (
        option_step(stand.case, stand.compiled.options[1], taken=t) for t in (True, False)
    )
    assert (joining, leaving) == ("joining the squeeze", "leaving the squeeze")


def test_what_can_be_so_or_not_is_true_where_it_is() -> None:
    stand = stand_of(LEAGUE)
    elements = dict(stand.elements())
    assert list(elements) == [
        "Beeland in the squeeze",
        "Ceeland in the squeeze",
        "Ceeland in the pact of old",
    ]
    for place, true in enumerate(elements.values()):
        letters = [stand.compiled.pattern(s)[place] == "Y" for s in range(stand.size)]
        assert true.tolist() == letters
    treaty = dict(stand_of(JOINT).elements())["“the treaty”"]
    assert treaty.sum() == 2  # with arms and without


def test_states_of_a_graph_have_their_names() -> None:
    stand = stand_of(GRAPH)
    assert [stand.words(s) for s in range(stand.size)] == ["all is calm", "cold war", "ruin"]
    assert step_words(stand, 0, 1) == "going to “cold war”"
    assert stand.holding(Concept.SIM) == ()  # of no meaning where moves are not options
    assert dict(stand.elements()) == {}


def test_a_sentence_names_three_states_and_counts_the_others() -> None:
    stand = stand_of(JOINT)
    ready = "“Aland ready for the treaty”"
    assert state_names(stand, [1]) == ready
    assert state_names(stand, [0, 1], ["rarely", "often"]) == (
        f"“nothing taken” (rarely) and {ready} (often)"
    )
    assert state_names(stand, [0, 1, 3, 4, 5]) == (
        f"“nothing taken”, {ready}, “the treaty” and two more"
    )
