"""What is said to be assumed, and when nothing is."""

from tests.small import small

from detente.model.conflict_assumptions import taken_for_granted

PLAIN = "actors: {A: {}}\nmoves: {m: {by: A}}\npreferences: {A: [m]}\n"


def test_a_plain_conflict_takes_nothing_of_its_own_for_granted() -> None:
    assert list(taken_for_granted(small(PLAIN))) == []


def test_everything_a_case_leaves_open_is_said() -> None:
    case = small("""
        actors: {A: {name: Aland}, B: {}, C: {}, D: {}}
        variables: {heat: {levels: [low, high], start: low}}
        moves: {m: {by: [A, B], reversible: [A, C, D]}, n: {by: A, requires: m}}
        goals: {A: {g: {weight: 1, measure: m}}, B: {g: {weight: 1, measure: m}}}
        preferences: {B: [{wants: m, sure: 0.7}], C: {unknown: [[m, n]]}}
        """)
    assert list(taken_for_granted(case)) == [
        "A joint move stands if enough owners consent; each gives and takes back its own.",
        "No state is looked at in which a move stands without what it requires.",
        "Levels and lines stay as they are at the date of the case.",
        "Only owners take and drop options: that C can undo “m” and D can undo “m” does not count.",
        (
            "Where preferences are not stated, what goals are worth a year stands in, for Aland; "
            "payments made once do not count."
        ),
        "Nothing is known of what C and D would like: all is equal.",
        "Outside of draws a statement counts if it is more likely than not to.",
    ]
