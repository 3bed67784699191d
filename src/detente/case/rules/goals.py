"""Do goals want something that can change, and nothing that answers the question beforehand?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic, Severity
from detente.case.expressions.tree import Action, Call, Name, Negative, Not, Tree, Verb
from detente.case.expressions.walk import children, walk
from detente.case.rules.contract import Places
from detente.case.schema import Case, Goal, Strategy


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A doubt for goals that never change and for goals that pay for a strategy's own step."""
    for actor, goals in case.goals.items():
        for name, goal in goals.items():
            names_something = any(isinstance(p, Name | Call) for p in walk(goal.measure.tree))
            if not names_something and not goal.once:
                yield Diagnostic(
                    code="logic/constant-measure",
                    message=f"the goal '{name}' of {actor} is always fulfilled to the same degree",
                    location=places.locate(f"goals.{actor}.{name}.measure"),
                    hint="name moves, facts or threats in its measure, or give it `once:`",
                    severity=Severity.WARNING,
                )
    yield from _paid_strategies(case, places)


def _paid_strategies(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A focal actor that is paid for a strategy as such will always be advised to follow it."""
    actor = case.focal_actor
    steps = {
        action: name
        for name, strategy in case.strategies.get(actor, {}).items()
        for action in _demanded(strategy)
    }
    for name, goal in case.goals.get(actor, {}).items():
        path = f"goals.{actor}.{name}"
        for action in _rewarded(goal):
            if action in steps and not _is_sourced(case, path):
                yield Diagnostic(
                    code="logic/goal-pays-strategy",
                    message=f"the goal '{name}' pays {actor} for '{action}', "
                    f"a step of its own strategy '{steps[action]}'",
                    location=places.locate_key(path),
                    hint="say what the step leads to instead, or give the payment a source",
                    severity=Severity.WARNING,
                )


def _demanded(strategy: Strategy) -> tuple[Action, ...]:
    return (*strategy.first, *(does.action for does in strategy.does))


def _rewarded(goal: Goal) -> tuple[Action, ...]:
    """The actions that a goal pays for: by its measure, or once with more than nothing."""
    measured = tuple(Action(Verb.DO, name) for name in _wanted(goal.measure.tree))
    paid = tuple(once.on for once in goal.once if once.pays.high > 0)
    return tuple(dict.fromkeys((*measured, *paid)))


def _wanted(tree: Tree) -> Iterator[str]:
    """Names in a measure that stand under no `not` and no minus sign."""
    if isinstance(tree, Name):
        yield tree.id
    elif not isinstance(tree, Not | Negative | Call):
        for part in children(tree):
            yield from _wanted(part)


def _is_sourced(case: Case, path: str) -> bool:
    return any(
        evidence.sources and (evidence.path == path or evidence.path.startswith(f"{path}."))
        for evidence in case.evidence
    )
