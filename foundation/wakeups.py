"""Wake-ups: Celery messages that only say "something is due" and may be lost."""

import logging

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)


def wake(task_name: str) -> None:
    """Send the task's wake-up once the transaction commits; never fails.

    The rows say what is due, and beat asks for them every few seconds: a message that
    is lost, or a broker that is gone, costs a moment and loses nothing.
    """
    transaction.on_commit(lambda: _send(task_name), robust=True)


def _send(task_name: str) -> None:
    try:
        current_app.send_task(task_name, retry=False)
    except Exception as error:  # noqa: BLE001 - any broker failure means the same: wait for beat
        logger.warning("wake-up %s not sent, beat will do it: %s", task_name, error)
