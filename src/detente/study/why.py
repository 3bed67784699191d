"""Why an event would happen: the most probable ways to it, with each mover's reason."""

from collections.abc import Iterator

from detente.base.errors import StudyError
from detente.behaviour import Lab, Solution
from detente.behaviour.solved_tables import way_words
from detente.behaviour.told import Happening, story, ways
from detente.case.expressions import Tree
from detente.case.expressions.checker import check_condition
from detente.case.expressions.parser import parse_expression
from detente.case.rules.phrases import names_of
from detente.case.schema import Case
from detente.methods.game import Bools
from detente.methods.likely_paths import LikelyPath
from detente.results import (
    Column,
    Finding,
    Guarantee,
    GuaranteeKind,
    Provenance,
    Result,
    Table,
    Topic,
)
from detente.results.words import percent

WAYS = 5


def why(lab: Lab, event: str, provenance: Provenance) -> Result:
    """The most probable ways to an event, every step with its mover and what the mover gains.

    `event` is the id of a move, fact or question, or a state expression.
    """
    tree = _event(lab.case, event)
    solution = lab.solution()
    targets = solution.model.view().holds(tree)
    chance = solution.probability(targets[:, None], (lab.case.horizon,))[0, 0]
    paths = _paths(solution, targets)
    return Result(
        analysis="why",
        question=f"Why would “{event}” come about?",
        findings=tuple(_findings(lab, event, float(chance), paths, holds=bool(targets[0]))),
        tables=(_table(solution, paths),),
        figures=(),
        guarantee=Guarantee(
            kind=GuaranteeKind.ENUMERATED,
            sentence=(
                f"The {WAYS} most probable ways at the mode of all numbers, with the rates as they "
                "are up to the horizon; ways that pass a state twice are left out."
            ),
        ),
        assumptions=(),
        references=(),
        provenance=provenance,
    )


def _event(case: Case, event: str) -> Tree:
    if event in case.questions:
        return case.questions[event].event.tree
    try:
        tree = parse_expression(event).tree
    except ValueError as error:
        raise StudyError(f"'{event}' is not an event", str(error)) from error
    problems = list(check_condition(tree, names_of(case)))
    if problems:
        raise StudyError(problems[0].message, problems[0].hint)
    return tree


def _paths(solution: Solution, targets: Bools) -> tuple[LikelyPath, ...]:
    if targets[0]:
        return ()
    return ways(solution, targets[:, None], WAYS)[0]


def _findings(
    lab: Lab, event: str, chance: float, paths: tuple[LikelyPath, ...], *, holds: bool
) -> Iterator[Finding]:
    years = lab.case.horizon
    if not paths:
        said = "is true already" if holds else "cannot come about in this case"
        yield Finding(topic=Topic.BOTTOM_LINE, sentence=f"“{event}” {said}.")
        return
    yield Finding(
        topic=Topic.BOTTOM_LINE,
        rank=1,
        sentence=(
            f"“{event}” comes about within {years:g} years with a probability of {percent(chance)} "
            "(all numbers at their mode)."
        ),
    )
    first = paths[0]
    told = way_words(lab.case, story(lab.solution(), first))
    yield Finding(
        topic=Topic.BOTTOM_LINE,
        rank=2,
        sentence=f"The most probable way ({percent(first.probability)}): {told}.",
    )


def _table(solution: Solution, paths: tuple[LikelyPath, ...]) -> Table:
    return Table(
        id="ways",
        title="The most probable ways, step by step",
        columns=(
            Column(name="way", title="Way"),
            Column(name="probability", title="Probability of the way", unit="share"),
            Column(name="step", title="Step"),
            Column(name="action", title="What happens"),
            Column(name="mover", title="Who moves"),
            Column(name="gain", title="What the mover expects to gain", unit="share of stake"),
            Column(name="reason", title="Reason"),
            Column(name="state", title="State afterwards"),
        ),
        rows=tuple(
            row for k, path in enumerate(paths, start=1) for row in _steps(solution, k, path)
        ),
        topic=Topic.BOTTOM_LINE,
    )


def _steps(
    solution: Solution, way: int, path: LikelyPath
) -> Iterator[tuple[str | float | int | None, ...]]:
    along = zip(story(solution, path), path.states[1:], strict=True)
    for step, (one, state) in enumerate(along, start=1):
        yield (
            way,
            float(path.probability),
            step,
            one.what,
            one.actor,
            one.gain if one.actor else None,
            _reason(one),
            solution.model.words(int(state)),
        )


def _reason(one: Happening) -> str:
    if not one.actor:
        return "nobody chooses it"
    if one.is_mistake:
        return "against its own expected gain: a mistake"
    return "expects to gain"
