"""The secret key: required and strong in production, made at random for the demo."""

import contextlib
import os
import secrets
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

KEY_LENGTH = 50
MIN_LENGTH = 50
MIN_DISTINCT = 10


def production_secret_key(value: str) -> str:
    """Return the key, or refuse to start and say how a good one is made."""
    remedy = (
        'Make one with: python -c "import secrets; print(secrets.token_urlsafe(50))" '
        "and give it as SECRET_KEY in the environment."
    )
    if not value:
        raise ImproperlyConfigured(f"SECRET_KEY is not set. {remedy}")
    if len(value) < MIN_LENGTH or len(set(value)) < MIN_DISTINCT:
        raise ImproperlyConfigured(
            f"SECRET_KEY is too weak: it needs at least {MIN_LENGTH} characters, "
            f"{MIN_DISTINCT} of them different. {remedy}"
        )
    return value


def demo_secret_key(path: Path) -> str:
    """Return the demo's own key, made on first use and readable by its owner alone."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with contextlib.suppress(FileExistsError):
        fresh = path.with_name(f"{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
        descriptor = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(descriptor, "w") as file:
            file.write(secrets.token_urlsafe(KEY_LENGTH))
        try:
            # A hard link appears whole or not at all, whichever process comes first.
            os.link(fresh, path)
        finally:
            fresh.unlink()
    return path.read_text()
