"""Row locks, and everything that differs between PostgreSQL and SQLite.

SQLite takes its one write lock at BEGIN (``transaction_mode=IMMEDIATE``), so inside a
transaction no other writer exists and row locks have nothing to add there.
"""

from typing import Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, InterfaceError, OperationalError, connections
from django.db.models import Model, QuerySet
from django.utils.translation import gettext as _

from foundation.errors import Busy

Row = TypeVar("Row", bound=Model)

RETRYABLE_SQLSTATES = frozenset({"40001", "40P01", "55P03", "57014"})
# Connection lost, no room or no connection left, shutting down, starting up, read only for now.
AWAY_SQLSTATES = ("08", "53", "57P", "25006")


def has_row_locks(using: str = DEFAULT_DB_ALIAS) -> bool:
    """Say whether this database can lock single rows and skip locked ones."""
    return bool(connections[using].features.has_select_for_update_skip_locked)


def lock_rows(rows: QuerySet[Row]) -> list[Row]:
    """Lock the rows until the transaction ends, in primary key order, and return them.

    Every caller locks in this order, so two of them cannot wait for each other. The keys
    stay free: rows that point to a locked one can be added meanwhile.
    """
    _require_transaction(rows.db)
    ordered = rows.order_by("pk")
    if has_row_locks(rows.db):
        ordered = ordered.select_for_update(of=("self",), no_key=True)
    return list(ordered)


def claim_rows(rows: QuerySet[Row], limit: int) -> list[Row]:
    """Lock up to `limit` rows that nobody else has locked, and leave the others to them."""
    _require_transaction(rows.db)
    if has_row_locks(rows.db):
        rows = rows.select_for_update(skip_locked=True, of=("self",))
    return list(rows[:limit])


def try_lock(name: str, using: str = DEFAULT_DB_ALIAS) -> bool:
    """Take a named lock until the transaction ends; False when somebody else holds it."""
    _require_transaction(using)
    if connections[using].vendor != "postgresql":
        return True
    with connections[using].cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [name])
        return bool(cursor.fetchone()[0])


def as_busy(error: BaseException | None) -> Busy | None:
    """Return the `Busy` refusal for a database error that a retry cures, else None."""
    cause: Any = getattr(error, "__cause__", None) or error
    is_retryable = getattr(cause, "pgcode", None) in RETRYABLE_SQLSTATES
    if is_retryable or "database is locked" in str(error) or "is locked" in str(cause):
        return Busy(_("Many people are ordering right now. Please try again."), code="busy")
    if _is_away(error, cause):
        return Busy(
            _("We are back in a moment. Nothing you typed is lost: please try again."), code="away"
        )
    return None


def _is_away(error: BaseException | None, cause: Any) -> bool:
    """Say whether the server was not there; psycopg2 has no code where it met none."""
    code = getattr(cause, "pgcode", "")
    if code is None:
        return isinstance(error, OperationalError | InterfaceError)
    return code.startswith(AWAY_SQLSTATES)


def _require_transaction(using: str) -> None:
    if not connections[using].in_atomic_block:
        raise RuntimeError("Locks last until the transaction ends: open one first.")
