"""Work through rows that are due: claim, try, try again later, park.

Outbox messages, mails and payments are such rows. One loop serves them all; a `DueRows` says
where they differ.
"""

import logging
from collections.abc import Callable
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Generic, TypeVar

from django.db import transaction
from django.db.models import Model, QuerySet

from foundation.locks import claim_rows

logger = logging.getLogger(__name__)

Row = TypeVar("Row", bound=Model)

MAX_ATTEMPTS = 5
LONGEST_ERROR = 2000
FIELDS = ["status", "attempts", "due_at", "last_error"]


@dataclass(frozen=True, slots=True)
class DueRows(Generic[Row]):
    """One table of due work. Its rows have `status`, `attempts`, `due_at` and `last_error`.

    Parameters
    ----------
    due
        The rows due at a time, the first one first.
    act
        Does the work of one row; raises where it fails.
    done, parked
        The statuses of a row that is done, and of one that failed five times.
    done_field
        Where the time of success is noted.
    first_retry_s
        Seconds to the second attempt; each further wait is four times as long.
    is_atomic
        Whether the act shares the transaction of the claim. An act that speaks to another
        machine must not: its row is leased instead, and done again if the worker dies.
    """

    due: Callable[[datetime], QuerySet[Row]]
    act: Callable[[Row, datetime], None]
    done: str
    parked: str
    done_field: str
    first_retry_s: int
    is_atomic: bool


def work_off(rows: DueRows[Row], *, now: datetime, limit: int) -> int:
    """Do up to `limit` due rows and return how many succeeded; others skip what is claimed."""
    succeeded = 0
    for _ in range(limit):
        outcome = _work_next(rows, now)
        if outcome is None:
            break
        succeeded += outcome
    return succeeded


def _work_next(rows: DueRows[Row], now: datetime) -> int | None:
    if rows.is_atomic:
        with transaction.atomic():
            row = _claim(rows, now)
            return None if row is None else _attempt(rows, row, now)
    with transaction.atomic():
        row = _claim(rows, now)
        if row is not None:
            row.save(update_fields=FIELDS)
    return None if row is None else _attempt(rows, row, now)


def _claim(rows: DueRows[Row], now: datetime) -> Any:
    claimed: list[Any] = claim_rows(rows.due(now), 1)
    if not claimed:
        return None
    row = claimed[0]
    if row.attempts >= MAX_ATTEMPTS:
        row.status = rows.parked
        return row
    row.attempts += 1
    row.due_at = now + timedelta(seconds=rows.first_retry_s * 4 ** (row.attempts - 1))
    return row


def _attempt(rows: DueRows[Row], row: Any, now: datetime) -> int:
    if row.status != rows.parked:
        row.last_error = _error_of(rows, row, now)
        if not row.last_error:
            row.status = rows.done
            setattr(row, rows.done_field, now)
        elif row.attempts >= MAX_ATTEMPTS:
            row.status = rows.parked
    row.save(update_fields=[*FIELDS, rows.done_field])
    return int(row.status == rows.done)


def _error_of(rows: DueRows[Row], row: Row, now: datetime) -> str:
    """Do the work; return why it failed, empty where it did not."""
    try:
        with transaction.atomic() if rows.is_atomic else nullcontext():
            rows.act(row, now)
    except Exception as error:
        logger.exception("%s %s failed", type(row).__name__, row.pk)
        return f"{type(error).__name__}: {error}"[:LONGEST_ERROR]
    return ""
