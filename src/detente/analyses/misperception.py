"""Who sees the conflict differently, and which outcomes hold because of it?

A hypergame: every actor plays the conflict it believes in, with the orders it takes everybody to
have and without the states it does not see. A state holds if each actor finds it stable in its own
view. It is steady if all expect it to hold, unsteady if some expect another to leave and are
surprised when it lasts, stealthy if some do not know of it at all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.behaviour import Lab
from detente.behaviour.standoff import CONCEPT_NAMES, LEADING, Standoff, standoff
from detente.behaviour.standoff_tables import STATE, state_cells
from detente.behaviour.standoff_words import state_names
from detente.methods.hypergame import Hypergame, Kind, Perceived, hypergame_equilibria
from detente.results import Finding, Guarantee, GuaranteeKind, Table, Topic
from detente.results.words import column, counted, listed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    stand: Standoff
    game: Hypergame
    found: Perceived

    @property
    def kinds(self) -> list[Kind]:
        """How firm each state is by the leading concept."""
        return [Kind(k) for k in self.found.kind[self.found.concepts.index(LEADING)].tolist()]


def answer(lab: Lab, ask: Ask) -> Answer:
    """The outcomes that hold as each actor sees things, and how firm they are."""
    del ask  # views are the case's, whoever asks
    stand = standoff(lab)
    if not stand.case.perceptions:
        said = "The case names nobody who sees the conflict differently."
        return Answer(
            findings=(Finding(topic=Topic.ANNEX, sentence=said),),
            tables=(),
            guarantee=Guarantee(
                kind=GuaranteeKind.ENUMERATED, sentence="Everybody sees the same conflict."
            ),
        )
    game = _game(stand)
    seen = _Seen(stand=stand, game=game, found=hypergame_equilibria(game))
    return Answer(
        findings=tuple(_findings(seen)),
        tables=(_equilibria(seen), _views(seen)),
        guarantee=Guarantee(
            kind=GuaranteeKind.ENUMERATED,
            sentence="Every state was decided exactly in every view.",
        ),
    )


def _game(stand: Standoff) -> Hypergame:
    compiled = stand.compiled
    views = [compiled.perceived[actor] for actor in stand.actors]
    return Hypergame(
        views=tuple(compiled.conflict._replace(ranks=view.ranks) for view in views),
        seen=np.array([~view.hidden for view in views]),
    )


def _findings(seen: _Seen) -> Iterator[Finding]:
    stand, kinds = seen.stand, seen.kinds
    known = set(stand.holding(LEADING))
    holding = [s for s, kind in enumerate(kinds) if kind is not Kind.NONE]
    fragile = [s for s in holding if kinds[s] is not Kind.STEADY]
    new, lost = [s for s in holding if s not in known], sorted(known - set(holding))
    if new or lost:
        parts = [f"{state_names(stand, new)} would hold that otherwise would not"] if new else []
        parts += [f"{state_names(stand, lost)} would no longer hold"] if lost else []
        said = f"Because actors see the conflict differently, {listed(parts)}."
    else:
        said = "That actors see the conflict differently changes nothing about which outcomes hold."
    yield Finding(topic=Topic.STABILITY, sentence=said, rank=7)
    if fragile:
        yield Finding(topic=Topic.ANNEX, sentence=_fragile(stand, fragile, len(holding)), rank=7)


def _fragile(stand: Standoff, fragile: list[int], holding: int) -> str:
    if len(fragile) == holding:
        subject = "The one outcome that holds rests" if holding == 1 else "All that hold rest"
    else:
        number = "one rests" if len(fragile) == 1 else f"{counted(len(fragile))} rest"
        subject = f"Of the {counted(holding)} that hold, {number}"
    return f"{subject} on somebody's mistake: {state_names(stand, fragile)}."


def _equilibria(seen: _Seen) -> Table:
    return Table(
        id="hypergame_equilibria",
        title="What holds if everybody acts on its own view",
        columns=(
            column("concept", "Concept"),
            *STATE,
            column("words", "In words"),
            column("kind", "How firm"),
        ),
        rows=tuple(
            (
                CONCEPT_NAMES[concept],
                *state_cells(seen.stand, state),
                seen.stand.words(state),
                Kind(kind).name.lower(),
            )
            for row, concept in enumerate(seen.found.concepts)
            for state, kind in enumerate(seen.found.kind[row].tolist())
            if kind != Kind.NONE
        ),
        note="Steady: expected by all. Unsteady: somebody is surprised that it lasts. Stealthy: "
        "somebody does not know of it.",
    )


def _views(seen: _Seen) -> Table:
    """Which states each actor takes to hold, and which it does not see."""
    row = seen.found.concepts.index(LEADING)
    expected = seen.found.expected[row].all(axis=1)
    return Table(
        id="views",
        title="What each actor takes to hold",
        columns=(
            column("actor", "In the eyes of"),
            *STATE,
            column("words", "In words"),
            column("seen", "Sees it"),
            column("expects", "Takes it to hold"),
            column("holds", "Holds"),
        ),
        rows=tuple(
            (
                actor,
                *state_cells(seen.stand, state),
                seen.stand.words(state),
                bool(seen.game.seen[i, state]),
                bool(expected[i, state]),
                seen.kinds[state] is not Kind.NONE,
            )
            for i, actor in enumerate(seen.stand.actors)
            for state in range(seen.stand.size)
            if expected[i, state] or seen.kinds[state] is not Kind.NONE
        ),
        note=f"By {CONCEPT_NAMES[LEADING]}.",
    )


MISPERCEPTION = Analysis(
    id="misperception",
    question="Who sees the conflict differently, and which outcomes hold because of it?",
    references=("bennett1977", "wang1988", "aljefri2014"),
    answer=answer,
    part=Part.PREFERENCES,
)
