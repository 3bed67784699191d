"""Tables of options weighed: what each is worth, what turns the choice, how scenarios rank them."""

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from detente.base.ids import ScenarioId
from detente.behaviour.flips import ranges
from detente.behaviour.input_words import input_words
from detente.behaviour.lab import Lab
from detente.behaviour.options import Comparison
from detente.behaviour.weighing import Turns, Weighed
from detente.results import Table, Topic, Value
from detente.results.words import capital, column


def strategy_table(weighed: Sequence[Weighed]) -> Table:
    """What every actor could commit itself to, and what it is worth to it."""
    of_range = "share of own range"
    return Table(
        id="strategies",
        title="What each actor could commit itself to",
        columns=(
            column("strategy", "Strategy"),
            column("name", "In words"),
            column("actor", "Actor"),
            column("value", "Value", of_range),
            column("p10", "10th percentile", of_range),
            column("p90", "90th percentile", of_range),
            column("central", "All numbers at their mode", of_range),
            column("regret", "Regret, mean", of_range),
            column("regret_p90", "Regret, 90th percentile", of_range),
            column("share_best", "Best or level", "share of draws"),
            column("abandoned_at", "Abandoned at"),
            column("gain", "Gain by breaking it there", "points"),
            column("draws", "Draws"),
        ),
        rows=tuple(row for one in weighed for row in _rows(one)),
        note=(
            "Own range: from the least to the greatest value of a lasting state to the actor. "
            "Without draws: all numbers at their mode. Values of different actors cannot be "
            "compared."
        ),
    )


def _rows(one: Weighed) -> Iterator[tuple[Value, ...]]:
    shares, regret = one.over.shares, one.over.regret
    for k, option in enumerate(one.options):
        low, high = one.spread(k) if one.draws else (None, None)
        left = one.departures[k]
        yield (
            option.id,
            option.name,
            one.actor,
            float(shares[:, k].mean()),
            low,
            high,
            float(one.at_mode.shares[0, k]),
            float(regret[:, k].mean()),
            float(np.quantile(regret[:, k], 0.9)) if one.draws else None,
            float(one.over.share_best[k]) if one.draws else None,
            None if left is None else left.words,
            None if left is None else left.points,
            one.draws,
        )


def flip_table(lab: Lab, own: Weighed, found: Turns) -> Table:
    """The inputs that turn the first choice into its rival, alone or together."""
    known = ranges(lab)
    together = dict(found.joint.values) if found.joint else {}
    alone = {flip.path: (flip.value, "above" if flip.above else "below") for flip in found.single}
    choice = (own.options[own.best].id, own.options[own.rival].id)
    return Table(
        id="advice_flips",
        title="What turns the advice",
        columns=(
            column("input", "Input"),
            column("name", "In words"),
            column("low", "Low"),
            column("mode", "Mode"),
            column("high", "High"),
            column("alone", "Turns alone at"),
            column("side", "Beyond it"),
            column("together", "Turns together at"),
            column("best", "First choice"),
            column("other", "Other"),
        ),
        rows=tuple(
            (
                path,
                input_words(lab.case, path),
                known[path].low,
                known[path].mode,
                known[path].high,
                *alone.get(path, (None, None)),
                together.get(path),
                *choice,
            )
            for path in dict.fromkeys([*alone, *together])
        ),
        note=(
            f"Tried: the {found.tried} inputs with the strongest rank correlation with the lead of "
            "the first choice. Alone: all others at their mode."
        ),
    )


def scenario_table(lab: Lab, own: Weighed, found: Mapping[ScenarioId, Comparison]) -> Table:
    """What an actor's options are worth in every scenario, all numbers at their mode."""
    written: tuple[Value, ...] = ("", "as written", *own.at_mode.shares[0].tolist())
    scenarios: tuple[tuple[Value, ...], ...] = tuple(
        (name, lab.case.scenarios[name].name or name, *comparison.shares[0].tolist())
        for name, comparison in found.items()
    )
    return Table(
        id="strategies_by_scenario",
        title=f"What the strategies of {lab.case.actor_name(own.actor)} are worth in each scenario",
        columns=(
            column("scenario", "Scenario"),
            column("name", "In words"),
            *(column(o.id, capital(o.name), "share of own range") for o in own.options),
        ),
        rows=(written, *scenarios),
        note="All numbers at their mode; the range is that of the case as asked for.",
        topic=Topic.ANNEX,
    )
