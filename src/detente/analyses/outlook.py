"""What can happen next, and by when?

For every move, fact and question of the case, and for breakdown, by every date t:

    P(E by t) = probability that E is true at some time up to t,

in the Markov chain that solved behaviour makes of the case; breakdown absorbs, and later undoing
does not take an event back. The chain is followed exactly, by uniformisation. `mean` is the average
over the draws at the headline precision and pace, `central` the answer with all numbers at their
mode, and `low` to `high` joins the draws' 10th to 90th percentile with the least and greatest over
working precisions, paces and equilibria. `mistake_share` is the expected number of acts against
their mover's own expected gain on the way to the event, over the expected number of all acts there.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant, constants
from detente.behaviour import BREAKDOWN, Event, Horizon, Lab
from detente.behaviour.chances import Chances, chances, mistake_shares, public_targets
from detente.behaviour.preconditions import locks, standing_now
from detente.behaviour.solved_tables import (
    equilibria_table,
    first_table,
    model_table,
    path_table,
    value_table,
)
from detente.behaviour.told import first_happenings
from detente.behaviour.unlocking import straight
from detente.case.schema import Question
from detente.methods.game import Floats
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
    Value,
)
from detente.results.figures import (
    Asked,
    Caption,
    DatedShare,
    EventOverTime,
    Step,
    dated_probability,
    step_graph,
)
from detente.results.words import capital, column, counted, day, listed, percent, span

TELLING = 6
"""So many events, or all questions if they are more, are told in detail."""

QUOTED = 3
"""So many sentences stand in the brief itself, the others in its annex."""


PICTURED = 4
"""So many events have a panel of their own in the figure; the table has all."""


SAME = 0.03
"""Futures in which no move's probability differs by more are told as one."""


@dataclass(frozen=True)
class _Seen:
    """What was worked out: chances and shares of mistakes."""

    lab: Lab
    chances: Chances
    mistakes: Floats

    @cached_property
    def telling(self) -> tuple[int, ...]:
        """The questions, breakdown, and the moves that are least certain at the case's horizon."""
        lab, known = self.lab, self.chances
        until, now = lab.year_index(lab.case.horizon), public_targets(lab)[0]
        asked = [k for k, e in enumerate(lab.public) if e.id in lab.case.questions]
        asked.sort(key=self.says_little)
        trees = {lab.public[k].tree for k in asked}
        is_open = (known.high[until] > 0) & ~now
        free = [k for k, e in enumerate(lab.public) if is_open[k] and e.tree not in trees]
        ends = [k for k in free if lab.public[k].id == BREAKDOWN]
        moves = [k for k in free if lab.public[k].id in lab.case.moves]
        moves.sort(key=lambda k: abs(float(known.mean[until, k]) - 1 / 2))
        return tuple([*asked, *ends, *moves][: max(TELLING, len(asked))])

    def says_little(self, event: int) -> bool:
        """Whether the answer at its date stands already, or is mostly noise."""
        noise = self.mistakes[self.date_of(event), event] > constant("mostly_noise")
        return bool(noise or public_targets(self.lab)[0, event])

    @property
    def events(self) -> tuple[Event, ...]:
        return tuple(self.lab.public[k] for k in self.telling)

    def question(self, event: int) -> Question | None:
        return self.lab.case.questions.get(self.lab.public[event].id)

    def date_of(self, event: int) -> int:
        """Place of the date an event is quoted at: its question's own, else the case's horizon."""
        question = self.question(event)
        if question is None:
            return self.lab.year_index(self.lab.case.horizon)
        return [h.label for h in self.lab.horizons].index(question.by.isoformat())


def answer(lab: Lab, ask: Ask) -> Answer:
    """The probability of everything by every date, and where it comes from."""
    del ask  # what can happen is the same for everybody
    seen = _Seen(lab, chances(lab), mistake_shares(lab))
    return Answer(
        findings=(*_two_futures(lab), *_not_settled(lab), *_answers(seen), _first(lab)),
        tables=(
            _event_table(seen),
            _horizon_table(seen),
            first_table(lab),
            path_table(lab, seen.events),
            value_table(lab),
            equilibria_table(lab),
            model_table(lab),
        ),
        figures=(*_dated_figure(seen), *_step_figure(seen)),
        guarantee=_guarantee(seen),
        assumptions=tuple(_assumed(name) for name in ("precision", "pace", "mostly_noise")),
    )


