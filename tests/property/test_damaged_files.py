"""A damaged file of another program is read or refused with places; it never crashes the reader."""

from contextlib import closing
from sqlite3 import connect

from hypothesis import given
from hypothesis import strategies as st

from detente.base.errors import CaseError
from detente.case.reader import read

KTAB = "Talks,,3,1,\nActor,Description,Power,Height,Sal,\nA,a,1,2,3,\nB,b,4,5,6,\nC,c,7,8,9,\n"
ACTOR = """<Actor><name>{}</name><description/><capability>1</capability>
<Position><dCoord>2</dCoord></Position><Salience><dSal>3</dSal></Salience></Actor>"""
XML = f"""<?xml version="1.0"?>
<Scenario><name>T</name><desc/><prngSeed>7</prngSeed><ModelParameters><VotingRule>Prop</VotingRule>
</ModelParameters><Dimensions><dName>H</dName></Dimensions>
<Actors>{"".join(map(ACTOR.format, "ABC"))}</Actors>
<IdealAdjustment><iaPair><adjustingIdeal>A</adjustingIdeal>
<referencePos>A</referencePos><adjust>1</adjust></iaPair></IdealAdjustment></Scenario>"""
DECIDE = "#O\tT\n#A\tA\ta\n#P\tx\tX\tc\n#M\tx\t0\tno\n#M\tx\t9\n#D\tA\tx\t2\t0.5\t1\n'#/'\t'x'\n"
TABLE = """actor;issue;position;salience;power;from;to;red line
A;"x, y";1;0.5;2;0;9;4
B;"x, y";5;1;2;0;9;
"""
DEU = (
    "prnr\tisnr\tpcom\tpat\tscom\tsat\trp\tout\nd\td1\t0\t50\t10\t\t0\t100\nd\td2\t9\t8\t7\t6\t\t\n"
)


def database() -> bytes:
    tables = {
        "ScenarioDesc": ('Scenario, "Desc", ScenarioId, VotingRule', "'T', '', 'i', 2"),
        "ActorDescription": ('ScenarioId, Act_i, Name, "Desc"', "'i', 0, 'A', 'a'"),
        "DimensionDescription": ('ScenarioId, Dim_k, "Desc"', "'i', 0, 'H'"),
        "SpatialCapability": ("ScenarioId, Turn_t, Act_i, Cap", "'i', 0, 0, 5"),
        "SpatialSalience": ("ScenarioId, Turn_t, Act_i, Dim_k, Sal", "'i', 0, 0, 0, 0.5"),
        "VectorPosition": ("ScenarioId, Turn_t, Act_i, Dim_k, Pos_Coord", "'i', 0, 0, 0, 50"),
    }
    with closing(connect(":memory:")) as made:
        made.execute("PRAGMA page_size = 512")
        for name, (columns, values) in tables.items():
            made.execute(f"CREATE TABLE {name} ({columns})")
            made.execute(f"INSERT INTO {name} VALUES ({values})")  # noqa: S608 - our own words
        made.commit()
        return made.serialize()


FILES = {
    "ktab.csv": KTAB.encode(),
    "ktab.xml": XML.encode(),
    "decide.txt": DECIDE.encode(),
    "table.csv": TABLE.encode(),
    "deu.tsv": DEU.encode(),
    "ktab.db": database(),
}


def readable(content: bytes, file: str) -> bool:
    """Whether the content is read; if not, every fault has a place in the file."""
    faults = ()
    try:
        read(content, file)
    except CaseError as error:
        faults = error.diagnostics
    assert all((fault.location.file, fault.location.line > 0) == (file, True) for fault in faults)
    return not faults


def test_undamaged_they_are_read() -> None:
    assert all(readable(content, file) for file, content in FILES.items())


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, bytes]:
    """A file in which some stretches are cut out, doubled or overwritten."""
    file = draw(st.sampled_from(sorted(FILES)))
    content = FILES[file]
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(content)))
        end = draw(st.integers(begin, min(len(content), begin + 40)))
        put = draw(
            st.sampled_from([b"", content[begin:end] * 2, b"0", b"-1", b"\n", b'"', b"\xff"])
        )
        content = content[:begin] + put + content[end:]
    return file, content


@given(file=damaged())
def test_damaged_they_are_read_or_refused(file: tuple[str, bytes]) -> None:
    name, content = file
    readable(content, name)


@given(
    content=st.binary(max_size=200) | st.text(max_size=200).map(str.encode),
    file=st.sampled_from(sorted(FILES)),
)
def test_anything_is_read_or_refused(content: bytes, file: str) -> None:
    readable(content, file)


@given(number=st.text("0123456789.-+eE,_ ", max_size=12))
def test_whatever_stands_for_a_number_is_read_or_told(number: str) -> None:
    readable(KTAB.replace("4,5,6", f"4,{number},6").encode(), "ktab.csv")
    readable(DECIDE.replace("\t0.5\t", f"\t{number}\t").encode(), "decide.txt")
