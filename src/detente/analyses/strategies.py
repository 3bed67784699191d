"""What should the focal actor do, how robust is it, and what flips it?

A strategy is a commitment of one actor; the others re-solve against it. Its value is that of the
initial state, placed within the actor's own range:

    value = (V(0) - min_x u(x)/r) / (max_x u(x)/r - min_x u(x)/r),   x over live and ended states,

beside that of the actor's own judgement, which commits it to nothing. Regret is the best value of
a draw minus the strategy's own. A strategy is abandoned where breaking it once would pay the actor
more than its stake divided by the precision. The first choice is the option with the greatest mean
value over the draws. What turns it into its rival, the best option that clearly differs from it, is
looked for one input at a time, by bisection within its range, and for the most influential inputs
together, on one line.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.ids import ActorId, ScenarioId
from detente.behaviour import Lab
from detente.behaviour.abandonment import Departure
from detente.behaviour.flips import Flip, ranges
from detente.behaviour.input_words import input_words
from detente.behaviour.option_tables import flip_table, scenario_table, strategy_table
from detente.behaviour.options import AS_SOLVED, Comparison, compare, options
from detente.behaviour.weighing import Turns, Weighed, turns, weigh
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Topic,
)
from detente.results.figures import Caption, StrategyRow, strategy_bars
from detente.results.words import capital, combinations, counted, listed, percent, points, span

TOLD = 3
"""So many scenarios are named in a sentence."""

_NORMAL_95 = 1.96


@dataclass(frozen=True, slots=True, kw_only=True)
class _Advice:
    """The focal actor's options, what turns the choice, and what each scenario makes of them."""

    lab: Lab
    own: Weighed
    turns: Turns
    scenarios: dict[ScenarioId, Comparison]

    def name(self, place: int) -> str:
        """An option in a sentence."""
        return _name(self.own, place)


def answer(lab: Lab, ask: Ask) -> Answer:
    """Every actor's strategies compared, the focal actor's over the draws."""
    others = [actor for actor, named in lab.case.strategies.items() if named and actor != ask.focal]
    weighed = [weigh(lab, actor, 0) for actor in others]
    common = (*_others(lab, weighed), *_unsettled(lab, weighed))
    if not lab.case.strategies.get(ask.focal):
        return Answer(
            findings=(_nothing_named(lab, ask.focal), *common),
            tables=(strategy_table(weighed),),
            guarantee=Guarantee(
                kind=GuaranteeKind.HEURISTIC,
                sentence="Only the strategies of others were compared, all numbers at their mode.",
            ),
            assumptions=(_believed(),),
        )
    own = weigh(lab, ask.focal, lab.effort.draws)
    advice = _Advice(
        lab=lab, own=own, turns=turns(lab, own), scenarios=_by_scenario(lab, ask.focal)
    )
    return Answer(
        findings=(*_findings(advice), *_unsettled(lab, [own]), *common),
        tables=(
            strategy_table([own, *weighed]),
            flip_table(lab, own, advice.turns),
            scenario_table(lab, own, advice.scenarios),
        ),
        figures=(_figure(advice),),
        guarantee=_guarantee(own),
        assumptions=(_believed(),),
    )


STRATEGIES = Analysis(
    id="strategies",
    question="What should the focal actor do, how robust is it, and what flips it?",
    references=("savage1951", "lempert2006", "spearman1904"),
    answer=answer,
)


def _by_scenario(lab: Lab, actor: ActorId) -> dict[ScenarioId, Comparison]:
    """An actor's options at the mode in every scenario of the case."""

    def compared(name: ScenarioId) -> Comparison:
        return compare(lab, actor, options(lab, actor, lab.headline.in_scenario(name)), 0)

    names = tuple(lab.case.scenarios)
    return dict(zip(names, lab.each(compared, names), strict=True))


# ---- the advice ---------------------------------------------------------------------------


def _findings(advice: _Advice) -> Iterator[Finding]:
    own, lab = advice.own, advice.lab
    about = (own.actor, own.options[own.best].id)
    said = f"{_choice(advice)} {_turn(advice)}"
    yield Finding(topic=Topic.BOTTOM_LINE, sentence=said, about=about, rank=2)
    yield Finding(topic=Topic.ADVICE, sentence=said, about=about, rank=1)
    yield Finding(topic=Topic.ADVICE, sentence=_safety(advice), about=about, rank=2)
    for place, topic in ((own.best, Topic.ADVICE), (own.rival, Topic.ANNEX)):
        left = own.departures[place]
        if left is not None:
            said = _abandoned(lab, own, place, left)
            yield Finding(topic=topic, sentence=said, about=about, rank=3)
    yield from _in_scenarios(advice)
    if advice.turns.tried:
        yield Finding(topic=Topic.ANNEX, sentence=_together(advice), about=about, rank=3)
    for flip in advice.turns.single[1:]:
        said = f"{capital(_turns_at(advice, flip))}."
        yield Finding(topic=Topic.ANNEX, sentence=said, about=(flip.path,), rank=4)


