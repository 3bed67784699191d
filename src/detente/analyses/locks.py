"""What is locked, what unlocks it, which leverage cannot be used yet and what is it worth to whom?

A move is locked while its precondition does not hold. For every move not standing yet: the parts of
the precondition that do not hold today, the shortest lists of things that unlock it (searched in
the graph of states), who does those, and the probability that it becomes usable by a date,

    P(usable by t) = probability that it can be made at some time up to t, before any breakdown.

Leverage: what a card of an actor is worth to each other actor j,

    b_j + V_j(with the card played at once, whatever it requires) - V_j(today),

in shares of j's own stake. A card is strong by what it is worth to the other actor that gains most
by it; an actor's strongest card is looked for among those that it can play alone.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.ids import ActorId
from detente.behaviour import Lab
from detente.behaviour.preconditions import locks, standing_now
from detente.behaviour.rest import provisional
from detente.behaviour.told import action_words
from detente.behaviour.unlocking import (
    Way,
    earliest,
    lock_words,
    shortest_ways,
    straight,
    unmet,
    usable,
)
from detente.behaviour.worth import Card, cards, draws_beside, worth, worth_in_draws
from detente.case.expressions import Verb
from detente.methods.game import Bools, Floats
from detente.methods.statistics import middle_range
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
from detente.results.figures import Caption, Standing, Step, step_graph
from detente.results.words import capital, column, listed, percent, possessive, span

TRIED = 3
"""So many of the focal actor's cards are valued in draws: the strongest ones at the mode."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out: all cards, when they become usable, what they are worth."""

    lab: Lab
    focal: ActorId
    cards: tuple[Card, ...]
    worth: Floats
    """[cards, n] in shares of each actor's own stake, all numbers at their mode."""
    drawn: dict[str, Floats]
    """[D, n] the same in draws, for the focal actor's strongest cards."""
    ways: tuple[tuple[Way, ...], ...]
    """Shortest ways to each card."""
    dates: tuple[float, ...]
    usable: Floats
    """[D, T, cards] probability that each card becomes usable by each date."""

    def name(self, actor: ActorId) -> str:
        return self.lab.case.actor_name(actor)

    def place(self, actor: ActorId) -> int:
        return self.lab.model().index(actor)

    def words(self, card: Card) -> str:
        said = action_words(self.lab.case, card.action)
        return f"“{said}”" if card.action.verb is Verb.DO else said

    def lock(self, card: Card) -> str:
        return lock_words(self.lab.model(), card, self.ways[self.cards.index(card)])

    def chance(self, card: Card) -> str:
        """The probability that a card becomes usable by the last date, with its range."""
        odds = self.usable[:, -1, self.cards.index(card)]
        return f"{percent(float(odds.mean()))} (range {span(*middle_range(odds))})"

    def gainer(self, card: Card, holder: ActorId) -> tuple[ActorId, float]:
        """Who but the holder gains most by a card, in shares of its own stake."""
        row = self.worth[self.cards.index(card)]
        others = [a for a in self.lab.case.actors if a != holder]
        best = max(others, key=lambda a: row[self.place(a)])
        return best, float(row[self.place(best)])


def answer(lab: Lab, ask: Ask) -> Answer:
    """Every move with its lock and its keys, and every card with its worth to the others."""
    seen = _look(lab, ask.focal)
    return Answer(
        findings=(*_findings(seen), *provisional(lab)),
        tables=(_lock_table(seen), _way_table(seen), _leverage_table(seen)),
        figures=_figure(seen),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED,
            sentence=(
                "Preconditions and shortest ways are exact; probabilities are exact for given "
                f"behaviour, over {lab.effort.draws} draws; what cards are worth is at the mode, "
                f"and over {draws_beside(lab)} draws for the focal actor's strongest ones."
            ),
        ),
        assumptions=(
            Assumption(
                sentence=(
                    "A card is valued as if it were played today, whatever it requires; everybody "
                    "then goes on as the model expects."
                ),
                source="judgement",
            ),
        ),
    )


LOCKS = Analysis(
    id="locks",
    question=(
        "What is locked, what unlocks it, which leverage cannot be used yet and what is it worth "
        "to whom?"
    ),
    references=("jensen1953", "mckelvey1998"),
    answer=answer,
)


def _look(lab: Lab, focal: ActorId) -> _Seen:
    model, known = lab.model(), cards(lab.model())
    masks = [usable(model, card) for card in known]
    where = np.stack(masks, axis=1) if masks else np.zeros((len(model.states), 0), dtype=np.bool_)
    dates = tuple(constant(f"deadline_{which}") for which in ("short", "middle", "long"))
    shares = np.reshape(lab.each(lambda card: worth(lab, card), known), (-1, len(model.actors)))
    return _Seen(
        lab=lab,
        focal=focal,
        cards=known,
        worth=shares,
        drawn=_in_draws(lab, _strongest(lab, known, shares, focal)),
        ways=tuple(shortest_ways(model, mask) for mask in masks),
        dates=dates,
        usable=_usable(lab, known, where, dates),
    )


