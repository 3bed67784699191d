"""A case in words: actors, moves and their locks, the worth of goals, sizes."""

from collections.abc import Iterator

from detente.behaviour import Lab
from detente.case.expressions.printer import print_tree
from detente.case.schema import Case, Move
from detente.results import (
    Column,
    Finding,
    Guarantee,
    GuaranteeKind,
    Provenance,
    Result,
    Table,
    Topic,
)
from detente.study.show_orders import (
    is_conflict,
    is_order_alone,
    orders_sentences,
    orders_tables,
)
from detente.study.show_terms import terms_sentences, terms_tables

ALWAYS = "true"


def show(lab: Lab, provenance: Provenance) -> Result:
    """What the analyst wrote, said back: the first thing to read before trusting any answer."""
    case = lab.case
    return Result(
        analysis="show",
        question=f"What does the case “{case.title}” say?",
        findings=tuple(_findings(lab)),
        tables=tuple(_tables(lab)),
        figures=(),
        guarantee=Guarantee(
            kind=GuaranteeKind.PROVED, sentence="This restates the case file; nothing is solved."
        ),
        assumptions=(),
        references=(),
        provenance=provenance,
    )


def _tables(lab: Lab) -> Iterator[Table]:
    """What the case has, section by section; of a case of terms alone no moves and goals."""
    case = lab.case
    acts = (case.moves or case.goals) and not is_order_alone(case)
    yield _actors(lab) if acts else _names(case)
    if case.moves:
        yield _moves(case)
    if case.goals:
        yield _goals(lab)
    yield from orders_tables(case)
    yield from terms_tables(case)


def _findings(lab: Lab) -> Iterator[Finding]:
    case = lab.case
    yield _said(
        f"As of {case.as_of}, looking {case.horizon:g} years ahead: {len(case.actors)} actors, "
        f"{len(case.moves)} moves, {len(case.threats)} threats, {len(lab.all_inputs().uncertain)} "
        "numbers given as ranges."
    )
    if case.moves and not is_order_alone(case):
        yield from _of_moves(lab)
    if is_conflict(case):
        yield from map(_said, orders_sentences(case))
    if case.issues:
        yield from map(_said, terms_sentences(case))


def _of_moves(lab: Lab) -> Iterator[Finding]:
    """How large the case is once its moves are worked out, and what is left out."""
    case, model = lab.case, lab.model()
    live = int((model.ended == 0).sum())
    yield _said(
        f"{live} states can be reached before a breakdown ({len(model.states)} with ended ones), "
        f"with {len(model.topology.act_to)} pairs of a state and an action."
    )
    if case.standing:
        yield _said("Standing now: " + ", ".join(case.move_name(m) for m in case.standing) + ".")
    if model.dropped:
        names = ", ".join(case.move_name(m) for m in model.dropped)
        yield _said(f"Left out, because nothing refers to them: {names}.")
    fixed = [
        f"{case.actor_label(actor)} {'in' if member.in_ else 'out of'} {name.replace('_', ' ')}"
        for name, coalition in case.pressure.items()
        for actor, member in coalition.members.items()
        if (actor, name) not in model.layout.memberships
    ]
    if fixed:
        yield _said(f"Memberships that stay as they are: {', '.join(fixed)}.")


def _said(sentence: str) -> Finding:
    return Finding(topic=Topic.BOTTOM_LINE, sentence=sentence)


def _actors(lab: Lab) -> Table:
    case, mode = lab.case, lab.inputs().mode
    stake = lab.stakes()
    return Table(
        id="actors",
        title="Who takes part",
        columns=(
            Column(name="actor", title="Actor"),
            Column(name="name", title="Name"),
            Column(name="stake", title="Stake", unit="points"),
            Column(name="pace", title="Pace", unit="occasions per year"),
            Column(name="discount", title="Discount rate", unit="per year"),
            Column(name="may_walk_away", title="May walk away"),
        ),
        rows=tuple(
            (
                actor,
                case.actor_label(actor),
                float(stake[k]),
                mode[f"actors.{actor}.pace"],
                mode[f"actors.{actor}.discount"],
                entry.may_walk_away,
            )
            for k, (actor, entry) in enumerate(case.actors.items())
        ),
        topic=Topic.BOTTOM_LINE,
    )


