"""Numbers for the compiled case: payoffs and rates of one draw, segment by segment."""

from collections.abc import Mapping
from math import log1p

import numpy as np

from detente.base.ids import InputPath
from detente.methods.game import Floats, Numbers
from detente.model.calendar import Segment, day_after, window_years
from detente.model.channels import contacts
from detente.model.compiled import Model
from detente.model.deeds import Shift, ShiftKind
from detente.model.explore import by_lines


def numbers(
    model: Model, inputs: Mapping[InputPath, float], *, pace: float = 1.0
) -> tuple[Numbers, ...]:
    """Rates and payoffs, one entry per segment; `pace` multiplies every actor's clocks."""
    shared = {
        "flow": flows(model, inputs),
        "payments": payments(model, inputs),
        "discount": discounts(model, inputs),
        "stake": stakes(model, inputs),
    }
    return tuple(
        Numbers(
            set_rate=pace * _set_rates(model, inputs, segment),
            shift_rate=_shift_rates(model, inputs, segment),
            **shared,
        )
        for segment in model.segments
    )


def flows(model: Model, inputs: Mapping[InputPath, float]) -> Floats:
    """[N, n] u_i(x) = r_i * sum of weight * measure, per year; ended states add theirs."""
    view = model.view(inputs)
    flow = np.zeros((len(model.states), len(model.actors)))
    for actor, goals in model.case.goals.items():
        worth = np.zeros(len(model.states))
        for name, goal in goals.items():
            worth += inputs[f"goals.{actor}.{name}.weight"] * view.value(goal.measure.tree)
        flow[:, model.index(actor)] = worth
    for actor in model.case.breakdown.afterwards:
        flow[:, model.index(actor)] += inputs[f"breakdown.afterwards.{actor}"] * model.ended
    return flow * discounts(model, inputs)


def payments(model: Model, inputs: Mapping[InputPath, float]) -> Floats:
    """[P, n] what each row of payments pays each actor."""
    rows = np.zeros((len(model.pay_rows), len(model.actors)))
    for k, clauses in enumerate(model.pay_rows):
        for clause in clauses:
            rows[k, clause.actor] += inputs[clause.weight] * inputs[clause.pays]
    return rows


def discounts(model: Model, inputs: Mapping[InputPath, float]) -> Floats:
    """[n] discount rates."""
    return np.array([inputs[f"actors.{actor}.discount"] for actor in model.actors])


def stakes(model: Model, inputs: Mapping[InputPath, float]) -> Floats:
    """[n] the stake given, else the sum of goal weights but for `outside` ones, else 1."""
    return np.array([_stake(model, inputs, actor) for actor in model.actors])


def _stake(model: Model, inputs: Mapping[InputPath, float], actor: str) -> float:
    if model.case.actors[actor].stake is not None:
        return inputs[f"actors.{actor}.stake"]
    goals = model.case.goals.get(actor, {})
    total = sum(
        inputs[f"goals.{actor}.{g}.weight"] for g, goal in goals.items() if not goal.outside
    )
    return total or 1.0


def _set_rates(model: Model, inputs: Mapping[InputPath, float], segment: Segment) -> Floats:
    """[C] pace of each choice set: the deed's, shared by proposers, times the line's strength."""
    occasions = model.occasions
    if model.case.choice != "clocks":
        paces = np.array([inputs[f"actors.{actor}.pace"] for actor in model.actors])
        return paces[model.topology.set_owner]
    table = _deed_rates(model, inputs, segment)
    rates = table[0, occasions.set_deed, occasions.set_proposer]
    patterns = list(by_lines(model.layout, model.states))
    if model.case.channels is None:
        return rates
    group = np.zeros(len(model.states), dtype=np.int64)
    strengths = np.ones((len(patterns), *table.shape[1:]))
    for g, (opened, rows) in enumerate(patterns):
        group[rows] = g
        reached = contacts(model.case, inputs, opened, segment.first_day, model.deeds)
        for item, found in enumerate(reached):
            strengths[g, item, : len(found)] = found
    return rates * strengths[group[occasions.set_state], occasions.set_deed, occasions.set_proposer]


def _deed_rates(model: Model, inputs: Mapping[InputPath, float], segment: Segment) -> Floats:
    """[1, deeds, proposers] pace / divisor; 0 outside the dates of a move."""
    most = max((len(d.proposers) for d in model.deeds), default=1)
    table = np.zeros((1, max(len(model.deeds), 1), most))
    for item, deed in enumerate(model.deeds):
        early = deed.not_before is not None and segment.first_day < deed.not_before
        late = deed.not_after is not None and segment.first_day >= day_after(deed.not_after)
        if not early and not late:
            for place, path in enumerate(deed.paces):
                table[0, item, place] = inputs[path] / deed.divisor
    return table


def _shift_rates(model: Model, inputs: Mapping[InputPath, float], segment: Segment) -> Floats:
    """[S] rates of shocks, dated moves, collapse and resumption."""
    rates = np.array([_shift_rate(s, inputs, segment) for s in model.shifts], dtype=np.float64)
    return rates[model.occasions.shift_item] if len(rates) else rates


def _shift_rate(shift: Shift, inputs: Mapping[InputPath, float], segment: Segment) -> float:
    value = inputs[shift.rate]
    if shift.kind is not ShiftKind.SCHEDULED or shift.window is None:
        return value
    begin, end = shift.window
    inside = begin <= segment.first_day < day_after(end)
    return -log1p(-min(value, 1.0 - 1e-9)) / window_years(shift.window) if inside else 0.0
