"""Trading on terms small enough to work out by hand."""

from dataclasses import replace

import pytest
from tests.answers import answered, rows, sentences
from tests.small import lab_of, small
from tests.unit.results.specs import marks, texts

from detente.analyses.contract import Answer
from detente.analyses.exchange import EXCHANGE
from detente.behaviour import trading as behaviour
from detente.behaviour import trading_tables
from detente.behaviour.trading import trading
from detente.behaviour.trading_words import barrier_names, barrier_words
from detente.methods import exchange as method
from detente.methods.missed_deals import Barrier
from detente.results import GuaranteeKind, Topic, Value

THREE = """
focal: C
actors:
  A: {name: Aland, capability: 1}
  B: {name: Borduria, article: the, capability: 1}
  C: {name: Cland, capability: 0.4}
moves: {freeze: {by: A, name: halt of tests}, talk: {by: B}}
issues:
  arms: {name: arms control, labels: {0: none left, 100: all kept}}
  aid: {tradable_when: AID}
positions:
  A: {arms: {at: 0, salience: 80}, aid: {at: 100, salience: 20}}
  B: {arms: {at: 100, salience: 20}, aid: {at: 0, salience: 80}}
  C: {arms: {at: AT, salience: SALIENCE}}
"""
"""Weights on arms .8, .2 and .2, on aid .2 and .8, so that outcomes are 40/1.2 and 20.

B gives way on arms all the way, which moves the outcome by .2/1.2 to 1/6; at equal gains, at the
rate (.8 + .2) / (.2 + .8) = 1, A gives way on aid as much, from 20 to 3 1/3, with a vote on aid of
100 - (100/6) / .2 = 16 2/3. Both gain (.8 - .2) 100/6 = 10 points; C loses .5 x 100/6 = 8 1/3.
"""


def three(rest: str = "", aid: str = "true", at: str = "100", salience: str = "50") -> str:
    text = THREE.replace("AID", aid).replace("SALIENCE", salience).replace("AT", at)
    return text + rest


def trades(rest: str = "", aid: str = "true", at: str = "100", draws: int = 4) -> Answer:
    return answered(EXCHANGE, small(three(rest, aid, at)), draws=draws)


def numbers(row: dict[str, Value], *names: str) -> list[Value]:
    return [row[name] for name in names]


def said(answer: Answer, topic: Topic) -> list[str]:
    return [finding.sentence for finding in answer.findings if finding.topic is topic]


def test_the_one_deal_there_is() -> None:
    found = trades()
    first, second = rows(found, "deals")
    assert first == {
        "deal": 1,
        "actor": "A",
        "partner": "B",
        "gives": "aid",
        "vote_before": 100,
        "vote_after": pytest.approx(100 / 6),
        "outcome_before": pytest.approx(20),
        "outcome_after": pytest.approx(10 / 3),
        "gets": "arms",
        "gain": pytest.approx(10),
        "share": 1.0,
    }
    assert (second["actor"], second["gives"], second["gets"]) == ("B", "arms", "aid")
    assert numbers(second, "vote_before", "vote_after") == pytest.approx([100, 0])
    assert second["outcome_before"] == pytest.approx(100 / 3)
    assert second["outcome_after"] == pytest.approx(100 / 6)
    assert found.guarantee.kind is GuaranteeKind.ENUMERATED


def test_a_third_party_pays() -> None:
    found = trades()
    first, *others = rows(found, "externalities")
    assert (first["actor"], first["negative_from"]) == ("C", 1)
    assert first["outer_losses"] == first["net"] == pytest.approx(-50 / 6)
    assert first["low"] == first["high"] == first["net"]
    assert first["own"] == first["inner_losses"] == first["inner_gains"] == 0
    assert [row["own"] for row in others] == pytest.approx([10, 10])
    assert [row["negative_from"] for row in others] == [None, None]
    first_said, second_said, third_said = said(found, Topic.TERMS)
    assert first_said == "Cland pays most for the deals of others."
    assert second_said == (
        "Once all deals are made, Cland ends up worse off; with the only deal, in which Aland "
        "gives way on aid and the Borduria on arms control, it first stands worse than with none."
    )
    assert third_said == (
        "In the most gainful deal Aland gives way on aid and the Borduria on arms control."
    )


