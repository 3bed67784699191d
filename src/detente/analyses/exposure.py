"""Who stays exposed, to what, at each stage and where it stops?

Exposure is the share of an actor's safety that threats take, on one absolute scale:

    R_A(x) = sum over threats h of e_hA L_h(x),

with e_hA how much of A's safety the threat takes today, and L_h(x) what is left of it in state x.
It is shown today, at each stage (what has been done against threats), along the most probable way,
after each single move against a threat, expected at dates t,

    E R_A(t) = sum over x of P(in x at t) R_A(x),

and at breakdown, after everything that unwinds has unwound. Numbers are means over the draws,
ranges their 10th to 90th percentile.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.ids import ActorId, MoveId, ThreatId
from detente.behaviour import Lab
from detente.behaviour.exposure_forecast import (
    AT_BREAKDOWN,
    HORIZON,
    ExposureForecast,
    Reading,
    forecast_exposure,
)
from detente.behaviour.exposures import (
    ending_moves,
    exposed_actors,
    exposure_after,
    exposure_word,
    reaching,
)
from detente.behaviour.orders import Step, feasible_orders
from detente.behaviour.rest import provisional
from detente.behaviour.told import main_way
from detente.case.expressions import Action, Verb
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
from detente.results.figures import ActorExposure, Caption, Stage, exposure_stages
from detente.results.words import capital, column, percent, possessive, span

SHOWN = 7
"""So many stages fit in the figure: today's and the most probable ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out: the forecast, and the moves against threats that can still be made."""

    lab: Lab
    focal: ActorId
    forecast: ExposureForecast
    ways: dict[MoveId, Step]
    """Each such move, made as early as possible."""

    @property
    def actors(self) -> tuple[ActorId, ...]:
        return self.forecast.actors

    def name(self, actor: ActorId) -> str:
        return self.lab.case.actor_name(actor)

    def stage_after(self, move: MoveId) -> int:
        return int(self.forecast.stages.member[self.ways[move].state])


def answer(lab: Lab, ask: Ask) -> Answer:
    """Exposure of every actor that a threat reaches, at each stage and where it stops."""
    if not exposed_actors(lab.case):
        said = "The case states no threats, so nobody's exposure can be told."
        return Answer(
            findings=(Finding(topic=Topic.ANNEX, sentence=said),),
            tables=(),
            guarantee=Guarantee(kind=GuaranteeKind.ENUMERATED, sentence="No threat is stated."),
        )
    seen = _look(lab, ask.focal)
    return Answer(
        findings=(*_findings(seen), *provisional(lab)),
        tables=(
            _over_time(seen),
            _stage_table(seen),
            _path_table(seen),
            _single_move_table(seen),
            _threat_table(seen),
        ),
        figures=(_figure(seen),),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED,
            sentence=(
                "Exact for given inputs and behaviour; means and ranges (10th to 90th percentile) "
                f"are over {lab.effort.draws} draws."
            ),
        ),
        assumptions=(
            Assumption(
                sentence="Threats add up, and each move against one ends a fixed share of it.",
                source="judgement",
            ),
        ),
    )


EXPOSURE = Analysis(
    id="exposure",
    question="Who stays exposed, to what, at each stage and where it stops?",
    references=("jensen1953", "mckelvey1998"),
    answer=answer,
)


def _look(lab: Lab, focal: ActorId) -> _Seen:
    found = {m: feasible_orders(lab.model(), (m,)) for m in ending_moves(lab.case)}
    return _Seen(
        lab=lab,
        focal=focal,
        forecast=forecast_exposure(lab),
        ways={move: orders[0][0] for move, orders in found.items() if orders},
    )


def _findings(seen: _Seen) -> Iterator[Finding]:
    if seen.focal not in seen.actors:
        said = f"No threat of the case reaches {seen.name(seen.focal)}."
        yield Finding(topic=Topic.THREATS, sentence=said, about=(seen.focal,), rank=1)
    else:
        yield _today(seen)
        yield from _one_sided(seen)
        yield _in_the_end(seen)
        yield from _after_breakdown(seen)
    for actor in (a for a in seen.actors if a != seen.focal):
        yield Finding(topic=Topic.ANNEX, sentence=_expected_sentence(seen, actor), about=(actor,))


def _today(seen: _Seen) -> Finding:
    """Who threatens the focal actor, by what, and how soon."""
    level, worst = seen.forecast.at(seen.focal, 0), seen.forecast.worst(seen.focal, 0)
    threat = seen.lab.case.threats[worst]
    soon = f" ({threat.horizon})" if threat.horizon else ""
    said = (
        f"Today {possessive(seen.name(seen.focal))} exposure is {exposure_word(level.central)}: "
        f"threats take {_share(level)} of its safety, most of it {_threat_name(seen, worst)} "
        f"of {seen.name(threat.held_by)}{soon}."
    )
    return Finding(topic=Topic.THREATS, sentence=said, about=(seen.focal, worst), rank=1)


