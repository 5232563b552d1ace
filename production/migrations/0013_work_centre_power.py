"""What a work centre's machines draw while they run, for the energy of a piece."""

from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0012_closing_is_an_act"),
    ]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="workcentre",
                name="power_w",
                field=models.PositiveIntegerField(
                    blank=True,
                    help_text="watts that a machine draws while it changes over or works; empty: unknown",
                    null=True,
                ),
            ),
        ),
    ]
