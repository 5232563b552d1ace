"""Make accounts and their API keys."""

import hashlib
import secrets
from collections.abc import Sequence

from django.db.models import QuerySet

from foundation.errors import InvalidInput
from foundation.models import Account, ApiKey, CustomerGroup, User

KEY_BYTES = 24
PREFIX_LENGTH = 11


def create_account(
    *,
    name: str,
    email: str = "",
    user: User | None = None,
    group: CustomerGroup | None = None,
) -> Account:
    return Account.objects.create(name=name, email=email, user=user, customer_group=group)


def issue_api_key(*, account: Account, name: str, scopes: Sequence[str]) -> str:
    """Make a key and return it; it cannot be shown again, only its digest is stored."""
    unknown = sorted(set(scopes) - set(ApiKey.Scope.values))
    if unknown:
        raise InvalidInput(f"Unknown scopes: {', '.join(unknown)}.", code="unknown_scope")
    key = f"tl_{secrets.token_urlsafe(KEY_BYTES)}"
    ApiKey.objects.create(
        account=account,
        name=name,
        prefix=key[:PREFIX_LENGTH],
        digest=digest_of(key),
        scopes=list(scopes),
    )
    return key


def digest_of(key: str) -> str:
    """Keys carry 192 random bits, so one round of SHA-256 is enough."""
    return hashlib.sha256(key.encode()).hexdigest()


def move_accounts(*, accounts: QuerySet[Account], group: CustomerGroup | None) -> int:
    """Put customers into a group, or out of any; return how many."""
    return accounts.update(customer_group=group)
