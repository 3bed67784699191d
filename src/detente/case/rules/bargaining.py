"""Can anything be decided and traded under the settings of the bargaining?"""

from collections.abc import Iterator

from detente.base.diagnostics import Diagnostic
from detente.case.rules.contract import Places
from detente.case.rules.cycles import cycles
from detente.case.schema import Case

_PATH = "bargaining"
_SLACK = 1e-9
_ALL_SALIENCE = 100.0


def check(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A fault for quotas out of reach, trade that cannot be, ideals that give way too far."""
    yield from _decision(case, places)
    yield from _links(case, places)
    yield from _openings(case, places)
    yield from _exchange(case, places)
    yield from _accommodation(case, places)
    yield from _saliences(case, places)


def _decision(case: Case, places: Places) -> Iterator[Diagnostic]:
    """The votes can carry something, and the quota is one of the votes there are."""
    decision, path = case.bargaining.decision, f"{_PATH}.decision"
    votes, quota = sum(decision.votes.values()), decision.quota
    if decision.votes and not votes:
        yield _undecidable(places, f"{path}.votes", "nobody has a vote")
    if (quota is None) == (decision.rule == "quota"):
        key, said = ("rule", "needs a quota") if quota is None else ("quota", "needs none")
        hint = "write `quota:`" if quota is None else "write `rule: quota`"
        message = f"the rule '{decision.rule}' {said}"
        yield _undecidable(places, f"{path}.{key}", message, hint)
    elif quota is not None and quota > (most := votes if decision.votes else 1):
        all_votes = f"there are {most} votes" if decision.votes else "all capability is 1"
        yield _undecidable(
            places, f"{path}.quota", f"a quota of {quota:g} is never met: {all_votes}"
        )


def _undecidable(places: Places, path: str, message: str, hint: str = "") -> Diagnostic:
    return Diagnostic(
        code="logic/decision", message=message, location=places.locate(path), hint=hint
    )


def _links(case: Case, places: Places) -> Iterator[Diagnostic]:
    """A link joins two issues, once; or an issue with itself, where votes can be bought."""
    seen: set[frozenset[str]] = set()
    paid = case.bargaining.exchange.payment_cost is not None
    for i, link in enumerate(case.bargaining.links or ()):
        pair = frozenset(link)
        same = len(pair) == 1 and not paid
        if same or pair in seen:
            told = "joins an issue with itself" if same else "has been written already"
            yield Diagnostic(
                code="logic/link",
                message=f"the link of {' and '.join(link)} {told}",
                location=places.locate(f"{_PATH}.links.{i}.0"),
                hint="a link names two issues that may be traded for each other",
            )
        seen.add(pair)


def _openings(case: Case, places: Places) -> Iterator[Diagnostic]:
    """No issue waits for a deal on itself."""
    waits = {name: issue.tradable_after for name, issue in case.issues.items()}
    for circle in cycles(waits):
        yield Diagnostic(
            code="logic/opening-cycle",
            message=f"'{circle[0]}' waits for a deal on itself: {' -> '.join(circle)}",
            location=places.locate(f"issues.{circle[0]}.tradable_after"),
            hint="none of these issues can ever be traded; let one of them wait for no other",
        )


def _exchange(case: Case, places: Places) -> Iterator[Diagnostic]:
    """Payments level gains, and only a lot has a spread."""
    exchange = case.bargaining.exchange
    settings = {
        "payment_cost": (exchange.payment_cost, "equal", "payments make gains equal"),
        "spread": (exchange.spread, "random", "only a lot is spread"),
    }
    for key, (value, gains, reason) in settings.items():
        if value is not None and exchange.gains != gains:
            yield Diagnostic(
                code="logic/exchange",
                message=f"`{key}` does not go with `gains: {exchange.gains}`: {reason}",
                location=places.locate(f"{_PATH}.exchange.{key}"),
                hint=f"write `gains: {gains}`, or leave `{key}` out",
            )


def _accommodation(case: Case, places: Places) -> Iterator[Diagnostic]:
    """An ideal gives way by no more than the whole way."""
    for actor, others in case.bargaining.accommodation.items():
        total = sum(share.high for share in others.values())
        if total > 1 + _SLACK:
            yield Diagnostic(
                code="logic/accommodation",
                message=f"the ideal of {actor} gives way by {total:g} in all; 1 is all the way",
                location=places.locate_key(f"{_PATH}.accommodation.{actor}"),
            )


def _saliences(case: Case, places: Places) -> Iterator[Diagnostic]:
    """Spatial politics shares one actor's attention out among all issues."""
    if "spatial_politics" not in case.bargaining.model_fields_set:
        return
    for actor, own in case.positions.items():
        total = sum(position.salience.mode for position in own.values())
        if total > _ALL_SALIENCE + _SLACK:
            yield Diagnostic(
                code="logic/salience-sum",
                message=f"the saliences of {actor} add up to {total:g}; spatial politics shares "
                "out 100",
                location=places.locate_key(f"positions.{actor}"),
                hint="without `spatial_politics:` each salience stands for itself",
            )
