"""The one exception of this package: what is wrong in an expression, and at which character."""


class ExpressionError(ValueError):
    """An expression cannot be read; `offset` counts characters from the start of its text."""

    def __init__(self, message: str, offset: int = 0, hint: str = "") -> None:
        self.message = message
        self.offset = offset
        self.hint = hint
        super().__init__(message)
