"""Map every refusal to an RFC 9457 problem document, in this one place."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import Error as DatabaseFailure
from django.http import Http404
from rest_framework import exceptions
from rest_framework.response import Response
from rest_framework.views import set_rollback

from foundation.errors import (
    Busy,
    InvalidInput,
    Malformed,
    NotAuthenticated,
    NotFound,
    NotPermitted,
    Refusal,
    TooMany,
)
from foundation.locks import as_busy

CONTENT_TYPE = "application/problem+json"


def exception_handler(error: Exception, context: dict[str, Any]) -> Response | None:
    """Answer a refusal as a problem document; None lets a real mistake surface as a 500."""
    set_rollback()
    if isinstance(error, exceptions.APIException) and not isinstance(
        error, exceptions.ValidationError | exceptions.ParseError
    ):
        return _framework_response(error)
    refusal = _refusal_of(error)
    return None if refusal is None else problem_response(refusal)


def problem_response(refusal: Refusal) -> Response:
    """Return the problem document of one refusal."""
    body = {
        **refusal.details,
        "type": f"urn:tailorline:problem:{refusal.code.replace('_', '-')}",
        "title": refusal.title,
        "status": refusal.status,
        "detail": refusal.message,
        "code": refusal.code,
    }
    if refusal.errors:
        body["errors"] = refusal.errors
    response = Response(body, status=refusal.status, content_type=CONTENT_TYPE)
    if isinstance(refusal, Busy | TooMany):
        response["Retry-After"] = str(refusal.retry_after_s)
    if isinstance(refusal, NotAuthenticated):
        response["WWW-Authenticate"] = 'Bearer realm="tailorline"'
    return response


def _refusal_of(error: Exception) -> Refusal | None:
    if isinstance(error, Refusal):
        return error
    if isinstance(error, exceptions.ValidationError):
        return InvalidInput(
            "Some fields cannot be used; each is named with what to do.",
            code="invalid_fields",
            errors=_pointers(error.detail),
        )
    if isinstance(error, exceptions.ParseError):
        return Malformed(str(error.detail), code="malformed_body")
    if isinstance(error, Http404):
        return NotFound("Nothing is at this address.", code="not_found")
    if isinstance(error, PermissionDenied):
        return NotPermitted("This is not yours to do.", code="not_permitted")
    if isinstance(error, DatabaseFailure):
        return as_busy(error)
    return None


def _framework_response(error: exceptions.APIException) -> Response:
    code = str(getattr(error.detail, "code", error.default_code))
    body = {
        "type": f"urn:tailorline:problem:{code.replace('_', '-')}",
        "title": str(error.default_detail),
        "status": error.status_code,
        "detail": str(error.detail),
        "code": code,
    }
    response = Response(body, status=error.status_code, content_type=CONTENT_TYPE)
    wait = getattr(error, "wait", None)
    if wait is not None:
        response["Retry-After"] = str(int(wait) + 1)
    return response


def _pointers(detail: Any, pointer: str = "") -> list[dict[str, str]]:
    if isinstance(detail, dict):
        return [
            found
            for name, inner in detail.items()
            for found in _pointers(
                inner, pointer if name == "non_field_errors" else f"{pointer}/{_escape(name)}"
            )
        ]
    if isinstance(detail, list):
        return [
            found
            for position, inner in enumerate(detail)
            for found in _pointers(
                inner, f"{pointer}/{position}" if isinstance(inner, dict | list) else pointer
            )
            if inner
        ]
    return [{"pointer": pointer, "detail": str(detail)}]


def _escape(name: object) -> str:
    return str(name).replace("~", "~0").replace("/", "~1")
