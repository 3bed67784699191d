"""The sense of a tree: names that exist, functions with the arguments they take, kinds that fit."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.base.suggestions import suggestion
from detente.case.expressions.functions import FUNCTIONS, Kind, Signature
from detente.case.expressions.tree import (
    Action,
    Arithmetic,
    AtLeast,
    Both,
    Call,
    Compare,
    Either,
    Literal,
    Name,
    Negative,
    Not,
    Sequence,
    Text,
    Tree,
    Verb,
)
from detente.case.expressions.vocabulary import BREAKDOWN, LEFT
from detente.case.expressions.walk import children, walk


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """The names a case gives its things, for expressions to use."""

    actors: frozenset[str]
    moves: frozenset[str]
    facts: frozenset[str]
    variables: Mapping[str, tuple[str, ...]]
    threats: frozenset[str]
    coalitions: frozenset[str]
    strategies: frozenset[str]
    scenarios: frozenset[str]
    inputs: frozenset[str]


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of an expression, `offset` characters from the start of its text."""

    code: str
    message: str
    offset: int
    hint: str = ""


def check_condition(tree: Tree, names: Names, wanted: Kind = Kind.TRUTH) -> Iterator[Problem]:
    """What is wrong with a state expression: a condition, or a measure where a number is wanted."""
    for call in (part for part in walk(tree) if isinstance(part, Call)):
        if call.function in FUNCTIONS and FUNCTIONS[call.function].claims_only:
            message = f"{call.function}(...) may stand in claims only, not in a condition"
            yield Problem("expression/kind", message, call.offset)
    yield from _check(tree, names, wanted)


def check_claim(tree: Tree, names: Names) -> Iterator[Problem]:
    """What is wrong with a study expression."""
    yield from _check(tree, names, Kind.TRUTH)


def check_action(action: Action, names: Names) -> Iterator[Problem]:
    """What is wrong with the names in an action."""
    match action.verb:
        case Verb.DO | Verb.UNDO:
            yield from _known(action.target, action.offset, names.moves, "move")
        case Verb.JOIN | Verb.LEAVE:
            yield from _known(action.target, action.offset, names.coalitions, "coalition")
        case Verb.OPEN:
            first, _, second = action.target.partition("-")
            yield from _known(first, action.offset, names.actors, "actor")
            yield from _known(second, action.offset + len(first) + 1, names.actors, "actor")
            if first == second:
                message = f"a line joins two actors, not {first} with itself"
                yield Problem("expression/arguments", message, action.offset)


def _check(tree: Tree, names: Names, wanted: Kind) -> Iterator[Problem]:
    match wanted:
        case Kind.ACTIONS:
            yield from _check_actions(tree, names)
        case Kind.INTERVENTIONS:
            for item in _items(tree):
                yield from _check_actions(item.operand if isinstance(item, Not) else item, names)
        case Kind.DAY:
            yield from _check_day(tree)
        case Kind.ACTOR | Kind.COALITION | Kind.STRATEGY | Kind.SCENARIO | Kind.INPUT:
            yield from _check_id(tree, names, wanted)
        case Kind.TRUTH | Kind.NUMBER | Kind.EVENT:
            yield from _check_value(tree, names, wanted)
        case _:  # names of another case, which is not at hand
            return


# ---- values -------------------------------------------------------------------------------------


def _check_value(tree: Tree, names: Names, wanted: Kind) -> Iterator[Problem]:
    """Numbers, truth values, events and lists; a truth value is also the number 0 or 1."""
    found = _kind(tree)
    if found not in _FITTING[wanted]:
        hint = "compare it, as in exposure(A) > 0.5" if found is Kind.NUMBER else ""
        message = f"{wanted.phrase} is needed here, not {found.phrase}"
        yield Problem("expression/kind", message, _offset(tree), hint)
    match tree:
        case AtLeast():
            yield from _check_count(tree)
            yield from _check_each(tree.operands, names, Kind.TRUTH)
        case Both() | Either() | Not():
            yield from _check_each(children(tree), names, Kind.TRUTH)
        case Negative() | Arithmetic():
            yield from _check_each(children(tree), names, Kind.NUMBER)
        case _:
            yield from _check_phrase(tree, names)