def test_the_payer_is_told_of_to_others_too() -> None:
    found = answered(EXCHANGE, small(three().replace("focal: C", "focal: A")))
    first, second, _ = said(found, Topic.TERMS)
    assert first == (
        "Cland pays most for the deals of others; with its own deals counted in, it ends up "
        "worse off."
    )
    assert second == "Once all deals are made, Aland ends up better off."


def test_who_stands_with_the_winner_loses_nothing() -> None:
    found = trades(at="0")
    assert "Nobody loses by the deals of others." in sentences(found)
    assert "Cland ends up better off." in sentences(found)


def test_an_actor_without_a_position_is_told_nothing_of_its_own() -> None:
    text = three().replace("focal: C", "focal: D").replace("moves:", "  D: {}\nmoves:")
    found = answered(EXCHANGE, small(text))
    assert "Once all deals" not in sentences(found)
    assert "deal_orders" not in {table.id for table in found.tables}


def test_outcomes_stand_beside_those_without_trade() -> None:
    arms, aid = rows(trades(), "exchange_outcomes")
    traded = ("exchange", "exchange_low", "exchange_high")
    assert numbers(arms, "compromise", *traded) == pytest.approx([100 / 3, *[50 / 3] * 3])
    assert numbers(aid, "compromise", *traded) == pytest.approx([20, *[10 / 3] * 3])
    # both follow by k = .1 + .4 x .8 = .42: B stands at 58, A at 65, outcomes are 26 1/3 and 13,
    # and B gives way all the way once more, by .2 x 58 / 1.2 = 9 2/3, A as much; so it goes on
    assert arms["last"] == pytest.approx(50 / 3)
    assert aid["last"] == pytest.approx(10 / 3)


@pytest.mark.parametrize(
    ("rest", "aid", "barrier", "words"),
    [
        (
            "bargaining: {links: []}",
            "true",
            "not_linked",
            "the case does not let arms control and aid be traded for each other",
        ),
        ("channels: []", "true", "not_talking", "no line joins Aland and the Borduria"),
        (
            "",
            "freeze and not standing_order",
            "not_open",
            "aid is not open before this holds: “halt of tests”",
        ),
        (
            "standing: [talk]",
            "not talk",
            "not_open",
            "aid is not open before this holds: “not talk”",
        ),
    ],
)
def test_rules_stop_deals(rest: str, aid: str, barrier: str, words: str) -> None:
    facts = "facts: {standing_order: talk and freeze}\n"
    found = trades(facts + rest, aid)
    assert rows(found, "deals") == rows(found, "deal_shares") == []
    (missed,) = rows(found, "missed_deals")
    assert (missed["barrier"], missed["gives"], missed["partner_gives"]) == (barrier, "aid", "arms")
    assert numbers(missed, "gain", "partner_gain") == pytest.approx([10, 10])
    assert sentences(found) == (
        "Nobody trades. Aland and the Borduria would both gain if the former gave way on aid and "
        f"the latter on arms control, but {words}."
    )
    assert found.figures == ()


def test_an_issue_opens_when_its_move_stands() -> None:
    assert len(rows(trades("standing: [freeze]", "freeze"), "deals")) == 2


@pytest.mark.parametrize(
    ("decision", "words"),
    [
        ("{}", "Cland's red line stops it"),
        ("{vetoes: [C]}", "Cland's veto at its red line stops it"),
    ],
)
def test_a_red_line_leaves_part_of_a_deal_undone(decision: str, words: str) -> None:
    text = three(f"bargaining: {{decision: {decision}}}").replace(
        "C: {arms: {at: 100, ", "C: {arms: {red_line: 30, at: 100, "
    )
    found = answered(EXCHANGE, small(text))
    _, given = rows(found, "deals")
    assert given["outcome_after"] == pytest.approx(30)
    assert given["gain"] == pytest.approx(0.6 * (100 / 3 - 30))
    (missed,) = rows(found, "missed_deals")
    assert (missed["barrier"], missed["because"]) == ("red_line", words)
    assert sentences(found).count(f"but {words}.") == 1


