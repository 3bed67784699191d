"""Actors who see different conflicts."""

from tests.answers import answered, rows, sentences
from tests.small import small

from detente.analyses.misperception import MISPERCEPTION

PLAIN = """
actors: {A: {name: Aland}, B: {name: Beeland}}
moves:
  arm: {by: A, reversible: A}
  strike: {by: B, reversible: B}
preferences:
  A: [not strike, not arm]
  B: [strike iff arm]
"""
"""A arms only if it must; B strikes only those who arm."""

FEARED = """
perceptions:
  A: {of: {B: {preferences: [strike]}}}
"""

HIDDEN = """
perceptions:
  A: {unseen: [strike]}
"""


def test_without_perceptions_there_is_nothing_to_tell() -> None:
    answer = answered(MISPERCEPTION, small(PLAIN))
    assert sentences(answer) == "The case names nobody who sees the conflict differently."


def test_a_mistaken_fear_changes_what_is_expected() -> None:
    answer = answered(MISPERCEPTION, small(PLAIN + FEARED))
    held = {
        row["pattern"]: row["kind"]
        for row in rows(answer, "hypergame_equilibria")
        if row["concept"] == "Nash"
    }
    assert held["NN"] == "unsteady"  # A believes that B would strike anyway
    views = {(row["actor"], row["pattern"]): row for row in rows(answer, "views")}
    assert not views["A", "NN"]["expects"]
    assert views["B", "NN"]["expects"]
    assert "on somebody's mistake: “nothing taken”" in sentences(answer)


def test_what_is_not_seen_is_held_unknowingly() -> None:
    answer = answered(MISPERCEPTION, small(PLAIN + HIDDEN))
    held = {
        row["pattern"]: row["kind"]
        for row in rows(answer, "hypergame_equilibria")
        if row["concept"] == "Nash"
    }
    assert held["NN"] == "steady"
    assert held["YY"] == "stealthy"  # A cannot leave what it does not see
    assert all(row["concept"] != "SIM" for row in rows(answer, "hypergame_equilibria"))
