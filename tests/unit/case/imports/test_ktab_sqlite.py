"""Results of KTAB in a database: the scenario is read, other databases are refused."""

import sqlite3
from collections.abc import Iterable
from contextlib import closing

import pytest
from tests.imported import case_in, faults_in, stances_in

from detente.case.imports import ktab_sqlite

TABLES = """
CREATE TABLE ScenarioDesc (Scenario TEXT, "Desc" TEXT, ScenarioId TEXT, RNGSeed TEXT,
  VictoryProbModel INT, ProbCondorcetElection INT, StateTransition INT, VotingRule INT,
  BigRAdjust INT, BigRRange INT, ThirdPartyCommit INT, InterVecBrgn INT, BargnModel INT);
CREATE TABLE ActorDescription (ScenarioId TEXT, Act_i INT, Name TEXT, "Desc" TEXT);
CREATE TABLE DimensionDescription (ScenarioId TEXT, Dim_k INT, "Desc" TEXT);
CREATE TABLE SpatialCapability (ScenarioId TEXT, Turn_t INT, Act_i INT, Cap REAL);
CREATE TABLE SpatialSalience (ScenarioId TEXT, Turn_t INT, Act_i INT, Dim_k INT, Sal REAL);
CREATE TABLE VectorPosition (ScenarioId TEXT, Turn_t INT, Act_i INT, Dim_k INT, Pos_Coord REAL,
  Idl_Coord REAL, Mover_BargnId INT);
CREATE TABLE Accommodation (ScenarioId TEXT, Act_i INT, Act_j INT, Affinity REAL);
"""
SCENARIO = [
    (
        "INSERT INTO ScenarioDesc VALUES ('Talks', 'One matter', 'id1', '7',"
        " 1, 2, 0, 4, 3, 2, 0, 2, 1)"
    ),
    "INSERT INTO ActorDescription VALUES ('id1', 1, 'B', 'Bee'), ('id1', 0, 'A', 'Ay')",
    "INSERT INTO DimensionDescription VALUES ('id1', 0, 'Height')",
    "INSERT INTO SpatialCapability VALUES ('id1', 0, 0, 30), ('id1', 0, 1, 5.5)",
    "INSERT INTO SpatialSalience VALUES ('id1', 0, 0, 0, 0.29), ('id1', 0, 1, 0, 1.0)",
    (
        "INSERT INTO VectorPosition VALUES ('id1', 0, 0, 0, 30.000000000000004, 0, 0),"
        " ('id1', 0, 1, 0, 90, 0, 0), ('id1', 1, 1, 0, 60, 0, 0)"
    ),
    "INSERT INTO Accommodation VALUES ('id1', 0, 0, 1), ('id1', 0, 1, 0), ('id1', 1, 0, 0.25)",
]


def database(script: str = TABLES, statements: Iterable[str] = SCENARIO) -> bytes:
    with closing(sqlite3.connect(":memory:")) as made:
        made.executescript(script)
        for statement in statements:
            made.execute(statement)
        made.commit()
        return made.serialize()


def test_the_first_turn_of_a_scenario_becomes_a_case() -> None:
    case = case_in(database(), "old.db")
    assert case.title == "Talks"
    assert list(case.actors) == ["A", "B"]
    assert stances_in(case) == {"A": {"Height": (30, 29, 30)}, "B": {"Height": (90, 100, 5.5)}}


def test_switches_are_numbered_in_ktabs_order() -> None:
    switches = case_in(database(), "old.sqlite").bargaining.spatial_politics
    assert switches.victory == "square"
    assert switches.succession == "markov_uniform"
    assert switches.voting == "cubic"
    assert switches.risk_estimate == "two_thirds"
    assert switches.risk_range == "from_minus_one"
    assert switches.third_party == "no_commitment"
    assert switches.interpolation == "stronger_only"
    assert switches.bargain == "both"


def test_a_switch_that_is_empty_is_ktabs_own() -> None:
    content = database(
        statements=[SCENARIO[0].replace("1, 2, 0, 4", "NULL, 2, 0, 4"), *SCENARIO[1:]]
    )
    assert case_in(content, "old.db").bargaining.spatial_politics.victory == "linear"


def test_ideals_give_way_as_the_database_says() -> None:
    shares = case_in(database(), "old.db").bargaining.accommodation
    found = {one: {other: s.mode for other, s in own.items()} for one, own in shares.items()}
    assert found == {"A": {"A": 1}, "B": {"A": 0.25}}


