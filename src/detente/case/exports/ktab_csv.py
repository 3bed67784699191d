"""A case as a scenario of KTAB in comma-separated text."""

import csv
from io import StringIO
from itertools import chain

from detente.case.exports.ktab import ktab_scenario
from detente.case.schema import Case


def to_ktab_csv(case: Case) -> str:
    """The positions of the case at their modes; switches and accommodation need XML.

    Raises:
        StudyError: The case says what KTAB cannot hold.
    """
    scenario = ktab_scenario(case)
    text = StringIO()
    write = csv.writer(text, lineterminator="\n").writerow
    sizes = (len(scenario.actors), len(scenario.dimensions))
    write([_line(scenario.name), _line(scenario.description), *sizes])
    columns = ((_line(name), f"{_line(name)} salience") for name in scenario.dimensions)
    write(["Actor", "Description", "Power", *chain.from_iterable(columns)])
    for actor in scenario.actors:
        pairs = zip(actor.positions, actor.saliences, strict=True)
        row = (_line(actor.name), _line(actor.description), actor.capability)
        write([*row, *chain.from_iterable(pairs)])
    return text.getvalue()


def _line(text: str) -> str:
    """A text in one line: KTAB reads line by line."""
    return " ".join(text.split())
