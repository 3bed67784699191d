"""Case -> Model: names become positions here, once."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from detente.base.errors import StudyError
from detente.case.expressions import Action
from detente.case.inputs import walk_numbers
from detente.case.schema import Case
from detente.methods.components import components
from detente.methods.game import Ints, Topology
from detente.model.calendar import segments
from detente.model.channels import contacts
from detente.model.commitments import rule_commitment
from detente.model.compiled import Model, Occasions
from detente.model.deeds import Clause, Deed, Shift, deeds, shifts
from detente.model.evaluate import View
from detente.model.explore import Arcs, Explorer, Graph, by_lines
from detente.model.layout import Layout
from detente.model.relevance import Relevance, relevance


def compile_case(case: Case, done: tuple[Action, ...] = ()) -> Model:
    """The case as states and arrays, started after `done`, whatever those actions require.

    Raises:
        StudyError: the case would grow beyond all bounds, or says what menus cannot express.
    """
    _refuse_dated_menus(case)
    found = relevance(case)
    layout = _layout(case, found)
    mode = {path: number.mode for path, number in walk_numbers(case)}
    all_deeds, all_shifts = deeds(case, layout), shifts(case, layout)
    graph = Explorer(
        case=case, layout=layout, deeds=all_deeds, shifts=all_shifts, inputs=mode, done=done
    ).search()
    assembly = _Assembly(
        case, layout, all_deeds, all_shifts, graph, View(case, layout, graph.states, mode)
    )
    topology, occasions, rows = assembly.build()
    _freeze(graph.states, *topology[:-1], *_arrays(occasions))
    return Model(
        case=case,
        layout=layout,
        deeds=all_deeds,
        shifts=all_shifts,
        states=graph.states,
        topology=topology,
        occasions=occasions,
        pay_rows=rows,
        segments=segments(case),
        rules=rule_commitment(case, layout, all_deeds, assembly.view, topology, occasions),
        dropped=found.dropped,
        mode=mode,
    )


def _refuse_dated_menus(case: Case) -> None:
    """A menu has one clock for all it holds: no action in it can have dates of its own."""
    if case.choice == "clocks":
        return
    dated = [f"the move '{name}'" for name, m in case.moves.items() if m.from_ or m.until]
    dated += [
        f"the line {'-'.join(channel.between)}"
        for channel in case.channels or ()
        if channel.since is not None and channel.since > case.as_of
    ]
    if dated:
        message = f"with `choice: {case.choice}` there are no dates, but {dated[0]} has one"
        raise StudyError(message, "write `choice: clocks`, or leave the dates out")


def _layout(case: Case, found: Relevance) -> Layout:
    return Layout(
        moves=found.moves,
        memberships=found.memberships,
        lines=found.lines,
        variables={name: case.variables[name].levels for name in found.variables},
        latches=tuple(
            (actor, k)
            for actor, rules in case.rules.items()
            for k, rule in enumerate(rules)
            if rule.until is not None
        ),
    )


class _Assembly:
    """Puts the arrays of the topology together from the arcs of the graph."""

    def __init__(
        self,
        case: Case,
        layout: Layout,
        all_deeds: tuple[Deed, ...],
        all_shifts: tuple[Shift, ...],
        graph: Graph,
        view: View,
    ) -> None:
        self.case, self.layout, self.graph, self.view = case, layout, graph, view
        self.deeds, self.shifts = all_deeds, all_shifts
        self.rows: dict[tuple[Clause, ...], int] = {(): 0}

    def build(self) -> tuple[Topology, Occasions, tuple[tuple[Clause, ...], ...]]:
        """The topology, what its entries are, and the rows of payments."""
        n = len(self.graph.states)
        acts = self._proposals()
        set_of_act, set_state, set_owner, set_deed, set_proposer = self._choice_sets(acts)
        con_ptr, con_actor, need = self._consents(acts)
        shift_pay = self._payments(self.graph.shifts, self.shifts)
        set_ptr = _pointers(set_state, n)
        act_ptr = _pointers(set_of_act, len(set_state))
        shift_ptr = _pointers(self.graph.shifts.origin, n)
        comp_ptr, comp_state = components(
            set_ptr, act_ptr, acts["to"], shift_ptr, self.graph.shifts.to
        )
        topology = Topology(
            set_ptr=set_ptr,
            set_owner=set_owner,
            act_ptr=act_ptr,
            act_to=acts["to"],
            act_pay=acts["pay"],
            act_need=need,
            con_ptr=con_ptr,
            con_actor=con_actor,
            shift_ptr=shift_ptr,
            shift_to=self.graph.shifts.to,
            shift_pay=shift_pay,
            comp_ptr=comp_ptr,
            comp_state=comp_state,
            must_move=self.case.choice == "must_move",
        )
        occasions = Occasions(
            set_state=set_state,
            set_deed=set_deed,
            set_proposer=set_proposer,
            act_state=acts["state"],
            act_deed=acts["deed"],
            act_owner=acts["owner"],
            shift_state=self.graph.shifts.origin,
            shift_item=self.graph.shifts.item,
        )
        return topology, occasions, tuple(self.rows)

    def _proposals(self) -> dict[str, Ints]:
        """One action per arc and proposer, in the order of state, then actor or deed."""
        arcs = self.graph.deeds
        counts = np.array([len(d.proposers) for d in self.deeds], dtype=np.int64)
        repeat = counts[arcs.item] if len(arcs.item) else np.zeros(0, dtype=np.int64)
        pay = self._payments(arcs, self.deeds)
        acts = {
            "state": np.repeat(arcs.origin, repeat),
            "deed": np.repeat(arcs.item, repeat),
            "to": np.repeat(arcs.to, repeat),
            "pay": np.repeat(pay, repeat),
            "place": _within(repeat),
        }
        acts["owner"] = np.array(
            [self.deeds[d].proposers[p] for d, p in zip(acts["deed"], acts["place"], strict=True)],
            dtype=np.int64,
        )
        self._pay_alone(acts)
        keep = self._able(acts)
        acts = {name: column[keep] for name, column in acts.items()}
        if self.case.choice == "clocks":
            return acts
        order = np.lexsort((acts["deed"], acts["owner"], acts["state"]))
        return self._merged({name: column[order] for name, column in acts.items()})

    def _pay_alone(self, acts: dict[str, Ints]) -> None:
        """Where one owner is enough, the others are not asked, so they do not pay for it."""
        clauses = list(self.rows)
        for item, deed in enumerate(self.deeds):
            if deed.need > 1 or len(deed.owners) == 1:
                continue
            for owner in deed.owners:
                here = np.flatnonzero((acts["deed"] == item) & (acts["owner"] == owner))
                rows = acts["pay"][here]
                for row in np.unique(rows):
                    unasked = {o for o in deed.owners if o != owner}
                    left = tuple(c for c in clauses[row] if c.actor not in unasked)
                    acts["pay"][here[rows == row]] = self.rows.setdefault(left, len(self.rows))

    def _able(self, acts: dict[str, Ints]) -> NDArray[np.bool_]:
        """Proposals whose proposer can gather the owners it needs."""
        able = np.ones(len(acts["to"]), dtype=bool)
        if self.case.channels is None:
            return able
        for opened, rows in by_lines(self.layout, self.graph.states):
            here = np.isin(acts["state"], rows)
            reached = contacts(self.case, self.view.inputs, opened, None, self.deeds)
            for item, strengths in enumerate(reached):
                for place, strength in enumerate(strengths):
                    if strength <= 0.0:
                        able &= ~(here & (acts["deed"] == item) & (acts["place"] == place))
        return able

    def _merged(self, acts: dict[str, Ints]) -> dict[str, Ints]:
        """Under menus, actions of a set with equal successor, payments and consents are one."""
        keys = [acts["state"], acts["owner"], acts["to"], acts["pay"], self._consent_kinds(acts)]
        _, first = np.unique(np.stack(keys), axis=1, return_index=True)
        first = np.sort(first)
        return {name: column[first] for name, column in acts.items()}

    def _consent_kinds(self, acts: dict[str, Ints]) -> Ints:
        """A number that is equal for actions that ask the same actors."""
        kinds: dict[tuple[tuple[int, ...], int], int] = {}
        numbers = [kinds.setdefault((d.owners, d.need), len(kinds)) for d in self.deeds]
        return np.array(numbers, dtype=np.int64)[acts["deed"]]

    def _choice_sets(self, acts: dict[str, Ints]) -> tuple[Ints, Ints, Ints, Ints, Ints]:
        count = len(acts["to"])
        if self.case.choice == "clocks":
            return np.arange(count), acts["state"], acts["owner"], acts["deed"], acts["place"]
        starts = np.ones(count, dtype=bool)
        starts[1:] = (np.diff(acts["state"]) != 0) | (np.diff(acts["owner"]) != 0)
        members = np.cumsum(starts) - 1
        none = np.full(int(starts.sum()), -1, dtype=np.int64)
        return members, acts["state"][starts], acts["owner"][starts], none, none

    def _consents(self, acts: dict[str, Ints]) -> tuple[Ints, Ints, Ints]:
        """Who is asked for each action, and how many must agree."""
        asked: list[tuple[int, ...]] = []
        for deed_place, owner in zip(acts["deed"], acts["owner"], strict=True):
            deed = self.deeds[deed_place]
            asked.append(tuple(o for o in deed.owners if o != owner) if deed.need > 1 else ())
        con_ptr = np.concatenate([[0], np.cumsum([len(a) for a in asked])]).astype(np.int64)
        con_actor = np.array([o for a in asked for o in a], dtype=np.int64)
        need = np.array([self.deeds[d].need - 1 for d in acts["deed"]], dtype=np.int64)
        return con_ptr, con_actor, need

    def _payments(self, arcs: Arcs, items: Sequence[Deed | Shift]) -> Ints:
        """The row of payments of each arc: the clauses whose conditions hold where it starts."""
        pay = np.zeros(len(arcs.item), dtype=np.int64)
        for item, entry in enumerate(items):
            if not entry.clauses:
                continue
            here = np.flatnonzero(arcs.item == item)
            due = np.stack(
                [
                    (self.view.holds(c.when) & ~self.view.holds(c.unless))[arcs.origin[here]]
                    for c in entry.clauses
                ]
            )
            for pattern, rows in _patterns(due):
                clauses = tuple(c for c, on in zip(entry.clauses, pattern, strict=True) if on)
                pay[here[rows]] = self.rows.setdefault(clauses, len(self.rows))
        return pay


def _patterns(due: NDArray[np.bool_]) -> list[tuple[NDArray[np.bool_], Ints]]:
    """The distinct columns, and where each occurs."""
    patterns, member = np.unique(due, axis=1, return_inverse=True)
    member = member.reshape(-1)
    return [(patterns[:, k], np.flatnonzero(member == k)) for k in range(patterns.shape[1])]


def _pointers(of: Ints, count: int) -> Ints:
    """Where each group begins in a list sorted by group."""
    return np.concatenate([[0], np.cumsum(np.bincount(of, minlength=count))]).astype(np.int64)


def _within(repeat: Ints) -> Ints:
    """0, 1, .. within each run."""
    ends = np.cumsum(repeat)
    total = int(ends[-1]) if len(ends) else 0
    return np.arange(total) - np.repeat(ends - repeat, repeat)


def _arrays(occasions: Occasions) -> list[Ints]:
    return [getattr(occasions, name) for name in Occasions.__slots__]


def _freeze(*arrays: NDArray[np.generic]) -> None:
    for array in arrays:
        array.setflags(write=False)
