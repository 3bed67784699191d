from tests.small import lab_of

from detente.study.framing import framed
from detente.study.single import provenance

CASE = """
actors: {A: {}, B: {}}
moves:
  halt: {by: A, name: halt of tests}
  give_back: {by: A}
  talks: {by: B, name: talks}
issues: {aid: {name: aid for the poor}, fuel_oil: {}}
strategies: {B: {wait: {never: [talks], name: sit it out}, plain: {first: [talks]}}}
questions: {talks: {event: talks, by: 2021-01-01, base_rate: 0.5, resolves: they meet}}
"""


def test_moves_issues_and_strategies_have_their_names_unless_an_id_names_two_things() -> None:
    lab = lab_of(CASE)
    lab.focal = "B"
    study = framed(lab, provenance(lab, "detente"), ())
    assert study.words == {
        "halt": "halt of tests",
        "give_back": "give back",
        "aid": "aid for the poor",
        "fuel_oil": "fuel oil",
        "wait": "sit it out",
    }
