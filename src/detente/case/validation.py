"""Plain values to a case, or all their faults at once."""

from collections.abc import Mapping

from pydantic import ValidationError

from detente.base.errors import CaseError
from detente.case.messages import explain
from detente.case.schema.case import Case
from detente.case.source_map import SourceMap


def validate(tree: Mapping[str, object], places: SourceMap) -> Case:
    """The case that plain values make up.

    Raises:
        CaseError: With every fault of shape, type and expression.
    """
    try:
        return Case.model_validate(tree)
    except ValidationError as error:
        faults = error.errors(include_url=False)
    raise CaseError(explain(faults, places))
