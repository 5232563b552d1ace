import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from catalog.models import RevisionArtefact
from tests.factories.catalog import published_bicycle

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]

STATEMENTS = [
    "UPDATE catalog_revision SET digest = 'x'",
    "DELETE FROM catalog_revision",
    "UPDATE catalog_revisionartefact SET kind = 'x'",
    "DELETE FROM catalog_revisionartefact",
    "UPDATE catalog_pricelistversion SET digest = 'x'",
    "DELETE FROM catalog_pricelistversion",
]


@pytest.mark.parametrize("statement", STATEMENTS)
def test_published_row_is_kept_by_the_database(statement):
    revision = published_bicycle()
    RevisionArtefact.objects.get_or_create(
        revision=revision, kind="test", defaults={"content": b"x"}
    )

    with (
        pytest.raises(DatabaseError, match="never change"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_revision_reads_back_byte_identical():
    revision = published_bicycle()

    with connection.cursor() as cursor:
        cursor.execute("SELECT document FROM catalog_revision WHERE id = %s", [revision.pk])
        text = cursor.fetchone()[0]

    from_database = type(revision).objects.get(pk=revision.pk)
    assert type(revision)._meta.get_field("document").get_prep_value(from_database.document) == text


def test_sqlite_keeps_published_rows_too(tmp_path):
    """The demo runs on SQLite: its triggers are tried on a database of its own."""
    file = tmp_path / "db.sqlite3"
    environment = os.environ | {"DATABASE_URL": f"sqlite:///{file}", "DEMO_DIR": str(tmp_path)}
    command = [sys.executable, "manage.py", "migrate", "catalog", "--verbosity", "0"]
    subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True)

    with closing(sqlite3.connect(file)) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        moment = "2026-01-01 00:00:00"
        for statement, values in [
            ("INSERT INTO catalog_revision VALUES (1, 1, '{}', 'x', ?, 1)", (moment,)),
            (
                "INSERT INTO catalog_revisionartefact (id, kind, content, revision_id, note)"
                " VALUES (1, 'engine', x'00', 1, '')",
                (),
            ),
            ("INSERT INTO catalog_pricelistversion VALUES (1, 1, '{}', 'x', ?, 1)", (moment,)),
        ]:
            database.execute(statement, values)
        for statement in STATEMENTS:
            with pytest.raises(sqlite3.IntegrityError, match="never change"):
                database.execute(statement)
