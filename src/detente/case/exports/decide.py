"""A case as an input file of Decide."""

from detente.base.errors import StudyError
from detente.case.exports.stance_rows import plain, remark, stance_rows
from detente.case.schema import Case, Issue

_FULL_SALIENCE = 100.0


def to_decide(case: Case) -> str:
    """The positions of the case at their modes, in rows of cells between tabs.

    Actors and issues go under their ids, saliences as shares of 1. A scale that falls is written
    with its least point first, as Decide has it.

    Raises:
        StudyError: Nobody has a position.
    """
    rows = tuple(stance_rows(case))
    if not rows:
        raise StudyError("the case has no positions to write", "add `issues:` and `positions:`")
    lines: list[tuple[str, ...]] = [("#O", case.title)]
    for actor in dict.fromkeys(row.actor for row in rows):
        named = case.actors[actor].name or actor
        lines.append(("#A", actor, named, remark(case, f"actors.{actor}")))
    for name, issue in case.issues.items():
        lines.append(("#P", name, issue.name or name, remark(case, f"issues.{name}")))
        lines += [("#M", name, point, meaning) for point, meaning in _marks(issue).items()]
    for row in rows:
        numbers = (row.at, row.salience / _FULL_SALIENCE, row.capability)
        lines.append(("#D", row.actor, row.issue, *map(plain, numbers)))
    return "".join("\t".join(map(_cell, line)).rstrip("\t") + "\n" for line in lines)


def _cell(text: str) -> str:
    """A text in one line; in quotes only where its own would be taken for them."""
    line = " ".join(text.split())
    doubled = line.replace('"', '""')
    return f'"{doubled}"' if line.startswith(("'", '"')) else line


def _marks(issue: Issue) -> dict[str, str]:
    """The two ends of a scale and its labels, in order."""
    labels = {float(point): label for point, label in issue.labels.items()}
    points = sorted({issue.from_, issue.to, *labels})
    return {plain(point): labels.get(point, "") for point in points}
