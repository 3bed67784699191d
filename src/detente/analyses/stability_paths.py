"""How could it get from today to an outcome that holds, and who could stop it on the way?

Paths of moves from the state at the date of the case to each outcome that holds by SEQ, nobody
moving twice in a row: first by unilateral improvements alone, then with ever more moves that do not
pay their mover at once, down to the shortest path of all. At each state on the way the actors who
would find it stable are named: where the next mover is among them, it would rather stop there.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.base.ids import ActorId
from detente.behaviour import Lab
from detente.behaviour.standoff import LEADING, Standoff, standoff
from detente.behaviour.standoff_tables import STATE, state_cells
from detente.behaviour.standoff_words import state_names, step_words
from detente.methods.status_quo import Path, evolution, paths_to, who_would_stay
from detente.results import Figure, Finding, Guarantee, GuaranteeKind, Table, Topic, Value
from detente.results.figures import Caption
from detente.results.figures.state_paths import Passage, StateBox, state_paths
from detente.results.words import capital, column, counted, listed

SEARCHED = 1 << 16
"""States up to which all paths from the status quo are searched."""

STEPS = "steps that each pay whoever takes them"
"""Unilateral improvements, in words."""

DRAWN = 4
"""Outcomes to which the figure shows a path."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Way:
    """One way to an outcome, and who would stop on it."""

    path: Path
    unwilling: tuple[int, ...]
    """Steps whose mover would find the state before it stable."""

    @property
    def end(self) -> int:
        return int(self.path.states[-1])

    @property
    def willing(self) -> bool:
        """Whether every step is an improvement that its mover would make."""
        return not self.unwilling and self.path.non_improving == 0


def answer(lab: Lab, ask: Ask) -> Answer:
    """The ways from today's state to each outcome that holds."""
    del ask  # the ways are the same whoever asks
    stand = standoff(lab)
    start = stand.compiled.start
    if start is None:
        return _nothing("The state at the date of the case is none of the states looked at.")
    if stand.size > SEARCHED:
        said = f"Paths are searched in conflicts of up to {SEARCHED:,} states."
        return _nothing(said, GuaranteeKind.TRUNCATED)
    ways = _ways(stand, start)
    return Answer(
        findings=tuple(_findings(stand, start, ways)),
        tables=(_table(stand, ways),),
        figures=tuple(_figures(stand, start, ways)),
        guarantee=Guarantee(
            kind=GuaranteeKind.ENUMERATED,
            sentence="Every legal path was searched; of equally good ones the first is shown. No "
            "path means that there is none.",
        ),
    )


def _nothing(said: str, kind: GuaranteeKind = GuaranteeKind.ENUMERATED) -> Answer:
    return Answer(
        findings=(Finding(topic=Topic.ANNEX, sentence=said),),
        tables=(),
        guarantee=Guarantee(kind=kind, sentence="No path was searched."),
    )


def _ways(stand: Standoff, start: int) -> tuple[_Way, ...]:
    found = evolution(stand.compiled.conflict, start)
    stable = stand.verdicts.stable[stand.verdicts.row(LEADING)]
    ways = []
    for state in stand.holding(LEADING):
        for path in paths_to(found, state):
            stay = who_would_stay(path, stable)
            movers = enumerate(path.movers.tolist())
            unwilling = tuple(step for step, mover in movers if stay[step, mover])
            ways.append(_Way(path=path, unwilling=unwilling))
    return tuple(ways)


# ---- findings ------------------------------------------------------------------------------------


def _findings(stand: Standoff, start: int, ways: Sequence[_Way]) -> Iterator[Finding]:
    away = [way for way in ways if way.end != start]
    ends = list(dict.fromkeys(way.end for way in away if way.path.non_improving == 0))
    others = [s for s in stand.holding(LEADING) if s not in ends and s != start]
    if ends:
        way = min((w for w in away if w.end in ends), key=_ease)
        yield Finding(topic=Topic.STABILITY, sentence=_easiest(stand, way), rank=4)
    elif others:
        said = f"From today no other outcome that holds is reached by {STEPS}."
        yield Finding(topic=Topic.STABILITY, sentence=said, rank=4)
    else:
        said = "No outcome other than today's would hold: there is nowhere to go."
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=4)
    alike: dict[tuple[str, int], list[int]] = {}
    for way in {way.end: way for way in reversed(away) if way.end in others}.values():
        alike.setdefault(_unpaid(stand, way), []).append(way.end)
    for (who, steps), states in alike.items():
        said = _costly(state_names(stand, sorted(states)), len(states), who, steps)
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=4)