def _answers(seen: _Seen) -> tuple[Finding, ...]:
    """A sentence per telling event: the first opens the brief, the next stand in it."""
    topics = [Topic.BOTTOM_LINE] + [Topic.BIG_PICTURE] * (QUOTED - 1)
    return tuple(
        Finding(
            topic=topics[n] if n < len(topics) else Topic.ANNEX,
            sentence=_sentence(seen, event),
            about=(seen.lab.public[event].id,),
            rank=2 + n,
        )
        for n, event in enumerate(seen.telling)
    )


def _sentence(seen: _Seen, event: int) -> str:
    """So much is given to an event by a date, with range, base rate, analyst and mistakes."""
    lab, known, at = seen.lab, seen.chances, seen.date_of(event)
    name = lab.public[event].name
    is_asked = name.endswith("?")
    if public_targets(lab)[0, event]:
        stands = f"already stands on {day(lab.case.as_of)}."
        return f"{name} It {stands}" if is_asked else f"{capital(name)} {stands}"
    when, most = _within(lab, lab.horizons[at]), float(known.high[at, event])
    if most == 0:
        said = f"cannot come about {when}."
        return f"{name} It {said}" if is_asked else f"{capital(name)} {said}"
    around = f"range {span(float(known.low[at, event]), most)}"
    around = "; ".join([around, *_others_say(seen.question(event))])
    start = f"{name} We give it" if is_asked else f"We give {name}"
    share, gone_wrong = float(known.mean[at, event]), float(seen.mistakes[at, event])
    return f"{start} {percent(share)} {when} ({around}). {_noise(gone_wrong)}"


def _within(lab: Lab, horizon: Horizon) -> str:
    """`by 1 July 2018`, `within 6 months of 21 March 2018`, `within 5 years of 21 March 2018`."""
    if horizon.label[-1].isdigit():
        return f"by {day(date.fromisoformat(horizon.label))}"
    is_years = horizon.years > 1 and horizon.years.is_integer()
    span_of_time = f"{horizon.years:g} years" if is_years else horizon.label
    return f"within {span_of_time} of {day(lab.case.as_of)}"


def _others_say(question: Question | None) -> list[str]:
    """What the base rate and the analyst say, where they say anything."""
    if question is None:
        return []
    said = (("base rate", question.base_rate), ("analyst", question.analyst))
    return [f"{who} {percent(number.mode)}" for who, number in said if number is not None]


def _noise(share: float) -> str:
    part = capital(percent(share)) if share > 0 else "None"
    came = f"{part} of it comes from acts the model itself calls mistakes"
    return f"{came}: it is mostly noise." if share > constant("mostly_noise") else f"{came}."


def _two_futures(lab: Lab) -> tuple[Finding, ...]:
    """What sets the equilibria of the headline apart, if there are several."""
    futures = [found.solution for found in lab.equilibria() if found.solution.converged]
    moves = [k for k, e in enumerate(lab.public) if e.id in lab.case.moves]
    if len(futures) <= 1 or not moves:
        return ()
    where, years = public_targets(lab)[:, moves], lab.case.horizon
    shares = np.stack([future.probability(where, [years])[0] for future in futures])
    low, high = shares.min(axis=0), shares.max(axis=0)
    widest, kinds = int((high - low).argmax()), _apart(shares)
    if kinds == 1:
        count = capital(counted(len(futures)))
        said = f"{count} ways to behave fit the same inputs, but all events are as likely in each."
        return (Finding(topic=Topic.ANNEX, sentence=said),)
    event = lab.public[moves[widest]]
    said = (
        f"{capital(counted(kinds))} different futures fit the same inputs. They differ most in "
        f"this: “{event.name}” has {percent(float(low[widest]))} within {years:g} years if others "
        f"are expected to hold back, {percent(float(high[widest]))} if they are expected to act."
    )
    return (Finding(topic=Topic.BOTTOM_LINE, sentence=said, about=(event.id,), rank=1),)


