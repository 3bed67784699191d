"""What the case refers to: a move, variable or membership without mention has no state."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from detente.base.ids import ActorId, MoveId, VariableId
from detente.case.expressions import Action, Call, Name, Tree, Verb
from detente.case.expressions.walk import walk
from detente.case.schema import Case
from detente.model.layout import Line, Membership, line


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """What is kept, in the order of the case, and what was dropped."""

    moves: tuple[MoveId, ...]
    dropped: tuple[MoveId, ...]
    variables: tuple[VariableId, ...]
    memberships: tuple[Membership, ...]
    lines: tuple[Line, ...]


def relevance(case: Case) -> Relevance:
    """What can differ between two states in a way that anything in the case notices."""
    names = _names_outside_moves(case)
    kept = _closure(case, names)
    moves = tuple(m for m in case.moves if m in kept)
    mentioned = names | _names_in_preconditions(case, kept)
    variables = tuple(v for v in case.variables if v in _expand_facts(case, mentioned))
    return Relevance(
        moves=moves,
        dropped=tuple(m for m in case.moves if m not in kept),
        variables=variables,
        memberships=_free_memberships(case),
        lines=_openable_lines(case),
    )


def _closure(case: Case, names: AbstractSet[str]) -> frozenset[MoveId]:
    """Moves referred to from outside, then moves that those require, until nothing is added."""
    kept: frozenset[MoveId] = frozenset()
    while True:
        seen = _expand_facts(case, names | _names_in_preconditions(case, kept))
        by_name = {m for m in case.moves if m in seen}
        by_level = {m for m, move in case.moves.items() if any(v in seen for v in move.sets)}
        grown = frozenset(by_name | by_level)
        if grown == kept:
            return kept
        kept = grown


def _names_in_preconditions(case: Case, moves: Iterable[MoveId]) -> frozenset[str]:
    return frozenset(name for m in moves for name in names_in(case.moves[m].requires.tree))


def _names_outside_moves(case: Case) -> frozenset[str]:
    """Every id that goals, threats, rules, strategies, questions and the like name."""
    names: set[str] = set(case.breakdown.unwinds)
    for tree in _trees(case):
        names |= names_in(tree)
    for threat in case.threats.values():
        names |= set(threat.ended_by) | set(threat.factors)
    for coalition in case.pressure.values():
        names |= set(coalition.eased_by)
    for shock in case.shocks.values():
        names |= names_in(shock.when.tree)
    return frozenset(names)


def _trees(case: Case) -> Iterator[Tree]:
    for goals in case.goals.values():
        for goal in goals.values():
            yield goal.measure.tree
            for once in goal.once:
                yield from (once.on, once.when.tree, once.unless.tree)
    for rules in case.rules.values():
        for rule in rules:
            yield from (rule.when.tree, rule.does)
            if rule.until is not None:
                yield rule.until.tree
    for _, tree in _strategy_trees(case):
        yield tree
    yield from _asked(case)


def _asked(case: Case) -> Iterator[Tree]:
    """What questions and claims ask; joining and leaving in them are the focal actor's."""
    for question in case.questions.values():
        yield question.event.tree
    for claim in case.claims.values():
        if claim.holds_when is not None:
            yield claim.holds_when.tree


def _strategy_trees(case: Case) -> Iterator[tuple[ActorId, Tree]]:
    for actor, strategies in case.strategies.items():
        for strategy in strategies.values():
            for action in (*strategy.first, *strategy.never):
                yield actor, action
            for commitment in strategy.does:
                yield actor, commitment.action
                yield actor, commitment.condition.tree


def names_in(tree: Tree) -> frozenset[str]:
    """Every id an expression names; the moves behind a `_left` are named by their threat."""
    found: set[str] = set()
    for node in walk(tree):
        if isinstance(node, Name):
            found.add(node.id)
        elif isinstance(node, Action):
            found.add(node.target)
    return frozenset(found)


def _expand_facts(case: Case, names: AbstractSet[str]) -> frozenset[str]:
    seen: set[str] = set()
    todo = set(names)
    while todo:
        name = todo.pop()
        seen.add(name)
        if name in case.facts:
            todo |= names_in(case.facts[name].tree) - seen
    return frozenset(seen)


def _free_memberships(case: Case) -> tuple[Membership, ...]:
    """Memberships that anything asked or ruled names; the others stay as they are."""
    named: set[Membership] = set()
    for tree in (*_trees(case), *(fact.tree for fact in case.facts.values())):
        named |= set(_joined(tree))
    asked = ((case.focal_actor, node) for tree in _asked(case) for node in walk(tree))
    for actor, tree in (*_strategy_trees(case), *_own_actions(case), *asked):
        if isinstance(tree, Action) and tree.verb in {Verb.JOIN, Verb.LEAVE}:
            named.add((actor, tree.target))
    return tuple(
        (actor, name)
        for name, coalition in case.pressure.items()
        for actor in coalition.members
        if (actor, name) in named
    )


def _own_actions(case: Case) -> Iterator[tuple[ActorId, Tree]]:
    """Actions that goals and rules name for their own actor."""
    for actor, goals in case.goals.items():
        for goal in goals.values():
            for once in goal.once:
                yield actor, once.on
    for actor, rules in case.rules.items():
        for rule in rules:
            yield actor, rule.does


def _joined(tree: Tree) -> Iterator[Membership]:
    for node in walk(tree):
        match node:
            case Call(function="joined", arguments=(Name(id=actor), Name(id=coalition))):
                yield actor, coalition


def _openable_lines(case: Case) -> tuple[Line, ...]:
    """Closed lines of the case, and lines that an action somewhere opens."""
    if case.channels is None:
        return ()
    lines = {line(*c.between) for c in case.channels if not c.open}
    for tree in _trees(case):
        for node in walk(tree):
            if isinstance(node, Action) and node.verb is Verb.OPEN:
                one, other = node.target.split("-")
                lines.add(line(one, other))
    already = {line(*c.between) for c in case.channels if c.open}
    return tuple(sorted(lines - already))
