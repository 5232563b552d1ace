"""The configurator's Celery tasks: wake-ups, safe to run twice and at once."""

from celery import shared_task
from django.utils import timezone

from configurator.services import compilations, files


@shared_task(ignore_result=True)
def remove_unused_files() -> None:
    """Let go of pictures that nobody uses."""
    files.remove_unused_files(now=timezone.now())


@shared_task(ignore_result=True)
def compile_drafts() -> None:
    """Compile the next draft that takes long, if there is one."""
    compilations.run_due_compilation(now=timezone.now())