def _apart(shares: Floats) -> int:
    """How many of the futures [futures, moves] differ in some probability from all before."""
    told: list[Floats] = []
    for future in shares:
        if all(np.abs(future - other).max() > SAME for other in told):
            told.append(future)
    return len(told)


def _not_settled(lab: Lab) -> tuple[Finding, ...]:
    """Where the calculation of behaviour did not come to rest."""
    found = []
    if not lab.solution().converged:
        said = "The calculation of behaviour did not come to rest; all numbers are provisional."
        found.append(Finding(topic=Topic.BIG_PICTURE, sentence=said, rank=1))
    settled = lab.ensemble().converged
    if not settled.all():
        missed = f"In {int((~settled).sum())} of {len(settled)} draws"
        said = f"{missed} the calculation of behaviour did not come to rest within its tolerance."
        found.append(Finding(topic=Topic.ANNEX, sentence=said))
    return tuple(found)


def _first(lab: Lab) -> Finding:
    """What most probably comes first, at every precision and pace of the sweep."""
    likely = first_happenings(lab.solution())
    if not likely:
        said = "Nothing can happen from where things stand."
        return Finding(topic=Topic.BIG_PICTURE, sentence=said, rank=QUOTED + 2)
    first = likely[0][0]
    shares = []
    for setting in lab.sweep:
        there = first_happenings(lab.solution(setting))
        alike = [p for h, p in there if (h.actor, h.what) == (first.actor, first.what)]
        shares.append(sum(alike))
    who = f", made by {lab.case.actor_name(first.actor)}" if first.actor else ""
    said = f"What most likely comes first: {first.what}{who} ({span(min(shares), max(shares))})."
    return Finding(topic=Topic.BIG_PICTURE, sentence=said, rank=QUOTED + 2)


def _event_table(seen: _Seen) -> Table:
    known = seen.chances
    numbers = (
        *(known.mean, known.central, known.low, known.high),
        *(known.draw_p10, known.draw_p90, seen.mistakes),
    )
    return Table(
        id="event_probability",
        title="Probability of each event by each date",
        columns=(
            column("event", "Event"),
            column("by", "By"),
            column("mean", "Mean over the draws", "share"),
            column("central", "All numbers at their mode", "share"),
            column("low", "Low", "share"),
            column("high", "High", "share"),
            column("draw_p10", "10th percentile of the draws", "share"),
            column("draw_p90", "90th percentile of the draws", "share"),
            column("mistake_share", "Part from mistakes", "share"),
        ),
        rows=tuple(
            (event.id, horizon.label, *(float(number[t, e]) for number in numbers))
            for e, event in enumerate(seen.lab.public)
            for t, horizon in enumerate(seen.lab.horizons)
        ),
        note="True at some time up to the date, before any breakdown.",
    )


def _horizon_table(seen: _Seen) -> Table:
    return Table(
        id="horizon_check",
        title="The same events if everything stayed for ever as it is at a deadline",
        columns=(
            column("event", "Event"),
            column("deadline", "Deadline", "years"),
            column("with_deadline", "By then, with the deadline", "share"),
            column("central", "By then, without it", "share"),
        ),
        rows=_horizon_rows(seen) if seen.telling else (),
        note="All numbers at their mode.",
    )


def _horizon_rows(seen: _Seen) -> tuple[tuple[Value, ...], ...]:
    """What would be if nothing could move after a deadline, beside the headline at that date."""
    lab, where = seen.lab, public_targets(seen.lab)[:, seen.telling]
    years = [constant(f"deadline_{which}") for which in ("short", "middle", "long")]
    ending = [lab.deadline(y).probability(where, [y])[0] for y in years]
    going_on = lab.solution().probability(where, years)
    return tuple(
        (event.id, y, float(ending[t][k]), float(going_on[t, k]))
        for k, event in enumerate(seen.events)
        for t, y in enumerate(years)
    )


