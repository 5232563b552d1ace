"""What was published stays as it is, to the byte."""

from django.db import migrations

from foundation.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("catalog", "0001_initial")]

    operations = [
        forbid("catalog_revision"),
        forbid("catalog_revisionartefact"),
        forbid("catalog_pricelistversion"),
    ]
