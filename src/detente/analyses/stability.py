"""Which outcomes would hold, for whom, under which idea of foresight?

The graph model for conflict resolution on the moves of the case: a state is stable for an actor if
each of its improvements is answered so that it ends no better off, and an equilibrium if it is
stable for all. With R the states an actor can move to, R+ those it prefers, p its ranking:

    Nash: R+(s) is empty;  GMR: every t in R+(s) can be answered by moves of the others to a u
    with p(u) <= p(s);  SMR: and no further move of its own helps;  SEQ: the others answer by
    improvements only;  SSEQ: both;  SIM: by improvements from s, made at the same time.

The shortfall is how many places the state would have to rise in the actor's ranking to become
stable for it. GMR and SMR count answers that hurt those who give them: they hardly tell outcomes
apart, so the sentences speak of SEQ first. Conflicts of two actors are also looked at as far ahead
as one likes (limited moves), conflicts of up to six against all coalitions.
"""

from collections.abc import Iterator

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.base.ids import ActorId
from detente.behaviour import Lab
from detente.behaviour.standoff import CONCEPT_NAMES, LEADING, Standoff, standoff
from detente.behaviour.standoff_policies import policy_tables
from detente.behaviour.standoff_tables import (
    coalition_tables,
    coalitions_feasible,
    equilibria_table,
    limited_tables,
    option_table,
    reason_table,
    state_table,
    verdict_table,
)
from detente.behaviour.standoff_words import TOLD, state_names, witness_words
from detente.methods.coalition_stability import (
    CoalitionStability,
    coalition_stability,
    universally_stable,
)
from detente.methods.graph_model import Ranks
from detente.methods.stability import Concept
from detente.methods.stability_witness import witness
from detente.model.conflict_assumptions import taken_for_granted
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Topic,
)
from detente.results.figures import Caption
from detente.results.figures.marks import Mark, MarkRow, marks
from detente.results.words import capital, counted, listed

DRAWN = 12
"""Rows of a figure."""

EXPLAINED = 24
"""States whose verdicts are explained one by one."""

MOST_VERDICTS, FEW_VERDICTS = 120_000, 6_000
"""Rows of the table of verdicts, if the conflict is all the case has and if it is a part of it; of
larger conflicts the table holds the states that matter most."""


def answer(lab: Lab, ask: Ask) -> Answer:
    """The states that hold by each concept, with verdict, shortfall and reason for each actor."""
    stand = standoff(lab)
    shown = _shown(stand, ask)
    return Answer(
        findings=tuple(_findings(stand, ask.focal)),
        tables=(
            state_table(stand, shown),
            equilibria_table(stand),
            reason_table(stand, shown[:EXPLAINED]),
            verdict_table(stand, shown),
            option_table(stand),
            *limited_tables(stand),
            *coalition_tables(stand),
            *policy_tables(stand),
        ),
        figures=tuple(_figures(stand)),
        guarantee=_guarantee(stand, shown),
        assumptions=tuple(_assumptions(stand)),
    )


