"""One result on its own as a study, so that every front can show it."""

from detente import __version__
from detente.behaviour import Lab
from detente.case.writer import digest
from detente.results import Provenance, Result, Study
from detente.study.framing import framed


def provenance(lab: Lab, command: str) -> Provenance:
    """What it takes to get the same answer again."""
    return Provenance(
        case_id=lab.case.id,
        case_digest=digest(lab.case),
        scenario=lab.scenario,
        focal=lab.focal,
        draws=lab.effort.draws,
        seed=lab.effort.seed,
        version=__version__,
        command=command,
    )


def single(lab: Lab, result: Result) -> Study:
    """A study that holds just this result."""
    return framed(lab, result.provenance, (result,))
