"""Questions about seats that are kept for a while."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import QuerySet

from production.models import Hold


def holds_alive(references: Iterable[str], now: datetime) -> QuerySet[Hold]:
    """Return the holds of these references that have not expired."""
    return Hold.objects.filter(
        reference__in=list(references), status=Hold.Status.HELD, expires_at__gt=now
    )


def live_holds(references: Iterable[str], now: datetime) -> dict[str, Hold]:
    """Return by reference the holds that still keep their date."""
    return {row.reference: row for row in holds_alive(references, now)}
