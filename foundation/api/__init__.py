"""What every REST view shares: keys, scopes, strict bodies, pages.

Each room has its own views; the mapping of refusals to HTTP is in `config.problem_details`.
"""

from foundation.api.authentication import ApiKeyAuthentication, account_of
from foundation.api.pagination import KeysetPagination
from foundation.api.parsing import StrictJSONParser
from foundation.api.permissions import RequireScope
from foundation.api.serializers import MoneySerializer, StrictSerializer

__all__ = [
    "ApiKeyAuthentication",
    "KeysetPagination",
    "MoneySerializer",
    "RequireScope",
    "StrictJSONParser",
    "StrictSerializer",
    "account_of",
]
