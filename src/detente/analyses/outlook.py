"""What can happen next, and by when?

For every move, fact and question of the case, and for breakdown, by every date t:

    P(E by t) = probability that E is true at some time up to t,

in the Markov chain that solved behaviour makes of the case; breakdown absorbs, and later undoing does
not take an event back. The chain is followed exactly, by uniformisation. `mean` is the average over
the draws at the headline precision and pace, `central` the answer with all numbers at their mode, and
`low` to `high` joins the draws' 10th to 90th percentile with the least and greatest over working
precisions, paces and equilibria. `mistake_share` is the expected number of acts against their
mover's own expected gain on the way to the event, over the expected number of all acts there.
"""

from datetime import date, timedelta
from itertools import islice

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant, constants
from detente.behaviour import BREAKDOWN, Found, Horizon, Lab, Setting
from detente.behaviour.chances import Chances, chances, public_targets
from detente.behaviour.preconditions import locks, standing_now
from detente.behaviour.told import Happening, first_happenings, main_way, story, ways
from detente.case.schema import Question
from detente.methods.game import Floats
from detente.methods.stationary import regret
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
from detente.results.words import capital, column, day, listed, percent, span

TELLING = 6
"""So many events at most are shown in the figure, the horizon check and the paths."""

PATHS = 3
"""So many ways to an event are told."""

QUOTED = 3
"""So many questions are answered in the brief itself, the others in its annex."""

SEARCHED_ACTIONS = 10_000
"""Games up to so many actions are searched for equilibria at the highest precision too."""


def answer(lab: Lab, ask: Ask) -> Answer:
    """The probability of everything by every date, where it comes from, and how far it can be trusted."""
    del ask
    seen = chances(lab)
    telling = _telling(lab, seen)
    return Answer(
        findings=(
            *_two_futures(lab),
            *_not_settled(lab),
            *_answers(lab, seen, telling),
            *_first(lab),
        ),
        tables=(
            _event_table(lab, seen),
            _equilibria_table(lab),
            _horizon_table(lab, seen, telling),
            _path_table(lab, telling),
            _next_table(lab),
            _value_table(lab),
            _model_table(lab),
        ),
        figures=(_dated_figure(lab, seen, telling), *_step_figure(lab, seen)),
        guarantee=_guarantee(lab, seen),
        assumptions=(
            _assumed("precision", "Actors follow their payoffs closely, but not without mistakes"),
            _assumed("pace", "An actor gets round to each of its moves about so often a year"),
            _assumed("mostly_noise", "Above this share of mistakes a number is called noise"),
        ),
    )


# ---- which events -------------------------------------------------------------------------


def _telling(lab: Lab, seen: Chances) -> tuple[int, ...]:
    """The questions, breakdown, and the moves that are least certain at the case's horizon."""
    events, until = lab.public, lab.year_index(lab.case.horizon)
    asked = [k for k, e in enumerate(events) if e.id in lab.case.questions]
    trees = {events[k].tree for k in asked}
    others = [k for k, e in enumerate(events) if e.id not in lab.case.questions]
    free = [k for k in others if events[k].tree not in trees]
    ends = [k for k in free if events[k].id == BREAKDOWN]
    moves = [k for k in free if events[k].id in lab.case.moves]
    moves.sort(key=lambda k: abs(float(seen.mean[until, k]) - 0.5))
    return tuple([*asked, *ends, *moves][: max(TELLING, len(asked))])


def _within(lab: Lab, horizon: Horizon) -> str:
    """`by 1 July 2018`, `within 12 months`."""
    if horizon.label[-1].isdigit():
        return f"by {day(date.fromisoformat(horizon.label))}"
    return f"within {horizon.label} of {day(lab.case.as_of)}"


