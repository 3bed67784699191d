"""Which end states are good for whom, and what separates them?

With p(x, t) the probability of being in state x at date t (exact, ended copies included), states
that read the same are put together. What an end state is worth to an actor is what staying there
for ever would bring, u_i(x) / r_i, placed between the worst and the best state for that actor:

    worth_i(x) = 100 (u_i(x) - min u_i) / (max u_i - min u_i).

Worths of different actors cannot be compared. What separates good ends from bad ones for the focal
actor is the single element e (a move, a membership, a line, a level, breakdown) with the largest

    p (1 - p) (mean worth with e - mean worth without e)^2,     p = probability of e at the horizon,

the part of the spread of its worth that this element alone accounts for.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.ids import ActorId
from detente.behaviour import Lab
from detente.behaviour.chances import TAIL
from detente.behaviour.elements import Element, elements
from detente.behaviour.worth import draws_beside
from detente.methods.game import Floats, Numbers
from detente.model.compiled import Model
from detente.model.numbers import numbers
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.figures import Caption, HeatRow, heat
from detente.results.words import capital, column, percent, points, span

LEAST = 0.01
"""End states less probable than this are summed up."""

OTHERS = "all other states"

_LETTERS = "ABCDEFGH"
"""One letter per end state that is told apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _End:
    """An end state, or several that read the same."""

    letter: str
    words: str
    changes: str
    """Only what differs from today."""
    states: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Separator:
    """How much one element decides of what the end is worth to the focal actor."""

    element: Element
    share: float
    """Probability of the element at the horizon."""
    with_it: float
    without: float
    accounted: float
    """Part of the spread of the worth."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out, all numbers at their mode."""

    lab: Lab
    focal: int
    years: tuple[float, ...]
    standing: Floats
    """[T, N] probability of each state at each date."""
    swept: Floats
    """[S, N] probability of each state at the horizon, per precision and pace."""
    worth: Floats
    """[N, n] 0 to 100 of each actor's own range; not a number where nothing matters to it."""
    drawn: Floats
    """[D, N, n] the same in the first draws."""
    ends: tuple[_End, ...]

    @property
    def final(self) -> Floats:
        """[N] probability of each state at the case's horizon."""
        return self.standing[self.years.index(self.lab.case.horizon)]

    def chance(self, end: _End) -> tuple[float, float, float]:
        """Probability of an end at the horizon, and its range over precision and pace."""
        places = list(end.states)
        swept = self.swept[:, places].sum(axis=1)
        return float(self.final[places].sum()), float(swept.min()), float(swept.max())


def answer(lab: Lab, ask: Ask) -> Answer:
    """Where the process stands at the end, what that is worth to each actor, what decides it."""
    seen = _seen(lab, ask.focal)
    parts = elements(lab.model())
    separators = _separators(seen, parts)
    return Answer(
        findings=(*_likely(seen), *_good_and_bad(seen), *_separating(seen, separators)),
        tables=(_end_table(seen), _worth_table(seen), _separator_table(seen, separators)),
        figures=_figure(seen),
        guarantee=Guarantee(
            kind=GuaranteeKind.PROVED,
            sentence="Exact for the behaviour found with all numbers at their mode; ranges are "
            "over precision and pace, not over the draws.",
        ),
        assumptions=(
            Assumption(
                sentence="An end state is judged as if it stayed for ever.", source="judgement"
            ),
        ),
    )


def _seen(lab: Lab, focal: ActorId) -> _Seen:
    solution, last = lab.solution(), lab.case.horizon
    shown = {constant(f"deadline_{which}") for which in ("short", "middle", "long", "far")}
    years = tuple(sorted({*shown, last}))
    standing = solution.standing(years)
    return _Seen(
        lab=lab,
        focal=lab.model().index(focal),
        years=years,
        standing=standing,
        swept=np.stack([lab.solution(s).standing([last])[0] for s in lab.sweep]),
        worth=_worth(solution.numbers),
        drawn=_drawn(lab),
        ends=_ends(lab.model(), standing[years.index(last)]),
    )


def _worth(points: Numbers) -> Floats:
    """[N, n] what staying in a state for ever is worth, 0 to 100 of each actor's own range."""
    forever = points.flow / points.discount
    low, span_of = forever.min(axis=0), np.ptp(forever, axis=0)
    scaled = np.full_like(forever, np.nan)
    return np.divide(100.0 * (forever - low), span_of, out=scaled, where=span_of > 0)


