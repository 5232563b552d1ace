"""The one error of the rule language: it always knows the character it points at."""


class LanguageError(ValueError):
    """Say what is wrong with a rule and where.

    Parameters
    ----------
    message : str
        One plain sentence for the person who wrote the rule.
    position : int
        Index of the offending character in ``source``, from 0; ``len(source)`` means "at the end".
    source : str
        The text of the rule; empty for a rule that was never text, such as a table.
    """

    def __init__(self, message: str, position: int = 0, source: str = "") -> None:
        super().__init__(message, position, source)
        self.message = message
        self.position = position
        self.source = source

    def __str__(self) -> str:
        return self.message

    def with_source(self, source: str) -> "LanguageError":
        """Return the same error about this source."""
        return LanguageError(self.message, self.position, source)

    def pointer(self, width: int = 72) -> str:
        """Return the part of the source around the position with a caret under the character."""
        start = max(0, self.position - width // 2)
        line = self.source[start : start + width].translate(_BLANKS)
        return f"{line}\n{' ' * (self.position - start)}^"


_BLANKS = dict.fromkeys((*range(32), 127, 8232, 8233), " ")
