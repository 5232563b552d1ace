"""The demo shop on a private PostgreSQL and Redis, for the benchmarks that ask a real one."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import django
from django.core.management import call_command
from django.db import connection, connections

from tests.services.private import PrivateServices

DATABASE = "tailorline"


class PrivateShop:
    """Servers on sockets in a temporary folder, and this process as their Django.

    `open` may be called by each benchmark; the first call sets the shop up. What a benchmark
    imports from the rooms has to be imported after it.
    """

    def __init__(self) -> None:
        self.services: PrivateServices | None = None
        self.parts: Path | None = None
        self.import_s: float | None = None

    @property
    def folder(self) -> Path:
        assert self.services is not None, "the shop is not open"
        return self.services.folder

    def open(self) -> None:
        if self.services is not None:
            return
        self.services = PrivateServices()
        self.services.start()
        self.services.postgres.create_database(DATABASE)
        os.environ["LOG_LEVEL"] = "ERROR"
        os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
        django.setup()
        call_command("migrate", verbosity=0)
        call_command("load_demo", verbosity=0)

    def import_parts(self, folder: Path | None) -> float | None:
        """Put the full parts catalogue on sale, once; return the seconds that took, or None."""
        if folder is None or folder == self.parts:
            return self.import_s
        # Django has to be set up before its models can be imported.
        from catalog.pc_parts.importing import import_parts  # noqa: PLC0415

        now = datetime.now(UTC)
        report = import_parts(
            folder, product_code="computer", is_published=True, actor=None, now=now
        )
        self.parts, self.import_s = folder, report.seconds
        return self.import_s

    @contextmanager
    def copied(self) -> Iterator[None]:
        """Work on a copy of the database, which is thrown away; nobody else may be connected."""
        assert self.services is not None, "the shop is not open"
        connections.close_all()
        copy = f"{DATABASE}-copy"
        self.services.postgres.create_database(copy, template=DATABASE)
        connection.settings_dict["NAME"] = copy
        try:
            yield
        finally:
            connections.close_all()
            connection.settings_dict["NAME"] = DATABASE
            self.services.postgres.drop_database(copy)

    def close(self) -> None:
        if self.services is not None:
            connections.close_all()
            self.services.stop()
            self.services = None
