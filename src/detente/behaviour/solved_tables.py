"""The solved game as tables: size, equilibria, first steps, ways, worth of states."""

from collections.abc import Sequence

from detente.behaviour.events import Event, targets
from detente.behaviour.lab import Found, Lab
from detente.behaviour.setting import Setting
from detente.behaviour.told import Happening, first_happenings, main_way, story, ways
from detente.case.schema import Case
from detente.methods.stationary import regret
from detente.results import Table, Value
from detente.results.words import column, percent

SEARCHED_ACTIONS = 10_000
"""Games up to so many actions are searched for equilibria at the highest precision too."""

PATHS = 3
"""So many ways to an event are told."""


def model_table(lab: Lab) -> Table:
    """How large the game is, and what is at stake for each actor."""
    model, stake = lab.model(), lab.solution().numbers.stake
    size = (len(model.states), len(model.topology.act_to))
    return Table(
        id="model",
        title="Size of the game and stakes",
        columns=(
            column("states", "States"),
            column("actions", "Actions"),
            column("actor", "Actor"),
            column("stake", "Stake", "points"),
        ),
        rows=tuple(
            (*size, actor, float(points)) for actor, points in zip(model.actors, stake, strict=True)
        ),
        note="A stake is never to be compared with another actor's.",
    )


def equilibria_table(lab: Lab) -> Table:
    """All ways to behave that were found, per precision and pace of the sweep."""
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
        note="All starts are tried at the headline, and at the highest precision if the game is "
        "small; elsewhere only the ladder up.",
    )


def _equilibria(lab: Lab, setting: Setting) -> tuple[tuple[Value, ...], ...]:
    found = lab.equilibria(setting) if _is_searched(lab, setting) else (_ladder(lab, setting),)
    return tuple(
        (
            setting.precision,
            setting.pace,
            n,
            "; ".join(one.found_by),
            float(one.solution.lasting.residual),
            float(one.regret.max()),
        )
        for n, one in enumerate(found, start=1)
    )


def _is_searched(lab: Lab, setting: Setting) -> bool:
    highest = lab.headline.at(max(lab.case.precision.sweep), lab.headline.pace)
    is_small = len(lab.model().topology.act_to) <= SEARCHED_ACTIONS
    return setting == lab.headline or (setting == highest and is_small)


def _ladder(lab: Lab, setting: Setting) -> Found:
    one = lab.solution(setting)
    game = (one.topology, one.numbers, one.commitment)
    return Found(one, ("ladder up",), regret(*game, setting.precision, one.values))


def first_table(lab: Lab) -> Table:
    """All that can happen first, with who does it and what for."""
    return Table(
        id="next_moves",
        title="What can come first",
        columns=(
            column("actor", "Actor"),
            column("action", "What"),
            column("rate", "Rate today", "per year"),
            column("first", "Probability to be first", "share"),
            column("gain", "Own gain over waiting", "share of stake"),
            column("mistake", "Against own gain"),
        ),
        rows=tuple(
            (one.actor or None, one.what, one.rate, share, one.gain, one.is_mistake)
            for one, share in first_happenings(lab.solution())
        ),
        note="Without an actor: nobody chooses it. All numbers at their mode.",
    )


def path_table(lab: Lab, events: Sequence[Event]) -> Table:
    """The most probable ways to some events, with every mover's reason."""
    solution, case = lab.solution(), lab.case
    told = ways(solution, targets(lab.model(), tuple(events)), PATHS) if events else ()
    return Table(
        id="paths",
        title="Most probable ways to each event",
        columns=(
            column("event", "Event"),
            column("rank", "Rank"),
            column("probability", "Probability of this way", "share"),
            column("way", "Way, and each mover's reason"),
        ),
        rows=tuple(
            (event.id, rank, path.probability, way_words(case, story(solution, path)))
            for event, paths in zip(events, told, strict=True)
            for rank, path in enumerate(paths, start=1)
        ),
        note="Probability of exactly this sequence, whenever it happens.",
    )


def way_words(case: Case, happenings: Sequence[Happening]) -> str:
    """A way in words: who does what and what for, step by step."""
    return "; then ".join(_reason(case, one) for one in happenings) or "it stands already"


def _reason(case: Case, one: Happening) -> str:
    if not one.actor:
        return one.what
    who = f"{one.what} by {case.actor_name(one.actor)}"
    if one.is_mistake:
        return f"{who} (a mistake: loses {percent(-one.gain)} of its stake)"
    return f"{who} (gains {percent(one.gain)} of its stake)"


def value_table(lab: Lab) -> Table:
    """What today's state, and the states on the main way from it, are worth to each actor."""
    solution, model = lab.solution(), lab.model()
    along = main_way(solution).states
    return Table(
        id="values",
        title="What the states on the most probable way are worth",
        columns=(
            column("state", "State"),
            column("actor", "Actor"),
            column("value", "Value", "points"),
        ),
        rows=tuple(
            (model.words(state), actor, float(solution.values[state, i]))
            for state in along
            for i, actor in enumerate(model.actors)
        ),
        note="The way to the state that is most probable at the horizon. "
        "Points of different actors cannot be compared.",
    )
