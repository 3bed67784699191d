"""One case in the files of every program, each with its oddities: the same terms come of it.

Expected are the formulas written down literally, on the numbers below and not on what was read.
"""

import pytest
from tests.answers import answered, rows
from tests.imported import case_in
from tests.literal_politics import Group, Switches, history

from detente.analyses.terms import TERMS

POSITIONS = [[20.0, 5.0], [80.0, 95.0], [50.0, 60.0]]
SALIENCES = [[60.0, 40.0], [70.0, 10.0], [15.0, 50.0]]
CAPABILITIES = [100.5, 40.0, 10.0]

KTAB_TEXT = (
    '\ufeff"Talks","on two matters" , 3,2,,,,\r\nActor,Description,Power,Height,sal,Term,sal,\r\n'
    "A,Ay,100.5, 20, 60,5,40.0,\r\nB,Bee,40,80,70,95,10\r\nC,Sea,1e1,50,15,60,50,,,\r\n\r\n"
)
KTAB_XML = """<?xml version="1.0" encoding="UTF-8"?>
<Scenario><name>Talks</name><desc/><prngSeed>0</prngSeed>
<Dimensions><dName>Height</dName><dName>Term</dName></Dimensions><Actors>
<Actor><name>A</name><description/><capability>100.5</capability><Position><dCoord> 20 </dCoord>
<dCoord>5</dCoord></Position><Salience><dSal>60</dSal><dSal>40</dSal></Salience></Actor>
<Actor><name>B</name><description/><capability>40</capability><Position><dCoord>80</dCoord>
<dCoord>95</dCoord></Position><Salience><dSal>70</dSal><dSal>10</dSal></Salience></Actor>
<Actor><name>C</name><description/><capability>1e1</capability><Position><dCoord>50</dCoord>
<dCoord>60</dCoord></Position><Salience><dSal>15</dSal><dSal>50</dSal></Salience></Actor>
</Actors></Scenario>"""
DECIDE = """\
#O,'Talks, on two matters'
#A,'A','Ay, the first'
#A,B
#A,C
#P,Height
#P,Term
#M,Term,100,long
#M,Term,50
#M,Term,0,short
#D,A,Height,20,0.6,100.5
#D,C,Term,60,0.5,10
#D,A,Term,5,0.4,100.5
#D,B,Height,80,0.7,40
#D,B,Term,95,.1,40
#D,C,Height,50,0.15,10,
"""
TABLE = """\
Issue;max;Power;Country;Ideal;importance;min
Height;100;100.5;A;20;60;0
Term;100;100.5;A;5;40;0
Height;100;40;B;80;70;0
Term;100;40;B;95;10;0
Height;100;10;"C";50;15;0
Term;100;10;"C";60;50;0
"""
OURS = """\
detente: 1
id: talks
title: Talks
as_of: 2030-01-01
actors: {A: {capability: 100.5}, B: {capability: 40}, C: {}}
issues: {Height: {from: 0, to: 100}, Term: {from: 100, to: 0}}
positions:
  A: {Height: {at: 20, salience: 60}, Term: {at: 5, salience: 40}}
  B: {Height: {at: 80, salience: 70}, Term: {at: 95, salience: 10}}
  C:
    Height: {at: 50, salience: 15, capability: 10}
    Term: {at: 60, salience: 50, capability: 10}
"""
FILES: dict[str, str | bytes] = {
    "talks.csv": KTAB_TEXT,
    "talks.xml": KTAB_XML,
    "talks.txt": DECIDE.encode("utf-16"),
    "talks.tsv": TABLE,
    "talks.yaml": OURS,
}


@pytest.mark.parametrize("file", FILES)
def test_the_same_terms_come_of_every_file(file: str) -> None:
    answer = answered(TERMS, case_in(FILES[file], file), draws=1)
    points = {row["issue"]: row["point"] for row in rows(answer, "forecast")[::-1]}
    assert [points[issue] for issue in ("Height", "Term")] == pytest.approx(compromise())
    found = rows(answer, "positions")
    expected = [
        (turn, actor, 100.0 * point)
        for turn, state in enumerate(history(Switches(), group()))
        for actor, stands in zip("ABC", state, strict=True)
        for point in stands
    ]
    assert [(row["turn"], row["actor"]) for row in found] == [entry[:2] for entry in expected]
    stands = [row["position"] for row in found]
    assert stands == pytest.approx([point for _, _, point in expected], abs=1e-9)


def compromise() -> list[float]:
    """The mean of positions by capability x salience, issue by issue."""
    weights = [[c * s for s in own] for c, own in zip(CAPABILITIES, SALIENCES, strict=True)]
    return [
        sum(w[d] * x[d] for w, x in zip(weights, POSITIONS, strict=True))
        / sum(w[d] for w in weights)
        for d in range(2)
    ]


def group() -> Group:
    """The three as the literal spatial model takes them."""
    return Group(
        theta=[[x / 100.0 for x in own] for own in POSITIONS],
        s=[[s / 100.0 for s in own] for own in SALIENCES],
        c=CAPABILITIES,
        a=[[float(i == j) for j in range(3)] for i in range(3)],
    )
