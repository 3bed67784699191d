"""A conflict in words: which states there are, who can move where, who likes which better."""

from collections.abc import Iterator

from detente.base.errors import StudyError
from detente.base.ids import ActorId
from detente.case.flow_text import flow_text
from detente.case.schema import Case, Graph, Number, Statement, preference
from detente.case.schema.node import plain_number
from detente.model.conflict import feasible_board
from detente.results import Column, Table, Topic

Row = tuple[str, int | None, str, str]
"""Actor, place, what it wants or how a state ranks, and how much or how surely."""


def is_conflict(case: Case) -> bool:
    """Whether the case has states to order: a graph, or moves with preferences."""
    return bool(case.preferences) or case.graph is not None


def is_order_alone(case: Case) -> bool:
    """Whether the case says nothing in numbers of what its moves are worth."""
    return is_conflict(case) and not case.goals


def orders_sentences(case: Case) -> Iterator[str]:
    """How large the conflict is, what cannot be, where things stand, and who sees it otherwise."""
    try:
        board = feasible_board(case)
    except StudyError as error:
        yield f"As a conflict this cannot be studied: {error.message}."
        return
    made_of = f"of {board.form.width} options" if case.graph is None else "in a graph"
    yield f"As a conflict it has {len(board.codes)} feasible states {made_of}."
    if case.graph is not None and case.graph.start is not None:
        yield f"Things stand at {case.graph.start}."
    if is_order_alone(case) and case.standing:
        yield f"Standing now: {', '.join(map(case.move_name, case.standing))}."
    for words, conditions in (("Never", case.infeasible), ("One state", case.coalesced)):
        if conditions:
            yield f"{words}: {'; '.join(map(str, conditions))}."
    yield from _seen(case)


def _seen(case: Case) -> Iterator[str]:
    """Who sees the conflict otherwise than it is."""
    for actor, seen in case.perceptions.items():
        who = case.actor_label(actor)
        if seen.of:
            yield f"What {who} believes of {', '.join(map(case.actor_label, seen.of))} is its own."
        if seen.unseen:
            yield f"What {who} does not see: {'; '.join(map(str, seen.unseen))}."


def orders_tables(case: Case) -> Iterator[Table]:
    """The arcs of a graph and the orders of the actors, as far as there are any."""
    if case.graph is not None:
        yield _arcs(case, case.graph)
    rows = [row for actor in case.preferences for row in _order(case, actor)]
    if rows:
        yield Table(
            id="orders",
            title="Who likes what better",
            columns=(
                Column(name="actor", title="Actor"),
                Column(name="place", title="Place"),
                Column(name="wants", title="What"),
                Column(name="counts", title="Counts"),
            ),
            rows=tuple(rows),
            note="A statement outweighs all that follow; a state ranks before those that follow.",
            topic=Topic.BOTTOM_LINE,
        )


def _order(case: Case, actor: ActorId) -> Iterator[Row]:
    """The statements, weights or places of one actor, the first ones first."""
    who, given = case.actor_label(actor), preference(case.preferences[actor])
    for place, stated in enumerate(given.statements, start=1):
        if isinstance(stated, Statement):
            sure = f"with probability {_written(stated.sure)}"
            yield who, place, str(stated.wants), sure
        else:
            yield who, place, str(stated), ""
    for place, (move, weight) in enumerate(given.weights.items(), start=1):
        yield who, place, case.move_name(move), f"weight {_written(weight)}"
    for place, group in enumerate(given.ranking, start=1):
        yield who, place, " and ".join(map(str, group)), ""
    for one, other in given.strongly:
        yield who, None, f"{one} over {other}", "if at all, then much"
    for one, other in given.unknown:
        yield who, None, f"{one} over {other}", "not known"


def _written(number: Number) -> str:
    """A number as it is written in a case file."""
    return flow_text(plain_number(number))


def _arcs(case: Case, graph: Graph) -> Table:
    """Who can move from where to where."""
    return Table(
        id="arcs",
        title="Who can move where",
        columns=(
            Column(name="actor", title="Actor"),
            Column(name="from", title="From"),
            Column(name="to", title="To"),
        ),
        rows=tuple(
            (
                case.actor_label(actor),
                graph.states[source].name or source,
                graph.states[to].name or to,
            )
            for actor, arcs in graph.arcs.items()
            for source, to in arcs
        ),
        topic=Topic.BOTTOM_LINE,
    )
