"""Wiring only: settings, addresses, Celery, the mapping of errors, how processes are started.

No business rule lives here, and no room imports from here.
"""

from config.celery import app as celery_app

__all__ = ["celery_app"]
