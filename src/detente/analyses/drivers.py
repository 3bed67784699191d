"""Which inputs decide the headline and the advice?

For every number the brief stands on, over the same draws: the rank correlation of each uncertain
input with it, and the input's dominance share, what it adds to the R squared of a regression on
ranks, averaged over all orders of adding inputs. Beside it stand three spreads of the same number:

- inputs: 90th minus 10th percentile over the draws;
- precision, pace: greatest minus least over the case's sweep of one, the other as in the headline;
- equilibria: greatest minus least over the ways to behave that were found at the headline,

and the same number over draws in which all inputs of one kind rise and fall together. What rests on
judgement is counted from the evidence that the case gives for each number it writes down.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.ids import InputPath
from detente.behaviour import Lab, Setting
from detente.behaviour.flips import influential, ranges, settled
from detente.behaviour.headlines import ADVICE, Headline, headlines
from detente.behaviour.input_words import input_words
from detente.behaviour.sourcing import sized_by_judgement, sourced
from detente.behaviour.weighing import weigh
from detente.methods.game import Floats
from detente.methods.statistics import dominance, rank_correlations
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.figures import Caption, InputEffect, Measured, tornado
from detente.results.words import capital, column, counted, listed, percent, span

SHOWN = 10
"""So many inputs, those with the strongest rank correlation, are shown for each headline."""

NAMED = 3
"""So many are named in a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Driver:
    """One input's bearing on one headline."""

    headline: Headline
    path: InputPath
    correlation: float
    share: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out."""

    lab: Lab
    headlines: tuple[Headline, ...]
    drivers: tuple[_Driver, ...]

    def of(self, headline: Headline) -> list[_Driver]:
        """What drives a headline beyond what chance alone would show, strongest first."""
        chance = 2.0 / np.sqrt(len(headline.drawn))
        return [d for d in self.drivers if d.headline is headline and abs(d.correlation) > chance]

    def headline(self, name: str) -> Headline | None:
        """A headline by its id."""
        return next((h for h in self.headlines if h.id == name), None)


def answer(lab: Lab, ask: Ask) -> Answer:
    """What moves each number of the brief, and what that rests on."""
    beside = min(lab.effort.draws, int(constant("draws_beside")))
    named = lab.case.strategies.get(ask.focal)
    own = weigh(lab, ask.focal, lab.effort.draws) if named else None
    known = headlines(lab, ask.focal, own, beside)
    drivers = tuple(driver for headline in known for driver in _drivers(lab, headline))
    seen = _Seen(lab=lab, headlines=known, drivers=drivers)
    return Answer(
        findings=tuple(_findings(seen)),
        tables=(_driver_table(seen), _spread_table(seen), _together_table(seen, beside)),
        figures=tuple(_tornado(seen, headline) for headline in _pictured(seen)),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED,
            sentence=(
                f"Rank correlations over {lab.effort.draws} draws: one below "
                f"{2.0 / np.sqrt(lab.effort.draws):.2f} may be chance. Only rising or falling "
                "dependence is seen; no input is proved to be without influence."
            ),
        ),
        assumptions=(
            Assumption(
                sentence="Inputs vary independently, unless the case says that they go together.",
                source="judgement",
            ),
        ),
    )


DRIVERS = Analysis(
    id="drivers",
    question="Which inputs decide the headline and the advice?",
    references=("spearman1904", "lindeman1980", "budescu1993"),
    answer=answer,
)


def _drivers(lab: Lab, headline: Headline) -> list[_Driver]:
    inputs = lab.inputs()
    if not inputs.uncertain:
        return []
    drawn, result = inputs.drawn[: len(headline.drawn)], settled(headline.drawn)
    correlation = rank_correlations(drawn, result)
    share = dominance(drawn, result, SHOWN).share
    return [
        _Driver(
            headline=headline,
            path=path,
            correlation=float(correlation[inputs.column[path]]),
            share=float(share[inputs.column[path]]),
        )
        for path in influential(inputs, headline.drawn, SHOWN)
    ]


# ---- sentences ----------------------------------------------------------------------------


def _findings(seen: _Seen) -> Iterator[Finding]:
    if not seen.lab.inputs().uncertain:
        said = (
            "Every number behind what the actors do is a single one, so none can be said to decide."
        )
        yield Finding(topic=Topic.ADVICE, sentence=said, rank=5)
        yield Finding(topic=Topic.ADVICE, sentence=_rests(seen), rank=6)
        return
    for headline in seen.headlines:
        found = seen.of(headline)
        topic = Topic.ADVICE if headline.id == ADVICE else Topic.ANNEX
        said = _depends(seen, headline, found)
        yield Finding(topic=topic, sentence=said, about=tuple(d.path for d in found), rank=5)
    yield Finding(topic=Topic.ADVICE, sentence=_rests(seen), rank=6)
    sizes = len(sized_by_judgement(seen.lab.case))
    if sizes:
        inputs = "input" if sizes == 1 else "inputs"
        said = f"For {counted(sizes)} more {inputs} a source is named, and the size is judgement."
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=6)
    yield from (_wider(h) for h in seen.headlines if len(h.together))
    yield Finding(topic=Topic.BIG_PICTURE, sentence=_what_matters(seen), rank=8)


def _depends(seen: _Seen, headline: Headline, found: Sequence[_Driver]) -> str:
    name = capital(headline.name)
    if not found:
        return f"{name}: no single input stands out among those we are unsure of."
    inputs = listed([input_words(seen.lab.case, d.path) for d in found[:NAMED]])
    if headline.id == ADVICE:
        return f"What to do turns most on {inputs}."
    return f"{name} depends most on {inputs}."


def _rests(seen: _Seen) -> str:
    """How many judgements stand behind the answer, and which of them matters most."""
    known = sourced(seen.lab.case)
    bare = sum(not has for has in known.values())
    if not known:
        return "The analyst wrote down no number: every number is a default of the model."
    if not bare:
        return "Every number of the case has a source."
    said = f"This rests on {counted(bare)} judgement{'s' if bare > 1 else ''} without a source"
    weak = [d for h in _by_weight(seen) for d in seen.of(h) if not known.get(d.path, True)]
    if not weak:
        return f"{said}; none of them stands out as decisive."
    return f"{said}; the weakest is {input_words(seen.lab.case, weak[0].path)}."


def _by_weight(seen: _Seen) -> tuple[Headline, ...]:
    """The headlines with the advice in front, then the most uncertain first."""
    return tuple(sorted(seen.headlines, key=lambda h: (h.id != ADVICE, -_width(h.drawn))))


def _wider(headline: Headline) -> Finding:
    apart, together = (span(*_middle(x)) for x in (headline.drawn, headline.together))
    said = (
        f"{capital(headline.name)}: range {apart} if inputs vary independently, {together} if all "
        "inputs of one kind rise and fall together."
    )
    return Finding(topic=Topic.ANNEX, sentence=said, about=(headline.id,), rank=7)


def _what_matters(seen: _Seen) -> str:
    """Which of the three kinds of ignorance spreads most headlines widest."""
    events = [h for h in seen.headlines if h.id != ADVICE]
    spreads = np.array([_spreads(seen.lab, h)[:3] for h in events])
    ways = ("the inputs", "how closely actors follow their interests", "how fast they act")
    if not (spreads > 0).any():
        return "Neither the inputs nor the pace and precision of actors move these answers."
    order = np.argsort(-spreads.mean(axis=0), kind="stable")
    first, second, third = (ways[k] for k in order)
    return (
        f"What we do not know about {first} matters most for these answers, then {second}; "
        f"{third} matters least."
    )


# ---- spreads ------------------------------------------------------------------------------


def _spreads(lab: Lab, headline: Headline) -> tuple[float, float, float, float]:
    """Spread over inputs, precision, pace and equilibria."""
    base, case = lab.headline, lab.case.precision
    precisions = [base.at(precision, base.pace) for precision in case.sweep]
    paces = [base.at(base.precision, pace) for pace in case.paces]
    return (
        _width(headline.drawn),
        _extent(headline, base, precisions),
        _extent(headline, base, paces),
        float(np.ptp([headline.at_mode(base), *headline.elsewhere])),
    )


def _extent(headline: Headline, base: Setting, settings: Sequence[Setting]) -> float:
    return float(np.ptp([headline.at_mode(setting) for setting in (base, *settings)]))


def _middle(drawn: Floats) -> tuple[float, float]:
    low, high = np.quantile(drawn, [0.1, 0.9])
    return float(low), float(high)


def _width(drawn: Floats) -> float:
    low, high = _middle(drawn)
    return high - low


# ---- tables and figures -------------------------------------------------------------------


def _driver_table(seen: _Seen) -> Table:
    known, sources = ranges(seen.lab), sourced(seen.lab.case)
    return Table(
        id="drivers",
        title="What moves each number of the brief",
        columns=(
            column("headline", "Headline"),
            column("input", "Input"),
            column("name", "In words"),
            column("rank_correlation", "Rank correlation"),
            column("dominance_share", "Dominance share", "share of spread"),
            column("low", "Low"),
            column("mode", "Mode"),
            column("high", "High"),
            column("sourced", "Has a source"),
        ),
        rows=tuple(
            (
                d.headline.id,
                d.path,
                input_words(seen.lab.case, d.path),
                d.correlation,
                d.share,
                known[d.path].low,
                known[d.path].mode,
                known[d.path].high,
                sources.get(d.path, False),
            )
            for d in seen.drivers
        ),
        note=f"The {SHOWN} inputs with the strongest rank correlation for each headline.",
    )


def _spread_table(seen: _Seen) -> Table:
    return Table(
        id="spreads",
        title="How far each number moves, and by what",
        columns=(
            column("headline", "Headline"),
            column("name", "In words"),
            column("inputs", "Inputs", "share"),
            column("precision", "Precision", "share"),
            column("pace", "Pace", "share"),
            column("equilibria", "Other equilibria", "share"),
        ),
        rows=tuple((h.id, h.name, *_spreads(seen.lab, h)) for h in seen.headlines),
        note=(
            "Inputs: 90th minus 10th percentile over the draws. The others: greatest minus least, "
            "all numbers at their mode; for the advice equilibria are not compared."
        ),
    )


def _together_table(seen: _Seen, beside: int) -> Table:
    return Table(
        id="correlated_inputs",
        title="The same numbers if all inputs of one kind rise and fall together",
        columns=(
            column("headline", "Headline"),
            column("mean", "Mean", "share"),
            column("p10", "10th percentile", "share"),
            column("p90", "90th percentile", "share"),
            column("correlated_mean", "Mean, together", "share"),
            column("correlated_p10", "10th percentile, together", "share"),
            column("correlated_p90", "90th percentile, together", "share"),
        ),
        rows=tuple(
            (
                h.id,
                float(h.drawn.mean()),
                *_middle(h.drawn),
                float(h.together.mean()),
                *_middle(h.together),
            )
            for h in seen.headlines
            if len(h.together)
        ),
        note=(
            f"{seen.lab.effort.draws} draws, and {beside} with inputs going together. One kind: "
            "the weights of one actor's goals, the paces of the moves, the reach of the threats."
        ),
    )


def _pictured(seen: _Seen) -> list[Headline]:
    """The advice, and the most uncertain of the questions (of all numbers where none is asked)."""
    asked = [h for h in seen.headlines if h.id in seen.lab.case.questions]
    events = asked or [h for h in seen.headlines if h.id != ADVICE]
    widest = max(events, key=lambda h: _width(h.drawn))
    advice = seen.headline(ADVICE)
    wanted = [widest] if advice is None else [advice, widest]
    return [h for h in wanted if any(d.headline is h for d in seen.drivers)]


def _tornado(seen: _Seen, headline: Headline) -> Figure:
    is_advice = headline.id == ADVICE
    scale = 100.0 if is_advice else 1.0  # a lead may be negative: points of 100 instead of percent
    known, base = ranges(seen.lab), seen.lab.headline
    effects = [
        InputEffect(
            label=capital(input_words(seen.lab.case, d.path)),
            at_low=scale * headline.at_mode(base.given(d.path, known[d.path].low)),
            at_high=scale * headline.at_mode(base.given(d.path, known[d.path].high)),
            range_says=f"{known[d.path].low:g} to {known[d.path].high:g}, "
            f"usually {known[d.path].mode:g}",
        )
        for d in seen.drivers
        if d.headline is headline
    ]
    effects.sort(key=lambda e: -abs(e.at_high - e.at_low))
    measured = Measured(
        title=f"{capital(headline.name)}{', points of 100' if is_advice else ''}",
        now=scale * headline.at_mode(base),
        flips_at=0.0 if is_advice else None,
        is_share=not is_advice,
    )
    caption = Caption(
        id="tornado_advice" if is_advice else "tornado_headline",
        title="What drives the advice" if is_advice else f"What drives {headline.name}",
        alternative=_told(effects, is_advice=is_advice),
        topic=Topic.ADVICE if is_advice else Topic.ANNEX,
    )
    return tornado(caption, measured, effects)


def _told(effects: Sequence[InputEffect], *, is_advice: bool) -> str:
    """The longest bars in words."""
    if is_advice:
        names = listed([e.label for e in effects[:NAMED]])
        return f"The inputs that move the advice most, each alone: {names}."
    return "; ".join(
        f"{e.label}: {percent(e.at_low)} at its low end, {percent(e.at_high)} at its high end"
        for e in effects[:NAMED]
    )
