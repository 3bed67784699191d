"""The two exceptions that cross a package border. Anything else that is raised is our bug."""

from detente.base.diagnostics import Diagnostic


class CaseError(Exception):
    """The case file has faults; all of them are listed."""

    def __init__(self, diagnostics: tuple[Diagnostic, ...]) -> None:
        self.diagnostics = diagnostics
        super().__init__("\n".join(map(str, diagnostics)))


class StudyError(Exception):
    """The question cannot be put to this case, or the request names what the case lacks."""

    def __init__(self, message: str, hint: str = "") -> None:
        self.message = message
        self.hint = hint
        super().__init__(f"{message} ({hint})" if hint else message)
