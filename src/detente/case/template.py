"""A case to start from."""

import re
from importlib.resources import files

from detente.base.errors import StudyError

_ID = re.compile(r"[a-z0-9][a-z0-9_-]*")


def template(name: str) -> str:
    """The text of a small commented case of that id; it passes the check as it is.

    Raises:
        StudyError: The name cannot be the id of a case.
    """
    if not _ID.fullmatch(name):
        raise StudyError(f"'{name}' cannot be the id of a case", "lower case, such as my-case")
    text = files("detente").joinpath("data/template.yaml").read_text("utf-8")
    return text.replace("id: my-case", f"id: {name}", 1)
