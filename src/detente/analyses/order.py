"""In which order, for whom?

The steps are the moves that end threats and those that strategies do first, up to eight. Every
feasible order of them is valued as a plan that is carried through, step by step at spacing tau:

    W_i(k) = b_i(s_k) + u_i(D_k) (1 - e^(-r_i tau)) / r_i + e^(-r_i tau) W_i(k+1),
    W_i(m+1) = u_i(D_m) / r_i,

with D_k what stands after step k and b_i what the step pays at once; after the last step nothing
changes. Nobody is asked whether it would carry the plan through: that is what the other analyses
are for. Moves that a step requires and that are not among the steps are made together with it, the
shortest list that unlocks it. A swap effect is the difference in value between two orders that
differ by exchanging two neighbours; the distance of two orders is the number of pairs of steps that
they take the other way round [kendall1938]_.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask
from detente.base.constants import constant
from detente.base.ids import ActorId, MoveId
from detente.behaviour import Lab
from detente.behaviour.exposures import exposed_actors
from detente.behaviour.orders import MOST_STEPS, Order, names
from detente.behaviour.plans import Plans, distance, plans, steps_of_interest
from detente.methods.game import Floats
from detente.methods.statistics import middle_range
from detente.results import (
    Assumption,
    Finding,
    Guarantee,
    GuaranteeKind,
    Table,
    Topic,
    Value,
)
from detente.results.words import capital, column, combinations, listed, within

SHOWN = 120
"""So many orders, at most, are listed one by one: all orders of five free steps."""

SAME = 1e-9
"""Orders whose values differ by less, in stakes, are worth the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Seen:
    """Every order's worth to everybody, in stakes: at the mode, and in every draw."""

    lab: Lab
    focal: ActorId
    plans: Plans
    central: Floats
    """[K, n]"""
    drawn: Floats
    """[D, K, n]"""

    def place(self, actor: ActorId) -> int:
        return self.plans.model.index(actor)

    def best(self, actor: ActorId) -> int:
        """The order with the greatest value at the mode; of equal ones the one named first."""
        return _first_best(self.central[:, self.place(actor)])

    def share_best(self, actor: ActorId) -> float:
        """Share of the draws in which that order is worth as much as any."""
        worth = self.drawn[:, :, self.place(actor)]
        return float((worth[:, self.best(actor)] >= worth.max(axis=1) - SAME).mean())

    def spread(self, actor: ActorId) -> Floats:
        """[D] how much the order matters to an actor: best minus worst."""
        worth = self.drawn[:, :, self.place(actor)]
        return np.asarray(worth.max(axis=1) - worth.min(axis=1))

    def cares(self, actor: ActorId) -> bool:
        worth = self.central[:, self.place(actor)]
        return bool(worth.max() - worth.min() > SAME)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Swap:
    """What it is worth to an actor to have one step before another, in stakes."""

    actor: ActorId
    first: MoveId
    second: MoveId
    mean: float
    """Over all pairs of orders that differ by these two neighbours, all numbers at their mode."""
    least: float
    greatest: float
    share: float
    """Share of the draws in which the mean is above zero."""
    share_other: float
    """Share of the draws in which it is below zero."""


def answer(lab: Lab, ask: Ask) -> Answer:
    """Every feasible order with its value to each actor, and the order each would prefer."""
    model = lab.model()
    steps = steps_of_interest(lab.case, model, MOST_STEPS)
    found = plans(model, steps) if len(steps) > 1 else None
    if found is None:
        said = (
            "Fewer than two steps against threats or of strategies can be made: no order is open."
        )
        return Answer(
            findings=(Finding(topic=Topic.ANNEX, sentence=said),),
            tables=(),
            guarantee=Guarantee(kind=GuaranteeKind.ENUMERATED, sentence="No two steps to order."),
        )
    seen = _look(lab, ask.focal, found)
    swaps = tuple(_swaps(seen))
    return Answer(
        findings=tuple(_findings(seen, swaps)),
        tables=(
            _preferred(seen),
            _all_orders(seen),
            _swap_table(swaps),
            _distances(seen),
            _stage_table(seen),
        ),
        guarantee=Guarantee(
            kind=GuaranteeKind.ENUMERATED,
            sentence=(
                f"All {len(found.orders)} feasible orders are compared; shares are over "
                f"{len(seen.drawn)} draws."
            ),
        ),
        assumptions=(
            Assumption(
                sentence=(
                    f"Steps follow each other every {constant('step_spacing'):g} years, are never "
                    "undone, and nothing else happens; nobody's incentive to go on is looked at."
                ),
                source="judgement",
            ),
        ),
    )


