"""What one solution is about: the scenario, who is bound to what, how precise and how fast."""

from dataclasses import dataclass, replace
from enum import StrEnum

from detente.base.ids import ActorId, InputPath, MoveId, ScenarioId
from detente.case.expressions import Action

AS_WRITTEN: ScenarioId = ""
"""The case as it is written, without a scenario."""


class Stance(StrEnum):
    """A way in which one actor is bound; everybody else re-solves against it."""

    STRATEGY = "strategy"
    """A named strategy of the case."""
    ABSTAINS = "abstains"
    """Never acts, never consents."""
    NEVER_ACTS = "never acts"
    """Never acts, consents as it likes."""
    NEVER_CONSENTS = "never consents"
    """Acts as it likes, never consents."""
    GOES_ALONG = "goes along"
    """Acts and consents as soon as it can."""
    FREE_OF_RULES = "free of rules"
    """Acts and consents as it likes, where the case's rules would bind it."""


@dataclass(frozen=True, slots=True)
class Binding:
    """One actor, bound in one way; `strategy` is its name where the stance is a strategy."""

    actor: ActorId
    stance: Stance
    strategy: str = ""


@dataclass(frozen=True, slots=True)
class Intervention:
    """An action that its owners do as soon as they can and never undo, or never do."""

    action: Action
    never: bool = False


@dataclass(frozen=True, slots=True)
class Seat:
    """An actor whose consent is added to a move."""

    actor: ActorId
    move: MoveId


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """The key of one solution; equal settings are solved once."""

    scenario: ScenarioId = AS_WRITTEN
    done: tuple[Action, ...] = ()
    """Actions taken to stand from the start, whatever they require."""
    bindings: tuple[Binding, ...] = ()
    do: tuple[Intervention, ...] = ()
    seat: Seat | None = None
    inputs: tuple[tuple[InputPath, float], ...] = ()
    """Numbers put in the place of the case's own, without any uncertainty."""
    precision: float
    pace: float = 1.0

    def under(self, actor: ActorId, stance: Stance, strategy: str = "") -> "Setting":
        """The same setting with one actor bound as well."""
        return replace(self, bindings=(*self.bindings, Binding(actor, stance, strategy)))

    def doing(self, *interventions: Intervention) -> "Setting":
        """The same setting with some actions forced or ruled out."""
        return replace(self, do=(*self.do, *interventions))

    def after(self, *actions: Action) -> "Setting":
        """The same setting, started from the state those actions lead to."""
        return replace(self, done=(*self.done, *actions))

    def given(self, path: InputPath, value: float) -> "Setting":
        """The same setting with one number fixed."""
        return replace(self, inputs=(*self.inputs, (path, value)))

    def in_scenario(self, scenario: ScenarioId) -> "Setting":
        """The same setting in another scenario."""
        return replace(self, scenario=scenario)

    def at(self, precision: float, pace: float) -> "Setting":
        """The same setting at another precision and pace."""
        return replace(self, precision=precision, pace=pace)
