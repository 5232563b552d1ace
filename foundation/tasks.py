"""Foundation's Celery tasks."""

from celery import shared_task
from django.utils import timezone

from foundation.services.outbox import deliver_due


@shared_task(ignore_result=True)
def deliver_outbox() -> None:
    """Tell every handler that is due what happened."""
    deliver_due(now=timezone.now())
