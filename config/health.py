"""Answers for load balancers and supervisors."""

from datetime import datetime

from django.db import DatabaseError
from django.db.models import Min
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from foundation.models import OutboxMessage


@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Say that this process answers; asks nobody else, so a lost database does not restart it."""
    return JsonResponse({"status": "ok"})


@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Say whether this process can serve: its database answers.

    `news_waits_s` is how long the oldest news has been due: where it grows, no worker or no beat
    runs, or the broker is gone. Pages work without them, so it does not decide.
    """
    try:
        waits_s = news_waits_s(timezone.now())
    except DatabaseError:
        return JsonResponse({"status": "unavailable", "database": False}, status=503)
    return JsonResponse({"status": "ok", "database": True, "news_waits_s": waits_s})


def news_waits_s(now: datetime) -> float:
    """Return for how many seconds the oldest undelivered news has been due."""
    due = OutboxMessage.objects.filter(status=OutboxMessage.Status.DUE)
    oldest = due.aggregate(oldest=Min("due_at"))["oldest"]
    return max(0.0, (now - oldest).total_seconds()) if oldest else 0.0
