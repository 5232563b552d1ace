"""How each database is opened: what differs between SQLite and PostgreSQL at connection time."""

from typing import Any

import environ

SQLITE_WAIT_S = 5
LOCK_WAIT_MS = 5_000
STATEMENT_MS = 60_000


def database_settings(url: str) -> dict[str, Any]:
    """Turn a database URL into Django's settings, with the waits and modes the laws rely on."""
    settings: dict[str, Any] = dict(environ.Env.db_url_config(url))
    if settings["ENGINE"] == "django.db.backends.sqlite3":
        return settings | {"OPTIONS": settings.get("OPTIONS", {}) | sqlite_options()}
    options = {"options": f"-c lock_timeout={LOCK_WAIT_MS} -c statement_timeout={STATEMENT_MS}"}
    return settings | {
        "OPTIONS": options | settings.get("OPTIONS", {}),
        "CONN_MAX_AGE": 60,
        "CONN_HEALTH_CHECKS": True,
    }


def sqlite_options() -> dict[str, Any]:
    """Take the write lock at BEGIN, so that two writers wait for each other and never deadlock."""
    return {
        "transaction_mode": "IMMEDIATE",
        "timeout": SQLITE_WAIT_S,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
