"""How does the focal actor stand towards another actor's policy?

The other actor is the one asked about, or the one whose conduct moves the focal actor's value most.
Where their values of moves agree and clash: for every card a on the table, what playing it at once
is worth to each, in shares of its own stake (e_f and e_o), and over all cards the agreement

    sum e_f(a) e_o(a) / sqrt(sum e_f(a)^2 * sum e_o(a)^2),

1 if both rank and scale everything alike, -1 if one's gain is always the other's loss. What each of
the other's policies (its own judgement, named strategies, standing aside, going along, its rules
left out) means for the focal actor: value within its own range, probabilities of the events that
differ most, breakdown. And the other's best reply to each of the focal actor's strategies.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.ids import ActorId
from detente.behaviour import BREAKDOWN, Lab
from detente.behaviour.conducts import Conduct, Replies, conducts, replies, shares, weightiest
from detente.behaviour.rest import provisional
from detente.behaviour.told import action_words
from detente.behaviour.worth import Card, cards, draws_beside, worth, worth_in_draws
from detente.case.expressions import Verb
from detente.methods.game import Floats
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
from detente.results.figures import Caption, HeatRow, heat
from detente.results.words import capital, column, combinations, listed, percent, possessive, span

TOLD = 5
"""So many events, those that the other's policy moves most, are told."""

TRIED = 3
"""So many moves, the most telling ones at the mode, are held against the draws."""

DRAWN = 5
"""So many cards, the most valuable ones, fit in the figure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out about the two actors."""

    lab: Lab
    focal: ActorId
    other: ActorId
    cards: tuple[Card, ...]
    effects: Floats
    """[cards, 2] what each card is worth to the focal actor and to the other, in own stakes."""
    conducts: tuple[Conduct, ...]
    values: Floats
    """[D, conducts] to the focal actor, within its own range."""
    other_values: Floats
    """[D, conducts] to the other actor, within its own range."""
    replies: Replies

    @property
    def names(self) -> tuple[str, str]:
        return self.lab.case.actor_name(self.focal), self.lab.case.actor_name(self.other)

    def words(self, card: Card) -> str:
        said = action_words(self.lab.case, card.action)
        who = f" by {self.lab.case.actor_name(card.actor)}" if card.actor else ""
        return f"“{said}”" if card.action.verb is Verb.DO else f"{said}{who}"

    def probability(self, conduct: Conduct, event: str) -> Floats:
        """[D] of an event by the case's horizon."""
        until = self.lab.year_index(self.lab.case.horizon)
        return np.asarray(conduct.ensemble.probability[:, until, self.lab.event_index(event)])


def answer(lab: Lab, ask: Ask) -> Answer:
    """Where two actors agree and clash, and what the other's policies mean for the focal one."""
    other = ask.other if ask.other and ask.other != ask.focal else weightiest(lab, ask.focal)
    if other is None:
        said = f"{capital(lab.case.actor_name(ask.focal))} is the only actor of the case."
        return Answer(
            findings=(Finding(topic=Topic.ANNEX, sentence=said),),
            tables=(),
            guarantee=Guarantee(kind=GuaranteeKind.ENUMERATED, sentence="There is no other actor."),
        )
    seen = _look(lab, ask.focal, other)
    return Answer(
        findings=(*_findings(seen), *provisional(lab)),
        tables=(_move_table(seen), _strategy_table(seen), _event_table(seen), _reply_table(seen)),
        figures=_figure(seen),
        guarantee=Guarantee(
            kind=GuaranteeKind.SAMPLED,
            sentence=(
                f"Policies are compared over the same {len(seen.values)} draws; single moves and "
                "replies are valued with all numbers at their mode, the moves quoted over "
                f"{draws_beside(lab)} draws."
            ),
        ),
        assumptions=(
            Assumption(
                sentence="A policy is known to everybody and kept; all others answer it.",
                source="judgement",
            ),
        ),
    )


POSITION = Analysis(
    id="position",
    question=(
        "How does the focal actor stand towards another actor's policy: where do their values of "
        "moves agree and clash, and what does each of the other's strategies or rules mean for it?"
    ),
    references=("jensen1953", "mckelvey1998"),
    answer=answer,
)


def _look(lab: Lab, focal: ActorId, other: ActorId) -> _Seen:
    model = lab.model()
    known, places = cards(model), [model.index(focal), model.index(other)]
    found = conducts(lab, other, draws_beside(lab))
    return _Seen(
        lab=lab,
        focal=focal,
        other=other,
        cards=known,
        effects=np.array([worth(lab, card)[places] for card in known]).reshape(-1, 2),
        conducts=found,
        values=shares(lab, focal, found),
        other_values=shares(lab, other, found),
        replies=replies(lab, focal, other),
    )


def _findings(seen: _Seen) -> Iterator[Finding]:
    yield _weight(seen)
    yield _best_and_worst(seen)
    yield from _agree_and_clash(seen)
    yield from _best_reply(seen)


