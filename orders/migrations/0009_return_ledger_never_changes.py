"""Law 1 on returns: where goods went and what was given back never changes."""

from django.db import migrations

from foundation.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("orders", "0008_returns_and_ratings")]

    operations = [forbid("orders_returnentry")]