def _choice(advice: _Advice) -> str:
    """What to do, what is as good, and how the rest compares."""
    own, actor = advice.own, advice.lab.case.actor_name(advice.own.actor)
    way = f"of the way from {actor}'s worst to its best lasting outcome"
    if own.rival in own.level:
        level = listed([advice.name(k) for k in own.level])
        worth = _worth(*_covering(own, (own.best, *own.level)))
        return f"{_deed(own)}, though nothing tells it apart from {level}: each gets {worth} {way}."
    reached = f"it gets {_worth(*own.spread(own.best))} {way}"
    behind = f"{advice.name(own.rival)} gets {_worth(*own.spread(own.rival))}"
    if not own.level:
        return f"{_deed(own)}: {reached}, {behind}."
    level = listed([advice.name(k) for k in own.level])
    comes = "comes" if len(own.level) == 1 else "come"
    return f"{_deed(own)} (or {level}, which {comes} out level): {reached}, {behind}."


def _deed(own: Weighed) -> str:
    option = own.options[own.best]
    if option.id == AS_SOLVED:
        return "Commit to nothing and decide case by case"
    return capital(option.name)


def _worth(low: float, high: float) -> str:
    """The middle eight tenths of the draws, or one number where they read the same."""
    return percent(low) if percent(low) == percent(high) else span(low, high)


def _covering(own: Weighed, places: Sequence[int]) -> tuple[float, float]:
    ends = [own.spread(place) for place in places]
    return min(low for low, _ in ends), max(high for _, high in ends)


def _turn(advice: _Advice) -> str:
    """The nearest single input that turns the advice, if any does."""
    found = advice.turns
    if not found.tried:
        return "No uncertain input bears on this choice."
    at_mode = ""
    if found.at_mode < -constant("negligible"):
        at_mode = (
            "This rests on what we do not know: with every input at its most likely value "
            f"{advice.name(advice.own.rival)} would do better. "
        )
    if not found.single:
        tried = f"(tried one by one: {counted(found.tried)})"
        return f"{at_mode}No single input turns this within its range {tried}."
    return f"{at_mode}{capital(_turns_at(advice, found.single[0]))}."


def _turns_at(advice: _Advice, flip: Flip) -> str:
    known = ranges(advice.lab)[flip.path]
    preferred = advice.name(_turned_to(advice))
    side = "above" if flip.above else "below"
    what = input_words(advice.lab.case, flip.path)
    return (
        f"prefer {preferred} if {what} is {side} {flip.value:.3g} "
        f"(we assume {known.low:g} to {known.high:g})"
    )


def _turned_to(advice: _Advice) -> int:
    """The option that a flip leads to, seen from the mode of all inputs."""
    return advice.own.best if advice.turns.at_mode < 0 else advice.own.rival


def _safety(advice: _Advice) -> str:
    """How often the advised option is the best, and what it can cost where it is not."""
    own = advice.own
    if float(own.over.share_best[own.best]) == 1.0:
        said = "is best or level with the best in every input combination that was tried"
        return f"{capital(advice.name(own.best))} {said}."
    worst = float(np.quantile(own.over.regret[:, own.best], 0.9))
    share = combinations(float(own.over.share_best[own.best]))
    return (
        f"{capital(advice.name(own.best))} is best or level with the best in {share}; "
        f"in nine of ten it costs at most {percent(worst)} of what is possible for "
        f"{advice.lab.case.actor_name(own.actor)} compared with the best choice."
    )


def _abandoned(lab: Lab, own: Weighed, place: int, left: Departure) -> str:
    """Where the actor would not keep to an option."""
    when = f"after {left.words}" if left.state else "from the start"
    gain = f"about {points(left.points)} points" if round(left.points) else "less than one point"
    return (
        f"{capital(lab.case.actor_name(own.actor))} would be tempted to abandon "
        f"{_name(own, place)} {when}: breaking it would gain it {gain}."
    )


def _together(advice: _Advice) -> str:
    """How far the inputs must go together before the advice turns."""
    joint, tried = advice.turns.joint, counted(advice.turns.tried)
    if joint is None:
        return f"No joint move of the {tried} most influential inputs was found to turn the advice."
    return (
        f"Seen from the most likely value of every input, {advice.name(_turned_to(advice))} gets "
        f"ahead if all that was tried (inputs: {counted(len(joint.values))}) goes "
        f"{percent(joint.part)} of the way to the end of its range that favours it; other "
        "combinations may turn it sooner."
    )


