"""What happened stays as it was written."""

from django.db import migrations

from foundation.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [("foundation", "0001_initial")]

    operations = [forbid("foundation_event")]
