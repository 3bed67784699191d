"""Whose agreement is needed, and how much does each vote weigh?

By the rule of the case for settling terms: who is in every coalition that can settle an issue, and
how often each actor turns the decision, if all join one by one in random order (Shapley-Shubik),
or if each of the others tosses a coin (Banzhaf). Positions play no part in it: power is what the
rule gives, before anybody wants anything. Issues on which the same actors decide in the same way
are told together.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from detente.analyses.contract import Analysis, Answer, Ask, Part
from detente.base.ids import ActorId, IssueId
from detente.behaviour import Lab
from detente.behaviour.settlement import Settlement, settlement
from detente.case.schema import Case
from detente.methods.game import Bools, Floats
from detente.methods.statistics import middle_range
from detente.methods.voting_power import VotingPower, voting_power
from detente.model.terms import Terms
from detente.model.voting_rules import whole_rule
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
from detente.results.figures import Caption, Pair, paired_bars
from detente.results.words import capital, column, combinations, listed, percent, possessive, within

PARTS, PARTS_IN_DRAWS = 10_000, 1_000
"""Weights with many digits are rounded to so many parts of their sum, at the mode and in draws."""

SPOKEN = 3
"""So many groups of issues get sentences and figures of their own."""

TOLD = 5
"""Actors that the text in place of a figure names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """Issues that the same actors decide in the same way."""

    case: Case
    issues: tuple[IssueId, ...]
    scope: str
    """The issues as the end of a sentence; empty if all issues are decided alike."""
    actors: tuple[ActorId, ...]
    """Who has a position on them, [k]."""
    weight: Floats | None
    """[k] at the mode; None: weight does not count."""
    vetoes: Bools
    """[k] whose consent the rule asks for."""
    power: VotingPower
    """[k] at the mode."""
    drawn: tuple[VotingPower, ...]
    """The same in every draw; one if weights are sure."""

    @property
    def share(self) -> Floats | None:
        """[k] parts of the weight of those who take part; None: weight does not count."""
        if self.weight is None or not self.weight.any():
            return None
        return self.weight / self.weight.sum()

    def ends(self, place: int) -> tuple[float, float]:
        """The range of an actor's power over the draws."""
        drawn = np.array([power.shapley_shubik[place] for power in self.drawn])
        return middle_range(drawn)

    def needed(self, power: VotingPower) -> tuple[ActorId, ...]:
        """Those without whom nothing is settled."""
        parts = zip(self.actors, power.included, strict=True)
        return tuple(actor for actor, part in parts if part == 1.0)


def answer(lab: Lab, ask: Ask) -> Answer:
    """Who must agree, and each actor's power, for every group of issues decided alike."""
    groups = _groups(settlement(lab))
    return Answer(
        findings=tuple(f for group in groups[:SPOKEN] for f in _findings(group, ask.focal)),
        tables=(_table(groups),),
        figures=tuple(f for n, group in enumerate(groups[:SPOKEN]) for f in _figures(group, n)),
        guarantee=Guarantee(
            kind=GuaranteeKind.ENUMERATED,
            sentence="All coalitions were counted. Weights with more digits than that are rounded "
            f"to {PARTS:,} parts of their sum, in draws to {PARTS_IN_DRAWS:,}.",
        ),
        assumptions=(
            Assumption(
                sentence="Power to decide counts every order in which actors could come to agree "
                "as equally likely, whatever they want.",
                source="shapley1954",
            ),
        ),
    )


# ---- what is counted -----------------------------------------------------------------------------


def _groups(talks: Settlement) -> list[_Decided]:
    """The groups of issues, those of most issues first."""
    alike: dict[tuple[bytes, ...], list[int]] = {}
    for d in range(len(talks.terms.issues)):
        alike.setdefault(_signature(talks, d), []).append(d)
    every = sorted(alike.values(), key=len, reverse=True)
    return [_decided(talks, issues, is_only=len(every) == 1) for issues in every]


def _signature(talks: Settlement, issue: int) -> tuple[bytes, ...]:
    """What decides an issue; equal for two that are decided alike."""
    rule, drawn = talks.terms.decision, talks.drawn.decision
    arrays = (
        rule.weight[:, issue],
        drawn.weight[..., issue],
        rule.vetoes[:, issue],
        talks.terms.stances.present[:, issue],
    )
    return tuple(np.ascontiguousarray(array).tobytes() for array in arrays)


def _decided(talks: Settlement, issues: list[int], *, is_only: bool) -> _Decided:
    terms, case, first = talks.terms, talks.case, issues[0]
    names = tuple(terms.issues[d] for d in issues)
    seats = np.flatnonzero(terms.stances.present[:, first])
    rule = terms.decision
    power = _power(terms, first, PARTS)
    return _Decided(
        case=case,
        issues=names,
        scope="" if is_only else f" on {listed([case.issue_name(name) for name in names])}",
        actors=tuple(terms.actors[i] for i in seats),
        weight=rule.weight[seats, first] if rule.quota[first] > 0 else None,
        vetoes=rule.vetoes[seats, first],
        power=power,
        drawn=_in_draws(talks, first, power),
    )


def _power(terms: Terms, issue: int, most: int, draw: int | None = None) -> VotingPower:
    """The power of those with a position on an issue, at the modes or in a draw."""
    rule = terms.decision
    seats = np.flatnonzero(terms.stances.present[:, issue])
    weight, quota = (
        (rule.weight, rule.quota) if draw is None else (rule.weight[draw], rule.quota[draw])
    )
    return voting_power(
        whole_rule(
            weight[seats, issue],
            float(quota[issue]),
            rule.vetoes[seats, issue],
            exceeds=rule.exceeds,
            most=most,
        )
    )


