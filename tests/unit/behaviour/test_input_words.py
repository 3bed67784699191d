"""Inputs in an analyst's words."""

import pytest
from tests.small import small

from detente.behaviour.input_words import input_words
from detente.case.inputs import walk_numbers
from detente.case.schema import Case


@pytest.fixture(scope="module")
def case() -> Case:
    return small("""
        actors: {JPN: {name: Japan, stake: 5}, PRK: {name: North Korea}, USA: {}}
        variables: {heat: {levels: [calm, tense], start: calm}}
        moves:
          summit: {by: [JPN, PRK], pace: 2, reversible: PRK, undo_pace: 1, name: the summit}
          relief: {by: JPN}
        shocks: {bad_storm: {rate: 1, when: summit, sets: {heat: tense}}}
        scheduled: [{move: summit, between: [2020-02-01, 2020-03-01], held: 0.5}]
        breakdown: {pace: 1, rate: 0.1, resumes: 0.2, afterwards: {PRK: -1}}
        threats:
          srbm:
            name: missiles
            held_by: PRK
            reaches: {JPN: 0.5}
            floor: 0.1
            ended_by: {summit: 0.9}
            deterred_by: {USA: 0.3}
            factors: {heat: {tense: 1.2}}
        pressure:
          max_pressure:
            on: PRK
            members: {JPN: {share: 1, in: true}}
            backfill: {USA: 1}
            substitutability: 0.5
            eased_by: {relief: 0.4}
        goals:
          JPN: {safety: {weight: 1, measure: -exposure(JPN), once: [{on: summit, pays: -1}]}}
          PRK: {economy: {weight: 1, measure: -pressure(PRK), name: its economy}}
        channels: [{between: [JPN, PRK], strength: 0.4}]
        issues: {arms_limit: {}}
        positions: {JPN: {arms_limit: {at: 80, salience: 50, capability: 20, red_line: 60}}}
        questions:
          held: {event: summit, by: 2021-01-01, base_rate: 0.1, analyst: 0.5, resolves: seen}
        """)


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("goals.JPN.safety.weight", "Japan's weight on safety"),
        ("goals.PRK.economy.weight", "North Korea's weight on its economy"),
        ("goals.JPN.safety.once.0.pays", "Japan's payment for safety on 'summit'"),
        ("actors.JPN.discount", "Japan's discount rate"),
        ("actors.JPN.stake", "Japan's stake"),
        ("actors.USA.pace", "USA's pace"),
        ("moves.summit.pace", "the pace of “the summit”"),
        ("moves.summit.undo_pace", "the pace of undoing “the summit”"),
        ("shocks.bad_storm.rate", "the rate of “bad storm”"),
        ("scheduled.0.held", "the chance that “the summit” is held as planned"),
        ("breakdown.pace", "the pace of considering to walk away"),
        ("breakdown.rate", "the rate of collapse from outside"),
        ("breakdown.resumes", "the rate at which talks resume"),
        ("breakdown.afterwards.PRK", "what breakdown adds for North Korea"),
        ("threats.srbm.reaches.JPN", "how much of Japan's safety “missiles” takes"),
        ("threats.srbm.floor", "what is left of “missiles” in the end"),
        ("threats.srbm.ended_by.summit", "how much of “missiles” “the summit” ends"),
        ("threats.srbm.deterred_by.USA", "how much USA deters “missiles”"),
        ("threats.srbm.factors.heat.tense", "the factor on “missiles” when heat is tense"),
        ("pressure.max_pressure.members.JPN.share", "Japan's share in “max pressure”"),
        ("pressure.max_pressure.backfill.USA", "USA's capacity to make up for “max pressure”"),
        ("pressure.max_pressure.substitutability", "how far “max pressure” can be made up for"),
        ("pressure.max_pressure.eased_by.relief", "how much of “max pressure” “relief” takes off"),
        ("channels.0.strength", "the strength of the line Japan-North Korea"),
        ("questions.held.base_rate", "the base rate of “held”"),
        ("questions.held.analyst", "the analyst's own probability of “held”"),
        ("positions.JPN.arms_limit.at", "Japan's position on arms limit"),
        ("positions.JPN.arms_limit.red_line", "Japan's red line on arms limit"),
    ],
)
def test_an_input_in_words(case: Case, path: str, words: str) -> None:
    assert path in dict(walk_numbers(case))
    assert input_words(case, path) == words


def test_no_number_of_a_case_is_without_words(case: Case) -> None:
    bare = [path for path, _ in walk_numbers(case) if input_words(case, path) == path]
    assert bare == []
