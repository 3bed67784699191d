"""From a case's name to its lab."""

from detente.behaviour import Effort, Lab
from detente.behaviour.lab import Progress, unwatched
from detente.case.reader import load
from detente.study.run import known


def open_lab(
    case: str,
    *,
    focal: str = "",
    scenario: str = "",
    effort: Effort | None = None,
    progress: Progress = unwatched,
) -> Lab:
    """The lab of a case file or shipped case.

    Raises:
        CaseError: the file has faults.
        StudyError: it has no such actor or scenario.
    """
    read = load(case)
    actor = known(focal, read.actors, "actor") or read.focal_actor
    known(scenario, read.scenarios, "scenario")
    return Lab(
        case=read.model_copy(update={"focal": actor}),
        focal=actor,
        scenario=scenario,
        effort=effort or Effort(),
        progress=progress,
    )
