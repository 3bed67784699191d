"""Which states there are and who likes which better: the graph model, without numbers.

A state is a set of options taken, one for each owner of a move and one for each free membership,
or, under `graph`, a state of that name.
"""

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

from pydantic import BeforeValidator, Discriminator, Field, Tag

from detente.base.ids import ActorId, MoveId, StateId
from detente.case.expressions.tree import Expression
from detente.case.flow_text import flow_text
from detente.case.schema.node import Condition, Node, Quantity, exact
from detente.case.schema.ranking import Ranking, StateSet
from detente.case.schema.terms import Override

Contrasts: TypeAlias = tuple[tuple[StateSet, StateSet], ...]
"""Pairs of sets of states."""


class Statement(Node):
    """One thing an actor wants to hold, and how sure it is that this counts."""

    wants: Condition
    """What is to hold."""
    sure: Quantity = Field(default_factory=lambda: exact(1.0))
    """Probability that the statement counts; a single run counts what is more likely than not."""


FORMS = ("<mapping>", "<plain>")
"""The two forms in which statements and preferences may be written."""


def _form(value: object) -> str:
    """Which of the two forms a value has."""
    return FORMS[0] if isinstance(value, Mapping | Node) else FORMS[1]


Stated: TypeAlias = Annotated[
    Annotated[Statement, Tag(FORMS[0])] | Annotated[Condition, Tag(FORMS[1])],
    Discriminator(_form),
]
"""A statement: a condition, or one with how sure it is."""


class Preference(Node):
    """How one actor orders the states: by statements, by weights or in full; else by its goals."""

    statements: tuple[Stated, ...] = ()
    """What is to hold, most important first; each outweighs all that follow."""
    weights: Mapping[MoveId, Quantity] = {}
    """What each standing move counts, below 0 against it; more in sum is better."""
    ranking: Ranking = Field(default_factory=Ranking, json_schema_extra={"default": []})
    """All states, best first; equally good ones in a list of their own."""
    strongly: Contrasts = ()
    """Pairs of sets of states: if any of the first is better than any of the second, then much."""
    unknown: Contrasts = ()
    """Pairs of sets of states between which the preference is not known."""


Preferred: TypeAlias = Annotated[
    Annotated[Preference, Tag(FORMS[0])] | Annotated[tuple[Stated, ...], Tag(FORMS[1])],
    Discriminator(_form),
]
"""A list of statements, or a mapping that says the order in another way."""


def preference(written: Preference | tuple[Statement | Expression, ...]) -> Preference:
    """The same order, whichever way it is written."""
    return written if isinstance(written, Preference) else Preference(statements=written)


class GraphState(Node):
    """One state of a graph."""

    name: str = ""
    """Name in the brief."""


def _to_graph_states(value: object) -> object:
    """A list of ids, or ids without an entry, are states without a name."""
    if isinstance(value, list):
        return {state: {} for state in value} if all(isinstance(s, str) for s in value) else value
    if isinstance(value, Mapping):
        return {state: {} if entry is None else entry for state, entry in value.items()}
    return value


class Graph(Node):
    """States by name and who can move between which, instead of moves."""

    states: Annotated[
        Mapping[StateId, GraphState],
        BeforeValidator(
            _to_graph_states, json_schema_input_type=dict[str, GraphState | None] | list[str]
        ),
        Field(min_length=1),
    ]
    """The states."""
    arcs: Mapping[ActorId, tuple[tuple[StateId, StateId], ...]] = {}
    """The moves of each actor, from and to; they need not be transitive."""
    start: StateId | None = None
    """The state at `as_of`; none: not stated."""


def _to_beliefs(value: object) -> object:
    """`{goals: {allies: {weight: 5}}, discount: 0.4}` to overrides by dotted path."""
    if isinstance(value, Mapping):
        flat = _flat(value)
        return tuple({"path": path, "value": flow_text(v)} for path, v in flat.items())
    return value


def _flat(value: Mapping[str, object], path: str = "") -> dict[str, object]:
    """Nested mappings as one mapping from dotted paths; numbers and preferences stay whole."""
    flat: dict[str, object] = {}
    for key, inner in value.items():
        below = f"{path}.{key}" if path else str(key)
        if isinstance(inner, Mapping) and inner and "shape" not in inner and below != WHOLE:
            flat |= _flat(inner, below)
        else:
            flat[below] = inner
    return flat


WHOLE = "preferences"
"""What is believed of an actor's preferences replaces all of them."""

Beliefs: TypeAlias = Annotated[
    tuple[Override, ...], BeforeValidator(_to_beliefs, json_schema_input_type=dict[str, Any])
]
"""What is believed of one actor, as overrides of its entries."""


class Perception(Node):
    """How one actor sees the conflict."""

    of: Mapping[ActorId, Beliefs] = {}
    """What it believes of each actor, itself included, in place of the actor's own entries."""
    unseen: tuple[Condition, ...] = ()
    """Conditions; it sees no state in which one of them holds, and moves neither to nor from it."""
