"""Names of other programs as ids: what may stand in an expression, each once."""

import re
import unicodedata
from collections.abc import Collection

from detente.case.expressions.vocabulary import BREAKDOWN, KEYWORDS, LEFT, OPERATOR_WORDS, VERBS

_OTHERS = re.compile(r"\W+")
_LABEL = re.compile(r"[\w-]+")
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")
_KEYS_OF_EVIDENCE = {"is", "source", "note"}
_RESERVED = OPERATOR_WORDS | VERBS.keys() | KEYWORDS | {BREAKDOWN} | _KEYS_OF_EVIDENCE


def actor_id(name: str, taken: Collection[str] = ()) -> str:
    """An id for an actor: its letters and digits as they are, joined by _.

    >>> actor_id("EU (incl Norway)"), actor_id("not"), actor_id("USA", {"USA"})
    ('EU_incl_Norway', 'not_', 'USA_2')
    """
    return _unique(_slug(name) or "actor", taken)


def issue_id(name: str, taken: Collection[str] = ()) -> str:
    """An id for an issue: its name where that can be one, else as for an actor in small letters.

    >>> issue_id("Policy Position"), issue_id("MRVdecrease"), issue_id("tol-hoogte")
    ('policy_position', 'MRVdecrease', 'tol-hoogte')
    """
    if _LABEL.fullmatch(name) and name.lower() not in _RESERVED:
        return _unique(name, taken)
    return _unique(_slug(name).lower() or "issue", taken)


def move_id(name: str, taken: Collection[str] = ()) -> str:
    """An id for a move, as for an issue.

    >>> move_id("Release Water"), move_id("Not")
    ('release_water', 'not_')
    """
    return _unique(_slug(name).lower() or "move", taken)


def case_id(name: str) -> str:
    """An id for a case: small Latin letters and digits, joined by -.

    >>> case_id("China Policy; scen 0"), case_id("中国")
    ('china-policy-scen-0', 'imported')
    """
    plain = unicodedata.normalize("NFKD", name).lower()
    return _NOT_PLAIN.sub("-", plain.encode("ascii", "ignore").decode()).strip("-") or "imported"


def _slug(name: str) -> str:
    slug = _OTHERS.sub("_", unicodedata.normalize("NFC", name)).strip("_")
    if slug[:1].isdigit():
        slug = f"_{slug}"
    return f"{slug}_" if slug.lower() in _RESERVED or slug.endswith(LEFT) else slug


def _unique(slug: str, taken: Collection[str]) -> str:
    """The slug, numbered from 2 on where it is taken."""
    number, candidate = 1, slug
    while candidate in taken:
        number += 1
        candidate = f"{slug}_{number}"
    return candidate
