"""The kind of offer that the customer chose."""

from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("configurator", "0005_compilation"),
    ]

    operations = keep_triggers(
        migrations.AddField(
            model_name="configuration",
            name="wanted_offer",
            field=models.CharField(blank=True, max_length=8),
        ),
    )