def _drawn(lab: Lab) -> Floats:
    """[D, N, n] the same in the first draws."""
    model, inputs = lab.model(), lab.inputs()
    count = draws_beside(lab)
    return np.stack([_worth(numbers(model, inputs.at(k), pace=1.0)[0]) for k in range(count)])


def _ends(model: Model, final: Floats) -> tuple[_End, ...]:
    """The likely states at the horizon, most probable first; those that read the same together."""
    alike: dict[str, list[int]] = {}
    for state in np.flatnonzero(final > 0).tolist():
        alike.setdefault(model.words(state), []).append(state)
    order = sorted(alike.items(), key=lambda one: (-final[one[1]].sum(), one[1]))
    likely = [one for k, one in enumerate(order) if k == 0 or final[one[1]].sum() >= LEAST]
    return tuple(
        _End(letter=letter, words=words, changes=model.changes(states[0]), states=tuple(states))
        for letter, (words, states) in zip(_LETTERS, likely, strict=False)
    )


# findings


def _likely(seen: _Seen) -> Iterator[Finding]:
    chance, low, high = seen.chance(seen.ends[0])
    said = (
        f"After {seen.lab.case.horizon:g} years things most likely stand like this: "
        f"{_told(seen.ends[0])} ({percent(chance)}, range {span(low, high)})."
    )
    yield Finding(topic=Topic.OUTCOMES, sentence=said, rank=1)


def _good_and_bad(seen: _Seen) -> Iterator[Finding]:
    name = _focal_name(seen)
    if np.isnan(seen.worth[:, seen.focal]).all():
        said = f"No end state is better or worse for {name}: nothing it wants depends on them."
        yield Finding(topic=Topic.OUTCOMES, sentence=said, rank=2)
        return
    ranked = sorted(seen.ends, key=lambda end: -float(seen.worth[end.states[0], seen.focal]))
    best, worst = ranked[0], ranked[-1]
    yield Finding(
        topic=Topic.OUTCOMES,
        rank=2,
        sentence=f"The best likely end for {name} is {_rated(seen, best)}.",
    )
    if worst is not best:
        yield Finding(
            topic=Topic.OUTCOMES,
            rank=3,
            sentence=f"The worst likely end for {name} is {_rated(seen, worst)}.",
        )


def _rated(seen: _Seen, end: _End) -> str:
    """An end with its probability and its worth, beside today's."""
    chance, low, high = seen.chance(end)
    here = _scale(seen.drawn[:, end.states[0], seen.focal])
    today = _scale(seen.drawn[:, 0, seen.focal])
    return (
        f"this: {_told(end)} ({percent(chance)}, range {span(low, high)}). On its own scale from "
        f"worst (0) to best (100) it is worth {here}, today's state {today}"
    )


def _told(end: _End) -> str:
    """What differs from today."""
    return end.changes if any(end.states) else "as today"


def _scale(worths: Floats) -> str:
    """`40`, or `35 to 52` where the draws differ."""
    low, high = (points(float(x)) for x in np.nanquantile(worths, [TAIL, 1.0 - TAIL]))
    return low if low == high else f"{low} to {high}"


def _separating(seen: _Seen, separators: tuple[_Separator, ...]) -> Iterator[Finding]:
    if not separators:
        return
    first, final = separators[0], seen.final
    worth = seen.drawn[:, :, seen.focal]
    with_it, without = (
        _scale((worth * final * where).sum(axis=1) / final[where].sum())
        for where in (first.element.holds, ~first.element.holds)
    )
    said = (
        f"What separates good ends from bad ones for {_focal_name(seen)} is above all "
        f"{first.element.words}: if so, they are worth {with_it} of 100 on average, if not, "
        f"{without}."
    )
    yield Finding(topic=Topic.OUTCOMES, sentence=said, about=(first.element.id,), rank=4)


def _focal_name(seen: _Seen) -> str:
    return seen.lab.case.actor_name(seen.lab.model().actors[seen.focal])


def _separators(seen: _Seen, parts: tuple[Element, ...]) -> tuple[_Separator, ...]:
    """The elements by how much of the spread of the focal actor's worth each accounts for."""
    final, worth = seen.final, seen.worth[:, seen.focal]
    spread = float(final @ (worth - final @ worth) ** 2)
    if not spread > 0:
        return ()
    found = []
    for part in parts:
        share = float(final[part.holds].sum())
        if LEAST <= share <= 1.0 - LEAST:
            with_it = float(final[part.holds] @ worth[part.holds]) / share
            without = float(final[~part.holds] @ worth[~part.holds]) / (1.0 - share)
            accounted = share * (1.0 - share) * (with_it - without) ** 2 / spread
            found.append(_Separator(part, share, with_it, without, accounted))
    return tuple(sorted(found, key=lambda one: (-one.accounted, one.element.id)))


