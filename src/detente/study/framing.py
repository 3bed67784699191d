"""What surrounds the answers of a study: names for people, sources, how to get it again."""

from collections.abc import Iterable, Iterator

from detente.base.ids import ActorId
from detente.behaviour import Lab
from detente.case.schema import Case
from detente.results import Provenance, Result, SourceLine, Study

FORMAT = "0.2"


def framed(
    lab: Lab,
    provenance: Provenance,
    results: Iterable[Result],
    *,
    sources: Iterable[SourceLine] = (),
    notices: Iterable[str] = (),
) -> Study:
    """The study that holds these results."""
    case, answered = lab.case, tuple(results)
    return Study(
        format=FORMAT,
        title=case.title,
        as_of=case.as_of.isoformat(),
        focal=lab.focal,
        focal_name=case.actor_label(lab.focal),
        names={a: {"en": case.actor_label(a), **e.names} for a, e in case.actors.items()},
        words=_words(case, lab.focal),
        colours=dict(case.display.colours),
        results=answered,
        sources=tuple(sources),
        notices=tuple(notices),
        solves=lab.solves,
        provenance=provenance,
    )


def sources(case: Case) -> Iterator[SourceLine]:
    """Every source of the case, with how often it is cited."""
    cited = [source.split("#")[0] for e in case.evidence for source in e.sources]
    for name, source in case.sources.items():
        yield SourceLine(
            id=name,
            title=source.title,
            publisher=source.publisher,
            date=source.date,
            url=source.url,
            cited=cited.count(name),
        )


def _words(case: Case, focal: ActorId) -> dict[str, str]:
    """Names by id, of every id that names just one thing."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for name, said in _named(case, focal):
        taken |= {name} if name in found else set()
        found[name] = said
    return {name: said for name, said in found.items() if said and name not in taken}


def _named(case: Case, focal: ActorId) -> Iterator[tuple[str, str]]:
    """Every id of the case with its name, empty if it has none."""
    yield from ((move, case.move_name(move)) for move in case.moves)
    yield from ((issue, case.issue_name(issue)) for issue in case.issues)
    for kind in (case.threats, case.strategies.get(focal, {}), case.scenarios, case.pressure):
        yield from ((name, entry.name) for name, entry in kind.items())
    yield from ((name, "") for kind in (case.facts, case.questions, case.claims) for name in kind)