def _at(lab: Lab, event: int) -> int:
    """Place of the date an event is quoted at: the question's own, else the case's horizon."""
    question = lab.case.questions.get(lab.public[event].id)
    if question is None:
        return lab.year_index(lab.case.horizon)
    return [h.label for h in lab.horizons].index(question.by.isoformat())


# ---- findings -----------------------------------------------------------------------------


def _answers(lab: Lab, seen: Chances, telling: tuple[int, ...]) -> tuple[Finding, ...]:
    """A sentence per question, the first on the first page; breakdown stands in where none is asked."""
    topics = [Topic.BOTTOM_LINE] + [Topic.BIG_PICTURE] * (QUOTED - 1)
    return tuple(
        Finding(
            topic=topics[n] if n < len(topics) else Topic.ANNEX,
            sentence=_sentence(lab, seen, event),
            about=(lab.public[event].id,),
            rank=2 + n,
        )
        for n, event in enumerate(telling)
    )


def _sentence(lab: Lab, seen: Chances, event: int) -> str:
    """We give so much to an event by a date, with range, base rate, analyst and mistakes."""
    at, entry = _at(lab, event), lab.public[event]
    name, when = entry.name, _within(lab, lab.horizons[at])
    if public_targets(lab)[0, event]:
        return f"{capital(name)} This already stands on {day(lab.case.as_of)}." if name.endswith(
            "?"
        ) else f"{capital(name)} already stands on {day(lab.case.as_of)}."
    share = percent(float(seen.mean[at, event]))
    around = [f"range {span(float(seen.low[at, event]), float(seen.high[at, event]))}"]
    around += _others_say(lab.case.questions.get(entry.id))
    given = f"We give it {share} {when}" if name.endswith("?") else f"We give {name} {share} {when}"
    start = f"{name} {given}" if name.endswith("?") else given
    return f"{start} ({'; '.join(around)}). {_noise(float(seen.mistake_share[at, event]))}"


def _others_say(question: Question | None) -> list[str]:
    """What the base rate and the analyst say, where they say anything."""
    if question is None:
        return []
    said = (("base rate", question.base_rate), ("analyst", question.analyst))
    return [f"{who} {percent(number.mode)}" for who, number in said if number is not None]


def _noise(share: float) -> str:
    came = f"{percent(share)} of it comes from acts the model itself calls mistakes"
    return f"{came}, so it is mostly noise." if share > constant("mostly_noise") else f"{came}."


def _two_futures(lab: Lab) -> tuple[Finding, ...]:
    """What sets the equilibria of the headline apart, if there are several."""
    futures = [f.solution for f in lab.equilibria() if f.solution.converged]
    moves = [k for k, e in enumerate(lab.public) if e.id in lab.case.moves]
    if len(futures) <= 1 or not moves:
        return ()
    where = public_targets(lab)[:, moves]
    shares = np.stack([f.probability(where, [lab.case.horizon])[0] for f in futures])
    widest = int((shares.max(axis=0) - shares.min(axis=0)).argmax())
    low, high = float(shares[:, widest].min()), float(shares[:, widest].max())
    event = lab.public[moves[widest]]
    count = {2: "Two"}.get(len(futures), str(len(futures)))
    return (
        Finding(
            topic=Topic.BOTTOM_LINE,
            rank=1,
            about=(event.id,),
            sentence=(
                f"{count} different futures fit the same inputs: if others are expected to hold, "
                f"{event.name} has {percent(low)} within {lab.case.horizon:g} years; if they are "
                f"expected to act, {percent(high)}."
            ),
        ),
    )


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


def _first(lab: Lab) -> tuple[Finding, ...]:
    """What most probably comes first."""
    likely = first_happenings(lab.solution())
    if not likely:
        said = "Nothing can happen from where things stand."
        return (Finding(topic=Topic.BIG_PICTURE, sentence=said, rank=QUOTED + 2),)
    happens, _ = likely[0]
    places = [
        next((p for h, p in first_happenings(lab.solution(s)) if _same(h, happens)), 0.0)
        for s in lab.sweep
    ]
    who = f", by {lab.case.actor_name(happens.actor)}" if happens.actor else ""
    said = (
        f"What comes first is most likely {happens.what}{who} ({span(min(places), max(places))})."
    )
    return (Finding(topic=Topic.BIG_PICTURE, sentence=said, rank=QUOTED + 2),)