def test_positions_of_old_databases_are_shares_of_one() -> None:
    small = [line.replace("30.000000000000004", "0.3").replace("90", "0.9") for line in SCENARIO]
    case = case_in(database(statements=[line.replace("60", "0.6") for line in small]), "old.db")
    assert stances_in(case)["A"]["Height"][0] == 30


def test_older_databases_have_no_switches_and_no_accommodation() -> None:
    columns = TABLES.partition(" VictoryProbModel")[0].strip()
    script = columns.rstrip(",") + ");" + TABLES.partition("BargnModel INT);")[2]
    script = script.partition("CREATE TABLE Accommodation")[0]
    first = "INSERT INTO ScenarioDesc VALUES ('Talks', '', 'id1', '7')"
    case = case_in(database(script, [first, *SCENARIO[1:-1]]), "old.db")
    assert "bargaining" not in case.model_fields_set


def test_of_several_scenarios_the_last_is_read_and_said_to_be() -> None:
    earlier = SCENARIO[0].replace("id1", "id0").replace("Talks", "Before")
    content = database(statements=[earlier, *SCENARIO])
    assert case_in(content, "old.db").title == "Talks"
    assert faults_in(content, "old.db") == [
        "1:1: warning import/left-out: the database holds 2 scenarios; the last one is read"
    ]


def test_all_faults_are_told_together() -> None:
    broken = [
        line.replace("1, 2, 0, 4", "9, 2, 'x', 4").replace("5.5", "0").replace("0.25", "2")
        for line in SCENARIO
    ]
    broken.append("INSERT INTO Accommodation VALUES ('id1', 0, 7, 0.5)")
    broken.append("DELETE FROM SpatialSalience WHERE Act_i = 1")
    found = faults_in(database(statements=broken), "old.db")
    assert sorted(fault.partition("error ")[2] for fault in found) == [
        "import/number: the salience of B on Height must be a number; the place is empty",
        "import/out-of-range: the accommodation of B to A must be between 0 and 1, got 2.0",
        "import/out-of-range: the capability of B must be above 0, got 0.0",
        "import/unknown-name: StateTransition has no setting 'x'",
        "import/unknown-name: VictoryProbModel has no setting 9",
        "import/unknown-name: an accommodation is of actor 0 to 7; there are 2",
    ]


def test_other_databases_are_refused() -> None:
    (fault,) = faults_in(database("CREATE TABLE t (x INT)", []), "other.sqlite3")
    assert "import/unknown-format: this is no database of KTAB: it has no table Scen" in fault
    view = TABLES.replace("CREATE TABLE VectorPosition", "CREATE TABLE Other")
    view += "CREATE VIEW VectorPosition AS SELECT * FROM Other;"
    (fault,) = faults_in(database(view, []), "view.db")
    assert "it has no table VectorPosition" in fault


@pytest.mark.parametrize("content", [b"", b"no database", b"SQLite format 3\0" + b"x" * 500])
def test_what_is_no_database_is_refused(content: bytes) -> None:
    (fault,) = faults_in(content, "no.db")
    assert "import/" in fault


def test_an_empty_database_of_ktab_is_refused() -> None:
    (fault,) = faults_in(database(statements=[]), "empty.db")
    assert "import/unreadable: the database holds no scenario" in fault


def test_a_database_beyond_any_scenario_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ktab_sqlite, "MAX_BYTES", 100)
    (fault,) = faults_in(database(), "large.db")
    assert "import/unreadable: the file has more than 100 bytes" in fault


def test_a_database_that_is_cut_off_is_refused() -> None:
    (fault,) = faults_in(database()[:-5000], "cut.db")
    assert "import/unreadable" in fault


def test_a_name_that_is_no_text_is_none() -> None:
    renamed = [*SCENARIO, "UPDATE ActorDescription SET Name = x'ff00' WHERE Act_i = 1"]
    assert faults_in(database(statements=renamed), "t.db") == [
        "1:1: error import/row: the actor has no name"
    ]


def test_a_database_of_nobody_is_refused() -> None:
    found = faults_in(database(statements=[*SCENARIO, "DELETE FROM ActorDescription"]), "t.db")
    assert any("nobody has a position on any issue" in fault for fault in found)
