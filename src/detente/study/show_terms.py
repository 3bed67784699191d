"""Terms in words: what is to be settled, where everybody stands, what it takes to bind."""

from collections.abc import Iterator
from dataclasses import replace

from detente.base.ids import ActorId, IssueId
from detente.case.expressions.printer import print_tree
from detente.case.schema import Case, Issue, Number, Position
from detente.results import Column, Table, Topic
from detente.results.words import listed, percent

_ALWAYS = {"true", "1"}
_SILENT = ("", None)


def terms_sentences(case: Case) -> Iterator[str]:
    """How many issues and positions there are, what it takes to settle them, what may be traded."""
    stated = sum(map(len, case.positions.values()))
    yield (
        f"{_counted(len(case.issues), 'issue')} to be settled, with {_counted(stated, 'position')} "
        f"of {_counted(len(case.positions), 'actor')}."
    )
    yield f"What binds: {_decision(case)}."
    links = case.bargaining.links
    if links is not None:
        pairs = [_pair(case, *link) for link in links]
        yield f"What may be traded: {', '.join(pairs) or 'nothing'}."
    if exchange := _exchange(case):
        yield f"How: {exchange}."
    if case.bargaining.accommodation:
        moved = listed([case.actor_name(actor) for actor in case.bargaining.accommodation])
        yield f"Ideals that give way, as the case says how far: those of {moved}."


def _pair(case: Case, one: IssueId, other: IssueId) -> str:
    """What is traded for what, or bought."""
    got = case.issue_name(one)
    return f"{got} for a payment" if one == other else f"{got} for {case.issue_name(other)}"


def _exchange(case: Case) -> str:
    """How gains from trade are shared, where it is not the rule, in words."""
    exchange = case.bargaining.exchange
    match exchange.gains:
        case "as_ideals":
            return "gains are shared in proportion to the most that each partner could have"
        case "random":
            return "gains are shared by lot"
    if exchange.payment_cost is None:
        return ""
    cost = exchange.payment_cost.mode
    return f"votes may be paid for; to let a partner have 1 costs {cost:g}"


def _counted(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _decision(case: Case) -> str:
    """What it takes for a settlement to bind, in words."""
    rule = case.bargaining.decision
    votes = "votes" if rule.votes else "capability"
    said = {
        "majority": f"a majority by {votes}",
        "unanimity": "everybody's consent",
        "quota": f"{rule.quota or 0:g} of {sum(rule.votes.values())} votes"
        if rule.votes
        else f"{percent(rule.quota or 0)} of capability",
    }[rule.rule]
    vetoes = listed([case.actor_name(actor) for actor in rule.vetoes])
    return f"{said}, and not without {vetoes}" if vetoes else said


def terms_tables(case: Case) -> tuple[Table, ...]:
    """The issues and the positions; nothing if there is nothing to settle."""
    return tuple(map(_used, (_issues(case), _positions(case)))) if case.issues else ()


def _used(table: Table) -> Table:
    """The table without the columns that say nothing in any row."""
    used = [
        k for k in range(len(table.columns)) if any(row[k] not in _SILENT for row in table.rows)
    ]
    return replace(
        table,
        columns=tuple(table.columns[k] for k in used),
        rows=tuple(tuple(row[k] for k in used) for row in table.rows),
    )


def _issues(case: Case) -> Table:
    return Table(
        id="issues",
        title="What is to be settled",
        columns=(
            Column(name="issue", title="Issue"),
            Column(name="name", title="Name"),
            Column(name="scale", title="Scale"),
            Column(name="labels", title="In words"),
            Column(name="status_quo", title="Status quo"),
            Column(name="tied_to", title="Calls for"),
            Column(name="tradable_when", title="Tradable when"),
            Column(name="tradable_after", title="Tradable after a deal on"),
            Column(name="outcome", title="Outcome"),
        ),
        rows=tuple(
            (
                name,
                case.issue_name(name),
                f"{issue.from_:g} to {issue.to:g}",
                _list(f"{point} {label}" for point, label in issue.labels.items() if label),
                "" if issue.status_quo is None else _point(issue, issue.status_quo),
                _list(f"{case.move_name(move)} from {at}" for at, move in issue.tied_to.items()),
                _condition(issue),
                _list(map(case.issue_name, issue.tradable_after)),
                issue.outcome,
            )
            for name, issue in case.issues.items()
        ),
        topic=Topic.TERMS,
    )


def _condition(issue: Issue) -> str:
    text = print_tree(issue.tradable_when.tree)
    return "" if text in _ALWAYS else text


def _list(parts: Iterator[str]) -> str:
    return ", ".join(parts)


def _positions(case: Case) -> Table:
    return Table(
        id="positions",
        title="Who wants what, and how much",
        columns=(
            Column(name="issue", title="Issue"),
            Column(name="actor", title="Actor"),
            Column(name="at", title="Position"),
            Column(name="salience", title="Salience, 0 to 100"),
            Column(name="capability", title="Capability"),
            Column(name="red_line", title="Accepts"),
            Column(name="no_agreement", title="No agreement"),
        ),
        rows=tuple(
            (
                case.issue_name(issue),
                case.actor_label(actor),
                _point(case.issues[issue], position.at),
                _span(position.salience),
                _capability(case, actor, position),
                _accepts(case.issues[issue], position),
                _no_agreement(position),
            )
            for issue, actor, position in _by_issue(case)
        ),
        note="Who states no red line accepts anything, and who says nothing of no agreement finds "
        "it worse than any terms. Ranges stand in brackets.",
        topic=Topic.TERMS,
    )


def _by_issue(case: Case) -> Iterator[tuple[IssueId, ActorId, Position]]:
    """All positions, issue by issue."""
    for issue in case.issues:
        for actor in case.actors:
            if issue in case.positions.get(actor, {}):
                yield issue, actor, case.positions[actor][issue]


def _point(issue: Issue, number: Number) -> str:
    """A point with its range, and in words where labels say something of it."""
    words = issue.in_words(number.mode)
    return f"{_span(number)}: {words}" if words else _span(number)


def _span(number: Number) -> str:
    """A number, with its range if it has one: 85 (70 to 95)."""
    if number.low == number.high:
        return f"{number.mode:g}"
    return f"{number.mode:g} ({number.low:g} to {number.high:g})"


def _capability(case: Case, actor: ActorId, position: Position) -> str:
    stated = position.capability or case.actors[actor].capability
    return "" if stated is None else _span(stated)


def _accepts(issue: Issue, position: Position) -> str:
    """What lies on the right side of the red line."""
    line = position.red_line
    if line is None:
        return ""
    if line.mode == position.at.mode:
        return "nothing else"
    end = issue.to if (line.mode < position.at.mode) == (issue.from_ < issue.to) else issue.from_
    return f"{_span(line)} to {end:g}"


def _no_agreement(position: Position) -> str:
    """How bad no agreement is."""
    number = position.no_agreement
    if number is None:
        return ""
    if number.low == number.high == 0:
        return "as good as what it wants"
    low, mode, high = (abs(end) for end in (number.high, number.mode, number.low))
    loss = Number(shape=number.shape, low=low, mode=mode, high=high)
    return f"as bad as {_span(loss)} points away"
