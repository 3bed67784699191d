import pytest

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
)
from detente.case.expressions.parser import (
    parse_action,
    parse_conditional,
    parse_expression,
    parse_study,
)

A, B, C, D = (Name(name) for name in "abcd")


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        ("a or b and c", Either((A, Both((B, C))))),
        ("a and b and c", Both((A, B, C))),
        ("(a and b) and c", Both((Both((A, B)), C))),
        ("not a and b", Both((Not(A), B))),
        ("not a = b", Not(Compare("=", A, B))),
        ("a == b", Compare("=", A, B)),
        ("a if b or c", Compare("if", A, Either((B, C)))),
        ("a iff b if c", Compare("iff", A, Compare("if", B, C))),
        ("a - b - c", Arithmetic("-", Arithmetic("-", A, B), C)),
        ("a + b * c >= d", Compare(">=", Arithmetic("+", A, Arithmetic("*", B, C)), D)),
        ("-a * b", Arithmetic("*", Negative(A), B)),
        ("0.5 * icbm_left", Arithmetic("*", Literal(0.5), Name("icbm_left"))),
        ("at_least(2, a, b and c, d)", AtLeast(2, (A, Both((B, C)), D))),
        ("joined(USA, m)", Call("joined", (Name("USA"), Name("m")))),
        ("true and not false", Both((Literal(1), Not(Literal(0))))),
        (True, Literal(1)),
        (0.5, Literal(0.5)),
        (-1, Negative(Literal(1))),
        ("1e-3", Literal(0.001)),
        (".5", Literal(0.5)),
    ],
)
def test_operators_bind_as_in_a_textbook(text: object, tree: Tree) -> None:
    assert parse_expression(text).tree == tree


@pytest.mark.parametrize(
    ("text", "tree"),
    [
        (
            "best_order(J, [a, b]) = [b, a]",
            Compare("=", Call("best_order", (Name("J"), Sequence((A, B)))), Sequence((B, A))),
        ),
        (
            "probability(leave m, by=2018-07-01, do=[open A-B, walk away, a])",
            Call(
                "probability",
                (Action(Verb.LEAVE, "m"),),
                (
                    ("by", Text("2018-07-01")),
                    ("do", Sequence((Action(Verb.OPEN, "A-B"), Action(Verb.WALK_AWAY, ""), A))),
                ),
            ),
        ),
        ("in_case(japan-2002, a)", Call("in_case", (Name("japan-2002"), A))),
        ("trend(a, goals.USA.x.weight)", Call("trend", (A, Name("goals.USA.x.weight")))),
        ("value(J, after=[])", Call("value", (Name("J"),), (("after", Sequence(())),))),
        ("probability(by = c)", Call("probability", (), (("by", C),))),
        ("probability(a = c)", Call("probability", (Compare("=", A, C),))),
    ],
)
def test_claims_may_say_more(text: str, tree: Tree) -> None:
    assert parse_study(text).tree == tree


