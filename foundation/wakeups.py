"""Wake-ups: Celery messages that only say "something is due" and may be lost."""

import logging
from dataclasses import dataclass

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _WakeUp:
    task_name: str

    def __call__(self) -> None:
        try:
            current_app.send_task(self.task_name, retry=False)
        except Exception as error:  # noqa: BLE001 - any broker failure means the same: wait for beat
            logger.warning("wake-up %s not sent, beat will do it: %s", self.task_name, error)


def wake(task_name: str) -> None:
    """Send the task's wake-up once the transaction commits; never fails.

    The rows say what is due, and beat asks for them every few seconds: a message that
    is lost, or a broker that is gone, costs a moment and loses nothing. A transaction
    that asks many times sends one message.
    """
    wake_up = _WakeUp(task_name)
    if not _is_asked_for(wake_up):
        transaction.on_commit(wake_up, robust=True)


def _is_asked_for(wake_up: _WakeUp) -> bool:
    """Say whether this transaction sends it anyway, whichever savepoint is rolled back."""
    connection = transaction.get_connection()
    here = set(connection.savepoint_ids)
    return connection.in_atomic_block and any(
        act == wake_up and savepoints <= here for savepoints, act, _ in connection.run_on_commit
    )
