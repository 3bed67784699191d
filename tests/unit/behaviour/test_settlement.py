"""The terms of a case under study: modes, draws, scenarios, points in words."""

import numpy as np
import pytest
from tests.small import lab_of, small

from detente.base.errors import StudyError
from detente.behaviour import Lab
from detente.behaviour.settlement import settlement

TALKS = """
actors: {A: {capability: 30}, B: {capability: 10}}
issues:
  arms: {from: 0, to: 50, labels: {0: all kept, 20: half, 50: none}}
  delay: {from: 10, to: 0}
  share: {from: 0, to: 1}
positions:
  A: {arms: {at: [40, 50], salience: 80}, delay: {at: 2, salience: 40}}
  B: {arms: {at: 10, salience: 40}, share: {at: 0.5, salience: 10}}
scenarios: {apart: {set: {positions.B.arms.at: 0}}}
"""


def test_terms_stand_at_their_modes_and_in_every_draw() -> None:
    found = settlement(lab_of(TALKS))
    assert found.terms.stances.position[0, 0] == pytest.approx(0.9)
    assert found.draws == 4
    drawn = [found.stances(k) for k in range(found.draws)]
    first = np.array([stances.position[0, 0] for stances in drawn])
    assert (first >= 0.8).all()
    assert (first <= 1.0).all()
    assert np.ptp(first) > 0
    assert all(np.array_equal(s.salience, found.terms.stances.salience) for s in drawn)


def test_they_are_worked_out_once() -> None:
    lab = lab_of(TALKS)
    assert settlement(lab) is settlement(lab)


def test_a_scenario_stands_in_for_the_case() -> None:
    case = small(TALKS)
    found = settlement(Lab(case=case, focal="A", scenario="apart"))
    assert found.terms.stances.position[1, 0] == 0.0


def test_points_are_told_to_a_hundredth_of_their_scale() -> None:
    found = settlement(lab_of(TALKS))
    assert found.words("arms", 0.4) == "20 (half)"
    assert found.words("arms", 0.66666) == "33.3 (between half and none)"
    assert found.words("delay", 0.12345) == "8.8"
    assert found.words("share", 0.12345) == "0.12"


def test_a_case_without_positions_is_told_so() -> None:
    with pytest.raises(StudyError, match="nobody in the case has a position"):
        settlement(lab_of("actors: {A: {}}"))
