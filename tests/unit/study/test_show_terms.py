"""Terms said back in words."""

import pytest
from tests.small import lab_of

from detente.case.reader import read_text
from detente.case.schema import Case, Issue
from detente.results import Result
from detente.study.show import show
from detente.study.show_terms import terms_sentences, terms_tables
from detente.study.single import provenance

CASE = """
    actors: {A: {name: Aland, capability: [10, 20, 30]}, B: {}, C: {}}
    moves: {freeze: {by: A, name: a freeze}, scrap: {by: B, requires: freeze}}
    issues:
      arms:
        name: how many arms go
        labels: {0: none, 40: half, 100: all}
        tied_to: {30: freeze, 100: scrap}
        status_quo: [0, 10]
        tradable_when: freeze
        tradable_after: [delay]
        outcome: 35
      delay: {from: 10, to: 0}
    positions:
      A:
        arms: {at: [60, 70, 100], salience: 80, red_line: 20, no_agreement: [-30, -20, 0]}
        delay: {at: 1, salience: 10, red_line: 4}
      B:
        arms: {at: 0, salience: 90, capability: 7, red_line: 0, no_agreement: 0}
        delay: {at: 9, salience: [5, 15], capability: 5, red_line: 9.5}
"""


def case(rest: str = "") -> Case:
    head = "detente: 1\nid: t\ntitle: T\nas_of: 2020-01-01"
    return read_text("\n".join((head, *(line[4:] for line in CASE.splitlines()), rest)))


def table(name: str, of: Case) -> list[dict[str, object]]:
    (found,) = [one for one in terms_tables(of) if one.id == name]
    return [
        {c.name: v for c, v in zip(found.columns, row, strict=True) if v not in ("", None)}
        for row in found.rows
    ]


def test_issues_are_told_with_scale_labels_and_moves() -> None:
    assert table("issues", case()) == [
        {
            "issue": "arms",
            "name": "how many arms go",
            "scale": "0 to 100",
            "labels": "0 none, 40 half, 100 all",
            "status_quo": "5 (0 to 10): between none and half",
            "tied_to": "a freeze from 30, scrap from 100",
            "tradable_when": "freeze",
            "tradable_after": "delay",
            "outcome": 35.0,
        },
        {"issue": "delay", "name": "delay", "scale": "10 to 0"},
    ]


def test_positions_are_told_issue_by_issue() -> None:
    assert table("positions", case()) == [
        {
            "issue": "how many arms go",
            "actor": "Aland",
            "at": "70 (60 to 100): between half and all",
            "salience": "80",
            "capability": "20 (10 to 30)",
            "red_line": "20 to 100",
            "no_agreement": "as bad as 20 (0 to 30) points away",
        },
        {
            "issue": "how many arms go",
            "actor": "B",
            "at": "0: none",
            "salience": "90",
            "capability": "7",
            "red_line": "nothing else",
            "no_agreement": "as good as what it wants",
        },
        {
            "issue": "delay",
            "actor": "Aland",
            "at": "1",
            "salience": "10",
            "capability": "20 (10 to 30)",
            "red_line": "4 to 0",
        },
        {
            "issue": "delay",
            "actor": "B",
            "at": "9",
            "salience": "10 (5 to 15)",
            "capability": "5",
            "red_line": "9.5 to 0",
        },
    ]


def test_columns_that_say_nothing_are_left_out() -> None:
    plain = case().model_copy(update={"issues": {"delay": case().issues["delay"]}})
    found = terms_tables(plain)[0]
    assert [column.name for column in found.columns] == ["issue", "name", "scale"]


@pytest.mark.parametrize(
    ("decision", "said"),
    [
        ("{}", "a majority by capability"),
        ("{votes: {A: 3, B: 2}}", "a majority by votes"),
        ("{rule: unanimity, vetoes: [A]}", "everybody's consent, and not without Aland"),
        ("{rule: quota, quota: 0.75}", "75 % of capability"),
        ("{rule: quota, quota: 4, votes: {A: 3, B: 2}}", "4 of 5 votes"),
    ],
)
def test_what_binds_is_told(decision: str, said: str) -> None:
    told = list(terms_sentences(case(f"bargaining: {{decision: {decision}}}")))
    assert told == [
        "2 issues to be settled, with 4 positions of 2 actors.",
        f"What binds: {said}.",
    ]


def test_links_and_ideals_that_give_way_are_told() -> None:
    rest = "bargaining: {links: [[arms, delay]], accommodation: {A: {B: 0.5}}}"
    assert list(terms_sentences(case(rest)))[2:] == [
        "What may be traded: how many arms go for delay.",
        "Ideals that give way, as the case says how far: those of Aland.",
    ]
    assert "What may be traded: nothing." in terms_sentences(case("bargaining: {links: []}"))


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        (
            "gains: as_ideals",
            "gains are shared in proportion to the most that each partner could have",
        ),
        ("gains: random", "gains are shared by lot"),
        ("payment_cost: [1, 1.5, 3]", "votes may be paid for; to let a partner have 1 costs 1.5"),
    ],
)
def test_how_gains_are_shared_is_told_where_it_is_not_the_rule(settings: str, said: str) -> None:
    told = terms_sentences(case(f"bargaining: {{exchange: {{{settings}}}}}"))
    assert f"How: {said}." in list(told)


def test_an_issue_whose_votes_may_be_bought_is_told() -> None:
    bargaining = "bargaining: {exchange: {payment_cost: 1}, links: [[arms, arms]]}"
    assert "What may be traded: how many arms go for a payment." in terms_sentences(
        case(bargaining)
    )


@pytest.mark.parametrize(
    ("point", "words"),
    [(10, "late"), (7, "between late and soon"), (4, "soon"), (2, ""), (11, "")],
)
def test_a_point_lies_at_a_label_or_between_two_in_the_order_of_the_scale(
    point: float, words: str
) -> None:
    issue = Issue(from_=12, to=0, labels={"4": "soon", "10": "late"})
    assert issue.in_words(point) == words


def shown(text: str) -> Result:
    lab = lab_of(text)
    return show(lab, provenance(lab, "detente show small"))


def test_a_case_of_terms_alone_is_shown_without_moves_and_goals() -> None:
    text = "    actors: {A: {capability: 1}}\n    issues: {x: {}}\n"
    found = shown(text + "    positions: {A: {x: {at: 1, salience: 1}}}\n")
    assert [one.id for one in found.tables] == ["actors", "issues", "positions"]
    assert [column.name for column in found.tables[0].columns] == ["actor", "name"]
    assert "1 issue to be settled, with 1 position of 1 actor." in [
        finding.sentence for finding in found.findings
    ]


def test_a_case_of_moves_and_terms_is_shown_with_both() -> None:
    assert [one.id for one in shown(CASE).tables] == ["actors", "moves", "issues", "positions"]


def test_a_case_without_issues_has_no_terms_to_show() -> None:
    assert (
        terms_tables(read_text("detente: 1\nid: t\ntitle: T\nas_of: 2020-01-01\nactors: {A: {}}"))
        == ()
    )
