"""Orders' Celery tasks: wake-ups, safe to run twice and at once."""

from celery import shared_task
from django.utils import timezone

from orders.services.mail import send_due_mails as send_mails


@shared_task(ignore_result=True)
def send_due_mails() -> None:
    """Send what orders owe their customers."""
    send_mails(now=timezone.now())
