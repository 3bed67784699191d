from tests.small import lab_of, small

from detente.study.framing import framed, sources
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


def test_every_source_is_listed_with_how_often_it_is_cited() -> None:
    case = small("""
    sources:
      paper: {title: A note, publisher: The ministry, date: 2019-05-01, url: "https://example.org/n"}
      letter: {title: A letter, date: "2020"}
    actors: {A: {}, B: {}}
    moves: {halt: {by: A, source: [paper#p3]}, talks: {by: B, source: [paper]}}
    """)
    first, second = sources(case)
    assert (first.id, first.title, first.publisher, first.cited) == (
        "paper",
        "A note",
        "The ministry",
        2,
    )
    assert first.url == "https://example.org/n"
    assert (second.id, second.cited) == ("letter", 0)