def _weight(seen: _Seen) -> Finding:
    """How much the other's policy matters to the focal actor."""
    swing = seen.values.max(axis=1) - seen.values.min(axis=1)
    focal, other = seen.names
    said = (
        f"The policy of {other} moves what {focal} can expect by {percent(float(swing.mean()))} "
        f"(range {span(*middle_range(swing))}) of all that lies between {possessive(focal)} worst "
        "and best."
    )
    return Finding(topic=Topic.POSITION, sentence=said, about=(seen.focal, seen.other), rank=1)


def _best_and_worst(seen: _Seen) -> Finding:
    """The other's own judgement and named strategies; standing aside only without those."""
    named = len(seen.replies.replies)
    means = seen.values.mean(axis=0)[: named if named > 1 else None]
    best, worst = int(means.argmax()), int(means.argmin())
    focal, other = seen.names
    if means[best] - means[worst] < constant("negligible"):
        said = f"Which of its policies {other} follows makes next to no difference to {focal}."
    else:
        said = (
            f"Best for {focal} among the policies of {other} is {_policy(seen, best)}: "
            f"{_share(seen, best)}; worst is {_policy(seen, worst)}: {_share(seen, worst)}."
        )
    return Finding(topic=Topic.POSITION, sentence=said, about=(seen.focal, seen.other), rank=2)


def _policy(seen: _Seen, k: int) -> str:
    return "its own judgement" if k == 0 else f"“{seen.conducts[k].name}”"


def _share(seen: _Seen, k: int) -> str:
    """What a policy means for the focal actor, and how likely breakdown is under it."""
    worth, ends = seen.values[:, k], seen.probability(seen.conducts[k], BREAKDOWN)
    return (
        f"{percent(float(worth.mean()))} of the way from worst to best (range "
        f"{span(*middle_range(worth))}), breakdown {percent(float(ends.mean()))} "
        f"({span(*middle_range(ends))})"
    )


def _agree_and_clash(seen: _Seen) -> Iterator[Finding]:
    """The move both would gain most by, and the one that divides them most."""
    focal, other = seen.names
    agree = _told(seen, "agree", f"{focal} and {other} would both gain by")
    clash = _told(seen, "clash", f"{focal} and {other} are most at odds over")
    none_agreed = f"There is no move by which both {focal} and {other} would clearly gain."
    none_clashing = f"No single move clearly sets {focal} and {other} at odds."
    if seen.cards:
        said = f"{agree or none_agreed} {clash or none_clashing}"
        about = (seen.focal, seen.other)
        yield Finding(topic=Topic.POSITION, sentence=said, about=about, rank=3)


def _told(seen: _Seen, verdict: str, start: str) -> str:
    """The most telling card of a verdict that the draws bear out on average; empty if none.

    For `agree` only cards by which both gain count.
    """
    rows = enumerate(seen.effects.tolist())
    fitting = [k for k, pair in rows if _verdict(*pair) == verdict and max(pair) > 0]
    for k in sorted(fitting, key=lambda k: -np.abs(seen.effects[k]).min())[:TRIED]:
        drawn = worth_in_draws(seen.lab, seen.cards[k], draws_beside(seen.lab))
        if drawn is None:
            continue
        model = seen.lab.model()
        pair = drawn[:, [model.index(seen.focal), model.index(seen.other)]]
        if _verdict(*pair.mean(axis=0).tolist()) == verdict:
            return f"{start} {seen.words(seen.cards[k])}: {_both(seen, pair)}."
    return ""


def _both(seen: _Seen, pair: Floats) -> str:
    """What a card is worth to the two over draws [D, 2]."""
    told = [
        f"{percent(float(one.mean()))} (range {span(*middle_range(one))}) of what is at stake "
        f"for {name}"
        for name, one in zip(seen.names, pair.T, strict=True)
    ]
    return listed(told)


def _best_reply(seen: _Seen) -> Iterator[Finding]:
    """Which of its policies serves the other actor best as things are."""
    named = len(seen.replies.replies)
    if named == 1:
        said = f"The case names no strategies of {seen.names[1]} to compare."
        yield Finding(topic=Topic.ANNEX, sentence=said, about=(seen.other,))
        return
    worth = seen.other_values[:, :named]
    best = int(worth.mean(axis=0).argmax())
    close = worth[:, best] >= worth.max(axis=1) - constant("negligible")
    said = (
        f"What serves {seen.names[1]} best is {_policy(seen, best)}: no other of these policies is "
        f"clearly better for {seen.names[1]} in {combinations(float(close.mean()))}."
    )
    yield Finding(topic=Topic.POSITION, sentence=said, about=(seen.focal, seen.other), rank=4)


def _verdict(mine: float, theirs: float) -> str:
    small = constant("negligible")
    if abs(mine) < small or abs(theirs) < small:
        return "indifferent"
    return "agree" if mine * theirs > 0 else "clash"


def _agreement(effects: Floats) -> float | None:
    """Cosine of the two actors' effects; none if one of them minds nothing."""
    length = np.sqrt((effects**2).sum(axis=0)).prod()
    return float(effects.prod(axis=1).sum() / length) if length else None


