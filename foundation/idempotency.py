"""Do a thing once for a key, however often it is asked for."""

import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Any

from django.db import IntegrityError, transaction

from foundation.errors import InvalidInput
from foundation.models import IdempotencyKey

MAX_KEY_LENGTH = 255


def fingerprint_of(body: Mapping[str, Any]) -> str:
    """Return a digest that is equal for equal JSON bodies, whatever their key order."""
    text = json.dumps(body, sort_keys=True, separators=(",", ":"), default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def check_key(key: str | None) -> str:
    """Return the key, or refuse one that is missing, empty or too long."""
    if not key or not key.strip() or len(key) > MAX_KEY_LENGTH or not key.isprintable():
        raise InvalidInput(
            f"Send an Idempotency-Key header with 1 to {MAX_KEY_LENGTH} printable characters.",
            code="idempotency_key_required",
        )
    return key


def run_once(
    *, scope: str, key: str, fingerprint: str, act: Callable[[], dict[str, Any]]
) -> tuple[dict[str, Any], bool]:
    """Return ``(answer, False)`` after acting, or the stored ``(answer, True)``.

    Runs inside the caller's transaction: the key and what it did commit together or not
    at all. A second caller with the same key waits for the first one's transaction.

    Raises
    ------
    InvalidInput
        When the key was used with another body (code ``idempotency_key_reused``).
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("An idempotency key must share the transaction of its act.")
    try:
        with transaction.atomic():
            row = IdempotencyKey.objects.create(scope=scope, key=key, fingerprint=fingerprint)
    except IntegrityError:
        return stored_answer(scope=scope, key=key, fingerprint=fingerprint) or {}, True
    row.answer = act()
    row.save(update_fields=["answer"])
    return row.answer, False


def stored_answer(*, scope: str, key: str, fingerprint: str) -> dict[str, Any] | None:
    """Return the answer given for this key, None when it was never used.

    Lets a caller answer a repeated request before it checks things that may have changed
    since. Raises `InvalidInput` as `run_once` does.
    """
    row = IdempotencyKey.objects.filter(scope=scope, key=key).first()
    if row is None:
        return None
    if row.fingerprint != fingerprint:
        raise InvalidInput(
            "This Idempotency-Key was used for another request. Use a new key.",
            code="idempotency_key_reused",
        )
    return dict(row.answer)
