"""detente makes international negotiations computable.

From a case file to a brief in Python:

    import detente

    case = detente.load("japan-2018")
    study = detente.run_study(case, detente.Request(effort=detente.Effort(draws=32)))
    html = detente.to_html(study)

Names are imported when first used, so that `import detente` is quick.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.analyses import CATALOGUE
    from detente.base.errors import CaseError, StudyError
    from detente.behaviour import Effort, Lab, Setting, Solution, Stance
    from detente.case.reader import check, load, read_text
    from detente.case.scenarios import in_scenario, with_overrides
    from detente.case.schema import Case
    from detente.case.writer import write
    from detente.report.html import to_html
    from detente.report.pdf import to_pdf
    from detente.report.tables import to_csv
    from detente.results import Result, Study
    from detente.results.plain import to_json
    from detente.study.run import Request, run_study

__version__ = "0.1.0"

__all__ = [
    "CATALOGUE",
    "Case",
    "CaseError",
    "Effort",
    "Lab",
    "Request",
    "Result",
    "Setting",
    "Solution",
    "Stance",
    "Study",
    "StudyError",
    "__version__",
    "check",
    "in_scenario",
    "load",
    "read_text",
    "run_study",
    "to_csv",
    "to_html",
    "to_json",
    "to_pdf",
    "with_overrides",
    "write",
]

_HOMES = {
    "detente.analyses": ("CATALOGUE",),
    "detente.base.errors": ("CaseError", "StudyError"),
    "detente.behaviour": ("Effort", "Lab", "Setting", "Solution", "Stance"),
    "detente.case.reader": ("check", "load", "read_text"),
    "detente.case.scenarios": ("in_scenario", "with_overrides"),
    "detente.case.schema": ("Case",),
    "detente.case.writer": ("write",),
    "detente.report.html": ("to_html",),
    "detente.report.pdf": ("to_pdf",),
    "detente.report.tables": ("to_csv",),
    "detente.results": ("Result", "Study"),
    "detente.results.plain": ("to_json",),
    "detente.study.run": ("Request", "run_study"),
}


def __getattr__(name: str) -> object:
    """A public name, from the module it lives in."""
    for home, names in _HOMES.items():
        if name in names:
            return getattr(import_module(home), name)
    message = f"module 'detente' has no attribute '{name}'"
    raise AttributeError(message)


def __dir__() -> list[str]:
    return sorted(__all__)