def _move_table(seen: _Seen) -> Table:
    measure = _agreement(seen.effects)
    said = "one of the two minds nothing" if measure is None else f"{measure:.2f}"
    return Table(
        id="position_moves",
        title="What each move is worth to the two, done at once",
        columns=(
            column("move", "Move"),
            column("owners", "Owners"),
            column("focal", capital(seen.names[0]), "share of own stake"),
            column("other", capital(seen.names[1]), "share of own stake"),
            column("verdict", "Verdict"),
        ),
        rows=tuple(
            (card.id, ", ".join(card.owners), mine, theirs, _verdict(mine, theirs))
            for card, (mine, theirs) in zip(seen.cards, seen.effects.tolist(), strict=True)
        ),
        note=f"Agreement, from −1 to 1: {said}. All numbers at their mode; differences below "
        f"{percent(constant('negligible'))} count as indifference.",
    )


def _strategy_table(seen: _Seen) -> Table:
    return Table(
        id="position_strategies",
        title=f"What each policy of {seen.names[1]} means for {seen.names[0]}",
        columns=(
            column("strategy", "Policy"),
            column("value", f"Value to {seen.names[0]}", "share of own range"),
            column("low", "10th percentile of the draws", "share of own range"),
            column("high", "90th percentile of the draws", "share of own range"),
            column("other_value", f"Value to {seen.names[1]}", "share of own range"),
            column("breakdown", "Breakdown by the horizon", "share"),
            column("breakdown_low", "10th percentile of the draws", "share"),
            column("breakdown_high", "90th percentile of the draws", "share"),
        ),
        rows=tuple(_strategy_row(seen, k) for k in range(len(seen.conducts))),
        note="The two ranges are each actor's own and cannot be compared.",
        topic=Topic.POSITION,
    )


def _strategy_row(seen: _Seen, k: int) -> tuple[Value, ...]:
    worth, ends = seen.values[:, k], seen.probability(seen.conducts[k], BREAKDOWN)
    theirs = float(seen.other_values[:, k].mean())
    value = (float(worth.mean()), *middle_range(worth))
    return (seen.conducts[k].id, *value, theirs, float(ends.mean()), *middle_range(ends))


def _event_table(seen: _Seen) -> Table:
    events = [e.id for e in seen.lab.public if e.id != BREAKDOWN]
    means = {
        event: [float(seen.probability(one, event).mean()) for one in seen.conducts]
        for event in events
    }
    moved = sorted(events, key=lambda event: min(means[event]) - max(means[event]))[:TOLD]
    return Table(
        id="position_events",
        title=f"Events that {possessive(seen.names[1])} policy moves most",
        columns=(
            column("strategy", "Policy"),
            column("event", "Event"),
            column("probability", "Probability by the horizon", "share"),
            column("low", "10th percentile of the draws", "share"),
            column("high", "90th percentile of the draws", "share"),
        ),
        rows=tuple(
            (one.id, event, means[event][k], *middle_range(seen.probability(one, event)))
            for event in moved
            for k, one in enumerate(seen.conducts)
        ),
    )


def _reply_table(seen: _Seen) -> Table:
    known = seen.replies
    best = known.other_values.argmax(axis=1)
    return Table(
        id="position_replies",
        title=f"Strategies of {seen.names[0]} against those of {seen.names[1]}",
        columns=(
            column("own", f"{capital(seen.names[0])} does"),
            column("reply", f"{capital(seen.names[1])} does"),
            column("value", f"Value to {seen.names[0]}", "share of own range"),
            column("other_value", f"Value to {seen.names[1]}", "share of own range"),
            column("best_reply", f"Best for {seen.names[1]}"),
        ),
        rows=tuple(
            (
                own,
                reply,
                float(known.own_values[i, j]),
                float(known.other_values[i, j]),
                bool(best[i] == j),
            )
            for i, own in enumerate(known.own)
            for j, reply in enumerate(known.replies)
        ),
        note="All numbers at their mode. The two ranges cannot be compared.",
    )


def _figure(seen: _Seen) -> tuple[Figure, ...]:
    strongest = np.argsort(-np.abs(seen.effects).max(axis=1, initial=0.0), kind="stable")[:DRAWN]
    if not len(strongest):
        return ()
    chosen = [seen.cards[k] for k in strongest]
    points = seen.effects[strongest] * _stakes(seen)
    rows = [
        HeatRow(label=capital(name), values=tuple(points[:, k].tolist()))
        for k, name in enumerate(seen.names)
    ]
    parts = [
        f"{seen.words(card)} {_verdict(*seen.effects[k].tolist())}"
        for k, card in zip(strongest, chosen, strict=True)
    ]
    caption = Caption(
        id="position_moves",
        title=f"What single moves are worth to {listed(seen.names)}",
        alternative=f"Where the two agree and clash: {'; '.join(parts)}.",
        topic=Topic.POSITION,
    )
    return (heat(caption, [capital(seen.words(card).strip("“”")) for card in chosen], rows),)


def _stakes(seen: _Seen) -> Floats:
    model = seen.lab.model()
    return seen.lab.solution().numbers.stake[[model.index(seen.focal), model.index(seen.other)]]
