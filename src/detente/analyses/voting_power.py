"""Whose agreement is needed, and how much does each vote weigh?

By the rule of the case for settling terms: who is in every coalition that can settle an issue, and
how often each actor turns the decision, if all join one by one in random order (Shapley-Shubik),
or if each of the others tosses a coin (Banzhaf). Positions play no part in it: power is what the
rule gives, before anybody wants anything. Issues on which the same actors decide in the same way
are told together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

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
"""So many groups of issues get sentences on power and figures of their own."""

TOLD = 5
"""Actors that the text in place of a figure names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Decided:
    """Issues that the same actors decide in the same way."""

    case: Case
    issues: tuple[IssueId, ...]
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
    talks = settlement(lab)
    groups = _groups(talks)
    return Answer(
        findings=tuple(_findings(talks, groups, ask.focal)),
        tables=(_table(groups),),
        figures=tuple(
            figure
            for n, group in enumerate(groups[:SPOKEN])
            for figure in _figures(talks, group, n)
        ),
        guarantee=Guarantee(
            kind=GuaranteeKind.ENUMERATED,
            sentence="All coalitions were counted. Weights with many digits are rounded to "
            f"{PARTS:,} parts of their sum, in draws to {PARTS_IN_DRAWS:,}.",
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
    return [_decided(talks, issues) for issues in every]


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


def _decided(talks: Settlement, issues: list[int]) -> _Decided:
    terms, first = talks.terms, issues[0]
    seats = np.flatnonzero(terms.stances.present[:, first])
    rule = terms.decision
    power = _power(terms, first, PARTS)
    return _Decided(
        case=talks.case,
        issues=tuple(terms.issues[d] for d in issues),
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


class _Said(NamedTuple):
    """A sentence without the issues it is about, which go between its two parts."""

    head: str
    tail: str
    about: tuple[ActorId, ...]
    topic: Topic = Topic.TERMS
    rank: int = 7


def _findings(talks: Settlement, groups: list[_Decided], focal: ActorId) -> Iterator[Finding]:
    """What is said of several groups in the same words is said once."""
    said: dict[_Said, list[IssueId]] = {}
    for number, group in enumerate(groups):
        power = _of_power(group, focal) if number < SPOKEN else ()
        for one in (_who(group), *power):
            said.setdefault(one, []).extend(group.issues)
    for one, issues in said.items():
        sentence = f"{one.head}{_scope(talks, issues)}{one.tail}"
        yield Finding(topic=one.topic, sentence=sentence, about=one.about, rank=one.rank)


def _scope(talks: Settlement, issues: Sequence[IssueId]) -> str:
    """The issues as part of a sentence; nothing if they are all there are."""
    if len(issues) == len(talks.terms.issues):
        return ""
    return f" on {listed([talks.case.issue_name(name) for name in issues])}"


def _who(group: _Decided) -> _Said:
    """Whose agreement nothing is settled without, and in how many draws it is theirs."""
    if np.isnan(group.power.included).any():
        too_little = ": those who take part have too little weight."
        return _Said("Nothing can be settled", too_little, (), rank=6)
    needed = group.needed(group.power)
    names = listed([group.case.actor_name(actor) for actor in needed])
    share = float(np.mean([group.needed(power) == needed for power in group.drawn]))
    end = "." if share == 1.0 else f"; so it is in {combinations(share)}."
    if not needed:
        return _Said("Nobody's agreement is indispensable", end, (), rank=6)
    if len(needed) == len(group.actors) > 1:
        return _Said("Everybody must agree", f": {names}{end}", needed, rank=6)
    return _Said("Nothing is settled", f" without {names}{end}", needed, rank=6)


def _of_power(group: _Decided, focal: ActorId) -> Iterator[_Said]:
    """Who has most power to decide, and what the focal actor has."""
    power, share = group.power.shapley_shubik, group.share
    if share is None or not power.any():
        return
    first = [a for a, own in zip(group.actors, power, strict=True) if np.isclose(own, power.max())]
    if len(first) < len(group.actors):
        yield _most(group, share, first)
    if focal in group.actors and focal not in first:
        yield _for_focal(group, share, focal)


def _most(group: _Decided, share: Floats, first: list[ActorId]) -> _Said:
    """Who has most power, alone or together."""
    names = capital(listed([group.case.actor_name(actor) for actor in first]))
    if len(first) == 1:
        said = f": {_compared(group, share, first[0])}"
        return _Said(f"{names} has most power to decide", said, tuple(first))
    powers = [_power_words(group, actor) for actor in first]
    said = f"{powers[0]} each" if len(set(powers)) == 1 else listed(powers)
    return _Said(f"{names} have most power to decide", f": {said}.", tuple(first))


def _power_words(group: _Decided, actor: ActorId) -> str:
    """An actor's power with its range."""
    place = group.actors.index(actor)
    around = "" if len(group.drawn) == 1 else f" ({within(*group.ends(place))})"
    return f"{percent(group.power.shapley_shubik[place])}{around}"


def _compared(group: _Decided, share: Floats, actor: ActorId) -> str:
    """An actor's power with its range, and whether that is more than its weight."""
    place = group.actors.index(actor)
    power, weight = group.power.shapley_shubik[place], share[place]
    alike = percent(power) == percent(weight)
    than = "about its share" if alike else f"{'more' if power > weight else 'less'} than its share"
    return f"{_power_words(group, actor)}, {than} of the weight."


def _for_focal(group: _Decided, share: Floats, focal: ActorId) -> _Said:
    name = group.case.actor_name(focal)
    if group.power.shapley_shubik[group.actors.index(focal)] == 0:
        said = f"{capital(possessive(name))} agreement never makes a difference"
        why = ": whatever the others do, the decision is the same without it."
        return _Said(said, why, (focal,), Topic.ANNEX, 6)
    said = f"{capital(name)} has this much of the power to decide"
    return _Said(said, f": {_compared(group, share, focal)}", (focal,), Topic.ANNEX, 6)


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
            column("low", "Low", "share"),
            column("high", "High", "share"),
            column("banzhaf", "Banzhaf", "share"),
            column("winning", "In winning coalitions", "share of them"),
        ),
        rows=tuple(row for group in groups for row in _rows(group)),
        note="No weight: it does not count, all must consent. Low to high is the middle 80 % of "
        "the draws of the Shapley–Shubik power.",
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


def _figures(talks: Settlement, group: _Decided, number: int) -> Iterator[Figure]:
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
        title=f"Weight and power to decide{_scope(talks, group.issues)}",
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