def _ease(way: _Way) -> tuple[int, int, int]:
    return (way.path.non_improving, len(way.unwilling), len(way.path.movers))


def _easiest(stand: Standoff, way: _Way) -> str:
    steps = ", then ".join(_steps(stand, way.path))
    end = f"“{stand.words(way.end)}”"
    one = len(way.path.movers) == 1
    pays = "one step that pays whoever takes it leads" if one else f"{STEPS} lead"
    said = f"From today {pays} to {end}: {steps}"
    if not way.unwilling:
        return f"{said}."
    step = way.unwilling[0]
    who = stand.case.actor_name(_mover(stand, way.path, step))
    return f"{said}; {who} would stop it if it looked ahead, for its step would be answered."


def _unpaid(stand: Standoff, way: _Way) -> tuple[str, int]:
    """Who would have to take steps that do not pay at once, and how many there are."""
    unpaid = [step for step, paid in enumerate(way.path.improves.tolist()) if not paid]
    who = dict.fromkeys(stand.case.actor_name(_mover(stand, way.path, step)) for step in unpaid)
    return listed(list(who)), len(unpaid)


def _costly(ends: str, count: int, who: str, steps: int) -> str:
    number = "one step" if steps == 1 else f"{counted(steps)} steps"
    return (
        f"{capital(ends)} {'is' if count == 1 else 'are'} reached from today only by "
        f"{number} that would not pay at once: {who} would have to take "
        f"{'it' if steps == 1 else 'them'}."
    )


def _steps(stand: Standoff, path: Path) -> Iterator[str]:
    for step, (before, after) in enumerate(zip(path.states[:-1], path.states[1:], strict=True)):
        who = stand.case.actor_name(_mover(stand, path, step))
        yield f"{step_words(stand, int(before), int(after))} by {who}"


def _mover(stand: Standoff, path: Path, step: int) -> ActorId:
    return stand.actors[int(path.movers[step])]


# ---- table and figure ----------------------------------------------------------------------------


def _table(stand: Standoff, ways: Sequence[_Way]) -> Table:
    return Table(
        id="paths",
        title="Ways from today to each outcome that holds",
        columns=(
            *STATE,
            column("words", "In words"),
            column("length", "Moves"),
            column("unpaid", "Unpaid"),
            column("way", "Way"),
            column("states", "States"),
            column("stops", "Would stop"),
        ),
        rows=tuple(_row(stand, way) for way in ways),
        note="No moves: today's state itself holds. Unpaid: moves that do not pay whoever makes "
        "them at once. Would stop: finds the state before its own move stable.",
    )


def _row(stand: Standoff, way: _Way) -> tuple[Value, ...]:
    stops = dict.fromkeys(_mover(stand, way.path, step) for step in way.unwilling)
    return (
        *state_cells(stand, way.end),
        stand.words(way.end),
        len(way.path.movers),
        way.path.non_improving,
        "; then ".join(_steps(stand, way.path)),
        " ".join(str(int(state) + 1) for state in way.path.states),
        ", ".join(stops),
    )


def _figures(stand: Standoff, start: int, ways: Sequence[_Way]) -> Iterator[Figure]:
    """The easiest way to each outcome, as far as they can be drawn together."""
    first = {way.end: way for way in reversed(ways) if way.end != start}
    chosen = sorted(first.values(), key=_ease)[:DRAWN]
    if not chosen:
        return
    passages = dict.fromkeys(
        Passage(
            before=int(before),
            after=int(after),
            actor=stand.case.actor_label(_mover(stand, way.path, step)),
            pays=bool(way.path.improves[step]),
        )
        for way in chosen
        for step, (before, after) in enumerate(
            zip(way.path.states[:-1], way.path.states[1:], strict=True)
        )
    )
    states = dict.fromkeys([start, *(int(s) for way in chosen for s in way.path.states)])
    boxes = [
        StateBox(
            number=state,
            label=capital(stand.words(state)),
            holds=state in stand.holding(LEADING),
            is_start=state == start,
        )
        for state in states
    ]
    told = "; ".join(
        f"to “{stand.words(way.end)}” in {len(way.path.movers)} moves, "
        f"{way.path.non_improving} of them unpaid"
        for way in chosen
    )
    caption = Caption(
        id="paths",
        title="Ways from today to outcomes that hold",
        alternative=f"From “{stand.words(start)}” {told}.",
        topic=Topic.STABILITY,
    )
    yield state_paths(caption, boxes, list(passages))


STABILITY_PATHS = Analysis(
    id="stability_paths",
    question="How could it get from today to an outcome that holds, and who could stop it?",
    references=("li2005", "xu2010"),
    answer=answer,
    part=Part.PREFERENCES,
)