# tables


def _end_table(seen: _Seen) -> Table:
    exposure = seen.lab.model().view().exposure(seen.lab.model().actors[seen.focal])
    told = {state for end in seen.ends for state in end.states}
    rest = tuple(state for state in range(len(seen.final)) if state not in told)
    others = _End(letter="", words=OTHERS, changes="", states=rest)
    return Table(
        id="end_states",
        title="Where things stand, and how likely",
        columns=(
            column("end", "End"),
            column("state", "State"),
            *(column(f"at_{y:g}_years", f"After {y:g} years", "share") for y in seen.years),
            column("low", "Least at the horizon", "share"),
            column("high", "Greatest at the horizon", "share"),
            column("exposure", f"Exposure of {_focal_name(seen)}", "share"),
        ),
        rows=tuple(
            (
                end.letter,
                end.words,
                *(float(row[list(end.states)].sum()) for row in seen.standing),
                *seen.chance(end)[1:],
                float(exposure[end.states[0]]) if end.letter else None,
            )
            for end in (*seen.ends, others)
        ),
        note="All numbers at their mode; least and greatest over precision and pace.",
        topic=Topic.OUTCOMES,
    )


def _worth_table(seen: _Seen) -> Table:
    low, high = _tails(seen.drawn)
    return Table(
        id="end_state_worth",
        title="What staying in each end would be worth, on each actor's own scale",
        columns=(
            column("end", "End"),
            column("actor", "Actor"),
            column("worth", "Worth", "of 100"),
            column("low", "10th percentile of the draws", "of 100"),
            column("high", "90th percentile of the draws", "of 100"),
        ),
        rows=tuple(
            (end.letter, actor, *(_or_none(x[end.states[0], i]) for x in (seen.worth, low, high)))
            for end in (_End(letter="today", words="", changes="", states=(0,)), *seen.ends)
            for i, actor in enumerate(seen.lab.model().actors)
        ),
        note="0 is the worst state of the game for the actor, 100 the best. Scales of different "
        "actors cannot be compared.",
    )


def _tails(drawn: Floats) -> tuple[Floats, Floats]:
    low, high = np.quantile(drawn, [TAIL, 1.0 - TAIL], axis=0)
    return low, high


def _or_none(number: float) -> float | None:
    return None if np.isnan(number) else float(number)


def _separator_table(seen: _Seen, separators: tuple[_Separator, ...]) -> Table:
    return Table(
        id="separators",
        title=f"What separates good ends from bad ones for {_focal_name(seen)}",
        columns=(
            column("element", "Element"),
            column("kind", "Kind"),
            column("probability", "Probability at the horizon", "share"),
            column("worth_with", "Mean worth with it", "of 100"),
            column("worth_without", "Mean worth without it", "of 100"),
            column("of_spread", "Accounts for", "share of spread"),
        ),
        rows=tuple(
            (s.element.id, s.element.kind, s.share, s.with_it, s.without, s.accounted)
            for s in separators
        ),
        note="One element at a time: elements that come together each account for the same.",
    )


def _figure(seen: _Seen) -> tuple[Figure, ...]:
    """End states against today's, per actor on its own scale."""
    against = seen.worth - seen.worth[0]
    rows = [
        HeatRow(
            label=capital(seen.lab.case.actor_label(actor)),
            values=tuple(_or_none(against[end.states[0], i]) for end in seen.ends),
        )
        for i, actor in enumerate(seen.lab.model().actors)
    ]
    told = (f"{end.letter} ({percent(seen.chance(end)[0])}): {_told(end)}" for end in seen.ends)
    caption = Caption(
        id="end_states",
        title="Likely ends against today, in hundredths of each actor's own range",
        alternative=f"The ends and their probabilities: {'; '.join(told)}.",
        topic=Topic.OUTCOMES,
    )
    columns = [f"{end.letter}: {percent(seen.chance(end)[0])}" for end in seen.ends]
    return (heat(caption, columns, rows),)


END_STATES = Analysis(
    id="end_states",
    question="Which end states are good for whom, and what separates them?",
    references=("jensen1953", "fox1988"),
    answer=answer,
)
