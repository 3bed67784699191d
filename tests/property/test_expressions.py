"""Any tree that can be written down is printed so that it reads back the same."""

from typing import TypeVar

from hypothesis import assume, given
from hypothesis import strategies as st

from detente.case.expressions import (
    Action,
    Arithmetic,
    AtLeast,
    Both,
    Call,
    Compare,
    Either,
    ExpressionError,
    Literal,
    Name,
    Negative,
    Not,
    Sequence,
    Text,
    Tree,
    Verb,
    print_tree,
)
from detente.case.expressions.parser import parse_action, parse_expression, parse_study
from detente.case.expressions.scanner import DEEPEST, LONGEST
from detente.case.expressions.vocabulary import KEYWORDS, LEVELS, OPERATOR_WORDS, VERBS
from detente.case.expressions.walk import depth, walk

Item = TypeVar("Item")

RESERVED = OPERATOR_WORDS | VERBS.keys() | KEYWORDS | {"in_case", "trend"}
words = st.from_regex(r"[^\W\d]\w{0,8}", fullmatch=True).filter(lambda word: word not in RESERVED)
numbers = st.floats(min_value=0, max_value=1e14, allow_nan=False)
days = st.dates().map(lambda day: Text(day.isoformat()))
targets = st.sampled_from([Verb.UNDO, Verb.JOIN, Verb.LEAVE])
actions = st.one_of(
    st.builds(Action, targets, words),
    st.builds(lambda a, b: Action(Verb.OPEN, f"{a}-{b}"), words, words),
    st.just(Action(Verb.WALK_AWAY, "")),
)
leaves = st.one_of(st.builds(Literal, numbers), st.builds(Name, words))


def several(items: st.SearchStrategy[Item], least: int) -> st.SearchStrategy[tuple[Item, ...]]:
    return st.lists(items, min_size=least, max_size=4).map(tuple)


def above(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    comparisons = [operator for operator in LEVELS if operator not in {"and", "or", "==", *"+-*"}]
    return st.one_of(
        st.builds(Not, inner),
        st.builds(Negative, inner),
        st.builds(Both, several(inner, 2)),
        st.builds(Either, several(inner, 2)),
        st.builds(Compare, st.sampled_from(comparisons), inner, inner),
        st.builds(Arithmetic, st.sampled_from("+-*"), inner, inner),
        st.builds(AtLeast, st.integers(0, 9), several(inner, 1)),
        st.builds(Call, words, several(inner, 0)),
    )


def in_claims(inner: st.SearchStrategy[Tree]) -> st.SearchStrategy[Tree]:
    keywords = st.dictionaries(st.sampled_from(sorted(KEYWORDS)), inner, max_size=3)
    return st.one_of(
        above(inner),
        st.builds(Sequence, several(inner, 0)),
        st.builds(Call, words, several(inner, 0), keywords.map(lambda k: tuple(k.items()))),
    )


trees = st.recursive(leaves, above, max_leaves=15)
claims = st.recursive(st.one_of(leaves, days, actions), in_claims, max_leaves=15)


@given(trees)
def test_a_condition_reads_back_as_it_was_printed(tree: Tree) -> None:
    assume(depth(tree) < DEEPEST)
    text = print_tree(tree)
    assume(len(text) <= LONGEST)
    assert parse_expression(text).tree == tree


@given(claims)
def test_a_claim_reads_back_as_it_was_printed(tree: Tree) -> None:
    assume(depth(tree) < DEEPEST)
    text = print_tree(tree)
    assume(len(text) <= LONGEST)
    assert parse_study(text).tree == tree


@given(actions)
def test_an_action_reads_back_as_it_was_printed(action: Action) -> None:
    assert parse_action(str(action)) == action


@given(trees)
def test_every_name_stands_where_its_offset_says(tree: Tree) -> None:
    text = print_tree(tree)
    assume(depth(tree) < DEEPEST and len(text) <= LONGEST)
    for part in walk(parse_expression(text).tree):
        if isinstance(part, Name):
            assert text.startswith(part.id, part.offset)


@given(st.text(alphabet='ab01 ()[],=<>+-*.!notifr_\n"', max_size=60) | st.text(max_size=60))
def test_any_text_is_read_and_printed_or_refused_at_one_of_its_characters(text: str) -> None:
    for parse in (parse_expression, parse_study):
        fault: ExpressionError | None = None
        try:
            tree = parse(text).tree
        except ExpressionError as error:
            fault = error
        if fault is not None:
            assert 0 <= fault.offset <= len(text)
        else:
            assert parse(print_tree(tree)).tree == tree
