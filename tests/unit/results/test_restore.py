import json
from dataclasses import replace

import pytest
from tests.unit.report.sample_study import RESULTS, STUDY

from detente.results import GuaranteeKind, Topic
from detente.results.plain import study_to_plain, to_json
from detente.results.restore import study_from_plain


def test_a_study_comes_back_with_the_same_bytes() -> None:
    text = to_json(STUDY)
    assert to_json(study_from_plain(json.loads(text))) == text


def test_nouns_come_back_as_nouns() -> None:
    back = study_from_plain(json.loads(to_json(STUDY)))
    first = back.results[0]
    assert back.sources == STUDY.sources
    assert back.provenance == STUDY.provenance
    assert first.findings == RESULTS[0].findings
    assert first.tables == RESULTS[0].tables
    assert first.assumptions == RESULTS[0].assumptions
    assert first.guarantee.kind is GuaranteeKind.SAMPLED
    assert first.figures[0].topic is Topic.BIG_PICTURE


def test_an_empty_study_comes_back() -> None:
    empty = replace(STUDY, results=(), sources=(), notices=(), names={}, colours={})
    assert study_from_plain(study_to_plain(empty)) == empty


def test_a_topic_nobody_knows_is_refused() -> None:
    plain = study_to_plain(STUDY)
    plain["results"][0]["findings"][0]["topic"] = "gossip"
    with pytest.raises(ValueError, match="gossip"):
        study_from_plain(plain)
