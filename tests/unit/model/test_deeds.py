"""What actors can do and what happens to them, deed by deed."""

from datetime import date

import pytest
from tests.small import compiled

from detente.case.expressions.parser import parse_action
from detente.model.compiled import Model
from detente.model.deeds import Clause, Deed, Shift, ShiftKind, same


@pytest.fixture(scope="module")
def model() -> Model:
    return compiled("""
        actors: {A: {pace: 3, may_walk_away: true}, B: {may_walk_away: true}, C: {}, T: {}}
        variables: {heat: {levels: [calm, tense], start: calm}}
        moves:
          sole: {by: A, reversible: [B, C], undo_pace: 4, from: 2020-03-01, until: 2020-12-31}
          pair: {by: [A, B], pace: 6, requires: sole, sets: {heat: tense}, reversible: A}
          either: {by: [A, B], how: any}
          most: {by: [A, B, C], how: at_least(2)}
        pressure: {squeeze: {on: T, members: {A: {share: 1, in: true}, B: {share: 1}}}}
        channels: [{between: [A, B]}, {between: [B, C]}, {between: [A, C], open: false}]
        shocks: {storm: {rate: 2, when: sole, undoes: [sole, pair], sets: {heat: calm}}}
        scheduled: [{move: either, between: [2020-02-01, 2020-02-29], held: 0.7}]
        breakdown: {pace: 0.5, rate: 0.1, unwinds: [pair], resumes: 0.3}
        goals:
          A:
            all: {weight: 2, measure: 0.2 * (sole + pair + either + most + (heat = calm))}
            costs:
              weight: 3
              once:
                - {on: pair, pays: -0.5, when: sole, unless: most}
                - {on: leave squeeze, pays: -1}
                - {on: walk away, pays: -2}
                - {on: open C-A, pays: 1}
                - {on: undo sole, pays: -1}
          B: {costs: {weight: 1, once: [{on: pair, pays: 1}, {on: walk away, pays: 1}]}}
        strategies: {B: {in: {first: [join squeeze]}}}
        """)


def deed(model: Model, action: str, actor: str = "") -> Deed:
    wanted = parse_action(action)
    (found,) = [d for d in model.deeds if d.action == wanted and (d.actor or "") == actor]
    return found


def shift(model: Model, kind: ShiftKind) -> Shift:
    (found,) = [s for s in model.shifts if s.kind is kind]
    return found


def paid(found: Deed | Shift) -> list[tuple[str, str]]:
    return [(clause.weight, clause.pays) for clause in found.clauses]


def test_everything_that_can_be_done_is_there_once(model: Model) -> None:
    assert [d.label for d in model.deeds] == [
        "sole",
        "pair",
        "either",
        "most",
        "undo sole by B",
        "undo sole by C",
        "undo pair by A",
        "join squeeze by A",
        "leave squeeze by A",
        "join squeeze by B",
        "leave squeeze by B",
        "open A-C",
        "walk away by A",
        "walk away by B",
    ]


def test_a_move_of_one_owner_has_the_owners_pace_and_its_dates(model: Model) -> None:
    found = deed(model, "sole")
    assert found.paces == ("actors.A.pace",)
    assert (found.divisor, found.need, found.owners) == (1, 1, (0,))
    assert (found.not_before, found.not_after) == (date(2020, 3, 1), date(2020, 12, 31))


def test_a_joint_move_divides_its_pace_and_needs_everybody(model: Model) -> None:
    found = deed(model, "pair")
    assert found.paces == ("moves.pair.pace", "moves.pair.pace")
    assert (found.divisor, found.need, found.proposers) == (2, 2, (0, 1))
    heat = model.layout.variable_column["heat"]
    assert found.effects == ((model.layout.move_column["pair"], 1), (heat, 1))


def test_any_needs_one_and_at_least_needs_its_number(model: Model) -> None:
    assert (deed(model, "either").need, deed(model, "most").need) == (1, 2)
    assert deed(model, "most").divisor == 3


def test_whoever_may_undo_does_it_alone_at_the_pace_of_undoing(model: Model) -> None:
    found = deed(model, "undo sole", "C")
    assert found.paces == ("moves.sole.undo_pace",)
    assert (found.owners, found.need) == ((2,), 1)
    assert found.effects == ((model.layout.move_column["sole"], 0),)
    assert deed(model, "undo pair", "A").paces == ("actors.A.pace",)


