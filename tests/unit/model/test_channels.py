"""Who reaches whom over which lines, and how well."""

from datetime import date

import pytest
from tests.small import compiled, small

from detente.case.inputs import walk_numbers
from detente.case.schema import Case
from detente.model.channels import Reach, contacts, reach

LINES = """
    actors: {A: {}, B: {}, C: {}, D: {}, E: {}}
    moves: {m: {by: [A, C]}, k: {by: [A, B, C, D], how: at_least(3)}, one: {by: [A, E], how: any}}
    channels:
      - {between: [A, B], strength: 0.8}
      - {between: [B, C], strength: 0.5}
      - {between: [A, C], strength: 0.3}
      - {between: [C, D], strength: 1, since: 2020-07-01}
      - {between: [D, E], strength: 0.6, open: false}
    strategies: {A: {s: {first: [open A-E]}}}
    goals: {A: {g: {weight: 1, measure: "(m and k and one) - talks(D, E)"}}}
    """
MARCH, AUGUST = date(2020, 3, 1), date(2020, 8, 1)


@pytest.fixture(scope="module")
def case() -> Case:
    return small(LINES)


def reached(case: Case, *opened: tuple[str, str], on: date | None = MARCH) -> Reach:
    inputs = {path: number.mode for path, number in walk_numbers(case)}
    return reach(case, inputs, frozenset(opened), on)


def test_the_strongest_chain_counts(case: Case) -> None:
    strength = reached(case).strength
    assert strength[0, 2] == strength[2, 0] == pytest.approx(0.8 * 0.5)
    assert strength[0, 1] == pytest.approx(0.8)
    assert (strength.diagonal() == 1.0).all()


def test_a_dated_line_counts_from_its_day(case: Case) -> None:
    assert reached(case).strength[0, 3] == 0.0
    assert reached(case, on=AUGUST).strength[0, 3] == pytest.approx(0.4)
    assert reached(case, on=date(2020, 7, 1)).strength[2, 3] == 1.0
    assert reached(case, on=None).strength[2, 3] == 1.0


def test_an_opened_line_has_its_own_strength_or_the_usual_one(case: Case) -> None:
    assert reached(case, ("D", "E")).strength[3, 4] == pytest.approx(0.6)
    assert reached(case, ("A", "E")).strength[0, 4] == pytest.approx(0.5)
    assert reached(case).strength[3, 4] == 0.0


def test_without_channels_everybody_reaches_everybody() -> None:
    model = compiled("""
        actors: {A: {}, B: {}}
        moves: {m: {by: [A, B]}}
        goals: {A: {g: {weight: 1, measure: m}}}
        """)
    assert (reached(model.case).strength == 1.0).all()


def test_of_the_owners_needed_the_weakest_counts(case: Case) -> None:
    found = reached(case, on=AUGUST)
    assert found.joint(0, [1, 2, 3], 1) == pytest.approx(0.8)
    assert found.joint(0, [1, 2, 3], 3) == pytest.approx(0.4)
    assert found.joint(0, [1, 2, 3, 4], 4) == 0.0
    assert found.joint(0, [], 0) == 1.0


def test_contacts_of_every_proposer_of_every_deed() -> None:
    model = compiled(LINES)
    found = dict(
        zip(
            (d.label for d in model.deeds),
            contacts(model.case, model.mode, frozenset(), MARCH, model.deeds),
            strict=True,
        )
    )
    assert found["m"] == pytest.approx((0.4, 0.4))
    assert found["k"] == pytest.approx((0.4, 0.5, 0.4, 0.0))
    assert found["one"] == (1.0, 1.0)
    # Nothing else joins A and E, or D and E, but the line that they open.
    assert found["open A-E"] == pytest.approx((0.5, 0.5))
    assert found["open D-E"] == pytest.approx((0.6, 0.6))
