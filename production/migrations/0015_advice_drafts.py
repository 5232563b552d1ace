"""What the adviser proposed, as drafts for staff."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("production", "0014_simulated_tastes"),
    ]

    operations = [
        migrations.CreateModel(
            name="AdviceDraft",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product_code", models.CharField(max_length=80)),
                ("changes", models.JSONField(default=list)),
                (
                    "now_minor",
                    models.BigIntegerField(help_text="cents a year as it is made now"),
                ),
                (
                    "best_minor",
                    models.BigIntegerField(help_text="cents a year with these changes"),
                ),
                ("drafted_at", models.DateTimeField()),
                (
                    "drafted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "simulation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="drafts",
                        to="production.simulation",
                    ),
                ),
            ],
            options={
                "ordering": ["-pk"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("simulation", "product_code"), name="advice_once"
                    )
                ],
            },
        ),
    ]