def _names(case: Case) -> Table:
    """The actors of a case in which nobody acts."""
    return Table(
        id="actors",
        title="Who takes part",
        columns=(Column(name="actor", title="Actor"), Column(name="name", title="Name")),
        rows=tuple((actor, case.actor_label(actor)) for actor in case.actors),
        topic=Topic.BOTTOM_LINE,
    )


def _moves(case: Case) -> Table:
    return Table(
        id="moves",
        title="What can be done, and what it needs first",
        columns=(
            Column(name="move", title="Move"),
            Column(name="name", title="Name"),
            Column(name="by", title="Who"),
            Column(name="requires", title="Needs first"),
            Column(name="undone_by", title="Undone by"),
            Column(name="stands", title="Stands now"),
        ),
        rows=tuple(
            (
                name,
                case.move_name(name),
                _owners(move),
                _lock(move),
                ", ".join(move.reversible),
                name in case.standing,
            )
            for name, move in case.moves.items()
        ),
        topic=Topic.BOTTOM_LINE,
    )


def _owners(move: Move) -> str:
    how = {"joint": " and ", "any": " or "}.get(move.how, ", ")
    owners = how.join(move.by)
    return f"{owners} ({move.how})" if move.how.startswith("at_least") else owners


def _lock(move: Move) -> str:
    text = print_tree(move.requires.tree)
    return "" if text in {ALWAYS, "1"} else text


def _goals(lab: Lab) -> Table:
    """The present value of a goal runs from its worst to its best state, plus what it pays once."""
    case, model = lab.case, lab.model()
    mode = lab.inputs().mode
    view, stake = model.view(), lab.stakes()
    paid = _once_spans(lab)
    rows = []
    for actor, goals in case.goals.items():
        for name, goal in goals.items():
            weight = mode[f"goals.{actor}.{name}.weight"]
            measure = view.value(goal.measure.tree)
            low, high = paid.get((actor, name), (0.0, 0.0))
            share = weight / float(stake[model.index(actor)])
            rows.append(
                (
                    actor,
                    name,
                    goal.name or name.replace("_", " "),
                    weight,
                    weight * float(measure.min()) + low,
                    weight * float(measure.max()) + high,
                    None if goal.outside else share,
                    print_tree(goal.measure.tree),
                )
            )
    return Table(
        id="goals",
        title="What each actor wants, and what it can be worth",
        columns=(
            Column(name="actor", title="Actor"),
            Column(name="goal", title="Goal"),
            Column(name="name", title="Name"),
            Column(name="weight", title="Weight", unit="points"),
            Column(name="worst", title="At worst", unit="points"),
            Column(name="best", title="At best", unit="points"),
            Column(name="share_of_stake", title="Share of stake", unit="share"),
            Column(name="measure", title="Measured by"),
        ),
        rows=tuple(rows),
        topic=Topic.BOTTOM_LINE,
    )


def _once_spans(lab: Lab) -> dict[tuple[str, str], tuple[float, float]]:
    """What each goal's one-off payments add at worst and at best, each paid once."""
    mode = lab.inputs().mode
    spans: dict[tuple[str, str], tuple[float, float]] = {}
    for actor, goals in lab.case.goals.items():
        for name, goal in goals.items():
            weight = mode[f"goals.{actor}.{name}.weight"]
            paid = [
                weight * mode[f"goals.{actor}.{name}.once.{k}.pays"] for k in range(len(goal.once))
            ]
            spans[actor, name] = (sum(min(p, 0.0) for p in paid), sum(max(p, 0.0) for p in paid))
    return spans