def _same(one: Happening, other: Happening) -> bool:
    return (one.actor, one.what) == (other.actor, other.what)


# ---- tables -------------------------------------------------------------------------------


def _event_table(lab: Lab, seen: Chances) -> Table:
    numbers = (seen.mean, seen.central, seen.low, seen.high)
    numbers += (seen.draw_p10, seen.draw_p90, seen.mistake_share)
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
            column("draw_p10", "10th percentile of draws", "share"),
            column("draw_p90", "90th percentile of draws", "share"),
            column("mistake_share", "Part from mistakes", "share"),
        ),
        rows=tuple(
            (event.id, horizon.label, *(float(n[t, e]) for n in numbers))
            for e, event in enumerate(lab.public)
            for t, horizon in enumerate(lab.horizons)
        ),
        note="True at some time up to the date, before any breakdown.",
    )


def _equilibria_table(lab: Lab) -> Table:
    return Table(
        id="equilibria",
        title="Ways to behave that answer themselves",
        columns=(
            column("precision", "Precision", "per stake"),
            column("pace", "Pace", "factor"),
            column("cluster", "Number"),
            column("found_by", "Found from"),
            column("residual", "Error left", "stakes"),
            column("regret", "Most an actor could gain by one better choice", "stakes"),
        ),
        rows=tuple(row for setting in lab.sweep for row in _equilibria(lab, setting)),
        note="Where only the ladder is named, no other start was tried.",
    )


def _equilibria(lab: Lab, setting: Setting) -> tuple[tuple[Value, ...], ...]:
    """The rows of one setting: all that were found, or the one the ladder leads to."""
    found = lab.equilibria(setting) if _is_searched(lab, setting) else (_ladder(lab, setting),)
    return tuple(
        (
            setting.precision,
            setting.pace,
            n,
            "; ".join(one.found_by),
            one.solution.residual,
            float(one.regret.max()),
        )
        for n, one in enumerate(found, start=1)
    )


def _is_searched(lab: Lab, setting: Setting) -> bool:
    """The headline always; the highest working precision where the search is cheap."""
    extreme = lab.headline.at(max(lab.case.precision.sweep), lab.headline.pace)
    is_small = len(lab.model().topology.act_to) <= SEARCHED_ACTIONS
    return setting == lab.headline or (setting == extreme and is_small)


def _ladder(lab: Lab, setting: Setting) -> Found:
    one = lab.solution(setting)
    missed = regret(one.topology, one.numbers, one.commitment, setting.precision, one.values)
    return Found(one, ("ladder up",), missed)


def _horizon_table(lab: Lab, seen: Chances, telling: tuple[int, ...]) -> Table:
    """What would be if nothing could move after a date, beside the headline at that date."""
    where = public_targets(lab)[:, telling]
    years = [constant(f"deadline_{which}") for which in ("short", "middle", "long")]
    with_end = [lab.deadline(y).probability(where, [y])[0] for y in years]
    without = lab.solution().probability(where, years)
    return Table(
        id="horizon_check",
        title="The same events if everything stayed for ever as it is at a deadline",
        columns=(
            column("event", "Event"),
            column("deadline", "Deadline", "years"),
            column("with_deadline", "By then, with the deadline", "share"),
            column("central", "By then, without it", "share"),
        ),
        rows=tuple(
            (lab.public[event].id, y, float(with_end[t][k]), float(without[t, k]))
            for k, event in enumerate(telling)
            for t, y in enumerate(years)
        ),
        note=f"All numbers at their mode. {_deadline_note(seen)}",
    )