def test_where_nobody_is_at_odds_there_is_nothing_to_trade() -> None:
    text = three().replace("aid: {at: 0, salience: 80}", "aid: {at: 100, salience: 80}")
    assert sentences(answered(EXCHANGE, small(text))).startswith(
        "There is nothing to trade: no two actors stand on opposite sides of two issues"
    )


def test_one_issue_cannot_be_traded() -> None:
    text = """
    actors: {A: {capability: 1}, B: {capability: 1}}
    issues: {arms: {}}
    positions: {A: {arms: {at: 0, salience: 50}}, B: {arms: {at: 100, salience: 50}}}
    """
    found = answered(EXCHANGE, small(text))
    assert sentences(found) == "There is nothing to trade: only one issue is to be settled."


def test_issues_nobody_cares_about_have_no_outcome() -> None:
    text = (
        three()
        .replace("issues:\n", "issues:\n  flag: {}\n")
        .replace("C: {arms:", "C: {flag: {at: 50, salience: 0}, arms:")
    )
    found = answered(EXCHANGE, small(text))
    flag = rows(found, "exchange_outcomes")[0]
    assert set(flag.values()) == {"flag", None}
    assert len(rows(found, "deals")) == 2


def test_draws_say_how_surely_a_deal_comes_about() -> None:
    # while A cares for arms less than for aid, measured by B, there is no deal, or another one
    text = three().replace("aid: {at: 0, salience: 80}", "aid: {at: 0, salience: [10, 80]}")
    text = text.replace("A: {arms: {at: 0, salience: 80}", "A: {arms: {at: 0, salience: [0, 80]}")
    found = answered(EXCHANGE, small(text), draws=32)
    first, _ = rows(found, "deals")
    (share,) = {row["share"] for row in rows(found, "deal_shares") if row["at_mode"]}
    assert 0.5 < share < 1.0  # type: ignore[operator]
    assert first["share"] == share
    payer = rows(found, "externalities")[0]
    assert payer["low"] < payer["high"]  # type: ignore[operator]
    assert "Cland pays most for the deals of others: it loses by them in " in sentences(found)
    assert "it comes about in " in sentences(found)
    assert " % of the input combinations" in sentences(found)
    assert "over 32 draws" in found.guarantee.sentence


ORDERED = """
focal: {focal}
actors: {{A: {{capability: 1}}, B: {{capability: 1}}, C: {{capability: 1}}}}
issues: {{arms: {{}}, aid: {{}}}}
positions:
  A: {{arms: {{at: 0, salience: 20}}, aid: {{at: 50, salience: 70}}}}
  B: {{arms: {{at: 100, salience: 70}}, aid: {{at: 100, salience: 40}}}}
  C: {{arms: {{at: 75, salience: 20}}, aid: {{at: 25, salience: 30}}}}
"""


@pytest.mark.parametrize(
    ("focal", "words"),
    [
        ("A", "The order of these deals matters to A: in the best it stands no worse"),
        ("B", "In no order that was tried would these deals leave B worse off than none."),
    ],
)
def test_the_best_and_the_worst_order(focal: str, words: str) -> None:
    found = answered(EXCHANGE, small(ORDERED.format(focal=focal)))
    table = rows(found, "deal_orders")
    assert [(row["order"], row["step"]) for row in table] == [
        ("best", 1),
        ("best", 2),
        ("worst", 1),
        ("worst", 2),
    ]
    best, worst = table[1]["total"], table[3]["total"]
    net = next(row["net"] for row in rows(found, "externalities") if row["actor"] == focal)
    # of two orders one is that in which the deals are made
    assert pytest.approx(net) in (best, worst)
    assert best > worst  # type: ignore[operator]
    assert words in sentences(found)


