from pathlib import Path

import pytest

from detente.case.documents import DocumentTrail, check_evidence
from detente.case.reader import read_text
from detente.case.schema import Case

CASE = """
detente: 1
id: trail
title: A trail
as_of: 2018-03-21
sources:
  article: {title: An article, date: 2018-01-01}
  paper: {title: A paper, date: 2018-01-01, document: paper.md}
  missing: {title: A lost letter, date: 2018-01-01}
  outside: {title: A secret, date: 2018-01-01, document: ../secret.txt}
actors:
  USA: {discount: {is: 0.1, source: ["article#2", "article#4"]}, pace: 2}
  PRK: {pace: [1, 2, 3], note: judgement}
moves:
  summit:
    by: [USA, PRK]
    pace: 1
    source: ["paper#p2", "paper#p.1", "paper#p3", paper, "missing#1"]
  freeze: {by: PRK, pace: 3, source: ["outside#1", "article#x"]}
"""


@pytest.fixture
def case() -> Case:
    return read_text(CASE)


@pytest.fixture
def documents(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    (folder / "article.txt").write_text("First.\n\nSecond.\n   \nThird.\n", encoding="utf-8")
    (folder / "paper.md").write_text("Page one.\fPage two.\n", encoding="utf-8")
    (tmp_path / "secret.txt").write_text("Nobody reads this.\n", encoding="utf-8")
    return folder


def trail(case: Case, documents: Path, source: str) -> DocumentTrail:
    return next(t for t in check_evidence(case, documents).trails if t.source == source)


def found(of: DocumentTrail) -> dict[str, bool]:
    return {citation.locator: citation.found for citation in of.citations}


def test_a_document_is_found_by_the_id_of_its_source(case: Case, documents: Path) -> None:
    assert trail(case, documents, "article").file == "article.txt"


def test_paragraphs_are_the_lines_that_are_not_empty(case: Case, documents: Path) -> None:
    assert found(trail(case, documents, "article")) == {"2": True, "4": False, "x": False}


def test_pages_are_divided_by_form_feeds(case: Case, documents: Path) -> None:
    of = trail(case, documents, "paper")
    assert found(of) == {"p2": True, "p.1": True, "p3": False, "": True}


def test_paragraphs_that_nobody_cites_are_counted_from_one(case: Case, documents: Path) -> None:
    assert trail(case, documents, "article").uncited == (1, 3)
    assert trail(case, documents, "missing").uncited == ()


def test_a_citation_of_a_missing_document_is_not_found(case: Case, documents: Path) -> None:
    of = trail(case, documents, "missing")
    assert of.file == ""
    assert found(of) == {"1": False}


def test_no_path_leads_out_of_the_folder(case: Case, documents: Path) -> None:
    of = trail(case, documents, "outside")
    assert of.file == ""
    assert found(of) == {"1": False}


def test_a_link_that_leads_out_is_not_followed(case: Case, documents: Path) -> None:
    (documents / "missing.txt").symlink_to(documents.parent / "secret.txt")
    assert trail(case, documents, "missing").file == ""


def test_numbers_without_source_or_note_are_listed(case: Case, documents: Path) -> None:
    # PRK's pace and the moves' paces are covered by their entries; defaults are not the analyst's.
    assert check_evidence(case, documents).unsupported == ("actors.USA.pace",)
