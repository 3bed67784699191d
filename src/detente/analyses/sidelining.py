"""Whose say, who depends on whom, what is a seat worth?

swing_i(k) is the largest minus the smallest value of the initial state to actor i over what actor k
may commit itself to: abstaining, going along, its conduct as solved, and its named strategies.

    say_i = swing_i(i) / sum_k swing_i(k),    dependence_i(k) = swing_i(k) / sum_k swing_i(k).

An actor is being sidelined if much can happen to it, sum_k swing_i(k) being a tenth of its stake or
more, and its say is less than an equal share of one in n. A seat on a move is worth what the value
to the actor changes by when its consent is asked for as well; a table sought is compared with the
same table granted at once.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.ids import ActorId, MoveId
from detente.behaviour import Lab, Setting, Stance
from detente.behaviour.brokers import Brokerage, brokerage
from detente.behaviour.influence import swings
from detente.behaviour.influence_tables import (
    broker_table,
    removal_table,
    seat_table,
    sought_table,
)
from detente.behaviour.removal import Removal, removals
from detente.behaviour.seats import Sought, gain, moves_of_others, seated, sought
from detente.behaviour.told import action_words
from detente.methods.game import Floats
from detente.results import (
    Assumption,
    Figure,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
)
from detente.results.figures import Caption, Pair, paired_bars
from detente.results.words import capital, column, listed, percent, span


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """What was worked out; shares are dependences with each actor's own say on the diagonal."""

    lab: Lab
    focal: ActorId
    draws: int
    moved: Floats
    """[n] all that conduct can move each actor by, in its stakes, at the mode."""
    central: Floats
    """[n, n] at the mode."""
    drawn: Floats
    """[D, n, n] in the first draws."""
    seats: tuple[tuple[MoveId, float], ...]
    """Worth of the focal actor's consent to each move of others, in its stake, greatest first."""
    sought: tuple[Sought, ...]
    removals: tuple[Removal, ...]
    brokerage: tuple[Brokerage, ...]

    def place(self, actor: ActorId) -> int:
        """Place of an actor in arrays."""
        return self.lab.model().index(actor)

    def name(self, actor: ActorId) -> str:
        """An actor's name."""
        return self.lab.case.actor_name(actor)

    def spread(self, actor: ActorId, on: ActorId) -> tuple[float, float]:
        """A share in the middle eight tenths of the draws."""
        low, high = np.quantile(self.drawn[:, self.place(actor), self.place(on)], [0.1, 0.9])
        return float(low), float(high)

    def share(self, actor: ActorId, on: ActorId) -> float:
        """A share, on average over the draws."""
        return float(self.drawn[:, self.place(actor), self.place(on)].mean())

    def at_mode(self, actor: ActorId, on: ActorId) -> float:
        """The same with every number at its mode."""
        return float(self.central[self.place(actor), self.place(on)])

    def leans_on(self, actor: ActorId) -> ActorId | None:
        """The other actor on whom an actor depends most."""
        others = [other for other in self.lab.case.actors if other != actor]
        return max(others, key=lambda other: self.share(actor, other), default=None)

    def is_sidelined(self, actor: ActorId) -> bool:
        """Whether much can happen to an actor and it has less than an equal share of the say."""
        at_stake = self.moved[self.place(actor)] >= constant("high_stake")
        return bool(at_stake and self.share(actor, actor) < 1.0 / len(self.lab.case.actors))


def answer(lab: Lab, ask: Ask) -> Answer:
    """Say, dependence, what each actor's removal changes, and what a seat is worth."""
    seen = _look(lab, ask.focal)
    return Answer(
        findings=tuple(_findings(seen)),
        tables=(
            _say_table(seen),
            _dependence_table(seen),
            removal_table(lab, seen.removals),
            seat_table(lab, ask.focal, seen.seats),
            sought_table(lab, ask.focal, seen.sought),
            broker_table(seen.brokerage),
        ),
        figures=(_figure(seen),),
        guarantee=_guarantee(seen),
        assumptions=(
            Assumption(
                sentence=(
                    "An actor's influence is the widest difference its own conduct makes, between "
                    "abstaining, going along, its own judgement and its named strategies."
                ),
                source="judgement",
            ),
            Assumption(
                sentence=(
                    f"Much is at stake from {percent(constant('high_stake'))} of an actor's stake "
                    "on; a low say is one below an equal share."
                ),
                source="judgement",
            ),
        ),
    )


SIDELINING = Analysis(
    id="sidelining",
    question="Whose say, who depends on whom, what is a seat worth?",
    references=("emerson1962", "burt1992"),
    answer=answer,
)


