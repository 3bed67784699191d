from tests.small import unsettle

from detente.behaviour import Effort, Lab
from detente.behaviour.rest import provisional
from detente.case.reader import load


def test_only_what_did_not_come_to_rest_is_called_provisional() -> None:
    case = load("teaching-two-steps")
    lab = Lab(case=case, focal=case.focal_actor, effort=Effort(draws=2))
    assert provisional(lab) == ()
    unsettle(lab)
    (said,) = provisional(lab)
    assert "did not come to rest" in said.sentence