def _shown(stand: Standoff, ask: Ask) -> list[int]:
    """The states to look at one by one: all, or the start, the target and what holds first."""
    rows = len(stand.verdicts.concepts) * len(stand.actors)
    most = FEW_VERDICTS if stand.case.goals else MOST_VERDICTS
    if stand.size * rows <= most:
        everything = list(range(stand.size))
    else:
        everything = np.argsort(-stand.holds.sum(axis=0), kind="stable").tolist()
    target = [] if ask.target is None else [ask.target - 1]
    start = [] if stand.compiled.start is None else [stand.compiled.start]
    first = [*start, *target] if len(everything) * rows > most else []
    return list(dict.fromkeys([*first, *everything]))[: most // rows]


# ---- findings ------------------------------------------------------------------------------------


def _findings(stand: Standoff, focal: ActorId) -> Iterator[Finding]:
    holding = stand.holding(LEADING)
    yield Finding(topic=Topic.STABILITY, sentence=_which(stand, holding), rank=1)
    if holding:
        yield Finding(
            topic=Topic.STABILITY,
            sentence=_for_focal(stand, focal, holding),
            about=(focal,),
            rank=2,
        )
    yield from _common(stand, holding)
    yield from _today(stand)
    yield from _short_sighted(stand, holding)
    yield from _self_harm(stand, holding)
    yield from _together(stand)


def _which(stand: Standoff, holding: tuple[int, ...]) -> str:
    if not holding:
        return (
            f"None of the {counted(stand.size)} outcomes would hold: from each some actor can gain "
            "by a move that nobody answers in their own interest."
        )
    number = f"{capital(counted(len(holding)))} of {counted(stand.size)} outcomes would hold"
    said = f"{number} if everybody reckons with what others would do in their own interest"
    if len(holding) > TOLD:
        return f"{said}."
    return f"{said}: {state_names(stand, holding)}."


def _common(stand: Standoff, holding: tuple[int, ...]) -> Iterator[Finding]:
    """What all outcomes that hold have in common, if they are too many to be named."""
    if len(holding) <= TOLD:
        return
    chosen = list(holding)
    open_ = [(said, true) for said, true in stand.elements() if true.any() and not true.all()]
    always = [said for said, true in open_ if true[chosen].all()]
    never = [said for said, true in open_ if not true[chosen].any()]
    parts = [f"all of them have {listed(always)}"] if always else []
    parts += [f"none has {listed(never, 'or')}"] if never else []
    if parts:
        said = f"Of the outcomes that hold, {listed(parts)}."
        yield Finding(topic=Topic.STABILITY, sentence=said, rank=2)


def _for_focal(stand: Standoff, focal: ActorId, holding: tuple[int, ...]) -> str:
    own = stand.places[stand.index(focal)]
    best, worst = (pick(holding, key=lambda state: own[state]) for pick in (min, max))
    who, choice = stand.case.actor_name(focal), f"choice {own[best]} of {own.max()}"
    if len(holding) == 1:
        return f"For {who} it is {choice}."
    if own[best] == own[worst]:
        return f"For {who} all of them are equally good, {choice}."
    if len(holding) > TOLD:
        said = f"For {who} they range from its choice {own[best]} to its choice {own[worst]} of "
        return f"{said}{own.max()}{_only(stand, own, holding)}."
    return (
        f"The best of them for {who} is “{stand.words(best)}”, its {choice}, the worst "
        f"“{stand.words(worst)}”, its choice {own[worst]}."
    )


def _only(stand: Standoff, own: Ranks, holding: tuple[int, ...]) -> str:
    """What all of the best have and none of the worst, and the other way round."""
    chosen = np.array(holding)
    best, worst = (chosen[own[chosen] == pick(own[chosen])] for pick in (min, max))
    parts = []
    for name, these, those in (("best", best, worst), ("worst", worst, best)):
        had = [say for say, true in stand.elements() if true[these].all() and not true[those].any()]
        if had:
            verb = "has" if len(these) == 1 else "have"
            parts.append(f"only the {name} {verb} {listed(had)}")
    return f": {'; '.join(parts)}" if parts else ""


def _today(stand: Standoff) -> Iterator[Finding]:
    """Whether things would stay as they are, and if not through whom."""
    start = stand.compiled.start
    if start is None:
        return
    row = stand.verdicts.row(LEADING)
    leaving = [a for i, a in enumerate(stand.actors) if not stand.verdicts.stable[row, i, start]]
    if not leaving:
        said = (
            "Things could stay as they stand today: nobody has a gain that would not be answered."
        )
        yield Finding(topic=Topic.STABILITY, sentence=said, rank=3)
        return
    conflict, first = stand.compiled.conflict, leaving[0]
    why = witness(conflict, stand.index(first), start, LEADING)
    reason = witness_words(stand, first, start, LEADING, why)
    said = f"Things would not stay as they stand today. {reason}"
    yield Finding(topic=Topic.STABILITY, sentence=said, about=tuple(leaving), rank=3)


def _short_sighted(stand: Standoff, holding: tuple[int, ...]) -> Iterator[Finding]:
    """What holds only because gains would be answered."""
    nash = stand.holding(Concept.NASH)
    guarded = [state for state in holding if state not in nash]
    if not guarded:
        return
    said = (
        f"{capital(counted(len(guarded)))} of them {'rests' if len(guarded) == 1 else 'rest'} on "
        f"foresight: {state_names(stand, guarded)} would be left at once by somebody who looked no "
        "further than the next move."
    )
    yield Finding(topic=Topic.ANNEX, sentence=said, rank=2)


def _self_harm(stand: Standoff, holding: tuple[int, ...]) -> Iterator[Finding]:
    """What holds only if others would hurt themselves."""
    more = sorted(set(stand.holding(Concept.GMR)) - set(holding))
    if more:
        what = "further outcome holds" if len(more) == 1 else "further outcomes hold"
        said = (
            f"{capital(counted(len(more)))} {what} only if others would hurt themselves to punish "
            "whoever leaves."
        )
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=3)


