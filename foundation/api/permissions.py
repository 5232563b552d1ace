"""Let a REST call through only with a key that has the right scope."""

from typing import Any

from rest_framework.permissions import BasePermission
from rest_framework.request import Request

from foundation.errors import NotAuthenticated, NotPermitted
from foundation.models import ApiKey


class RequireScope(BasePermission):
    """Use as ``permission_classes = [RequireScope.named("orders")]``."""

    scope = ""

    @classmethod
    def named(cls, scope: str) -> type["RequireScope"]:
        return type(f"Require{scope.title()}Scope", (cls,), {"scope": scope})

    def has_permission(self, request: Request, view: Any) -> bool:
        if not isinstance(request.auth, ApiKey):
            raise NotAuthenticated(
                "This call needs a key: send 'Authorization: Bearer KEY'.", code="key_required"
            )
        if self.scope not in request.auth.scopes:
            raise NotPermitted(
                f"This key lacks the scope '{self.scope}'. Use one that has it.",
                code="scope_missing",
                details={"scope": self.scope},
            )
        return True