def _check_phrase(tree: Tree, names: Names) -> Iterator[Problem]:
    match tree:
        case Name():
            yield from _check_name(tree, names)
        case Action():
            yield from check_action(tree, names)
        case Sequence():
            yield from _check_actions(tree, names)
        case Call():
            yield from _check_call(tree, names)
        case Compare():
            yield from _check_comparison(tree, names)


_FITTING = {
    Kind.TRUTH: {Kind.TRUTH},
    Kind.NUMBER: {Kind.TRUTH, Kind.NUMBER},
    Kind.EVENT: {Kind.TRUTH, Kind.ACTION},
    Kind.ACTIONS: {Kind.ACTIONS},
}


_KINDS: Mapping[type, Kind] = {
    Arithmetic: Kind.NUMBER,
    Negative: Kind.NUMBER,
    Sequence: Kind.ACTIONS,
    Text: Kind.DAY,
    Action: Kind.ACTION,
}


def _kind(tree: Tree) -> Kind:
    match tree:
        case Literal(value):
            return Kind.TRUTH if value in {0.0, 1.0} else Kind.NUMBER
        case Name(id=name):
            return Kind.NUMBER if name.endswith(LEFT) else Kind.TRUTH
        case Call(function="in_case", arguments=(_, quantity)):
            return _kind(quantity)
        case Call(function=function) if function in FUNCTIONS:
            return FUNCTIONS[function].gives
    return _KINDS.get(type(tree), Kind.TRUTH)


def _check_each(trees: tuple[Tree, ...], names: Names, wanted: Kind) -> Iterator[Problem]:
    for tree in trees:
        yield from _check(tree, names, wanted)


def _check_count(tree: AtLeast) -> Iterator[Problem]:
    if not 1 <= tree.count <= len(tree.operands):
        message = f"at_least({tree.count}, ...) of {len(tree.operands)} conditions"
        hint = f"the number must lie between 1 and {len(tree.operands)}"
        yield Problem("expression/arguments", message, _offset(tree), hint)


def _check_comparison(tree: Compare, names: Names) -> Iterator[Problem]:
    operands = (tree.left, tree.right)
    if tree.operator in {"if", "iff"}:
        yield from _check_each(operands, names, Kind.TRUTH)
    elif isinstance(tree.left, Name) and tree.left.id in names.variables:
        yield from _check_level(tree, tree.left, names)
    elif not {Kind.ACTIONS, Kind.STRATEGY}.isdisjoint(map(_kind, operands)):
        wanted = Kind.ACTIONS if Kind.ACTIONS in map(_kind, operands) else Kind.STRATEGY
        yield from _only_equality(tree)
        for operand in operands:
            if _kind(operand) is wanted and isinstance(operand, Call):
                yield from _check_call(operand, names)
            else:
                yield from _check(operand, names, wanted)
    else:
        yield from _check_each(operands, names, Kind.NUMBER)


def _check_level(tree: Compare, variable: Name, names: Names) -> Iterator[Problem]:
    yield from _only_equality(tree)
    levels = names.variables[variable.id]
    if isinstance(tree.right, Name):
        yield from _known(tree.right.id, tree.right.offset, levels, "level", f" of {variable.id}")
    else:
        message = f"'{variable.id}' is compared with one of its levels"
        yield Problem("expression/kind", message, variable.offset, f"known: {', '.join(levels)}")


def _only_equality(tree: Compare) -> Iterator[Problem]:
    if tree.operator not in {"=", "!="}:
        message = f"'{tree.operator}' compares numbers only"
        yield Problem("expression/kind", message, _offset(tree), "use = or !=")


# ---- names --------------------------------------------------------------------------------------


def _check_name(name: Name, names: Names) -> Iterator[Problem]:
    """A name that stands for a number or a truth value of a state."""
    threat = name.id.removesuffix(LEFT)
    if name.id in names.moves | names.facts | {BREAKDOWN}:
        return
    if name.id in names.variables:
        level = names.variables[name.id][0]
        message = f"the variable '{name.id}' is neither true nor a number"
        yield Problem("expression/kind", message, name.offset, f"as in {name.id} = {level}")
    elif name.id != threat:
        yield from _known(threat, name.offset, names.threats, "threat")
    elif what := _other_kind(name.id, names):
        message = f"'{name.id}' is {what}, neither a move nor a fact"
        yield Problem("expression/kind", message, name.offset, _instead(name.id, what, names))
    else:
        known = names.moves | names.facts | names.variables.keys()
        message = f"'{name.id}' is neither a move nor a fact"
        yield Problem("ref/unknown-name", message, name.offset, suggestion(name.id, known))


