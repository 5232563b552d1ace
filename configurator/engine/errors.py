"""What the engine refuses, each kind with a class of its own."""


class EngineError(Exception):
    """Anything the engine refuses.

    Parameters
    ----------
    message : str
        One plain sentence.
    group : str, optional
        Code of the group it is about, empty when it is about none.
    """

    def __init__(self, message: str, group: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.group = group

    def __str__(self) -> str:
        return self.message


class UnknownGroup(EngineError):
    """The model has no group of this code."""


class UnknownOption(EngineError):
    """The group has no option of this code."""


class ValueOutOfRange(EngineError):
    """A value of the wrong type, off the grid, too long or too much."""


class InconsistentChoices(EngineError):
    """No valid configuration has all these choices."""


class NotBlocked(EngineError):
    """There is nothing to explain: the value is possible."""


class MalformedModel(EngineError):
    """The document or the stored artefact cannot be read as a model."""


class ModelTooLarge(EngineError):
    """A limit was passed while the model was compiled; the message says which."""


class TimeLimitReached(EngineError):
    """The time allowed ran out before the answer was found."""
