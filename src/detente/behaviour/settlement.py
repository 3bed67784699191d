"""The terms of a case under study, at their modes and in every draw: what all lenses look at."""

from dataclasses import dataclass
from math import floor, log10

from detente.base.errors import StudyError
from detente.base.ids import IssueId
from detente.behaviour.lab import Lab
from detente.case.inputs import of_terms
from detente.case.schema import Case
from detente.methods.stances import Stances
from detente.model.terms import Terms, compile_terms, draw_terms

_DIGITS = 2
"""Digits by which points of a scale are told: a hundredth of it is the least that counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settlement:
    """What is to be settled, and by whom."""

    case: Case
    terms: Terms
    """Every number at its mode; arrays [n, m]."""
    drawn: Terms
    """The same in every draw; arrays [D, n, m]."""

    @property
    def draws(self) -> int:
        """Number of draws."""
        return len(self.drawn.stances.position)

    def stances(self, draw: int) -> Stances:
        """The stances in one draw, [n, m]."""
        position, salience, capability, present = self.drawn.stances
        return Stances(position[draw], salience[draw], capability[draw], present)

    def point(self, issue: IssueId, share: float) -> float:
        """A share of the scale of an issue as a point of it, rounded to about a hundredth of it."""
        scale = self.terms.scales[self.terms.issues.index(issue)]
        digits = _DIGITS - floor(log10(abs(scale.end - scale.start)))
        return round(float(scale.point(share)), digits)

    def words(self, issue: IssueId, share: float) -> str:
        """A point of an issue, and what labels say of it: 30 (freeze)."""
        point = self.point(issue, share)
        label = self.case.issues[issue].in_words(point)
        return f"{point:g} ({label})" if label else f"{point:g}"


def settlement(lab: Lab) -> Settlement:
    """The terms of the case of a lab, worked out once.

    Raises:
        StudyError: Nobody in the case has a position.
    """
    return lab.once("settlement", lambda: _settlement(lab))


def is_unsure(lab: Lab) -> bool:
    """Whether any number of the terms differs between draws."""
    return any(map(of_terms, lab.all_inputs().uncertain))


def _settlement(lab: Lab) -> Settlement:
    case = lab.case_in(lab.scenario)
    if not case.positions:
        message = "nobody in the case has a position, so there are no terms to settle"
        raise StudyError(message, "write `issues:`, and under `positions:` who wants what")
    inputs = lab.all_inputs()
    return Settlement(
        case=case,
        terms=compile_terms(case, inputs.mode),
        drawn=draw_terms(case, inputs.mode, inputs.uncertain, inputs.drawn),
    )
