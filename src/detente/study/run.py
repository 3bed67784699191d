"""A case and a request -> a study: the catalogue asked, one analysis after the other."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from detente import __version__
from detente.analyses import CATALOGUE, Analysis, Ask, Part, parts
from detente.base.errors import StudyError
from detente.base.ids import ActorId, AnalysisId, ScenarioId
from detente.base.suggestions import suggestion
from detente.behaviour import Effort, Lab
from detente.behaviour.lab import Progress, unwatched
from detente.case.schema import Case
from detente.case.writer import digest
from detente.model.explore import MANY_PAIRS
from detente.results import Provenance, Study
from detente.study.framing import framed, sources
from detente.study.words import command, effort_words, option


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What is asked of a case; empty means everything, for the case's own focal actor."""

    analyses: tuple[AnalysisId, ...] = ()
    focal: ActorId = ""
    other: ActorId = ""
    scenario: ScenarioId = ""
    target: int | None = None
    effort: Effort = field(default_factory=Effort)
    file: str = ""
    """How the case was named, by its file or as a shipped case, so that it is found again."""


def run_study(
    case: Case,
    request: Request,
    *,
    notices: Iterable[str] = (),
    progress: Progress = unwatched,
    catalogue: tuple[Analysis, ...] = CATALOGUE,
    timing: Callable[[Mapping[str, float]], None] | None = None,
) -> Study:
    """Every analysis asked for, answered for one focal actor.

    `timing` is told where the time went; it is no part of the study, which is the same every time.

    Raises:
        StudyError: the request names an actor, scenario or analysis that is not there.
    """
    focal = known(request.focal, case.actors, "actor") or case.focal_actor
    other = known(request.other, case.actors, "actor")
    known(request.scenario, case.scenarios, "scenario")
    chosen = _chosen(request.analyses, case, catalogue)
    seen = case.model_copy(update={"focal": focal})
    lab = Lab(
        case=seen, focal=focal, scenario=request.scenario, effort=request.effort, progress=progress
    )
    ask = Ask(
        focal=focal,
        other=other or None,
        target=request.target,
        provenance=_provenance(case, request, focal),
    )
    results = []
    for k, analysis in enumerate(chosen):
        progress(analysis.id, k, len(chosen))
        with lab.account.timed(analysis.id):
            results.append(analysis.result(lab, ask))
    if timing is not None:
        timing(dict(lab.account.spent))
    return framed(
        lab,
        ask.provenance,
        results,
        sources=sources(case),
        notices=(*notices, *_compiled(lab, chosen)),
    )


def known(name: str, among: Iterable[str], what: str) -> str:
    """The name, if it is empty or among those there are.

    Raises:
        StudyError: it is neither.
    """
    names = list(among)
    if name and name not in names:
        message = f"the case has no {what} '{name}'"
        raise StudyError(message, suggestion(name, names))
    return name


def _chosen(
    wanted: tuple[AnalysisId, ...], case: Case, catalogue: tuple[Analysis, ...]
) -> tuple[Analysis, ...]:
    """The analyses asked for, in the order of the catalogue; else all that fit the case."""
    ids = [analysis.id for analysis in catalogue]
    for name in wanted:
        if name not in ids:
            message = f"there is no analysis '{name}'"
            raise StudyError(message, suggestion(name, ids))
    there = parts(case)
    return tuple(a for a in catalogue if (a.id in wanted if wanted else a.part in there))


def _provenance(case: Case, request: Request, focal: ActorId) -> Provenance:
    words = [*option("--focal", focal)]
    words += [word for name in request.analyses for word in option("--analysis", name)]
    words += option("--other", request.other)
    words += option("--scenario", request.scenario)
    words += option("--target", request.target)
    return Provenance(
        case_id=case.id,
        case_digest=digest(case),
        scenario=request.scenario,
        focal=focal,
        draws=request.effort.draws,
        seed=request.effort.seed,
        version=__version__,
        command=command("run", request.file or case.id, *words, *effort_words(request.effort)),
    )


def _compiled(lab: Lab, chosen: tuple[Analysis, ...]) -> Iterable[str]:
    """What the analyst must know about the process, if it was looked at."""
    if any(analysis.part is Part.PROCESS for analysis in chosen):
        yield from _dropped(lab)
        yield from _large(lab)


def _dropped(lab: Lab) -> Iterable[str]:
    for move in lab.model().dropped:
        name = lab.case.move_name(move)
        yield f"The move “{name}” was left out: nothing in the case refers to it."


def _large(lab: Lab) -> Iterable[str]:
    pairs = len(lab.model().topology.act_to)
    if pairs > MANY_PAIRS:
        yield f"The case is large: it has {pairs:,} pairs of a state and an action."
