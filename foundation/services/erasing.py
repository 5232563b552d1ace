"""Erase a person: blank names, addresses, texts and files; what never changes stays.

Snapshots and events hold references and keyed digests only, so nothing of the person is left in
them. Rooms above register what they keep of an account in their ``AppConfig.ready()``.
"""

import secrets
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from foundation.locks import lock_rows
from foundation.models import Account, User

Eraser = Callable[[Account, datetime], None]

_checks: list[Eraser] = []
_erasers: list[Eraser] = []
ERASED = "erased"


def register_eraser(eraser: Eraser, *, check: Eraser | None = None) -> None:
    """Have `eraser` called in the erasing transaction; `check` may refuse before it begins."""
    if eraser not in _erasers:
        _erasers.append(eraser)
    if check is not None and check not in _checks:
        _checks.append(check)


def erase_account(*, account: Account, now: datetime) -> None:
    """Blank everything of an account that names a person, and close its login; twice is once.

    Raises
    ------
    Conflict
        When a room still needs the data, such as an order that is not delivered yet.
    """
    with transaction.atomic():
        locked = lock_rows(Account.objects.filter(pk=account.pk))[0]
        for check in _checks:
            check(locked, now)
        for eraser in _erasers:
            eraser(locked, now)
        locked.api_keys.filter(revoked_at=None).update(revoked_at=now)
        if locked.user is not None:
            _close(locked.user)
        locked.name, locked.email = ERASED, ""
        locked.save(update_fields=["name", "email"])


def _close(user: User) -> None:
    user.username = f"{ERASED}-{secrets.token_hex(8)}"
    user.first_name = user.last_name = user.email = ""
    user.is_active = False
    user.set_unusable_password()
    user.save()
