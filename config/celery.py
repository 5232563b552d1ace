"""The Celery application; `celery -A config worker` and `beat` start here."""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from celery.signals import task_prerun, worker_process_init, worker_ready
from django.db import close_old_connections

from config.processes import dies_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")

app = Celery("tailorline")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()

# Whoever starts a worker may name a file here and wait for it: it appears when tasks are taken.
READY_FILE = "TAILORLINE_READY_FILE"


@worker_ready.connect
def say_ready(**_: Any) -> None:
    """Touch the file that the starter of this worker waits for, if it named one."""
    if path := os.environ.get(READY_FILE):
        Path(path).touch()


@worker_process_init.connect
def end_with_the_worker(**_: Any) -> None:
    """A pool process whose worker was killed must not go on with the task: another has it."""
    dies_with_parent(os.getppid())()


@worker_process_init.connect
def check_connections(**_: Any) -> None:
    """Kept for many tasks, connections are dead after a restart of the database: ask first."""
    task_prerun.connect(close_old_connections)
