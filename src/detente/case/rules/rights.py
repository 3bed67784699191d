"""May every actor do what its rules and strategies have it do?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.expressions.tree import Verb
from detente.case.rules.contract import Places
from detente.case.rules.phrases import Deed, deeds, payments
from detente.case.schema import Case


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for every action that is not its actor's to take."""
    for deed in deeds(case):
        yield from _fault(case, deed, places, _denied(case, deed))
    for payment in payments(case):
        if payment.action.verb is not Verb.DO:  # a move may pay those who do not own it
            yield from _fault(case, payment, places, _denied_payment(case, payment))
    yield from _contradictions(case, places)


def _fault(case: Case, deed: Deed, places: Places, code: str) -> Iterator[Diagnostic]:
    if code:
        sentence, hint = _sentence(case, deed, code)
        location = places.locate(deed.path, deed.action.offset)
        yield Diagnostic(code=code, message=sentence, location=location, hint=hint)


def _denied(case: Case, deed: Deed) -> str:
    """The code of what is wrong; empty if the actor may do it."""
    target, actor = deed.action.target, deed.actor
    match deed.action.verb:
        case Verb.DO if not case.moves[target].may_be_made:
            return "logic/only-taken-back"
        case Verb.DO:
            return "" if actor in case.moves[target].by else "logic/not-an-owner"
        case Verb.UNDO:
            return "" if actor in case.moves[target].reversible else "logic/not-reversible"
        case Verb.JOIN | Verb.LEAVE:
            return "" if actor in case.pressure[target].members else "logic/not-a-member"
        case Verb.WALK_AWAY:
            return "" if case.actors[actor].may_walk_away else "logic/may-not-walk-away"
        case Verb.OPEN:
            return "" if actor in target.split("-") else "logic/not-an-owner"


def _denied_payment(case: Case, payment: Deed) -> str:
    """Like a deed, but undoing may be anybody's."""
    if payment.action.verb is Verb.UNDO:
        return "" if case.moves[payment.action.target].reversible else "logic/not-reversible"
    return _denied(case, payment)


def _sentence(case: Case, deed: Deed, code: str) -> tuple[str, str]:
    target, actor = deed.action.target, deed.actor
    match code:
        case "logic/not-an-owner":
            is_line = deed.action.verb is Verb.OPEN
            owners = ", ".join(target.split("-") if is_line else case.moves[target].by)
            return (
                f"'{deed.action}' is not {actor}'s to make or to agree to",
                f"it is up to {owners}",
            )
        case "logic/not-reversible":
            undoers = ", ".join(case.moves[target].reversible)
            hint = f"it can be undone by {undoers}" if undoers else f"'{target}' cannot be undone"
            return f"{actor} cannot undo '{target}'", hint
        case "logic/not-a-member":
            members = ", ".join(case.pressure[target].members)
            return f"{actor} can neither join nor leave '{target}'", f"possible members: {members}"
        case "logic/only-taken-back":
            return f"'{target}' can only be taken back", f"see moves.{target}.may_be_made"
    return f"{actor} may not walk away", f"write `may_walk_away: true` at actors.{actor}"


def _contradictions(case: Case, places: Places) -> Iterator[Diagnostic]:
    for actor, strategies in case.strategies.items():
        for name, strategy in strategies.items():
            demanded = (*strategy.first, *(does.action for does in strategy.does))
            for i, action in enumerate(strategy.never):
                if action in demanded:
                    yield Diagnostic(
                        code="logic/contradiction",
                        message=f"the strategy '{name}' both demands and forbids '{action}'",
                        location=places.locate(f"strategies.{actor}.{name}.never.{i}"),
                    )
