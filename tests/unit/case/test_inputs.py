from detente.case.inputs import walk_numbers, written_inputs
from detente.case.reader import read_text

CASE = """
detente: 1
id: numbers
title: Numbers
as_of: 2018-03-21
actors: {USA: {discount: 0.2}, PRK: {}}
moves: {summit: {by: [USA, PRK]}}
scheduled: [{move: summit, between: [2018-05-01, 2018-06-30], held: [0.4, 0.6, 0.8]}]
pressure: {sanctions: {on: PRK, members: {USA: {share: 3, in: true}}}}
goals: {USA: {safety: {weight: [50, 70], measure: summit, once: [{on: summit, pays: -1}]}}}
"""


def test_every_number_stands_under_its_path_in_the_order_of_the_format() -> None:
    numbers = dict(walk_numbers(read_text(CASE)))
    assert list(numbers) == [
        "actors.USA.discount",
        "actors.USA.pace",
        "actors.PRK.discount",
        "actors.PRK.pace",
        "scheduled.0.held",
        "breakdown.pace",
        "breakdown.rate",
        "breakdown.resumes",
        "pressure.sanctions.members.USA.share",
        "pressure.sanctions.substitutability",
        "goals.USA.safety.weight",
        "goals.USA.safety.once.0.pays",
    ]
    assert numbers["scheduled.0.held"].mode == 0.6
    assert numbers["goals.USA.safety.weight"].high == 70


def test_defaults_are_not_what_the_analyst_wrote() -> None:
    assert written_inputs(read_text(CASE)) == (
        "actors.USA.discount",
        "scheduled.0.held",
        "pressure.sanctions.members.USA.share",
        "goals.USA.safety.weight",
        "goals.USA.safety.once.0.pays",
    )