def test_deals_may_be_bad_in_every_order() -> None:
    found = sentences(trades())
    assert "In no order that was tried would these deals leave Cland better off than none." in found


def test_a_deal_can_overtake_another() -> None:
    text = """
    actors: {A: {capability: 1}, B: {name: Borduria, capability: 1}, C: {capability: 1}}
    issues: {arms: {}, aid: {}}
    positions:
      A: {arms: {at: 75, salience: 10}, aid: {at: 75, salience: 90}}
      B: {arms: {at: 100, salience: 90}, aid: {at: 25, salience: 30}}
      C: {arms: {at: 100, salience: 20}, aid: {at: 0, salience: 30}}
    """
    found = answered(EXCHANGE, small(text))
    # C would give way on aid, but A has given all its vote on arms to B, who cares more for them
    (missed,) = [row for row in rows(found, "missed_deals") if row["barrier"] == "overtaken"]
    assert (missed["actor"], missed["gives"]) == ("C", "aid")
    assert (missed["partner"], missed["partner_gives"]) == ("A", "arms")
    assert missed["because"] == "The first deal, between Borduria and A, leaves nothing to trade"


def test_other_reasons_are_told_as_well() -> None:
    found = trading(lab_of(three("channels: []")))
    (missed,) = found.missed
    given = replace(missed, barriers=(Barrier.NOT_LINKED, Barrier.GIVEN))
    assert barrier_names(given) == "not_linked, given"
    assert barrier_words(found, given).endswith(
        "be traded for each other; one of them has given way in the other direction before"
    )


def test_trading_that_was_cut_short_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(method, "MOST_DEALS", 1)
    found = answered(EXCHANGE, small(ORDERED.format(focal="A")))
    assert len(rows(found, "deals")) == 2
    assert found.guarantee.kind is GuaranteeKind.TRUNCATED


def test_what_is_left_out_of_tables_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(behaviour, "MOST_ORDERED", 1)
    monkeypatch.setattr(trading_tables, "MOST_MISSED", 0)
    found = answered(EXCHANGE, small(ORDERED.format(focal="A")))
    assert [row["deal"] for row in rows(found, "deal_orders")] == [1, 1]
    notes = {table.id: table.note for table in found.tables}
    assert notes["deal_orders"].endswith(" Deals left out: the last 1.")
    free = answered(EXCHANGE, small(three("channels: []")))
    (missed,) = [table for table in free.tables if table.id == "missed_deals"]
    assert missed.rows == ()
    assert missed.note.endswith(" Less gainful ones left out: 1.")


def test_figures_show_who_trades_and_who_pays() -> None:
    network, balance = trades().figures
    assert "deals of others" in texts(network)
    assert "deals of Cland" not in texts(network)
    assert len(marks(network, "line")) == 1
    assert network.alternative == (
        "Most is gained by trade between Aland and Borduria. Number of deals: 1, of pairs that "
        "make them: 1."
    )
    assert balance.alternative == (
        "Net points, the lowest first: Cland -8.3, Aland 10.0 and Borduria 10.0."
    )


# ---- how gains are shared, payments, deal after deal ---------------------------------------------


def exchange_set(settings: str) -> str:
    return f"bargaining: {{exchange: {{{settings}}}}}"


def test_gains_can_be_shared_as_ideals() -> None:
    found = trades(exchange_set("gains: as_ideals"))
    # arms move 1/6 at most, aid .2. With B left its own, A could have .8/6 - .2/24 = .125; with A
    # left its own, B .8 x .2 - .2 x .05 = .15. At 5 to 6, and arms moved all the way:
    of_arms, of_aid = 1 / 6, 5.8 / 5.2 / 6
    gains = [80 * of_arms - 20 * of_aid, 80 * of_aid - 20 * of_arms]
    assert gains[0] / gains[1] == pytest.approx(5 / 6)
    assert [row["gain"] for row in rows(found, "deals")] == pytest.approx(gains)
    assert found.assumptions[0].source == "vanassen2003"


