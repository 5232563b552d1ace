import django.db.models.deletion
from django.db import migrations, models

import configurator.models


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("catalog", "0002_published_never_changes"),
        ("foundation", "0002_events_never_change"),
    ]

    operations = [
        migrations.CreateModel(
            name="Configuration",
            fields=[
                (
                    "id",
                    models.CharField(
                        default=configurator.models.new_identity,
                        editable=False,
                        max_length=32,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("product_code", models.CharField(db_index=True, max_length=80)),
                ("choices", models.JSONField(default=dict)),
                ("chosen_order", models.JSONField(default=list)),
                ("finished_groups", models.JSONField(default=list)),
                ("version", models.PositiveIntegerField(default=1)),
                ("created_at", models.DateTimeField()),
                ("changed_at", models.DateTimeField(db_index=True)),
                (
                    "account",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="foundation.account",
                    ),
                ),
                (
                    "revision",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="catalog.revision",
                    ),
                ),
            ],
            options={
                "ordering": ["-changed_at", "pk"],
            },
        ),
    ]
