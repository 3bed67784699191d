"""Deals in words: who gives way on what, and what stops a deal."""

from collections.abc import Iterator

from detente.behaviour.trading import Swap, Trading
from detente.case.expressions import Name, Tree
from detente.case.expressions.printer import print_tree
from detente.methods.missed_deals import Barrier, MissedDeal
from detente.model.exchange_terms import awaited, unmet
from detente.results.words import listed, ordinal, possessive

OVERTAKEN = "overtaken"
"""What stands for a barrier where none kept partners apart, but other deals left nothing."""


def swap_of(missed: MissedDeal) -> Swap:
    """A deal that was not made, whatever its size."""
    return Swap(*missed.partner, *missed.gets)


def swap_words(found: Trading, swap: Swap) -> str:
    """Who gives way on what: A gives way on relief and B on arms; or A pays B for its votes."""
    first, second = actor_words(found, swap.first), actor_words(found, swap.second)
    got = issue_words(found, swap.first_gets)
    if swap.second_gets < 0:
        return f"{first} pays {second} to give way on {got}"
    given = issue_words(found, swap.second_gets)
    return f"{first} gives way on {given} and {second} on {got}"


def actor_words(found: Trading, place: int) -> str:
    """An actor within a sentence."""
    return found.case.actor_name(found.actors[place])


def issue_words(found: Trading, place: int) -> str:
    """An issue within a sentence."""
    return found.case.issue_name(found.terms.issues[place])


def draws_words(found: Trading) -> str:
    """Over how many draws shares and percentiles are."""
    draws = len(found.drawn.swaps)
    return f"{draws} draws" if draws > 1 else "one draw, since no number of the terms is uncertain"


def barrier_names(missed: MissedDeal) -> str:
    """What stops a deal, in the words that tables are searched for."""
    return ", ".join(barrier.value for barrier in missed.barriers) or OVERTAKEN


def barrier_words(found: Trading, missed: MissedDeal) -> str:
    """What stops a deal, as the end of a sentence."""
    if missed.overtaken_by is not None:
        made = found.swaps[missed.overtaken_by]
        pair = f"{actor_words(found, made.first)} and {actor_words(found, made.second)}"
        place = ordinal(missed.overtaken_by + 1)
        return f"the {place} deal, between {pair}, leaves nothing to trade"
    return "; ".join(_stopped(found, missed, barrier) for barrier in missed.barriers)


def _stopped(found: Trading, missed: MissedDeal, barrier: Barrier) -> str:
    match barrier:
        case Barrier.NOT_LINKED:
            issues = [issue_words(found, issue) for issue in missed.gets if issue >= 0]
            if len(issues) == 1:
                return f"the case does not let votes on {issues[0]} be bought"
            return f"the case does not let {' and '.join(issues)} be traded for each other"
        case Barrier.NOT_TALKING:
            pair = (actor_words(found, actor) for actor in missed.partner)
            return f"no line joins {' and '.join(pair)}"
        case Barrier.NOT_OPEN:
            return listed(list(_closed(found, missed)))
        case Barrier.RED_LINE:
            held = list(_held(found, missed))
            return f"{listed(held)} {'stops' if len(held) == 1 else 'stop'} it"
        case Barrier.GIVEN:
            return "one of them has given way in the other direction before"


def _closed(found: Trading, missed: MissedDeal) -> Iterator[str]:
    """Issues that are not open, with what they wait for."""
    for place in missed.gets:
        if place < 0:
            continue
        issue, name = found.terms.issues[place], issue_words(found, place)
        parts = unmet(found.case, found.inputs, issue)
        if parts:
            said = listed([_condition(found, part) for part in parts])
            yield f"{name} is not open before this holds: {said}"
        waits = awaited(found.case, issue) - found.dealt
        if waits:
            said = listed([found.case.issue_name(one) for one in found.case.issues if one in waits])
            yield f"{name} is not open before there is a deal on {said}"


def _condition(found: Trading, tree: Tree) -> str:
    """A condition by the name of its move, or as it is written."""
    if isinstance(tree, Name) and tree.id in found.case.moves:
        return f"“{found.case.move_name(tree.id)}”"
    return f"“{print_tree(tree)}”"


def _held(found: Trading, missed: MissedDeal) -> Iterator[str]:
    """Red lines, and whether their holders' consent is needed anyway."""
    for holder in missed.held_by:
        issues = [issue for issue in missed.gets if issue >= 0]
        veto = found.terms.decision.vetoes[holder, issues].any()
        name = actor_words(found, holder)
        yield f"{possessive(name)} veto at its red line" if veto else f"{possessive(name)} red line"