ORDER = Analysis(
    id="order",
    question="In which order, for whom?",
    references=("kendall1938",),
    answer=answer,
)


def _look(lab: Lab, focal: ActorId, found: Plans) -> _Seen:
    inputs, spacing = lab.inputs(), constant("step_spacing")
    rows = [inputs.at(k) for k in range(lab.effort.draws)]
    drawn = np.stack([found.values(row, spacing) for row in rows])
    return _Seen(
        lab=lab,
        focal=focal,
        plans=found,
        central=found.values(inputs.mode, spacing) / lab.stakes(),
        drawn=drawn / lab.stakes_over(len(rows))[:, None],
    )


def _first_best(worth: Floats) -> int:
    return int(np.flatnonzero(worth >= worth.max() - SAME)[0])


def _swaps(seen: _Seen) -> Iterator[_Swap]:
    for (first, second), pairs in seen.plans.swaps().items():
        one, other = np.array(pairs).T
        effect = seen.central[one] - seen.central[other]
        drawn = (seen.drawn[:, one] - seen.drawn[:, other]).mean(axis=1)
        for i, actor in enumerate(seen.plans.model.actors):
            yield _Swap(
                actor=actor,
                first=first,
                second=second,
                mean=float(effect[:, i].mean()),
                least=float(effect[:, i].min()),
                greatest=float(effect[:, i].max()),
                share=float((drawn[:, i] > SAME).mean()),
                share_other=float((drawn[:, i] < -SAME).mean()),
            )


def _findings(seen: _Seen, swaps: tuple[_Swap, ...]) -> Iterator[Finding]:
    yield from _clash(seen, swaps)
    for actor in seen.plans.model.actors:
        is_focal = actor == seen.focal
        yield Finding(
            topic=Topic.CALCULUS if is_focal else Topic.ANNEX,
            sentence=_order_sentence(seen, actor),
            about=(actor,),
            rank=3 if is_focal else 5,
        )


def _clash(seen: _Seen, swaps: tuple[_Swap, ...]) -> Iterator[Finding]:
    """The two steps whose order the focal actor and another disagree on most clearly."""
    own = {(s.first, s.second): s for s in swaps if s.actor == seen.focal}
    against = [
        (own[s.first, s.second], s) for s in swaps if s.mean * own[s.first, s.second].mean < 0
    ]
    telling = [pair for pair in against if min(abs(s.mean) for s in pair) > SAME]
    if not telling:
        return
    mine, theirs = max(telling, key=lambda pair: min(abs(s.mean) for s in pair))
    case = seen.lab.case
    steps = [f"“{case.move_name(m)}”" for m in (mine.first, mine.second)]
    first, second = steps if mine.mean > 0 else steps[::-1]
    own_odds, their_odds = _odds(mine), _odds(theirs)
    said = (
        f"{capital(case.actor_name(seen.focal))} would rather see {first} before {second}, "
        f"{case.actor_name(theirs.actor)} the other way round: "
        + (f"each in {own_odds}." if own_odds == their_odds else f"in {own_odds} and {their_odds}.")
    )
    about = (seen.focal, theirs.actor, mine.first, mine.second)
    yield Finding(topic=Topic.CALCULUS, sentence=said, about=about, rank=2)


def _odds(swap: _Swap) -> str:
    return combinations(swap.share if swap.mean > 0 else swap.share_other)


def _order_sentence(seen: _Seen, actor: ActorId) -> str:
    who = seen.lab.case.actor_name(actor)
    if not seen.cares(actor):
        return f"To {who} the order of the steps makes no difference."
    steps = [f"“{seen.lab.case.move_name(m)}”" for m in names(seen.plans.orders[seen.best(actor)])]
    share = seen.share_best(actor)
    rarely = "" if share == 1.0 else f" in {combinations(share)}"
    return (
        f"The best order for {who} is {listed(steps, 'and then')}; no other is "
        f"{'ever ' if share == 1.0 else ''}better{rarely}. The worst order would cost it "
        f"{within(*middle_range(seen.spread(actor)))} of what is at stake for it."
    )


def _words(order: Order) -> str:
    return ", ".join(names(order))


