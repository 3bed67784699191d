"""The terms of a case as the exchange model wants them: who may trade what, what nobody can do.

All is as on the day of the case: an issue is open if its `tradable_when` holds where things stand
and there has been a deal on each issue of `tradable_after`, and two actors may trade if a chain of
open lines joins them. A red line stops every move past it, whoever trades.
"""

from collections.abc import Mapping

import numpy as np

from detente.base.ids import InputPath, IssueId
from detente.case.expressions import Both, Tree
from detente.case.schema import Case
from detente.methods.exchange_deals import (
    EqualGains,
    GainsAsIdeals,
    RandomGains,
    Rate,
    Rules,
    free_trade,
)
from detente.methods.game import Bools, Floats
from detente.model.channels import reach
from detente.model.evaluate import View
from detente.model.layout import Layout
from detente.model.terms import Terms


def exchange_rules(
    case: Case, inputs: Mapping[InputPath, float], terms: Terms, rounds: int
) -> Rules:
    """Who may trade what; `terms` stand at one value each, [n, m]."""
    is_open = [
        not unmet(case, inputs, issue) and awaited(case, issue) <= set(terms.issues)
        for issue in terms.issues
    ]
    low, high = red_lines(terms)
    return free_trade(len(terms.actors), len(terms.issues), rounds)._replace(
        linked=terms.linked,
        talking=_talking(case, inputs, terms),
        after=_after(case, terms),
        tradable=np.tile(np.array(is_open, np.bool_), (rounds, 1)),
        low=low,
        high=high,
    )


def rate_at_mode(case: Case, terms: Terms) -> EqualGains | GainsAsIdeals:
    """How gains are shared; where that is left to a lot, as it comes out in the middle: equally.

    `terms` stand at one value each.
    """
    if case.bargaining.exchange.gains == "as_ideals":
        return GainsAsIdeals()
    return EqualGains(payment_cost=float(terms.payment_cost))


def rate_in_draw(case: Case, drawn: Terms, seed: int, draw: int) -> Rate:
    """How gains are shared in one draw, from 0; `drawn` is over draws."""
    match case.bargaining.exchange.gains:
        case "equal":
            return EqualGains(payment_cost=float(drawn.payment_cost[draw]))
        case "as_ideals":
            return GainsAsIdeals()
    spread = case.bargaining.exchange.spread
    return RandomGains(spread=1.0 if spread is None else spread, seed=seed, draw=draw)


def by_lot_shared(case: Case) -> bool:
    """Whether gains are shared by lot."""
    return case.bargaining.exchange.gains == "random"


def awaited(case: Case, issue: IssueId) -> frozenset[IssueId]:
    """The issues on each of which there must be a deal before one is traded."""
    return frozenset(case.issues[issue].tradable_after)


def red_lines(terms: Terms) -> tuple[Floats, Floats]:
    """[..., n, m] below and above which an actor lets no outcome move; infinite without a line.

    What the ends of the scale rule out needs no line.
    """
    low = np.where(terms.lowest > 0.0, terms.lowest, -np.inf)
    high = np.where(terms.highest < 1.0, terms.highest, np.inf)
    return low, high


def unmet(case: Case, inputs: Mapping[InputPath, float], issue: IssueId) -> tuple[Tree, ...]:
    """The parts of the condition for trading an issue that do not hold on the day of the case."""
    today, tree = _today(case, inputs), case.issues[issue].tradable_when.tree
    parts = tree.operands if isinstance(tree, Both) else (tree,)
    return tuple(part for part in parts if not today.holds(part)[0])


def _after(case: Case, terms: Terms) -> Bools:
    """[m, m] whether the first issue waits for a deal on the second."""
    waits = [np.isin(terms.issues, list(awaited(case, issue))) for issue in terms.issues]
    return np.array(waits, np.bool_).reshape(len(terms.issues), len(terms.issues))


def _today(case: Case, inputs: Mapping[InputPath, float]) -> View:
    """Where things stand: a state with no columns, so that everything is as the case has it."""
    nothing = Layout(moves=(), memberships=(), lines=(), variables={}, latches=())
    return View(case, nothing, np.zeros((1, nothing.width), np.int8), inputs)


def _talking(case: Case, inputs: Mapping[InputPath, float], terms: Terms) -> Bools:
    """[n, n] whether a chain of open lines joins two actors with a position."""
    joined = reach(case, inputs, frozenset(), case.as_of).strength > 0.0
    place = {actor: k for k, actor in enumerate(case.actors)}
    seats = [place[actor] for actor in terms.actors]
    return np.asarray(joined[np.ix_(seats, seats)])
