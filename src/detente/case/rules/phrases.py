"""All expressions and actions of a case, each with its path and what is wanted of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.base.ids import ActorId, InputPath
from detente.case.expressions.checker import Names
from detente.case.expressions.functions import Kind
from detente.case.expressions.tree import Action, Expression, Text, Tree
from detente.case.inputs import walk_numbers
from detente.case.schema import Case, Preference, Statement, preference
from detente.case.schema.ranking import Ranking


@dataclass(frozen=True, slots=True)
class Phrase:
    """A state expression and whether a condition or a number is wanted."""

    path: InputPath
    tree: Tree
    wanted: Kind = Kind.TRUTH


@dataclass(frozen=True, slots=True)
class Wish:
    """A preference statement and where it says how sure it is; empty: it counts for certain."""

    path: InputPath
    tree: Tree
    sure: InputPath = ""


@dataclass(frozen=True, slots=True)
class Deed:
    """An action, and the actor that is to do it or is paid for it."""

    path: InputPath
    action: Action
    actor: ActorId


def names_of(case: Case) -> Names:
    """The names that expressions of the case may use."""
    return Names(
        actors=frozenset(case.actors),
        moves=frozenset(case.moves),
        facts=frozenset(case.facts) | frozenset(case.graph.states if case.graph else ()),
        variables={name: variable.levels for name, variable in case.variables.items()},
        threats=frozenset(case.threats),
        coalitions=frozenset(case.pressure),
        strategies=frozenset(name for own in case.strategies.values() for name in own),
        scenarios=frozenset(case.scenarios),
        inputs=frozenset(path for path, _ in walk_numbers(case)),
    )


def phrases(case: Case) -> Iterator[Phrase]:
    """Every state expression."""
    for name, move in case.moves.items():
        yield Phrase(f"moves.{name}.requires", move.requires.tree)
    for name, fact in case.facts.items():
        yield Phrase(f"facts.{name}", fact.tree)
    for name, shock in case.shocks.items():
        yield Phrase(f"shocks.{name}.when", shock.when.tree)
    yield from _phrases_of_goals(case)
    for name, issue in case.issues.items():
        yield Phrase(f"issues.{name}.tradable_when", issue.tradable_when.tree)
    yield from _phrases_of_states(case)
    yield from _phrases_of_behaviour(case)
    for name, question in case.questions.items():
        yield Phrase(f"questions.{name}.event", question.event.tree)


def _phrases_of_goals(case: Case) -> Iterator[Phrase]:
    for actor, goals in case.goals.items():
        for name, goal in goals.items():
            path = f"goals.{actor}.{name}"
            yield Phrase(f"{path}.measure", goal.measure.tree, Kind.NUMBER)
            for i, once in enumerate(goal.once):
                yield Phrase(f"{path}.once.{i}.when", once.when.tree)
                yield Phrase(f"{path}.once.{i}.unless", once.unless.tree)


def _phrases_of_states(case: Case) -> Iterator[Phrase]:
    """What says which states there are, who sees them and who likes which better."""
    for actor in case.preferences:
        for wish in wishes(case, actor):
            yield Phrase(wish.path, wish.tree)
        places = _sets(f"preferences.{actor}.ranking", _ranking(case, actor).sets)
        for path, states in (*places, *contrasted(case, actor)):
            if not isinstance(states.tree, Text):
                yield Phrase(path, states.tree)
    listed = {"infeasible": case.infeasible, "coalesced": case.coalesced}
    for actor, perception in case.perceptions.items():
        listed[f"perceptions.{actor}.unseen"] = perception.unseen
    for path, conditions in listed.items():
        for i, condition in enumerate(conditions):
            yield Phrase(f"{path}.{i}", condition.tree)


def wishes(case: Case, actor: ActorId) -> Iterator[Wish]:
    """The preference statements of an actor, most important first."""
    written = case.preferences.get(actor, ())
    path = f"preferences.{actor}" + (".statements" if isinstance(written, Preference) else "")
    for i, stated in enumerate(preference(written).statements):
        if isinstance(stated, Statement):
            yield Wish(f"{path}.{i}.wants", stated.wants.tree, f"{path}.{i}.sure")
        else:
            yield Wish(f"{path}.{i}", stated.tree)


def ranked(case: Case, actor: ActorId) -> Iterator[tuple[InputPath, Expression]]:
    """The sets of states in the ranking of an actor, best first."""
    yield from _sets(f"preferences.{actor}.ranking", _ranking(case, actor))


def _ranking(case: Case, actor: ActorId) -> Ranking:
    return preference(case.preferences.get(actor, ())).ranking


def contrasted(case: Case, actor: ActorId) -> Iterator[tuple[InputPath, Expression]]:
    """The sets of states that an actor sets against each other."""
    given, path = preference(case.preferences[actor]), f"preferences.{actor}"
    yield from _sets(f"{path}.strongly", given.strongly)
    yield from _sets(f"{path}.unknown", given.unknown)


def _sets(
    path: InputPath, groups: Iterable[tuple[Expression, ...]]
) -> Iterator[tuple[InputPath, Expression]]:
    for i, group in enumerate(groups):
        for k, states in enumerate(group):
            yield f"{path}.{i}.{k}", states


def _phrases_of_behaviour(case: Case) -> Iterator[Phrase]:
    for actor, rules in case.rules.items():
        for i, rule in enumerate(rules):
            yield Phrase(f"rules.{actor}.{i}.when", rule.when.tree)
            if rule.until is not None:
                yield Phrase(f"rules.{actor}.{i}.until", rule.until.tree)
    for actor, strategies in case.strategies.items():
        for name, strategy in strategies.items():
            for i, does in enumerate(strategy.does):
                yield Phrase(f"strategies.{actor}.{name}.does.{i}", does.condition.tree)


def deeds(case: Case) -> Iterator[Deed]:
    """Every action that an actor is bound to, by a rule or a strategy."""
    for actor, rules in case.rules.items():
        for i, rule in enumerate(rules):
            yield Deed(f"rules.{actor}.{i}.does", rule.does, actor)
    for actor, strategies in case.strategies.items():
        for name, strategy in strategies.items():
            path = f"strategies.{actor}.{name}"
            for i, action in enumerate(strategy.first):
                yield Deed(f"{path}.first.{i}", action, actor)
            for i, action in enumerate(strategy.never):
                yield Deed(f"{path}.never.{i}", action, actor)
            for i, does in enumerate(strategy.does):
                yield Deed(f"{path}.does.{i}", does.action, actor)


def payments(case: Case) -> Iterator[Deed]:
    """Every action that triggers a payment."""
    for actor, goals in case.goals.items():
        for name, goal in goals.items():
            for i, once in enumerate(goal.once):
                yield Deed(f"goals.{actor}.{name}.once.{i}.on", once.on, actor)
