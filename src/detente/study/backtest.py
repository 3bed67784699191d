"""How good are models on decided issues? A study of a data file, not of a case."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import NamedTuple

import numpy as np

from detente import __version__
from detente.base.errors import StudyError
from detente.base.suggestions import suggestion
from detente.behaviour.lab import Progress, unwatched
from detente.behaviour.lenses import BASELINE, FORECAST, MODELS, Expected
from detente.behaviour.proposals import Proposal, free_proposal
from detente.case.decided import DecidedIssue, DecidedTable
from detente.methods.forecast_distribution import OUTER, crps, depth, quantiles
from detente.methods.game import Floats, Ints
from detente.methods.stances import Stances
from detente.results import Provenance
from detente.study.backtest_forecast import Fit, cross_validated

_FULL = 100.0


class Answers(NamedTuple):
    """What one model said about N issues and how far off it was, in shares of the scale."""

    model: str
    error: Floats
    """[N] absolute error of the point; not a number where the model says nothing."""
    crps: Floats
    """[N] score of the distribution; of a point alone it is the error."""
    low: Floats
    """[N] lower end of the interval of four fifths; not a number without a distribution."""
    high: Floats
    """[N] its upper end."""
    depth: Floats
    """[N] how far inside the distribution the outcome lies, 0..1/2; not a number without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """All that scores are made of."""

    table: DecidedTable
    issues: tuple[DecidedIssue, ...]
    """[N] proposal by proposal."""
    outcome: Floats
    """[N] 0..1."""
    group: Ints
    """[N] number of the proposal."""
    proposals: tuple[Proposal, ...]
    answers: tuple[Answers, ...]
    """One for each model."""
    fits: tuple[Fit, ...]
    """One for each fold; empty if the forecast was not asked for."""
    seed: int
    """Of folds and bootstrap."""

    @property
    def last(self) -> date:
        """The day on which the last of the issues was decided, as far as the file says."""
        return max(issue.day for issue in self.issues)

    def provenance(self, command: str, draws: int) -> Provenance:
        """What it takes to get the same scores again."""
        return Provenance(
            case_id=PurePath(self.table.file).name,
            case_digest=self.table.digest,
            scenario="",
            focal="",
            draws=draws,
            seed=self.seed,
            version=__version__,
            command=command,
        )


def measure(
    table: DecidedTable,
    models: Sequence[str] = (),
    *,
    seed: int = 1,
    progress: Progress = unwatched,
) -> Measured:
    """What the models asked (all, if none is named) say about every issue of a table.

    Raises:
        StudyError: there is no such model, or less than two proposals.
    """
    wanted = _wanted(models)
    by_proposal = _by_proposal(table.issues)
    if len(by_proposal) < 2:  # noqa: PLR2004 - one to fit and one to try; two to resample
        message = f"{table.file} has issues of {len(by_proposal)} proposals that can be scored"
        raise StudyError(message, "two at least are needed")
    issues = tuple(issue for together in by_proposal for issue in together)
    outcome = np.array([issue.outcome / _FULL for issue in issues])
    group = np.repeat(np.arange(len(by_proposal)), [len(one) for one in by_proposal])
    proposals = tuple(_proposal(together) for together in by_proposal)
    said: dict[str, tuple[Expected, ...]] = {}
    for k, model in enumerate(one for one in MODELS if one.id in wanted):
        progress(model.id, k, len(wanted))
        said[model.id] = tuple(s for proposal in proposals for s in model.ask(proposal))
    fits: tuple[Fit, ...] = ()
    if FORECAST in wanted:
        progress(FORECAST, len(wanted) - 1, len(wanted))
        said[FORECAST], fits = cross_validated(proposals, outcome, group, seed)
    return Measured(
        table=table,
        issues=issues,
        outcome=outcome,
        group=group,
        proposals=proposals,
        answers=tuple(_answers(model, said[model], outcome) for model in wanted),
        fits=fits,
        seed=seed,
    )


def _wanted(models: Sequence[str]) -> tuple[str, ...]:
    """The models asked for in the order of the list, what they are compared with among them."""
    names = (FORECAST, *(model.id for model in MODELS))
    for name in models:
        if name not in names:
            raise StudyError(f"there is no model '{name}'", suggestion(name, names))
    return tuple(name for name in names if not models or name in {*models, BASELINE})


def _by_proposal(issues: Iterable[DecidedIssue]) -> tuple[tuple[DecidedIssue, ...], ...]:
    found: dict[str, list[DecidedIssue]] = {}
    for issue in issues:
        found.setdefault(issue.proposal, []).append(issue)
    return tuple(tuple(together) for together in found.values())


def _proposal(issues: Sequence[DecidedIssue]) -> Proposal:
    """The issues of one proposal as arrays; whoever has no position on an issue is absent there."""
    actors = list(dict.fromkeys(stand.actor for issue in issues for stand in issue.stands))
    position, salience, capability = np.zeros((3, len(actors), len(issues)))
    present = np.zeros((len(actors), len(issues)), dtype=np.bool_)
    for j, issue in enumerate(issues):
        for stand in issue.stands:
            at = actors.index(stand.actor), j
            position[at], salience[at] = stand.position / _FULL, stand.salience / _FULL
            capability[at], present[at] = stand.capability, True
    status_quo = [np.nan if i.status_quo is None else i.status_quo / _FULL for i in issues]
    return free_proposal(Stances(position, salience, capability, present), np.array(status_quo))


def _answers(model: str, said: Sequence[Expected], outcome: Floats) -> Answers:
    """A model's answers with their errors."""
    ends, inside = np.full((len(said), 2), np.nan), np.full(len(said), np.nan)
    error = np.abs(np.array([one.point for one in said]) - outcome)
    score = error.copy()
    for k, one in enumerate(said):
        if one.distribution is not None:
            ends[k] = quantiles(one.distribution, np.array([OUTER, 1.0 - OUTER]))
            score[k] = crps(one.distribution, float(outcome[k]))
            inside[k] = depth(one.distribution, float(outcome[k]))
    return Answers(model, error, score, ends[:, 0], ends[:, 1], inside)
