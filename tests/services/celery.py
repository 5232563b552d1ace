"""Celery's own command, at the moment at which the tests run: `python -m tests.services.celery`."""

from celery.__main__ import main

from tests.services import clock

if __name__ == "__main__":
    clock.follow()
    main()