def _one_sided(seen: _Seen) -> Iterator[Finding]:
    """The first step that helps another most while the focal actor stays where it is."""
    gaps = [
        (_relief(seen, actor, move) - _relief(seen, seen.focal, move), actor, move)
        for move in seen.ways
        for actor in seen.actors
        if actor != seen.focal
    ]
    widest = max(gaps, key=lambda gap: gap[0], default=(0.0, "", ""))
    if widest[0] <= 0:
        return
    _, actor, move = widest
    stage = seen.stage_after(move)
    before, after = seen.forecast.at(actor, 0), seen.forecast.at(actor, stage)
    said = (
        f"If “{seen.lab.case.move_name(move)}” comes first, {possessive(seen.name(actor))} "
        f"exposure goes from {exposure_word(before.central)} to {exposure_word(after.central)}. "
        f"{_remains(seen, stage)}"
    )
    yield Finding(topic=Topic.THREATS, sentence=said, about=(seen.focal, actor, move), rank=2)


def _remains(seen: _Seen, stage: int) -> str:
    """What the focal actor remains exposed to at a stage: in words, with range and today's."""
    level, worst = seen.forecast.at(seen.focal, stage), seen.forecast.worst(seen.focal, stage)
    return (
        f"Then {seen.name(seen.focal)} remains exposed to {_threat_name(seen, worst)}: "
        f"{exposure_word(level.central)}, {_share(level)} of its safety in all; "
        f"today {exposure_word(seen.forecast.at(seen.focal, 0).central)}."
    )


def _share(level: Reading) -> str:
    return f"{percent(level.mean)} (range {span(*level.around)})"


def _in_the_end(seen: _Seen) -> Finding:
    """What is expected by the horizon, and where it most probably stops."""
    known = seen.forecast
    chances = [known.chance(HORIZON, stage) for stage in range(known.stages.count)]
    stage = int(np.argmax([chance.mean for chance in chances]))
    place = "nothing more has been done against threats by then"
    if stage:
        place = f"what has been done against threats by then is: {known.stages.words(stage)}"
    said = (
        f"In {seen.lab.case.horizon:g} years we expect {possessive(seen.name(seen.focal))} "
        f"exposure at {_share(known.expected(seen.focal, HORIZON))} of its safety. Most probably, "
        f"with {_share(chances[stage])}, {place}."
    )
    then = f" {_remains(seen, stage)}" if stage else ""
    return Finding(topic=Topic.THREATS, sentence=said + then, about=(seen.focal,), rank=3)


def _after_breakdown(seen: _Seen) -> Iterator[Finding]:
    if seen.forecast.breaks_down:
        level = seen.forecast.expected(seen.focal, AT_BREAKDOWN)
        said = (
            f"Where the process breaks down, {seen.name(seen.focal)} is left with "
            f"{exposure_word(level.mean)} exposure: {_share(level)} of its safety."
        )
        yield Finding(topic=Topic.THREATS, sentence=said, about=(seen.focal,), rank=4)


def _expected_sentence(seen: _Seen, actor: ActorId) -> str:
    now, then = seen.forecast.at(actor, 0), seen.forecast.expected(actor, HORIZON)
    return (
        f"{capital(possessive(seen.name(actor)))} exposure is {_share(now)} today; in "
        f"{seen.lab.case.horizon:g} years {_share(then)} is to be expected."
    )


def _threat_name(seen: _Seen, threat: ThreatId) -> str:
    return f"“{seen.lab.case.threats[threat].name or threat.replace('_', ' ')}”"


def _relief(seen: _Seen, actor: ActorId, move: MoveId) -> float:
    """The part of its exposure that an actor loses by one move against a threat."""
    now = seen.forecast.at(actor, 0).central
    then = seen.forecast.at(actor, seen.stage_after(move)).central
    return (now - then) / now if now else 0.0


def _over_time(seen: _Seen) -> Table:
    return Table(
        id="exposure_over_time",
        title="Exposure to be expected",
        columns=(
            column("actor", "Actor"),
            column("when", "When"),
            column("expected", "Expected exposure", "share of safety"),
            column("low", "10th percentile of the draws", "share of safety"),
            column("high", "90th percentile of the draws", "share of safety"),
            column("central", "All numbers at their mode", "share of safety"),
            column("word", "In words"),
        ),
        rows=tuple(row for actor in seen.actors for row in _dated(seen, actor)),
        note="At breakdown: given that the process breaks down before the case's horizon.",
    )


def _dated(seen: _Seen, actor: ActorId) -> Iterator[tuple[Value, ...]]:
    known = seen.forecast
    labels = [f"{years:g} year{'s' if years > 1 else ''}" for years in known.dates]
    when = [*enumerate(labels), (HORIZON, "horizon")]
    when += [(AT_BREAKDOWN, "breakdown")] if known.breaks_down else []
    readings = [("today", known.at(actor, 0))]
    readings += [(label, known.expected(actor, place)) for place, label in when]
    for label, one in readings:
        yield actor, label, one.mean, *one.around, one.central, exposure_word(one.mean)