def _look(lab: Lab, focal: ActorId) -> _Seen:
    draws = min(lab.effort.draws, int(constant("draws_beside")))
    at_mode = swings(lab, lambda s: lab.values(s, 0), lab.headline)[0]
    drawn = swings(lab, lambda s: lab.values(s, draws), lab.headline)
    moves = moves_of_others(lab, focal)
    worth = lab.each(lambda m: float(gain(lab, focal, seated(lab, focal, m), 0)[0]), moves)
    return _Seen(
        lab=lab,
        focal=focal,
        draws=draws,
        moved=at_mode.sum(axis=1) / lab.solution().numbers.stake,
        central=_in_all(at_mode),
        drawn=_in_all(drawn),
        seats=tuple(sorted(zip(moves, worth, strict=True), key=lambda e: -e[1])),
        sought=sought(lab, focal),
        removals=removals(lab),
        brokerage=brokerage(lab),
    )


def _in_all(swing: Floats) -> Floats:
    """Each actor's part in all that can move another; zero where nothing can."""
    total = np.broadcast_to(swing.sum(axis=-1, keepdims=True), swing.shape)
    return np.divide(swing, total, out=np.zeros_like(swing), where=total > 0)


# ---- sentences ----------------------------------------------------------------------------


def _findings(seen: _Seen) -> Iterator[Finding]:
    yield Finding(topic=Topic.CHALLENGES, sentence=_own_say(seen), about=(seen.focal,), rank=1)
    yield _seat_finding(seen)
    wanted = sorted(seen.sought, key=lambda one: -float(_drawn(seen, one.granted).mean()))
    for rank, one in enumerate(wanted):
        topic = Topic.ANNEX if rank else Topic.CHALLENGES
        said = _sought_words(seen, one)
        yield Finding(topic=topic, sentence=said, about=(one.strategy,), rank=3)
    for actor in seen.lab.case.actors:
        if actor != seen.focal and seen.is_sidelined(actor):
            said = f"{capital(seen.name(actor))} is being sidelined too: {_shares(seen, actor)}."
            yield Finding(topic=Topic.ANNEX, sentence=said, about=(actor,), rank=4)
    yield from _missed(seen)
    yield from (_broker_finding(seen, one) for one in seen.brokerage if one.end == seen.focal)
    yield from _unsettled(seen)


def _own_say(seen: _Seen) -> str:
    name = seen.name(seen.focal)
    if seen.moved[seen.place(seen.focal)] < constant("negligible"):
        return f"Nothing that anybody does here moves what {name} gets by much."
    shares = _shares(seen, seen.focal)
    if seen.is_sidelined(seen.focal):
        return f"{capital(name)} is being sidelined: much can happen to it, and {shares}."
    return f"{capital(name)} is not being sidelined: {shares}."


def _shares(seen: _Seen, actor: ActorId) -> str:
    """`its own conduct makes up 5 % (2 % to 9 %) of all that can move what it gets; ...`."""
    other, own = seen.leans_on(actor), percent(seen.share(actor, actor))
    known = _between(*seen.spread(actor, actor))
    said = f"its own conduct makes up {own} ({known}) of all that can move what it gets"
    if other is None or not seen.share(actor, other):
        return said
    part, around = percent(seen.share(actor, other)), _between(*seen.spread(actor, other))
    return f"{said}, that of {seen.name(other)} {part} ({around})"


def _between(low: float, high: float) -> str:
    return f"range {span(low, high)}"


def _seat_finding(seen: _Seen) -> Finding:
    name = seen.name(seen.focal)
    if not seen.seats:
        said = f"No move here can be made without {name}, so a further seat would add nothing."
        return Finding(topic=Topic.ANNEX, sentence=said, about=(seen.focal,), rank=2)
    move, worth = seen.seats[0]
    if worth < constant("negligible"):
        said = (
            f"A veto over any one move of the others would be worth less than "
            f"{percent(constant('negligible'))} of its stake to {name}."
        )
        return Finding(topic=Topic.CHALLENGES, sentence=said, about=(seen.focal,), rank=2)
    drawn = _drawn(seen, seated(seen.lab, seen.focal, move))
    said = (
        f"Of all seats, being asked before “{seen.lab.case.move_name(move)}” would be worth most "
        f"to {name}: {_gained(drawn)} of its stake."
    )
    return Finding(topic=Topic.CHALLENGES, sentence=said, about=(seen.focal, move), rank=2)


def _drawn(seen: _Seen, setting: Setting) -> Floats:
    return gain(seen.lab, seen.focal, setting, seen.draws)


def _sought_words(seen: _Seen, one: Sought) -> str:
    """What reaching for a table is worth beside having it."""
    what, name = action_words(seen.lab.case, one.action), seen.name(seen.focal)
    granted_by = listed([seen.name(actor) for actor in one.granted_by])
    return (
        f"Seeking “{what}”, which {granted_by} must grant, changes what {name} gets by "
        f"{_gained(_drawn(seen, one.seeking))} of its stake; having it from the start would "
        f"change it by {_gained(_drawn(seen, one.granted))}."
    )


def _gained(drawn: Floats) -> str:
    """A change on average, and in the middle eight tenths of the draws."""
    low, high = (_signed(float(end)) for end in np.quantile(drawn, [0.1, 0.9]))
    around = f"range {low} to {high}" if low != high else f"{low} throughout"
    return f"{_signed(float(drawn.mean()))} ({around})"


