"""What an input is, in words that an analyst would use."""

from collections.abc import Callable

from detente.base.ids import InputPath
from detente.case.schema import Case


def input_words(case: Case, path: InputPath) -> str:
    """An input's path in words: `goals.JPN.safety.weight` is "Japan's weight on safety"."""
    parts = path.split(".")
    words = _WORDS.get(parts[0])
    return words(case, parts) if words else path


def _goal(case: Case, parts: list[str]) -> str:
    _, actor, goal, *rest = parts
    name = case.goals[actor][goal].name or goal.replace("_", " ")
    whose = f"{case.actor_name(actor)}'s"
    if rest == ["weight"]:
        return f"{whose} weight on {name}"
    once = case.goals[actor][goal].once[int(rest[1])]
    return f"{whose} payment for {name} on '{once.on}'"


def _actor(case: Case, parts: list[str]) -> str:
    kind = {"discount": "discount rate", "pace": "pace", "stake": "stake"}[parts[2]]
    return f"{case.actor_name(parts[1])}'s {kind}"


def _move(case: Case, parts: list[str]) -> str:
    kind = {"pace": "pace of", "undo_pace": "pace of undoing"}[parts[2]]
    return f"the {kind} “{case.move_name(parts[1])}”"


def _shock(case: Case, parts: list[str]) -> str:
    return f"the rate of “{case.shocks[parts[1]].name or parts[1].replace('_', ' ')}”"


def _scheduled(case: Case, parts: list[str]) -> str:
    return (
        f"the chance that “{case.move_name(case.scheduled[int(parts[1])].move)}” is held as planned"
    )


def _breakdown(case: Case, parts: list[str]) -> str:
    if parts[1] == "afterwards":
        return f"what breakdown adds for {case.actor_name(parts[2])}"
    return {
        "pace": "the pace of considering to walk away",
        "rate": "the rate of collapse from outside",
        "resumes": "the rate at which talks resume",
    }[parts[1]]


def _threat(case: Case, parts: list[str]) -> str:
    name = f"“{case.threats[parts[1]].name or parts[1].replace('_', ' ')}”"
    match parts[2:]:
        case ["reaches", actor]:
            return f"how much of {case.actor_name(actor)}'s safety {name} takes"
        case ["floor"]:
            return f"what is left of {name} in the end"
        case ["ended_by", move]:
            return f"how much of {name} “{case.move_name(move)}” ends"
        case ["deterred_by", actor]:
            return f"how much {case.actor_name(actor)} deters {name}"
        case ["factors", variable, level]:
            return f"the factor on {name} when {variable} is {level}"
    return ".".join(parts)


def _pressure(case: Case, parts: list[str]) -> str:
    name = f"“{case.pressure[parts[1]].name or parts[1].replace('_', ' ')}”"
    match parts[2:]:
        case ["members", actor, "share"]:
            return f"{case.actor_name(actor)}'s share in {name}"
        case ["backfill", actor]:
            return f"{case.actor_name(actor)}'s capacity to make up for {name}"
        case ["substitutability"]:
            return f"how far {name} can be made up for"
        case ["eased_by", move]:
            return f"how much of {name} “{case.move_name(move)}” takes off"
    return ".".join(parts)


def _channel(case: Case, parts: list[str]) -> str:
    channels = case.channels or ()
    one, other = channels[int(parts[1])].between
    return f"the strength of the line {case.actor_label(one)}-{case.actor_label(other)}"


def _question(case: Case, parts: list[str]) -> str:
    kind = {"base_rate": "the base rate of", "analyst": "the analyst's own probability of"}
    return f"{kind[parts[2]]} “{case.questions[parts[1]].name or parts[1].replace('_', ' ')}”"


def _position(case: Case, parts: list[str]) -> str:
    _, actor, issue, key = parts
    name = case.issues[issue].name or issue.replace("_", " ")
    kind = "position" if key == "at" else key.replace("_", " ")
    return f"{case.actor_name(actor)}'s {kind} on {name}"


_WORDS: dict[str, Callable[[Case, list[str]], str]] = {
    "goals": _goal,
    "actors": _actor,
    "moves": _move,
    "shocks": _shock,
    "scheduled": _scheduled,
    "breakdown": _breakdown,
    "threats": _threat,
    "pressure": _pressure,
    "channels": _channel,
    "questions": _question,
    "positions": _position,
}
