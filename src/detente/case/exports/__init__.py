"""Cases as files of other programs, and as files of our own."""

from collections.abc import Callable, Mapping

from detente.case.exports.decide import to_decide
from detente.case.exports.gmcr import to_gmcr
from detente.case.exports.ktab_csv import to_ktab_csv
from detente.case.exports.ktab_xml import to_ktab_xml
from detente.case.schema import Case
from detente.case.writer import write

Exporter = Callable[[Case], str]
"""A case -> the text of a file."""

EXPORTERS: Mapping[str, Exporter] = {
    "decide": to_decide,
    "gmcr": to_gmcr,
    "ktab-csv": to_ktab_csv,
    "ktab-xml": to_ktab_xml,
    "yaml": write,
}
"""Who writes what, by the name of the format."""