def _signed(share: float) -> str:
    """A change in percent without decimals, with a true minus."""
    whole = round(share * 100)
    if not whole:
        return "less than 1 %"
    return f"−{-whole} %" if whole < 0 else f"{whole} %"


def _missed(seen: _Seen) -> Iterator[Finding]:
    """Whose absence would change most for the focal actor."""
    i = seen.place(seen.focal)
    others = [r for r in seen.removals if r.actor != seen.focal and r.way is Stance.ABSTAINS]
    if not others:
        return
    one = max(others, key=lambda r: abs(float(r.change[i])))
    name, change = seen.name(seen.focal), float(one.change[i])
    said = (
        f"Without {seen.name(one.actor)}, what {name} gets would change by {_signed(change)} of "
        "its stake, more than without anybody else (all inputs at their most likely value)."
    )
    if abs(change) < constant("negligible"):
        said = (
            f"If any one of the others did nothing at all, what {name} gets would change by less "
            f"than {percent(constant('negligible'))} of its stake (all inputs at their most likely "
            "value)."
        )
    yield Finding(topic=Topic.ANNEX, sentence=said, about=(one.actor,), rank=3)


def _broker_finding(seen: _Seen, one: Brokerage) -> Finding:
    far = next(end for end in one.line if end != one.end)
    said = (
        f"If nothing passed between {seen.name(one.broker)} and {seen.name(far)}, "
        f"{seen.name(one.end)} would lose {_signed(one.loss_before)} of its stake; with a line of "
        f"its own to {seen.name(far)} it would lose {_signed(one.loss_after)} (all inputs at their "
        "most likely value)."
    )
    return Finding(topic=Topic.ANNEX, sentence=said, about=(one.broker,), rank=4)


def _unsettled(seen: _Seen) -> Iterator[Finding]:
    if not seen.lab.solution().converged:
        said = (
            "The calculation of behaviour did not come to rest; say and dependence are provisional."
        )
        yield Finding(topic=Topic.ANNEX, sentence=said, rank=1)


# ---- tables and figure --------------------------------------------------------------------


def _say_table(seen: _Seen) -> Table:
    actors = seen.lab.case.actors
    return Table(
        id="say",
        title="How far each actor's own conduct decides what it gets",
        columns=(
            column("actor", "Actor"),
            column("say", "Say", "share"),
            column("p10", "10th percentile", "share"),
            column("p90", "90th percentile", "share"),
            column("central", "All numbers at their mode", "share"),
            column("moved", "All that conduct can move", "share of stake"),
            column("sidelined", "Sidelined"),
        ),
        rows=tuple(
            (
                actor,
                seen.share(actor, actor),
                *seen.spread(actor, actor),
                seen.at_mode(actor, actor),
                float(seen.moved[seen.place(actor)]),
                seen.is_sidelined(actor),
            )
            for actor in actors
        ),
        note=f"Mean and percentiles over {seen.draws} draws; conduct's whole swing at the mode.",
    )


def _dependence_table(seen: _Seen) -> Table:
    actors = seen.lab.case.actors
    return Table(
        id="dependence",
        title="Whose conduct decides what each actor gets",
        columns=(
            column("actor", "Actor"),
            column("on", "Depends on"),
            column("dependence", "Dependence", "share"),
            column("p10", "10th percentile", "share"),
            column("p90", "90th percentile", "share"),
            column("central", "All numbers at their mode", "share"),
        ),
        rows=tuple(
            (
                actor,
                other,
                seen.share(actor, other),
                *seen.spread(actor, other),
                seen.at_mode(actor, other),
            )
            for actor in actors
            for other in actors
            if other != actor
        ),
        note="With an actor's own say its dependences add up to one, unless nothing moves it.",
    )


def _figure(seen: _Seen) -> Figure:
    pairs = [_pair(seen, actor) for actor in seen.lab.case.actors]
    caption = Caption(
        id="say",
        title="Own say, and the largest dependence on another",
        alternative="; ".join(
            f"{p.label}: own say {percent(p.first)}, dependence {percent(p.second)} {p.second_note}"
            for p in pairs
        ),
        topic=Topic.CHALLENGES,
    )
    return paired_bars(caption, pairs)


def _pair(seen: _Seen, actor: ActorId) -> Pair:
    other = seen.leans_on(actor)
    return Pair(
        label=capital(seen.lab.case.actor_label(actor)),
        first=seen.share(actor, actor),
        second=0.0 if other is None else seen.share(actor, other),
        second_note="" if other is None else f"on {seen.name(other)}",
    )


def _guarantee(seen: _Seen) -> Guarantee:
    own = seen.drawn[:, seen.place(seen.focal), seen.place(seen.focal)]
    half = 1.96 * float(own.std()) / np.sqrt(len(own))
    return Guarantee(
        kind=GuaranteeKind.SAMPLED,
        sentence=(
            f"Shares are means over {seen.draws} draws (the focal actor's say is "
            f"off by at most {100 * half:.0f} points of 100 in 95 of 100 cases). "
            "Conduct is varied over the listed commitments only, so a swing is a lower bound."
        ),
    )
