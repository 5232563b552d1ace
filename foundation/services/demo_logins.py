"""The demo's logins, random for every copy, and the file that tells them."""

import json
import os
import secrets
from pathlib import Path
from typing import Any

from django.db import transaction

from foundation.models import Account, ApiKey, CustomerGroup, User
from foundation.services.accounts import create_account, digest_of, issue_api_key

PASSWORD_BYTES = 12
KEY_NAME = "demo"
# Staff has every scope and an account that can order.
ROLES: dict[str, dict[str, Any]] = {
    "staff": {"is_staff": True, "scopes": [str(scope) for scope in ApiKey.Scope]},
    "customer": {"is_staff": False, "scopes": [str(ApiKey.Scope.ORDERS)]},
    "trade": {"is_staff": False, "scopes": [str(ApiKey.Scope.ORDERS)], "group": "trade"},
}


def write_credentials(path: Path, url: str) -> dict[str, Any]:
    """Write and return `{"url", "staff": {...}, "customer": {...}, "trade": {...}}`; keep logins that still work."""
    known = json.loads(path.read_text()) if path.exists() else {}
    logins: dict[str, Any] = {"url": url}
    for role, rights in ROLES.items():
        login = known.get(role)
        logins[role] = login if login and works(login) else renew(role, **rights)
    write_private(path, json.dumps(logins, indent=2) + "\n")
    return logins


def works(login: dict[str, str]) -> bool:
    """Tell whether this database still accepts the login and its key."""
    user = User.objects.filter(username=login["username"], is_active=True).first()
    key = ApiKey.objects.filter(digest=digest_of(login["api_key"]), revoked_at=None)
    return user is not None and user.check_password(login["password"]) and key.exists()


@transaction.atomic
def renew(role: str, *, is_staff: bool, scopes: list[str], group: str = "") -> dict[str, str]:
    """Give the role's user a new password and a new key in place of the old ones.

    A new account is a customer of the group.
    """
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user, _ = User.objects.get_or_create(username=role, defaults={"email": f"{role}@example.com"})
    user.is_staff = user.is_superuser = is_staff
    user.set_password(password)
    user.save()
    account = Account.objects.filter(user=user).first() or create_account(
        name=f"Demo {role}", email=user.email, user=user, group=_group(group)
    )
    account.api_keys.filter(name=KEY_NAME).delete()
    key = issue_api_key(account=account, name=KEY_NAME, scopes=scopes)
    return {"username": role, "password": password, "api_key": key}


def _group(code: str) -> CustomerGroup | None:
    if not code:
        return None
    return CustomerGroup.objects.get_or_create(code=code, defaults={"name": code.capitalize()})[0]


def write_private(path: Path, content: str) -> None:
    """Replace the file by one that only its owner can read, never readable in between."""
    fresh = path.with_name(f".{path.name}.{os.getpid()}")
    descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(content)
    fresh.replace(path)
