"""What becomes of a claim: in what share of the draws it is true, over as many as that needs.

With p the share of draws in which it is true, the claim

- holds, if p >= .80 at every working precision and pace and the 95 % interval of the headline's p
  begins at .75 or above;
- fails, if p <= .50 at every one of them;
- is contested otherwise.

A share is open while .80 or .50 lies in its interval: a few more draws could carry it across. Open
shares are given twice the draws, again and again, until none is open, or those that are not settle
the verdict, or the most draws allowed are used.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from detente.base.constants import constant
from detente.behaviour.lab import Lab
from detente.behaviour.quantities import Sample
from detente.behaviour.setting import Setting
from detente.case.expressions import Tree
from detente.methods.statistics import Interval, wilson

HOLDS, FAILS, CONTESTED = "holds", "fails", "contested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """In how many draws of one setting a claim is true."""

    setting: Setting
    true: int
    draws: int
    """0: the claim was asked once, with all numbers at their mode."""

    @property
    def share(self) -> float:
        """Of the draws."""
        return self.true / max(self.draws, 1)

    @property
    def interval(self) -> Interval:
        """What so many draws leave open, with 95 % confidence; nothing where none were made."""
        if not self.draws:
            return Interval(self.share, self.share)
        return wilson(self.true, self.draws)

    @property
    def is_open(self) -> bool:
        """Whether more draws could carry the share across a threshold."""
        low, high = self.interval
        thresholds = (constant("claim_holds"), constant("claim_fails"))
        return self.draws > 0 and any(low <= at <= high for at in thresholds)


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """A claim over the draws, at the headline and over the sweep if it is about behaviour."""

    headline: Count
    sweep: tuple[Count, ...]

    @property
    def all(self) -> tuple[Count, ...]:
        """The headline first."""
        return (self.headline, *self.sweep)

    @property
    def verdict(self) -> str:
        """Whether the claim holds, fails or is contested."""
        return judged([one.share for one in self.all], self.headline.interval.low)

    @property
    def is_undecided(self) -> bool:
        """Whether more draws could change the verdict."""
        open_ones = any(one.is_open for one in self.all)
        return open_ones and not settled(one for one in self.all if not one.is_open)


def judged(shares: list[float], interval_low: float) -> str:
    """The verdict on a claim with these shares, the headline's interval beginning there."""
    if min(shares) >= constant("claim_holds") and interval_low >= constant("claim_interval"):
        return HOLDS
    return FAILS if max(shares) <= constant("claim_fails") else CONTESTED


def settled(decided: Iterable[Count]) -> bool:
    """Whether these shares make a claim contested, whatever the others are."""
    shares = [one.share for one in decided]
    return (
        bool(shares)
        and min(shares) < constant("claim_holds")
        and max(shares) > constant("claim_fails")
    )


def count(lab: Lab, tree: Tree, *, over_sweep: bool) -> Counts:
    """A claim in the draws asked for, and in more while its verdict hangs on them."""
    settings = lab.sweep[1:] if over_sweep else ()
    found = Counts(
        headline=_count(lab, tree, lab.headline, lab.effort.draws),
        sweep=tuple(lab.each(lambda s: _count(lab, tree, s, lab.draws_at(s)), settings)),
    )
    while found.is_undecided and any(_may_grow(lab, one) for one in found.all):
        found = Counts(
            headline=_grown(lab, tree, found.headline),
            sweep=tuple(lab.each(lambda one: _grown(lab, tree, one), found.sweep)),
        )
    return found


def _count(lab: Lab, tree: Tree, setting: Setting, draws: int) -> Count:
    true = Sample(lab, setting, draws).holds(tree)
    return Count(setting=setting, true=int(true.sum()), draws=draws)


def _may_grow(lab: Lab, one: Count) -> bool:
    return one.is_open and one.draws < lab.most_draws_at(one.setting)


def _grown(lab: Lab, tree: Tree, one: Count) -> Count:
    """Twice the draws of an open share, as far as there are so many."""
    if not _may_grow(lab, one):
        return one
    more = min(2 * one.draws, lab.most_draws_at(one.setting))
    return _count(lab, tree, one.setting, more)
