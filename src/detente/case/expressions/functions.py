"""The functions of expressions: what each takes and gives."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from types import MappingProxyType


class Kind(Enum):
    """What a part of an expression stands for; the value is how it is spoken of."""

    TRUTH = "a condition"
    NUMBER = "a number"
    EVENT = "a condition or an action"
    ACTION = "an action"
    ACTIONS = "a list of moves"
    INTERVENTIONS = "a list of moves to do or, with not, never to do"
    ACTOR = "an actor"
    COALITION = "a coalition"
    STRATEGY = "a strategy"
    SCENARIO = "a scenario"
    DAY = "a date"
    INPUT = "the path of an input"
    ELSEWHERE = "something of another case"

    @property
    def phrase(self) -> str:
        """The kind in words."""
        return self.value


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """One function: how it is written, what it takes and what it gives."""

    usage: str
    takes: tuple[Kind, ...]
    gives: Kind
    keywords: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
    claims_only: bool = True


_SETTING = MappingProxyType(
    {
        "strategy": Kind.STRATEGY,
        "scenario": Kind.SCENARIO,
        "do": Kind.INTERVENTIONS,
        "after": Kind.ACTIONS,
    }
)
"""Under what a value or probability is asked for."""

FUNCTIONS: Mapping[str, Signature] = MappingProxyType(
    {
        "exposure": Signature(
            usage="exposure(ACTOR), in claims also exposure(ACTOR, after=[MOVE, ...])",
            takes=(Kind.ACTOR,),
            gives=Kind.NUMBER,
            keywords={"after": Kind.ACTIONS},
            claims_only=False,
        ),
        "pressure": Signature(
            usage="pressure(ACTOR)", takes=(Kind.ACTOR,), gives=Kind.NUMBER, claims_only=False
        ),
        "joined": Signature(
            usage="joined(ACTOR, COALITION)",
            takes=(Kind.ACTOR, Kind.COALITION),
            gives=Kind.TRUTH,
            claims_only=False,
        ),
        "talks": Signature(
            usage="talks(ACTOR, ACTOR)",
            takes=(Kind.ACTOR, Kind.ACTOR),
            gives=Kind.TRUTH,
            claims_only=False,
        ),
        "value": Signature(
            usage="value(ACTOR, strategy=S, scenario=N, do=[MOVE, ...], after=[MOVE, ...])",
            takes=(Kind.ACTOR,),
            gives=Kind.NUMBER,
            keywords=_SETTING,
        ),
        "probability": Signature(
            usage="probability(EVENT, by=DATE, strategy=S, scenario=N, do=[MOVE], after=[MOVE])",
            takes=(Kind.EVENT,),
            gives=Kind.NUMBER,
            keywords={"by": Kind.DAY, **_SETTING},
        ),
        "before": Signature(
            usage="before(EVENT, EVENT)", takes=(Kind.EVENT, Kind.EVENT), gives=Kind.TRUTH
        ),
        "best_order": Signature(
            usage="best_order(ACTOR, [MOVE, ...])",
            takes=(Kind.ACTOR, Kind.ACTIONS),
            gives=Kind.ACTIONS,
        ),
        "best_strategy": Signature(
            usage="best_strategy(ACTOR)", takes=(Kind.ACTOR,), gives=Kind.STRATEGY
        ),
        "say": Signature(
            usage="say(ACTOR)",
            takes=(Kind.ACTOR,),
            gives=Kind.NUMBER,
            keywords={"scenario": Kind.SCENARIO},
        ),
        "dependence": Signature(
            usage="dependence(ACTOR, ON)",
            takes=(Kind.ACTOR, Kind.ACTOR),
            gives=Kind.NUMBER,
            keywords={"scenario": Kind.SCENARIO},
        ),
        "rank": Signature(
            usage="rank(ACTOR, STRATEGY)", takes=(Kind.ACTOR, Kind.STRATEGY), gives=Kind.NUMBER
        ),
        "trend": Signature(
            usage="trend(QUANTITY, PATH_OF_INPUT)",
            takes=(Kind.NUMBER, Kind.INPUT),
            gives=Kind.NUMBER,
        ),
        "in_case": Signature(
            usage="in_case(CASE, QUANTITY)",
            takes=(Kind.ELSEWHERE, Kind.ELSEWHERE),
            gives=Kind.NUMBER,
        ),
    }
)
"""Every function by name; those for claims only cannot stand in a condition."""