def _in_scenarios(advice: _Advice) -> Iterator[Finding]:
    """In how many scenarios the first choice stands, all inputs at their most likely value."""
    own, found = advice.own, advice.scenarios
    fails = [s for s, c in found.items() if c.regret[0, own.best] > constant("negligible")]
    if not found:
        return
    stands = (
        "every scenario" if not fails else f"{len(found) - len(fails)} of {len(found)} scenarios"
    )
    said = (
        f"With every input at its most likely value, {advice.name(own.best)} is best or level in "
        f"{stands}"
    )
    if fails:
        scenarios = advice.lab.case.scenarios
        told = listed([f"“{scenarios[name].name or name}”" for name in fails[:TOLD]])
        said += f", but not in {told}" + (" among others" if len(fails) > TOLD else "")
    yield Finding(topic=Topic.ADVICE, sentence=f"{said}.", about=tuple(fails), rank=4)


# ---- the others ---------------------------------------------------------------------------


def _others(lab: Lab, weighed: Sequence[Weighed]) -> Iterator[Finding]:
    """What the other actors would do best to commit to, at the mode."""
    for one in weighed:
        gain = float(one.over.lead(one.best, 0)[0])
        name = lab.case.actor_name(one.actor)
        said = (
            f"For {name}, {_name(one, one.best)} is worth {percent(gain)} of its own range more "
            "than deciding case by case, all inputs at their most likely value."
            if gain > constant("negligible")
            else f"No commitment named for {name} is worth clearly more to it than deciding case "
            "by case."
        )
        yield Finding(topic=Topic.ANNEX, sentence=said, about=(one.actor,))


def _unsettled(lab: Lab, weighed: Sequence[Weighed]) -> Iterator[Finding]:
    """Which strategies were not solved to the end."""
    loose = [
        f"{_name(one, k)} of {lab.case.actor_name(one.actor)}"
        for one in weighed
        for k, option in enumerate(one.options)
        if not lab.solution(option.setting).converged
    ]
    if loose:
        said = f"The calculation did not come to rest for {listed(loose)}: these values may shift."
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=1)


def _nothing_named(lab: Lab, actor: ActorId) -> Finding:
    said = f"The case names no strategies for {lab.case.actor_name(actor)}, so none can be advised."
    return Finding(topic=Topic.ADVICE, sentence=said, about=(actor,), rank=1)


def _name(own: Weighed, place: int) -> str:
    return own.options[place].phrase


# ---- figure, how sure ---------------------------------------------------------------------


def _figure(advice: _Advice) -> Figure:
    rows = [_bar(advice, place) for place in advice.own.over.order]
    caption = Caption(
        id="strategies",
        title=f"What {advice.lab.case.actor_name(advice.own.actor)} could do",
        alternative="; ".join(
            f"{row.label}: {percent(row.value)} of its own range ({_worth(row.low, row.high)})"
            for row in rows
        ),
        topic=Topic.ADVICE,
    )
    return strategy_bars(caption, rows)


def _bar(advice: _Advice, place: int) -> StrategyRow:
    own, single, said = advice.own, advice.turns.single, ""
    if place == _turned_to(advice) and single:
        side = "above" if single[0].above else "below"
        what = input_words(advice.lab.case, single[0].path)
        said = f"better if {what} is {side} {single[0].value:.3g}"
    low, high = own.spread(place)
    regret = own.over.regret[:, place]
    return StrategyRow(
        label=capital(own.options[place].name),
        value=float(own.over.shares[:, place].mean()),
        low=low,
        high=high,
        regret=float(regret.mean()),
        worst_regret=float(np.quantile(regret, 0.9)),
        flips=said,
    )


def _guarantee(own: Weighed) -> Guarantee:
    best = own.over.shares[:, own.best]
    half = _NORMAL_95 * float(best.std()) / np.sqrt(len(best))
    return Guarantee(
        kind=GuaranteeKind.SAMPLED,
        sentence=(
            f"Values of the focal actor's strategies are means over {own.draws} draws (the first "
            f"choice's is off by at most {100 * half:.0f} points of 100 in 95 of 100 cases); those "
            "of other actors, of scenarios and of flips are at the mode. A flip that is shown is "
            "real there; others may exist."
        ),
    )


def _believed() -> Assumption:
    level = percent(constant("negligible"))
    said = (
        "A commitment is believed by all and kept; differences below "
        f"{level} of an actor's own range are called level."
    )
    return Assumption(sentence=said, source="judgement")