def _in_draws(talks: Settlement, issue: int, power: VotingPower) -> tuple[VotingPower, ...]:
    """The power in every draw; votes are the same in all of them, and so may capabilities be."""
    drawn = talks.drawn.decision.weight
    has_draws = drawn.ndim > talks.terms.decision.weight.ndim
    if not has_draws or not np.ptp(drawn[..., issue], axis=0).any():
        return (power,)
    return tuple(_power(talks.drawn, issue, PARTS_IN_DRAWS, draw) for draw in range(talks.draws))


# ---- findings ------------------------------------------------------------------------------------


def _findings(group: _Decided, focal: ActorId) -> Iterator[Finding]:
    needed = group.needed(group.power)
    yield Finding(topic=Topic.TERMS, sentence=_who(group, needed), about=needed, rank=6)
    share = group.share
    if share is None or not group.power.shapley_shubik.any():
        return
    first = group.actors[int(group.power.shapley_shubik.argmax())]
    if np.ptp(group.power.shapley_shubik) > 0:
        name = capital(group.case.actor_name(first))
        said = f"{name} has most power to decide{group.scope}: {_compared(group, share, first)}"
        yield Finding(topic=Topic.TERMS, sentence=said, about=(first,), rank=7)
    if focal in group.actors and focal != first:
        yield Finding(
            topic=Topic.ANNEX, sentence=_for_focal(group, share, focal), about=(focal,), rank=6
        )


def _who(group: _Decided, needed: tuple[ActorId, ...]) -> str:
    """Whose agreement nothing is settled without, and in how many draws it is theirs."""
    if np.isnan(group.power.included).any():
        return f"Nothing can be settled{group.scope}: those who take part have too little weight."
    names = [group.case.actor_name(actor) for actor in needed]
    if not names:
        said = f"Nobody's agreement is indispensable{group.scope}"
    elif len(names) == len(group.actors) > 1:
        said = f"Everybody must agree{group.scope}: {listed(names)}"
    else:
        said = f"Nothing is settled{group.scope} without {listed(names)}"
    share = float(np.mean([group.needed(power) == needed for power in group.drawn]))
    return f"{said}." if share == 1.0 else f"{said}; so it is in {combinations(share)}."


def _compared(group: _Decided, share: Floats, actor: ActorId) -> str:
    """An actor's power with its range, and whether that is more than its weight."""
    place = group.actors.index(actor)
    power, weight = percent(group.power.shapley_shubik[place]), percent(share[place])
    more = group.power.shapley_shubik[place] > share[place]
    than = "about its share" if power == weight else f"{'more' if more else 'less'} than its share"
    low, high = group.ends(place)
    around = "" if len(group.drawn) == 1 else f" ({within(low, high)})"
    return f"{power}{around}, {than} of the weight."


def _for_focal(group: _Decided, share: Floats, focal: ActorId) -> str:
    name = group.case.actor_name(focal)
    if group.power.shapley_shubik[group.actors.index(focal)] == 0:
        said = f"{possessive(name)} agreement never makes a difference{group.scope}"
        return capital(f"{said}: whatever the others do, the decision is the same without it.")
    said = f"{name} has this much of the power to decide{group.scope}"
    return capital(f"{said}: {_compared(group, share, focal)}")


# ---- table and figures ---------------------------------------------------------------------------


def _table(groups: list[_Decided]) -> Table:
    return Table(
        id="voting_power",
        title="What each agreement weighs",
        columns=(
            column("issues", "Issues"),
            column("actor", "Actor"),
            column("weight", "Weight"),
            column("veto", "Must consent"),
            column("shapley_shubik", "Shapley–Shubik", "share"),
            column("low", "10th percentile", "share"),
            column("high", "90th percentile", "share"),
            column("banzhaf", "Banzhaf", "share"),
            column("winning", "In winning coalitions", "share of them"),
        ),
        rows=tuple(row for group in groups for row in _rows(group)),
        note="No weight: it does not count, all must consent. Percentiles are over the draws.",
        topic=Topic.TERMS,
    )


def _rows(group: _Decided) -> Iterator[tuple[Value, ...]]:
    power = group.power
    for k, actor in enumerate(group.actors):
        included = float(power.included[k])
        yield (
            ", ".join(group.issues),
            actor,
            None if group.weight is None else float(group.weight[k]),
            bool(group.vetoes[k]),
            float(power.shapley_shubik[k]),
            *group.ends(k),
            float(power.banzhaf[k]),
            None if np.isnan(included) else included,
        )


def _figures(group: _Decided, number: int) -> Iterator[Figure]:
    share, power = group.share, group.power.shapley_shubik
    if share is None:
        return
    told = [
        f"{group.case.actor_label(group.actors[k])} has {percent(share[k])} of the weight and "
        f"{percent(power[k])} of the power"
        for k in np.argsort(-power, kind="stable")[:TOLD]
    ]
    caption = Caption(
        id=f"voting_power_{number + 1}",
        title=f"Weight and power to decide{group.scope}",
        alternative=f"Of {len(power)} actors: {listed(told)}.",
        topic=Topic.TERMS,
    )
    pairs = [
        Pair(
            label=capital(group.case.actor_label(actor)),
            first=float(w),
            second=float(p),
            second_note="must consent" if veto else "",
        )
        for actor, w, p, veto in zip(group.actors, share, power, group.vetoes, strict=True)
    ]
    yield paired_bars(caption, pairs, "Part of the weight", "Power (Shapley–Shubik)")


VOTING_POWER = Analysis(
    id="voting_power",
    question="Whose agreement is needed, and how much does each vote weigh?",
    references=("shapley1954", "banzhaf1965", "mann1962"),
    answer=answer,
    part=Part.TERMS,
)
