"""What has a state of its own, and what the compiler leaves out."""

import pytest
from tests.small import small

from detente.model.relevance import relevance

TWO = "actors: {A: {}, B: {}}\n"


def test_moves_are_kept_as_far_as_what_is_kept_needs_them() -> None:
    found = relevance(
        small("""
        actors: {A: {}}
        moves:
          ground: {by: A}
          wall: {by: A, requires: ready}
          roof: {by: A, requires: wall}
          garden: {by: A, requires: ground}
        facts: {ready: ground, lovely: garden}
        goals: {A: {house: {weight: 1, measure: roof}}}
        """)
    )
    assert found.moves == ("ground", "wall", "roof")
    assert found.dropped == ("garden",)


def test_a_move_matters_for_the_level_it_sets() -> None:
    found = relevance(
        small("""
        actors: {A: {}}
        variables:
          heat: {levels: [low, high], start: low}
          noise: {levels: [low, high], start: low}
        moves:
          stir: {by: A, sets: {heat: high}}
          shout: {by: A, sets: {noise: high}}
        goals: {A: {calm: {weight: 1, measure: heat = low}}}
        """)
    )
    assert (found.moves, found.dropped, found.variables) == (("stir",), ("shout",), ("heat",))


@pytest.mark.parametrize(
    "section",
    [
        "goals: {A: {g: {weight: 1, once: [{on: m, pays: 1}]}}}",
        "goals: {A: {g: {weight: 1, once: [{on: n, pays: 1, when: m}]}}}",
        "goals: {A: {g: {weight: 1, once: [{on: n, pays: 1, unless: m}]}}}",
        "threats: {t: {held_by: A, reaches: {B: 0.5}, ended_by: {m: 1}}}",
        "pressure: {p: {on: A, members: {B: {share: 1}}, eased_by: {m: 1}}}",
        "breakdown: {unwinds: [m]}",
        "rules: {A: [{when: m, does: n}]}",
        "rules: {A: [{when: n, does: n, until: m}]}",
        "strategies: {A: {s: {first: [m]}}}",
        "strategies: {A: {s: {never: [m]}}}",
        "strategies: {A: {s: {does: [n while m]}}}",
        "questions: {q: {event: m, by: 2021-01-01, resolves: it is seen}}",
        "claims: {c: {says: so, kind: emergent, holds_when: probability(m) > 0.5}}",
        "shocks: {storm: {rate: 1, when: m, undoes: [n]}}",
    ],
)
def test_every_section_that_names_a_move_keeps_it(section: str) -> None:
    moves = "moves: {m: {by: A, reversible: A}, n: {by: A, reversible: A}, idle: {by: A}}\n"
    found = relevance(small(TWO + moves + section))
    assert "m" in found.moves
    assert "idle" in found.dropped


SQUEEZE = """
pressure:
  squeeze: {on: T, members: {A: {share: 1, in: true}, B: {share: 1, in: true}, C: {share: 1}}}
actors: {A: {}, B: {}, C: {}, T: {}}
focal: B
moves: {m: {by: A}}
"""
PAID = "goals: {A: {g: {weight: 1, measure: m, once: [{on: leave squeeze, pays: -1}]}}}"


@pytest.mark.parametrize(
    ("section", "free"),
    [
        ("goals: {T: {g: {weight: 1, measure: -pressure(T)}}}", ""),
        (PAID, "A"),
        ('goals: {T: {g: {weight: 1, measure: "joined(C, squeeze)"}}}', "C"),
        ('facts: {together: "joined(A, squeeze) and joined(C, squeeze)"}', "AC"),
        ("strategies: {A: {s: {first: [leave squeeze]}}}", "A"),
        ('strategies: {A: {s: {does: "m while joined(C, squeeze)"}}}', "C"),
        ("rules: {C: [{when: m, does: join squeeze}]}", "C"),
        (
            "claims: {c: {says: s, kind: emergent, holds_when: probability(leave squeeze) > 0.1}}",
            "B",
        ),
    ],
)
def test_only_named_memberships_are_free(section: str, free: str) -> None:
    memberships = relevance(small(SQUEEZE + section)).memberships
    assert memberships == tuple((actor, "squeeze") for actor in free)


def test_closed_lines_and_lines_that_something_opens_can_open() -> None:
    found = relevance(
        small("""
        actors: {A: {}, B: {}, C: {}}
        channels: [{between: [C, B], open: false}, {between: [A, C]}]
        moves: {m: {by: A}}
        strategies: {B: {s: {first: [open B-A]}}}
        """)
    )
    assert found.lines == (("A", "B"), ("B", "C"))


def test_where_everybody_talks_no_line_opens() -> None:
    found = relevance(small(TWO + "moves: {m: {by: A}}\ngoals: {A: {g: {weight: 1, measure: m}}}"))
    assert found.lines == ()