def test_payments_level_what_both_can_give() -> None:
    found = trades(exchange_set("payment_cost: 1"))
    first, second, *_ = rows(found, "deals")
    # both give all they can: A gains 80/6 - 20 x .2 = 9 1/3 points, B 80 x .2 - 20/6 = 12 2/3
    assert numbers(first, "payment", "gain") == pytest.approx([5 / 3, 11])
    assert numbers(second, "payment", "gain") == pytest.approx([-5 / 3, 11])
    assert "costs 1." in found.assumptions[1].sentence
    assert "C" in {row["partner"] for row in rows(found, "deals")}  # who sells its vote on arms
    # at a dearer price the swap at equal gains, 10 points each, is better, and C too dear
    dear = trades(exchange_set("payment_cost: 4"))
    assert [row["payment"] for row in rows(dear, "deals")] == [0, 0]
    assert [row["gain"] for row in rows(dear, "deals")] == pytest.approx([10, 10])


ONE = """
actors: {A: {name: Aland, capability: 1}, B: {name: Borduria, capability: 1}}
issues: {arms: {}}
positions: {A: {arms: {at: 0, salience: 80}}, B: {arms: {at: 100, salience: 10}}}
"""


def test_votes_can_be_bought() -> None:
    # the outcome, 100/9, falls to 0: worth 80/9 points to A and -10/9 to B; 5 points level that
    found = answered(EXCHANGE, small(ONE + exchange_set("payment_cost: 1")))
    first, second = rows(found, "deals")
    assert numbers(first, "gives", "vote_before", "outcome_after", "gets") == [None] * 3 + ["arms"]
    assert numbers(first, "payment", "gain") == pytest.approx([-5, 35 / 9])
    assert numbers(second, "gives", "vote_before", "gets") == ["arms", 100, None]
    assert second["outcome_after"] == pytest.approx(0)
    assert numbers(second, "payment", "gain") == pytest.approx([5, 35 / 9])
    assert "In the most gainful deal Aland pays Borduria to give way on arms." in sentences(found)
    assert "Aland pays Borduria to give way on arms" in {
        row["words"] for row in rows(found, "deal_orders")
    }


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        (
            "exchange: {payment_cost: 1}, links: []",
            "but the case does not let votes on arms be bought.",
        ),
        (
            "exchange: {payment_cost: 8}",
            "nobody would pay enough for what others would have to give up.",
        ),
    ],
)
def test_votes_that_are_not_bought(settings: str, words: str) -> None:
    assert sentences(answered(EXCHANGE, small(f"{ONE}bargaining: {{{settings}}}"))).endswith(words)


def test_a_link_of_an_issue_with_itself_lets_its_votes_be_bought() -> None:
    bargaining = "bargaining: {exchange: {payment_cost: 1}, links: [[arms, arms]]}"
    assert len(rows(answered(EXCHANGE, small(ONE + bargaining)), "deals")) == 2


def test_an_issue_can_wait_for_a_deal_on_another() -> None:
    waits = three().replace("arms: {name", "arms: {tradable_after: [aid], name")
    (missed,) = rows(answered(EXCHANGE, small(waits)), "missed_deals")
    assert missed["barrier"] == "not_open"
    assert missed["because"] == "Arms control is not open before there is a deal on aid"
    bought = answered(EXCHANGE, small(waits + exchange_set("payment_cost: 1")))
    first, _, second, *_ = rows(bought, "deals")
    assert (first["gets"], second["gets"]) == ("aid", "arms")  # B buys aid, which opens arms


def test_gains_left_to_a_lot_differ_between_draws() -> None:
    found = trades(exchange_set("gains: random, spread: 0.5"), draws=16)
    assert [row["gain"] for row in rows(found, "deals")] == pytest.approx([10, 10])
    spread = {row["actor"]: row for row in rows(found, "externalities")}
    assert spread["A"]["low"] < 10 < spread["A"]["high"]
    again = trades(exchange_set("gains: random, spread: 0.5"), draws=16)
    assert again == found