@pytest.mark.parametrize(
    ("text", "offset", "message"),
    [
        ("a and", 5, "expected a name, a number or '(', the expression ends here"),
        ("a b", 2, "expected an operator or the end, found 'b'"),
        ("a AND b", 2, "expected an operator or the end, found 'AND'"),
        ("joined(USA", 10, "expected ')', the expression ends here"),
        ("a = b = c", 6, "comparisons do not chain, found '='"),
        ("a + not b", 4, "expected a name, a number or '(', found 'not'"),
        ("a / b", 2, "expected an operator or the end, found '/'"),
        ("if", 0, "expected a name, a number or '(', found 'if'"),
        ("at_least(a, b)", 9, "at_least needs a whole number first, found 'a'"),
        ("at_least(1.5, b)", 9, "at_least needs a whole number first, found '1.5'"),
        ("[a]", 0, "a list may stand in claims only, not in a condition"),
        ("2018-07-01", 0, "a date may stand in claims only, not in a condition"),
        ("join m", 0, "an action may stand in claims only, not in a condition"),
        ("exposure(A, after=b)", 12, "'after=' may stand in claims only, not in a condition"),
        ("1" * 16, 0, "the number is too large"),
        ("", 0, "the expression is empty"),
        (None, 0, "the expression is empty"),
        ([1], 0, "needs an expression, got a list or a mapping"),
        (float("inf"), 0, "the number is too large or not a number"),
        (10**400, 0, "the number is too large or not a number"),
        ("x" * 2001, 2000, "the expression has 2,001 characters; at most 2,000 are read"),
    ],
)
def test_a_fault_is_told_at_its_character(text: object, offset: int, message: str) -> None:
    with pytest.raises(ExpressionError) as raised:
        parse_expression(text)
    assert (raised.value.message, raised.value.offset) == (message, offset)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("probability(a, by=2018-13-01)", "there is no day 2018-13-01"),
        ("probability(a, by=b, by=c)", "'by=' stands twice"),
        ("probability(by=b, a)", "after an argument with '=' all need one, found 'a'"),
        ("in_case(, a)", "expected an id or a path, found ','"),
    ],
)
def test_a_fault_in_a_claim(text: str, message: str) -> None:
    with pytest.raises(ExpressionError, match="^" + message.replace("(", r"\(")):
        parse_study(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 41 + "a" + ")" * 41,
        "not " * 41 + "a",
        "-" * 41 + "a",
        "f(" * 41 + "a" + ")" * 41,
        "at_least(1, " * 41 + "a" + ")" * 41,
        "a" + " - a" * 41,
        "(" * 1000 + "a",
    ],
)
def test_no_expression_is_deeper_than_can_be_walked(text: str) -> None:
    with pytest.raises(ExpressionError, match="nested more than 40 levels deep"):
        parse_expression(text)


def test_long_but_flat_is_fine() -> None:
    tree = parse_expression(" and ".join(["a"] * 250)).tree
    assert tree == Both((A,) * 250)


@pytest.mark.parametrize(
    ("text", "action"),
    [
        ("summit", Action(Verb.DO, "summit")),
        ("undo freeze", Action(Verb.UNDO, "freeze")),
        ("join  m", Action(Verb.JOIN, "m")),
        ("leave m", Action(Verb.LEAVE, "m")),
        ("open JPN-PRK", Action(Verb.OPEN, "JPN-PRK")),
        ("walk away", Action(Verb.WALK_AWAY, "")),
    ],
)
def test_an_action_is_read_and_printed(text: str, action: Action) -> None:
    assert parse_action(text) == action
    assert str(action) == " ".join(text.split())


@pytest.mark.parametrize("text", ["", "join", "open JPN", "walk", "not", "a b", True, "join not"])
def test_what_is_no_action(text: object) -> None:
    with pytest.raises(ExpressionError):
        parse_action(text)


def test_a_commitment_may_quote_its_condition() -> None:
    quoted = parse_conditional('join m while "joined(USA, m)"')
    assert quoted == parse_conditional("join m while joined(USA, m)")
    assert quoted.action == Action(Verb.JOIN, "m")
    assert quoted.condition == parse_expression("joined(USA, m)")


def test_offsets_in_a_commitment_count_from_its_start() -> None:
    tree = parse_conditional('join m while "joined(USA, m)"').condition.tree
    assert isinstance(tree, Call)
    assert tree.offset == 14


def test_a_commitment_without_condition_always_holds() -> None:
    assert parse_conditional("leave m").condition.tree == Literal(1)


def test_what_is_parsed_already_stays_as_it_is() -> None:
    expression, commitment = parse_expression("a"), parse_conditional("join m")
    assert parse_expression(expression) is expression
    assert parse_action(commitment.action) is commitment.action
    assert parse_conditional(commitment) is commitment


def test_the_text_is_kept_as_written() -> None:
    assert str(parse_expression("  a  and (b) ")) == "a  and (b)"
    assert parse_expression("a and (b)") == parse_expression("a and b")
