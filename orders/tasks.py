"""Orders' Celery tasks: wake-ups, safe to run twice and at once."""

from celery import shared_task
from django.utils import timezone

from orders.services.cleaning import clean_up
from orders.services.mail import send_due_mails as send_mails
from orders.services.payment_acts import do_payment_acts as do_acts
from orders.services.quote_mail import send_due_quotes


@shared_task(ignore_result=True)
def send_due_mails() -> None:
    """Send what orders owe their customers, and quotes."""
    send_mails(now=timezone.now())
    send_due_quotes(now=timezone.now())


@shared_task(ignore_result=True)
def do_payment_acts() -> None:
    """Ask, charge and give back what is due at the bank."""
    do_acts(now=timezone.now())


@shared_task(ignore_result=True)
def clean_up_unused() -> None:
    """Let go of what nobody saved or ordered."""
    clean_up(now=timezone.now())
