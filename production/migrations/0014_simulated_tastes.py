"""Simulations may rest on the shop's own orders up to a moment."""

from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0013_work_centre_power"),
    ]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="simulation",
                name="tastes_until",
                field=models.PositiveBigIntegerField(
                    default=0,
                    help_text="own orders up to this second since 1970; 0: tastes drawn with the seed",
                ),
            ),
        ),
    ]