def _together(stand: Standoff) -> Iterator[Finding]:
    """Equilibria that a coalition would leave together."""
    if not coalitions_feasible(stand):
        return
    found = coalition_stability(stand.compiled.conflict)
    alone = stand.holding(Concept.NASH)
    fallen = [state for state in alone if not universally_stable(found.nash)[state]]
    if not fallen:
        return
    who = [_first_coalition(stand, found, state) for state in fallen]
    said = (
        f"{capital(state_names(stand, fallen))} holds against everybody alone, but {who[0]} could "
        "gain by moving together."
        if len(fallen) == 1
        else f"{capital(counted(len(fallen)))} outcomes hold against everybody alone, but not "
        f"against those who could gain by moving together: {state_names(stand, fallen, who)}."
    )
    yield Finding(topic=Topic.STABILITY, sentence=said, rank=4)


def _first_coalition(stand: Standoff, found: CoalitionStability, state: int) -> str:
    """The smallest coalition that would leave a state, the first of several."""
    leaving = [int(found.coalitions[k]) for k in np.flatnonzero(~found.nash[:, state])]
    members = min(leaving, key=int.bit_count)
    return listed(
        [stand.case.actor_name(a) for i, a in enumerate(stand.actors) if members >> i & 1]
    )


# ---- figures, guarantee --------------------------------------------------------------------------


def _figures(stand: Standoff) -> Iterator[Figure]:
    order = np.argsort(-stand.holds.sum(axis=0), kind="stable")
    shown = [int(state) for state in order if stand.holds[:, state].any()][:DRAWN]
    if shown:
        yield _by_concept(stand, shown)
    yield _by_actor(stand, order[:DRAWN].tolist())


def _by_concept(stand: Standoff, shown: list[int]) -> Figure:
    rows = [
        _row(
            stand,
            state,
            [Mark(says="●" if h else "", strength=float(h)) for h in stand.holds[:, state]],
        )
        for state in shown
    ]
    told = listed([f"{CONCEPT_NAMES[c]} {len(stand.holding(c))}" for c in stand.verdicts.concepts])
    caption = Caption(
        id="equilibria",
        title="Which outcomes hold, under which idea of foresight",
        alternative=f"Number of outcomes that hold: {told}.",
        topic=Topic.STABILITY,
    )
    return marks(caption, [CONCEPT_NAMES[c] for c in stand.verdicts.concepts], rows)


def _by_actor(stand: Standoff, shown: list[int]) -> Figure:
    short = stand.verdicts.shortfall[stand.verdicts.row(LEADING)]
    most = max(1, int(short[:, shown].max()))
    rows = [
        _row(
            stand,
            state,
            [
                Mark(says=f"+{s}" if s else "holds", strength=-s / most if s else 1.0)
                for s in short[:, state].tolist()
            ],
        )
        for state in shown
    ]
    caption = Caption(
        id="shortfalls",
        title="For whom an outcome holds, and how many places it would have to rise for the others",
        alternative=f"By {CONCEPT_NAMES[LEADING]}: "
        + "; ".join(_short(stand, s) for s in shown)
        + ".",
        topic=Topic.STABILITY,
    )
    return marks(caption, [capital(stand.case.actor_label(a)) for a in stand.actors], rows)


def _short(stand: Standoff, state: int) -> str:
    short = stand.verdicts.shortfall[stand.verdicts.row(LEADING), :, state].tolist()
    parts = [f"{a} +{s}" for a, s in zip(stand.actors, short, strict=True) if s]
    return f"state {state + 1} {', '.join(parts) or 'holds'}"


def _row(stand: Standoff, state: int, cells: list[Mark]) -> MarkRow:
    return MarkRow(
        label=capital(stand.words(state)),
        note=f"state {state + 1}, {stand.compiled.pattern(state)}",
        marks=tuple(cells),
    )


def _guarantee(stand: Standoff, shown: list[int]) -> Guarantee:
    if len(shown) < stand.size:
        return Guarantee(
            kind=GuaranteeKind.TRUNCATED,
            sentence=f"All {stand.size:,} states were decided exactly; verdicts one by one are "
            f"listed for {len(shown):,} of them.",
        )
    return Guarantee(
        kind=GuaranteeKind.ENUMERATED,
        sentence=f"All {stand.size:,} states were decided exactly; an empty table means that no "
        "state holds.",
    )


def _assumptions(stand: Standoff) -> Iterator[Assumption]:
    yield Assumption(
        sentence="What an actor wants is an order of outcomes; how much better one is plays no "
        "part.",
        source="fang1993",
    )
    for said in taken_for_granted(stand.case):
        yield Assumption(sentence=said, source="judgement")


STABILITY = Analysis(
    id="stability",
    question="Which outcomes would hold, for whom, under which idea of foresight?",
    references=("fang1993", "howard1971", "fraser1979", "rego2017", "kilgour2001", "zagare1984"),
    answer=answer,
    part=Part.PREFERENCES,
)