def _usable(lab: Lab, known: tuple[Card, ...], where: Bools, dates: tuple[float, ...]) -> Floats:
    """[D, T, cards] probability that each card becomes usable by each date."""
    if not where.size:
        return np.zeros((lab.effort.draws, len(dates), 0))
    begins = np.array([earliest(lab.model(), card) for card in known])
    come = np.array(dates)[:, None] >= begins
    return lab.drawn(
        lab.headline, lab.effort.draws, lambda solution: solution.probability(where, dates) * come
    )


def _strongest(
    lab: Lab, known: tuple[Card, ...], shares: Floats, focal: ActorId
) -> tuple[Card, ...]:
    """The focal actor's cards that another gains by, strongest first; only its own if any."""
    gains = np.delete(shares, lab.model().index(focal), axis=1).max(axis=1, initial=0.0)
    mine = [k for k, card in enumerate(known) if focal in card.owners and gains[k] > 0]
    alone = [k for k in mine if known[k].alone(focal)]
    ranked = sorted(alone or mine, key=lambda k: -gains[k])
    return tuple(known[k] for k in ranked[:TRIED])


def _in_draws(lab: Lab, strongest: tuple[Card, ...]) -> dict[str, Floats]:
    found = {card.id: worth_in_draws(lab, card, draws_beside(lab)) for card in strongest}
    return {card: shares for card, shares in found.items() if shares is not None}


def _findings(seen: _Seen) -> Iterator[Finding]:
    yield from _wanted(seen)
    yield _strongest_card(seen)
    yield from _count(seen)


def _wanted(seen: _Seen) -> Iterator[Finding]:
    """The locked move that would be worth most to the focal actor."""
    own = seen.worth[:, seen.place(seen.focal)] if seen.cards else np.zeros(0)
    locked = [k for k, c in enumerate(seen.cards) if not c.is_open and own[k] > 0]
    if locked:
        card = seen.cards[max(locked, key=lambda k: own[k])]
        said = (
            f"What would be worth most to {seen.name(seen.focal)} among all that is locked is "
            f"{seen.words(card)}; it cannot come before {seen.lock(card)}. We give "
            f"{seen.chance(card)} that it becomes possible within {seen.dates[-1]:g} years."
        )
        yield Finding(topic=Topic.CALCULUS, sentence=said, about=(seen.focal, card.id), rank=1)


def _strongest_card(seen: _Seen) -> Finding:
    """The focal actor's best leverage, what it is worth to whom, and what keeps it locked."""
    held = [card for card in seen.cards if card.id in seen.drawn]
    focal = capital(seen.name(seen.focal))
    if not held:
        said = f"{focal} holds no card that is worth anything to another actor."
        return Finding(topic=Topic.CHALLENGES, sentence=said, about=(seen.focal,), rank=3)
    card = max(held, key=lambda c: float(_to_gainer(seen, c).mean()))
    other, shares = seen.gainer(card, seen.focal)[0], _to_gainer(seen, card)
    when = "can be played at once" if card.is_open else f"cannot be played before {seen.lock(card)}"
    usable_by = f"that it becomes usable within {seen.dates[-1]:g} years."
    chance = "" if card.is_open else f" We give {seen.chance(card)} {usable_by}"
    said = (
        f"{capital(seen.words(card))} is {possessive(seen.name(seen.focal))} strongest card, worth "
        f"{percent(float(shares.mean()))} (range {span(*middle_range(shares))}) of what is at "
        f"stake for {seen.name(other)}, and {when}.{chance}"
    )
    about = (seen.focal, other, card.id)
    return Finding(topic=Topic.CHALLENGES, sentence=said, about=about, rank=3)


def _to_gainer(seen: _Seen, card: Card) -> Floats:
    return np.asarray(seen.drawn[card.id][:, seen.place(seen.gainer(card, seen.focal)[0])])


def _count(seen: _Seen) -> Iterator[Finding]:
    moves = [card for card in seen.cards if card.action.verb is Verb.DO]
    is_open = [seen.words(card) for card in moves if card.is_open]
    said = f"Of {len(moves)} moves not made yet, {len(is_open)} can be made today"
    names = f": {listed(is_open)}." if is_open else "."
    if moves:
        yield Finding(topic=Topic.ANNEX, sentence=said + names)
    never = [
        seen.words(c)
        for c, ways in zip(seen.cards, seen.ways, strict=True)
        if not c.is_open and not ways
    ]
    if never:
        yield Finding(
            topic=Topic.ANNEX, sentence=f"From where things stand nothing leads to {listed(never)}."
        )