def test_memberships_are_left_and_joined_at_the_members_pace(model: Model) -> None:
    column = model.layout.membership_column["A", "squeeze"]
    leave, join = deed(model, "leave squeeze", "A"), deed(model, "join squeeze", "A")
    assert leave.paces == ("actors.A.pace",)
    assert (leave.effects, join.effects) == (((column, 0),), ((column, 1),))
    assert (column, 1) in leave.guards
    assert (column, 0) in join.guards


def test_a_line_is_opened_by_both_ends(model: Model) -> None:
    found = deed(model, "open A-C")
    assert (found.owners, found.need, found.divisor) == ((0, 2), 2, 2)
    assert found.paces == ("actors.A.pace", "actors.C.pace")


def test_walking_away_ends_and_unwinds_at_the_pace_of_breakdown(model: Model) -> None:
    found = deed(model, "walk away", "B")
    assert found.paces == ("breakdown.pace",)
    assert set(found.effects) == {
        (model.layout.ended_column, 1),
        (model.layout.move_column["pair"], 0),
    }


def test_payments_on_a_move_are_everybodys(model: Model) -> None:
    clause = deed(model, "pair").clauses[0]
    assert isinstance(clause, Clause)
    assert (str(clause.weight), clause.actor) == ("goals.A.costs.weight", 0)
    assert paid(deed(model, "pair")) == [
        ("goals.A.costs.weight", "goals.A.costs.once.0.pays"),
        ("goals.B.costs.weight", "goals.B.costs.once.0.pays"),
    ]


def test_payments_on_joining_leaving_and_walking_away_are_the_doers_own(model: Model) -> None:
    mine = [("goals.A.costs.weight", "goals.A.costs.once.1.pays")]
    assert paid(deed(model, "leave squeeze", "A")) == mine
    assert paid(deed(model, "leave squeeze", "B")) == []
    assert paid(deed(model, "walk away", "B")) == [
        ("goals.B.costs.weight", "goals.B.costs.once.1.pays")
    ]


def test_a_payment_on_a_line_does_not_mind_which_end_is_named_first(model: Model) -> None:
    assert paid(deed(model, "open A-C")) == [("goals.A.costs.weight", "goals.A.costs.once.3.pays")]


def test_undoing_pays_whoever_says_so(model: Model) -> None:
    assert len(deed(model, "undo sole", "B").clauses) == 1


def test_a_shock_undoes_and_sets_where_it_can_strike(model: Model) -> None:
    storm, columns = shift(model, ShiftKind.SHOCK), model.layout.move_column
    heat = model.layout.variable_column["heat"]
    assert storm.rate == "shocks.storm.rate"
    assert storm.effects == ((columns["sole"], 0), (columns["pair"], 0), (heat, 0))


def test_a_scheduled_move_has_its_window_and_its_payments(model: Model) -> None:
    found = shift(model, ShiftKind.SCHEDULED)
    assert found.rate == "scheduled.0.held"
    assert found.window == (date(2020, 2, 1), date(2020, 2, 29))
    assert found.effects == ((model.layout.move_column["either"], 1),)


def test_collapse_ends_like_walking_away_and_resumption_starts_again(model: Model) -> None:
    collapse, resumption = shift(model, ShiftKind.COLLAPSE), shift(model, ShiftKind.RESUMPTION)
    assert collapse.effects == deed(model, "walk away", "B").effects
    assert collapse.clauses == ()
    assert resumption.guards == ((model.layout.ended_column, 1),)
    assert resumption.effects == ((model.layout.ended_column, 0),)


def test_what_cannot_happen_is_not_there() -> None:
    model = compiled("""
        actors: {A: {}}
        moves: {m: {by: A}, idle: {by: A}}
        scheduled: [{move: idle, between: [2020-02-01, 2020-02-29], held: 0.7}]
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    assert [d.label for d in model.deeds] == ["m"]
    assert model.shifts == ()


def test_a_line_is_the_same_from_both_ends() -> None:
    assert same(parse_action("open A-B"), parse_action("open B-A"))
    assert not same(parse_action("open A-B"), parse_action("open A-C"))
    assert not same(parse_action("join c"), parse_action("leave c"))


def test_a_move_that_may_not_be_made_can_only_be_taken_back() -> None:
    model = compiled("""
        actors: {A: {}, B: {}}
        moves: {m: {by: A, may_be_made: false, reversible: [A, B]}}
        standing: [m]
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    assert [d.label for d in model.deeds] == ["undo m by A", "undo m by B"]
    assert model.states[:, 0].tolist() == [1, 0]