def _preferred(seen: _Seen) -> Table:
    return Table(
        id="order_preferred",
        title="The order each actor would prefer",
        columns=(
            column("actor", "Actor"),
            column("order", "Order"),
            column("share", "Best in", "share of draws"),
            column("spread", "Best minus worst order", "share of stake"),
            column("spread_low", "10th percentile of the draws", "share of stake"),
            column("spread_high", "90th percentile of the draws", "share of stake"),
        ),
        rows=tuple(
            (
                actor,
                _words(seen.plans.orders[seen.best(actor)]) if seen.cares(actor) else None,
                seen.share_best(actor) if seen.cares(actor) else None,
                float(np.ptp(seen.central[:, i])),
                *middle_range(seen.spread(actor)),
            )
            for i, actor in enumerate(seen.plans.model.actors)
        ),
        note="No order: the actor does not mind.",
    )


def _all_orders(seen: _Seen) -> Table:
    total = len(seen.plans.orders)
    orders = _listed_orders(seen)
    left_out = f" Of {total} orders the {len(orders)} best for somebody are listed."
    return Table(
        id="orders",
        title="What each order is worth to each actor, as a plan carried through",
        columns=(
            column("order", "Order"),
            column("together", "Made together with its steps"),
            column("actor", "Actor"),
            column("value", "Value", "share of stake"),
            column("behind", "Behind the actor's best order", "share of stake"),
        ),
        rows=tuple(
            (
                _words(seen.plans.orders[k]),
                _unnamed(seen.plans.orders[k]),
                actor,
                float(seen.central[k, i]),
                float(seen.central[:, i].max() - seen.central[k, i]),
            )
            for k in orders
            for i, actor in enumerate(seen.plans.model.actors)
        ),
        note="All numbers at their mode. Values of different actors cannot be compared."
        + (left_out if total > len(orders) else ""),
    )


def _unnamed(order: Order) -> str:
    """Moves outside the steps that have to be made with them."""
    return "; ".join(f"{', '.join(s.together)} with {s.move}" for s in order if s.together)


def _listed_orders(seen: _Seen) -> list[int]:
    """All orders; of many, those that are best for some actor, as many as are shown."""
    if len(seen.plans.orders) <= SHOWN:
        return list(range(len(seen.plans.orders)))
    rank = np.argsort(np.argsort(-seen.central, axis=0, kind="stable"), axis=0)
    return sorted(np.argsort(rank.min(axis=1), kind="stable")[:SHOWN].tolist())


def _swap_table(swaps: tuple[_Swap, ...]) -> Table:
    return Table(
        id="order_swaps",
        title="What it is worth to have one step before another",
        columns=(
            column("actor", "Actor"),
            column("first", "First"),
            column("second", "Second"),
            column("mean", "Worth of this way round", "share of stake"),
            column("least", "Least", "share of stake"),
            column("greatest", "Greatest", "share of stake"),
            column("share", "Better this way round in", "share of draws"),
            column("share_other", "Better the other way round in", "share of draws"),
        ),
        rows=tuple(
            (s.actor, s.first, s.second, s.mean, s.least, s.greatest, s.share, s.share_other)
            for s in swaps
        ),
        note="Over all pairs of orders that differ by exchanging these two neighbours.",
    )


def _distances(seen: _Seen) -> Table:
    caring = [a for a in seen.plans.model.actors if seen.cares(a)]
    orders = {a: seen.plans.orders[seen.best(a)] for a in caring}
    return Table(
        id="order_distances",
        title="How far the preferred orders are apart",
        columns=(
            column("actor", "Actor"),
            column("other", "Other actor"),
            column("distance", "Pairs of steps the other way round"),
        ),
        rows=tuple(
            (one, other, distance(orders[one], orders[other]))
            for n, one in enumerate(caring)
            for other in caring[n + 1 :]
        ),
    )


def _stage_table(seen: _Seen) -> Table:
    preferred = [seen.best(a) for a in seen.plans.model.actors if seen.cares(a)]
    return Table(
        id="order_stages",
        title="Exposure after each step of the preferred orders",
        columns=(
            column("order", "Order"),
            column("place", "Place"),
            column("step", "Step"),
            column("actor", "Actor"),
            column("exposure", "Exposure", "share of safety"),
        ),
        rows=tuple(
            row for k in dict.fromkeys(preferred) for row in _stages(seen, seen.plans.orders[k])
        ),
        note="All numbers at their mode.",
    )


def _stages(seen: _Seen, order: Order) -> Iterator[tuple[Value, ...]]:
    view = seen.plans.model.view()
    for place, step in enumerate(order, start=1):
        for actor in exposed_actors(seen.lab.case):
            level = float(view.exposure(actor)[step.state])
            yield _words(order), place, step.move, actor, level
