"""Every switch of the spatial model, as KTAB's own program has it, on four drawn actors.

Computed with KTAB 1.x smpc from XML, one setting at a time away from its defaults: how many turns
there are and where the actors end. For the two bargain models that use the receiver's estimate of
the chances, smpc was mended first: `docs/reference/other-programs.md` says what it does.
"""

import numpy as np
import pytest

from detente.methods.contest_rules import (
    KTAB,
    BargainModel,
    Interpolation,
    RiskEstimate,
    RiskRange,
    SpatialRules,
    Succession,
    ThirdParty,
    Victory,
    Voting,
)
from detente.methods.game import Floats
from detente.methods.spatial_politics import Parties, spatial_run

POSITION = [[15.9, 70.4], [63.2, 66.1], [26.1, 6.8], [91.1, 70.2]]
SALIENCE = [[17.0, 18.7], [39.5, 24.3], [45.6, 47.1], [14.3, 7.7]]
CAPABILITY = [13.2, 44.8, 116.6, 30.5]
CYNICAL = np.eye(4)
ELECTION = KTAB.election

STATED = {
    "KTAB's": KTAB,
    "square": KTAB._replace(election=ELECTION._replace(victory=Victory.SQUARE)),
    "quartic": KTAB._replace(election=ELECTION._replace(victory=Victory.QUARTIC)),
    "octic": KTAB._replace(election=ELECTION._replace(victory=Victory.OCTIC)),
    "binary": KTAB._replace(election=ELECTION._replace(victory=Victory.BINARY)),
    "incentive": KTAB._replace(election=ELECTION._replace(succession=Succession.MARKOV_INCENTIVE)),
    "uniform": KTAB._replace(election=ELECTION._replace(succession=Succession.MARKOV_UNIFORM)),
    "binary votes": KTAB._replace(election=ELECTION._replace(voting=Voting.BINARY)),
    "with a binary part": KTAB._replace(
        election=ELECTION._replace(voting=Voting.PROPORTIONAL_BINARY)
    ),
    "with a cubic part": KTAB._replace(
        election=ELECTION._replace(voting=Voting.PROPORTIONAL_CUBIC)
    ),
    "cubic votes": KTAB._replace(election=ELECTION._replace(voting=Voting.CUBIC)),
    "no estimate": KTAB._replace(risk_estimate=RiskEstimate.NONE),
    "half": KTAB._replace(risk_estimate=RiskEstimate.HALF),
    "two thirds": KTAB._replace(risk_estimate=RiskEstimate.TWO_THIRDS),
    "from 0": KTAB._replace(risk_range=RiskRange.FROM_ZERO),
    "from -1": KTAB._replace(risk_range=RiskRange.FROM_MINUS_ONE),
    "not committed": KTAB._replace(third_party=ThirdParty.NO_COMMITMENT),
    "committed": KTAB._replace(third_party=ThirdParty.FULL_COMMITMENT),
    "salience x chance": KTAB._replace(interpolation=Interpolation.SALIENCE_CHANCE),
    "stronger only": KTAB._replace(interpolation=Interpolation.STRONGER_ONLY),
    "both": KTAB._replace(bargain=BargainModel.BOTH),
    "compromise": KTAB._replace(bargain=BargainModel.COMPROMISE),
}
ANSWERS = [
    ("KTAB's", 4, [55.95, 60.57, 55.95, 60.57, 26.15, 6.84, 55.95, 60.57]),
    ("square", 4, [56.15, 60.64, 56.15, 60.64, 26.15, 6.84, 56.15, 60.64]),
    ("quartic", 4, [56.61, 60.81, 56.61, 60.81, 26.15, 6.84, 56.61, 60.81]),
    ("octic", 5, [50.0, 59.12, 50.0, 59.12, 26.15, 6.84, 49.99, 59.14]),
    ("binary", 5, [50.01, 59.12, 50.01, 59.12, 26.15, 6.84, 50.0, 59.14]),
    ("incentive", 4, [63.1, 65.77, 63.1, 65.77, 26.15, 6.84, 52.65, 30.21]),
    ("uniform", 4, [55.54, 60.44, 55.55, 60.44, 26.15, 6.84, 55.55, 60.44]),
    ("binary votes", 7, [29.46, 8.93, 29.46, 8.92, 29.34, 8.9, 29.46, 8.92]),
    ("with a binary part", 4, [48.41, 67.32, 48.41, 67.32, 26.14, 6.83, 48.41, 67.32]),
    ("with a cubic part", 2, [25.7, 70.39, 63.17, 66.11, 26.14, 6.81, 25.7, 70.39]),
    ("cubic votes", 3, [79.8, 68.24, 63.19, 66.1, 26.1, 6.8, 79.8, 68.24]),
    ("no estimate", 4, [53.36, 57.75, 53.36, 57.75, 26.13, 6.82, 47.04, 56.69]),
    ("half", 4, [57.0, 61.76, 57.0, 61.76, 26.16, 6.85, 57.0, 61.76]),
    ("two thirds", 4, [57.8, 62.78, 57.8, 62.78, 26.17, 6.86, 57.8, 62.78]),
    ("from 0", 5, [29.57, 9.67, 29.57, 9.67, 28.48, 8.21, 29.56, 9.71]),
    ("from -1", 3, [58.62, 63.37, 63.1, 66.03, 26.13, 6.81, 63.1, 66.03]),
    ("not committed", 5, [64.89, 69.21, 64.89, 69.21, 26.2, 6.88, 64.89, 69.21]),
    ("committed", 5, [64.89, 69.21, 64.89, 69.21, 26.2, 6.88, 64.89, 69.21]),
    ("salience x chance", 2, [30.01, 70.38, 61.9, 66.31, 27.47, 7.5, 30.01, 70.38]),
    (
        "stronger only",
        7,
        [40.508497, 23.063718, 42.020477, 19.283904, 26.1, 6.8, 40.460118, 23.119683],
    ),
    ("both", 6, [30.63, 16.34, 30.63, 16.34, 29.16, 8.63, 30.63, 16.34]),
    ("compromise", 4, [56.3, 61.67, 56.3, 61.67, 26.149582, 6.8395822, 56.3, 61.67]),
]


def end(rules: SpatialRules, accommodation: Floats) -> tuple[int, Floats]:
    """How many turns there were, and where the actors stand then, of 100."""
    position, salience = np.array(POSITION) / 100, np.array(SALIENCE) / 100
    run = spatial_run(Parties(position, salience, np.array(CAPABILITY), accommodation), rules)
    return len(run.taken), 100 * run.position[-1].ravel()


@pytest.mark.parametrize(("name", "turns", "expected"), ANSWERS)
def test_a_setting_gives_what_ktab_gives(name: str, turns: int, expected: list[float]) -> None:
    played, found = end(STATED[name], CYNICAL)
    assert played == turns
    assert found == pytest.approx(expected, abs=1e-6)


def test_every_setting_has_an_answer() -> None:
    assert [name for name, _, _ in ANSWERS] == list(STATED)


def test_ideals_that_stay_or_follow_in_part() -> None:
    played, found = end(KTAB, np.zeros((4, 4)))
    assert played == 3
    assert found == pytest.approx([63.16, 66.11, 63.16, 66.11, 26.13, 6.81, 63.16, 66.11])
    played, found = end(KTAB, 0.6 * CYNICAL + 0.3 * np.roll(CYNICAL, 1, axis=1))
    assert played == 5
    assert found == pytest.approx([53.91, 32.01, 53.91, 32.01, 26.56, 7.08, 53.91, 32.01])
