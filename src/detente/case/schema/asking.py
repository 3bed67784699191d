"""Behaviour and what to ask: precision, rules, strategies, scenarios, questions, claims."""

from collections.abc import Mapping
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from detente.base.constants import constant
from detente.case.schema.node import (
    Actions,
    Commitment,
    Condition,
    Doing,
    Node,
    PlainDate,
    Quantity,
    Real,
    StudyQuestion,
)
from detente.case.schema.terms import Replacements

Conditionals = Annotated[
    tuple[Commitment, ...],
    BeforeValidator(
        lambda v: (v,) if isinstance(v, str) else v, json_schema_input_type=str | list[str]
    ),
]


class Precision(Node):
    """How closely behaviour follows payoffs."""

    headline: Annotated[Real, Field(ge=0)] = Field(default_factory=lambda: constant("precision"))
    """The precision of the headline."""
    sweep: Annotated[tuple[Real, ...], Field(min_length=1)] = Field(
        default_factory=lambda: (
            constant("precision_low"),
            constant("precision"),
            constant("precision_high"),
        )
    )
    """The working precisions."""
    paces: Annotated[tuple[Real, ...], Field(min_length=1)] = Field(
        default_factory=lambda: (constant("pace_slow"), 1.0, constant("pace_fast"))
    )
    """The factors on every pace that the sweep crosses with the precisions."""


class Rule(Node):
    """What an actor does instead of optimising, while it applies."""

    when: Condition
    """Where it starts to apply."""
    does: Doing
    """What the actor does."""
    until: Condition | None = None
    """Where it stops to apply once it has started; none: it applies just while `when` holds."""


class Strategy(Node):
    """A commitment of one actor; the others re-solve against it."""

    first: Actions = ()
    """Done as soon as available, earliest listed first, and never undone."""
    never: Actions = ()
    """Neither done nor consented to."""
    does: Conditionals = ()
    """`ACTION while CONDITION`: forced while it holds, its reverse otherwise."""
    name: str = ""
    """Name in the brief."""


class Scenario(Node):
    """Values put in the place of others."""

    set: Replacements
    """Which values, by dotted path."""
    name: str = ""
    """Name in the brief."""


class Question(Node):
    """A dated question that reality will answer."""

    event: Condition
    """What is asked: an expression, true at some time up to the date."""
    by: PlainDate
    """Until when."""
    base_rate: Quantity | None = None
    """How often such things happen; none: not known."""
    analyst: Quantity | None = None
    """The analyst's own probability; none: not stated."""
    resolves: str = ""
    """What counts as yes."""
    reference: str = ""
    """Where the answer will be found."""
    outcome: bool | None = None
    """How it came out; none: not known yet."""
    name: str = ""
    """The question in words."""


class Claim(Node):
    """Something a source says, made testable."""

    says: str
    """The claim in our words."""
    kind: Literal["input", "arithmetic", "emergent", "fact", "question"]
    """Restates an input; follows without behaviour; needs behaviour; dated fact; open question."""
    holds_when: StudyQuestion | None = None
    """The claim as a study expression; none: it needs an engine that is named in `needs`."""
    needs: str = ""
    """The engine or data it needs, when it cannot be computed yet."""
    break_even: str = ""
    """Path of the input whose break-even value is looked for; empty: none."""


class Correlation(Node):
    """Inputs that are uncertain together."""

    inputs: Annotated[tuple[str, ...], Field(min_length=2)]
    """Their paths."""
    rank: Annotated[Real, Field(ge=-1, le=1)]
    """Their rank correlation."""


class Display(Node):
    """How things look; no analysis may read it."""

    colours: Mapping[str, Annotated[str, Field(pattern=r"^#[0-9a-fA-F]{6}$")]] = {}
    """Colour of an actor, as #rrggbb."""
