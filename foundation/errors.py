"""The refusals that services raise; `config.problem_details` maps them to HTTP once."""

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from django.utils.translation import gettext_noop


class Refusal(Exception):
    """Say why something was not done, in words that tell the reader what to do next.

    Parameters
    ----------
    message
        One sentence for a person.
    code
        A stable word for a program, such as ``out_of_stock``.
    details
        JSON-able facts that join the problem document.
    errors
        One ``{"pointer": "/choices/frame", "detail": "..."}`` for each wrong field.
    """

    status: ClassVar[int] = 400
    title: ClassVar[str] = gettext_noop("The request was refused")

    def __init__(
        self,
        message: str,
        *,
        code: str,
        details: Mapping[str, Any] | None = None,
        errors: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(message)
        self.message = message
        self.code = code
        self.details = dict(details or {})
        self.errors = [dict(error) for error in errors]


class Malformed(Refusal):
    """The request cannot be read at all."""

    status = 400
    title = gettext_noop("The request cannot be read")


class NotAuthenticated(Refusal):
    status = 401
    title = gettext_noop("A valid key is needed")


class NotPermitted(Refusal):
    status = 403
    title = gettext_noop("This is not yours to do")


class NotFound(Refusal):
    status = 404
    title = gettext_noop("Nothing is here")


class Conflict(Refusal):
    """The request was understood and clashes with how things stand now."""

    status = 409
    title = gettext_noop("This clashes with how things stand")


class InvalidInput(Refusal):
    """A value is missing, unknown or out of its range."""

    status = 422
    title = gettext_noop("Some of the input cannot be used")


class TooMany(Refusal):
    """The caller has used up what it may; `retry_after_s` says when there is room again."""

    status = 429
    title = gettext_noop("Too many requests")

    def __init__(self, message: str, *, code: str, retry_after_s: int) -> None:
        super().__init__(message, code=code, details={"retry_after_s": retry_after_s})
        self.retry_after_s = retry_after_s


class Busy(Refusal):
    """Try again shortly; nothing was changed."""

    status = 503
    title = gettext_noop("Busy, please try again")
    retry_after_s: ClassVar[int] = 2
