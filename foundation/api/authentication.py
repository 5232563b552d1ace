"""Authenticate REST clients by the key in ``Authorization: Bearer KEY``."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from foundation.errors import NotAuthenticated
from foundation.models import Account, ApiKey
from foundation.services.accounts import digest_of

SCHEME = "bearer"


class ApiKeyAuthentication(BaseAuthentication):
    """Set ``request.auth`` to the `ApiKey`; a request without a key stays anonymous.

    Raises
    ------
    NotAuthenticated
        For a header that cannot be read and for a key that is unknown or revoked.
    """

    def authenticate(self, request: Request) -> tuple[Any, ApiKey] | None:
        header = request.headers.get("Authorization", "")
        if not header:
            return None
        scheme, _, key = header.partition(" ")
        if scheme.lower() != SCHEME or not key.strip():
            raise NotAuthenticated(
                "Send the key as 'Authorization: Bearer KEY'.", code="unreadable_key"
            )
        return self._authenticate_key(key.strip())

    def authenticate_header(self, request: Request) -> str:
        return 'Bearer realm="tailorline"'

    def _authenticate_key(self, key: str) -> tuple[Any, ApiKey]:
        found = (
            ApiKey.objects.select_related("account__user")
            .filter(digest=digest_of(key), revoked_at=None)
            .first()
        )
        if found is None:
            raise NotAuthenticated("This key is unknown or was revoked.", code="unknown_key")
        return found.account.user or AnonymousUser(), found


class ApiKeyScheme(OpenApiAuthenticationExtension):
    """How the OpenAPI schema describes the key."""

    target_class = "foundation.api.authentication.ApiKeyAuthentication"
    name = "apiKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, str]:
        return {"type": "http", "scheme": SCHEME}


def account_of(request: Request) -> Account | None:
    """Return the account of the request's key, None for a request without a key."""
    return request.auth.account if isinstance(request.auth, ApiKey) else None