def _other_kind(name: str, names: Names) -> str:
    levels = frozenset(level for levels in names.variables.values() for level in levels)
    kinds = {
        "an actor": names.actors,
        "a threat": names.threats,
        "a coalition": names.coalitions,
        "a level": levels,
        "a strategy": names.strategies,
    }
    return next((what for what, known in kinds.items() if name in known), "")


def _instead(name: str, what: str, names: Names) -> str:
    match what:
        case "a threat":
            return f"its level is written {name}{LEFT}"
        case "a level":
            owner = next(v for v, levels in names.variables.items() if name in levels)
            return f"as in {owner} = {name}"
        case "a coalition":
            return f"as in joined(A, {name})"
    return ""


def _check_id(tree: Tree, names: Names, wanted: Kind) -> Iterator[Problem]:
    known: Mapping[Kind, tuple[str, frozenset[str]]] = {
        Kind.ACTOR: ("actor", names.actors),
        Kind.COALITION: ("coalition", names.coalitions),
        Kind.STRATEGY: ("strategy", names.strategies),
        Kind.SCENARIO: ("scenario", names.scenarios),
        Kind.INPUT: ("path", names.inputs),
    }
    if isinstance(tree, Name):
        what, ids = known[wanted]
        yield from _known(tree.id, tree.offset, ids, what)
    else:
        yield Problem("expression/kind", f"{wanted.phrase} is needed here", _offset(tree))


def _known(
    name: str, offset: int, known: frozenset[str] | tuple[str, ...], what: str, whose: str = ""
) -> Iterator[Problem]:
    if name not in known:
        message = f"there is no {what} '{name}'{whose}"
        yield Problem(f"ref/unknown-{what}", message, offset, suggestion(name, known))


def _check_actions(tree: Tree, names: Names) -> Iterator[Problem]:
    """One action or a list of them; a bare name is a move."""
    for item in _items(tree):
        match item:
            case Name():
                yield from _known(item.id, item.offset, names.moves, "move")
            case Action():
                yield from check_action(item, names)
            case _:
                yield Problem("expression/kind", "a move or an action is needed", _offset(item))


def _items(tree: Tree) -> tuple[Tree, ...]:
    return tree.items if isinstance(tree, Sequence) else (tree,)


def _check_day(tree: Tree) -> Iterator[Problem]:
    if not isinstance(tree, Text):
        yield Problem("expression/kind", f"{Kind.DAY.phrase} is needed here", _offset(tree))


# ---- calls --------------------------------------------------------------------------------------


def _check_call(call: Call, names: Names) -> Iterator[Problem]:
    signature = FUNCTIONS.get(call.function)
    if signature is None:
        message = f"there is no function '{call.function}'"
        hint = suggestion(call.function, FUNCTIONS)
        yield Problem("expression/unknown-function", message, call.offset, hint)
        return
    if len(call.arguments) != len(signature.takes):
        yield Problem("expression/arguments", _count(call, signature), call.offset, signature.usage)
    for argument, wanted in zip(call.arguments, signature.takes, strict=False):
        yield from _check(argument, names, wanted)
    for key, value in call.keywords:
        if key in signature.keywords:
            yield from _check(value, names, signature.keywords[key])
        else:
            message = f"{call.function} takes no '{key}='"
            yield Problem("expression/arguments", message, call.offset, signature.usage)


def _count(call: Call, signature: Signature) -> str:
    number = len(signature.takes)
    plural = "" if number == 1 else "s"
    return f"{call.function} takes {number} argument{plural}, not {len(call.arguments)}"


def _offset(tree: Tree) -> int:
    """Where a tree starts, as far as its parts know."""
    places = (part.offset for part in walk(tree) if isinstance(part, Action | Call | Name | Text))
    return min(places, default=0)
