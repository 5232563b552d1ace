import pytest
from django.db import DatabaseError, connection, transaction

from catalog.models import RevisionArtefact
from tests.factories.catalog import published_bicycle

pytestmark = pytest.mark.django_db

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