def _stage_table(seen: _Seen) -> Table:
    known = seen.forecast
    rows: list[tuple[Value, ...]] = []
    for stage in range(known.stages.count):
        place, stops = known.stages.words(stage), known.chance(HORIZON, stage)
        for actor in seen.actors:
            level, now = known.at(actor, stage), known.at(actor, 0)
            where = (place, stops.mean, *stops.around)
            word = exposure_word(level.central)
            rows.append((*where, actor, level.central, *level.around, now.central, word))
    return Table(
        id="exposure_stages",
        title="Exposure at each stage, and how likely it is to stop there",
        columns=(
            column("stage", "Stage"),
            column("stops", "There at the horizon", "share"),
            column("stops_low", "Low", "share"),
            column("stops_high", "High", "share"),
            column("actor", "Actor"),
            column("exposure", "Exposure", "share of safety"),
            column("low", "Low", "share of safety"),
            column("high", "High", "share of safety"),
            column("today", "Today", "share of safety"),
            column("word", "In words"),
        ),
        rows=tuple(rows),
        note="A stage is what has been done against threats; ended processes are counted where "
        "they ended. Low and high are the 10th and 90th percentile of the draws.",
    )


def _path_table(seen: _Seen) -> Table:
    way, model = main_way(seen.lab.solution()).states, seen.lab.model()
    member = seen.forecast.stages.member
    return Table(
        id="exposure_path",
        title="Exposure along the most probable way",
        columns=(
            column("place", "Place on the way"),
            column("state", "State"),
            column("actor", "Actor"),
            column("exposure", "Exposure", "share of safety"),
        ),
        rows=tuple(
            (place, model.words(s), actor, seen.forecast.at(actor, int(member[s])).central)
            for place, s in enumerate(way)
            for actor in seen.actors
        ),
        note="The way to the state most probable at the horizon, all numbers at their mode.",
    )


def _single_move_table(seen: _Seen) -> Table:
    return Table(
        id="exposure_after",
        title="Exposure after each single move against a threat",
        columns=(
            column("move", "Move"),
            column("after", "Moves made, in order"),
            column("actor", "Actor"),
            column("exposure", "Exposure", "share of safety"),
            column("today", "Today", "share of safety"),
        ),
        rows=tuple(row for move in seen.ways for row in _single_move(seen, move)),
        note="Each move as early as possible: only what it requires is made before it.",
    )


def _single_move(seen: _Seen, move: MoveId) -> Iterator[tuple[Value, ...]]:
    made = (*seen.ways[move].together, move)
    actions = tuple(Action(Verb.DO, m) for m in made)
    model, mode = seen.lab.model(), seen.lab.inputs().mode
    for actor in seen.actors:
        then = exposure_after(model, mode, actor, actions)
        yield move, ", ".join(made), actor, then, seen.forecast.at(actor, 0).central


def _threat_table(seen: _Seen) -> Table:
    return Table(
        id="exposure_by_threat",
        title=f"What {seen.name(seen.focal)} is exposed to",
        columns=(
            column("threat", "Threat"),
            column("held_by", "Held by"),
            column("when", "How soon"),
            column("today", "Today", "share of safety"),
            column("horizon", "Expected at the horizon", "share of safety"),
            column("breakdown", "Expected at breakdown", "share of safety"),
            column("least", "At the best stage", "share of safety"),
        ),
        rows=tuple(_threat_row(seen, t) for t in reaching(seen.lab.case, seen.focal)),
        note="Levels at the mode; stages weighed by their mean probability over the draws.",
    )


def _threat_row(seen: _Seen, name: ThreatId) -> tuple[Value, ...]:
    threat, known = seen.lab.case.threats[name], seen.forecast
    levels = known.stages.view(known.stages.model.mode).exposure_to(seen.focal, name)
    odds = known.likely[1:].mean(axis=0)
    later = float(levels @ odds[HORIZON])
    ended = float(np.average(levels, weights=odds[AT_BREAKDOWN])) if known.breaks_down else None
    return name, threat.held_by, threat.horizon, float(levels[0]), later, ended, float(levels.min())


def _figure(seen: _Seen) -> Figure:
    known = seen.forecast
    stops = [known.chance(HORIZON, stage).mean for stage in range(known.stages.count)]
    likeliest = sorted(range(known.stages.count), key=lambda stage: -stops[stage])
    shown = sorted(list(dict.fromkeys([0, *likeliest]))[:SHOWN])
    parts = [_expected_sentence(seen, actor) for actor in seen.actors]
    caption = Caption(
        id="exposure_stages",
        title="Who stays exposed at each stage, and where it stops",
        alternative=" ".join(parts),
        topic=Topic.THREATS,
    )
    return exposure_stages(
        caption,
        [Stage(label=capital(known.stages.words(k)), stops=stops[k]) for k in shown],
        [
            ActorExposure(
                label=capital(seen.lab.case.actor_label(actor)),
                today=known.at(actor, 0).central,
                levels=tuple(known.at(actor, k).central for k in shown),
            )
            for actor in seen.actors
        ],
    )
