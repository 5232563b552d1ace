"""Closing a run by hand is an act too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0011_replenishment_policies"),
    ]

    operations = [
        migrations.AlterField(
            model_name="flooract",
            name="kind",
            field=models.CharField(
                choices=[
                    ("close", "closed"),
                    ("start", "started"),
                    ("good", "good"),
                    ("scrap", "scrapped"),
                    ("rework", "to rework"),
                    ("stop", "stopped"),
                    ("resume", "going on"),
                    ("finish", "finished"),
                    ("undo", "taken back"),
                ],
                max_length=8,
            ),
        ),
    ]
