"""What the readers of feature models refuse."""

from configurator.engine.errors import MalformedModel


class UnreadableModel(MalformedModel):
    """A file is not a feature model, with the place where that shows.

    Parameters
    ----------
    message : str
        One plain sentence.
    file : str
        Name of the file in the set, empty for the main one.
    line, column : int
        Counted from 1; 0 where the fault has no place.
    """

    def __init__(self, message: str, file: str = "", line: int = 0, column: int = 0) -> None:
        place = f"line {line}, column {column}" if line else ""
        where = ", ".join(part for part in (file, place) if part)
        super().__init__(f"{where}: {message}" if where else message)
        self.file, self.line, self.column = file, line, column


class TokenRefused(Exception):
    """A fault at a token; the reader turns the token into a line and a column."""

    def __init__(self, message: str, token: int) -> None:
        super().__init__(message)
        self.message, self.token = message, token