def _dated_figure(seen: _Seen) -> tuple[Figure, ...]:
    if not seen.telling:
        return ()
    drawn = seen.telling[:PICTURED]
    said = [_sentence(seen, event).split(" (")[0] for event in drawn]
    caption = Caption(
        id="dated_probability",
        title="How likely, by when",
        alternative=f"{'; '.join(one.removesuffix('.') for one in said)}.",
        topic=Topic.BIG_PICTURE,
    )
    return (dated_probability(caption, [_over_time(seen, event) for event in drawn]),)


def _over_time(seen: _Seen, event: int) -> EventOverTime:
    known, question = seen.chances, seen.question(event)
    return EventOverTime(
        label=capital(seen.lab.public[event].name),
        shares=tuple(
            DatedShare(
                by=_calendar(seen.lab, horizon),
                mean=float(known.mean[t, event]),
                low=float(known.sweep_low[t, event]),
                high=float(known.sweep_high[t, event]),
                draw_low=float(known.draw_p10[t, event]),
                draw_high=float(known.draw_p90[t, event]),
            )
            for t, horizon in enumerate(seen.lab.horizons)
        ),
        asked=() if question is None else (_asked(question),),
    )


def _calendar(lab: Lab, horizon: Horizon) -> str:
    days = round(horizon.years * constant("days_per_year"))
    return (lab.case.as_of + timedelta(days=days)).isoformat()


def _asked(question: Question) -> Asked:
    base, own = question.base_rate, question.analyst
    return Asked(
        by=question.by.isoformat(),
        base_rate=None if base is None else base.mode,
        analyst=None if own is None else own.mode,
    )


def _step_figure(seen: _Seen) -> tuple[Figure, ...]:
    """The moves in the order they need each other, with owners and probabilities."""
    lab, model, until = seen.lab, seen.lab.model(), seen.lab.year_index(seen.lab.case.horizon)
    shares = dict(zip((e.id for e in lab.public), seen.chances.mean[until].tolist(), strict=True))
    if not model.layout.moves:
        return ()
    steps = tuple(
        Step(
            id=move,
            label=lab.case.move_name(move),
            holder=f"{percent(shares[move])}, {_owners(lab, move)}",
            standing=standing_now(model, move),
        )
        for move in model.layout.moves
    )
    years = f"{lab.case.horizon:g} years"
    told = (f"{step.label} ({step.holder})" for step in steps)
    caption = Caption(
        id="step_graph",
        title=f"What must come first, who holds it, and how likely it is within {years}",
        alternative=f"Moves, their owners and probabilities within {years}: {'; '.join(told)}.",
        topic=Topic.BIG_PICTURE,
    )
    return (step_graph(caption, steps, straight(locks(model))),)


def _owners(lab: Lab, move: str) -> str:
    entry = lab.case.moves[move]
    names = [lab.case.actor_name(actor) for actor in entry.by]
    return listed(names, "or" if entry.how == "any" else "and")


def _guarantee(seen: _Seen) -> Guarantee:
    exact = "For given behaviour the probabilities are exact"
    found = "Equilibria are those that the starts led to; others may exist."
    if not seen.lab.inputs().uncertain:
        said = f"{exact}, and no number behind them is uncertain. {found}"
        return Guarantee(kind=GuaranteeKind.ENUMERATED, sentence=said)
    within = f"within {100 * seen.chances.half_width:.1f} points in 95 of 100 cases"
    said = f"{exact}; a mean over {seen.lab.ensemble().size} draws is {within}. {found}"
    return Guarantee(kind=GuaranteeKind.SAMPLED, sentence=said)


def _assumed(name: str) -> Assumption:
    used = constants()[name]
    said = f"{name.replace('_', ' ')}: {used.value:g} {used.unit} unless the case says otherwise"
    return Assumption(sentence=f"{capital(said)}; {used.note}.", source=used.source)


OUTLOOK = Analysis(
    id="outlook",
    question="What can happen next, and by when?",
    references=("jensen1953", "fox1988", "mckelvey1998", "yen1971", "mckay1979"),
    answer=answer,
)