def _lock_table(seen: _Seen) -> Table:
    return Table(
        id="locks",
        title="What can be done today, and what keeps the rest locked",
        columns=(
            column("move", "Move"),
            column("owners", "Owners"),
            column("available", "Can be made today"),
            column("unmet", "Not met"),
            column("needs", "Shortest way"),
            column("held_by", "Held by"),
            column("by", "By", "years"),
            column("usable", "Usable by then", "share"),
            column("low", "10th percentile of the draws", "share"),
            column("high", "90th percentile of the draws", "share"),
        ),
        rows=tuple(
            row
            for k, card in enumerate(seen.cards)
            if card.action.verb is Verb.DO
            for row in _lock_rows(seen, k)
        ),
        note="Usable: can be made at some time up to the date, before any breakdown.",
    )


def _lock_rows(seen: _Seen, k: int) -> Iterator[tuple[Value, ...]]:
    card, way = seen.cards[k], next(iter(seen.ways[k]), ())
    holders = dict.fromkeys(owner for key in way for owner in key.owners)
    for t, years in enumerate(seen.dates):
        odds = seen.usable[:, t, k]
        yield (
            card.action.target,
            ", ".join(card.owners),
            card.is_open,
            "; ".join(unmet(seen.lab.model(), card.action.target)),
            ", ".join(key.id for key in way),
            ", ".join(holders),
            years,
            float(odds.mean()),
            *middle_range(odds),
        )


def _way_table(seen: _Seen) -> Table:
    return Table(
        id="unlocking",
        title="The shortest ways to unlock what is locked",
        columns=(
            column("move", "Move"),
            column("way", "Way"),
            column("steps", "Steps"),
            column("path", "What has to happen, in order"),
            column("held_by", "Who does it"),
        ),
        rows=tuple(
            (
                card.action.target,
                n,
                len(way),
                "; ".join(key.words for key in way),
                "; ".join(", ".join(key.owners) or "nobody" for key in way),
            )
            for card, ways in zip(seen.cards, seen.ways, strict=True)
            if card.action.verb is Verb.DO and not card.is_open
            for n, way in enumerate(ways, start=1)
        ),
        note="No row for a locked move: nothing leads to it from where things stand.",
    )


def _leverage_table(seen: _Seen) -> Table:
    return Table(
        id="leverage",
        title="What each actor's cards are worth to the others",
        columns=(
            column("actor", "Actor"),
            column("card", "Card"),
            column("alone", "Without anybody's consent"),
            column("available", "Can be played today"),
            column("to", "To"),
            column("worth", "Worth", "share of its stake"),
            column("low", "10th percentile of the draws", "share of its stake"),
            column("high", "90th percentile of the draws", "share of its stake"),
        ),
        rows=tuple(
            row
            for actor in sorted(seen.lab.case.actors, key=lambda a: a != seen.focal)
            for card in _by_strength(seen, actor)
            for row in _leverage_rows(seen, card, actor)
        ),
        note="Played at once, all numbers at their mode; strongest card first. Shares of different "
        "actors' stakes cannot be compared.",
    )


def _by_strength(seen: _Seen, actor: ActorId) -> list[Card]:
    held = [card for card in seen.cards if actor in card.owners]
    if len(seen.lab.case.actors) == 1:
        return []
    return sorted(held, key=lambda card: -seen.gainer(card, actor)[1])


def _leverage_rows(seen: _Seen, card: Card, actor: ActorId) -> Iterator[tuple[Value, ...]]:
    row, drawn = seen.worth[seen.cards.index(card)], seen.drawn.get(card.id)
    for other in (a for a in seen.lab.case.actors if a != actor):
        i = seen.place(other)
        known = drawn is not None and actor == seen.focal
        around = middle_range(drawn[:, i]) if drawn is not None and known else (None, None)
        what = (actor, card.id, card.alone(actor), card.is_open)
        yield *what, other, float(row[i]), *around


def _figure(seen: _Seen) -> tuple[Figure, ...]:
    model, case = seen.lab.model(), seen.lab.case
    if not model.layout.moves:
        return ()
    steps = tuple(
        Step(
            id=move,
            label=case.move_name(move),
            holder=_held(seen, move),
            standing=standing_now(model, move),
        )
        for move in model.layout.moves
    )
    locked = [f"{s.label} ({s.holder})" for s in steps if s.standing is Standing.LOCKED]
    caption = Caption(
        id="step_graph_locks",
        title="What is locked, who holds it, and how likely it becomes usable in "
        f"{seen.dates[-1]:g} years",
        alternative=f"Locked: {'; '.join(locked) or 'nothing'}.",
        topic=Topic.CALCULUS,
    )
    return (step_graph(caption, steps, straight(locks(model))),)


def _held(seen: _Seen, move: str) -> str:
    entry = seen.lab.case.moves[move]
    owners = listed([seen.name(a) for a in entry.by], "or" if entry.how == "any" else "and")
    card = next(
        (c for c in seen.cards if c.action.verb is Verb.DO and c.action.target == move), None
    )
    if card is None or card.is_open:
        return owners
    return f"{owners}: usable {percent(float(seen.usable[:, -1, seen.cards.index(card)].mean()))}"
