"""Acts at the terminals, downtimes, scrap and costs."""

import django.db.models.deletion
import uuid
from django.conf import settings
from django.db import migrations, models

from foundation.triggers import forbid, keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0002_guards"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        *keep_triggers(
            migrations.CreateModel(
                name="CostEntry",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "kind",
                        models.CharField(
                            choices=[
                                ("setup", "set-up"),
                                ("work", "work"),
                                ("material", "material"),
                                ("scrap", "scrap"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("planned_minor", models.BigIntegerField(default=0)),
                    ("actual_minor", models.BigIntegerField(default=0)),
                    ("currency", models.CharField(default="EUR", max_length=3)),
                    ("happened_at", models.DateTimeField()),
                ],
                options={
                    "verbose_name_plural": "cost entries",
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                name="Downtime",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "reason",
                        models.CharField(
                            choices=[
                                ("breakdown", "Breakdown"),
                                ("tool", "Tool worn or broken"),
                                ("material", "Material missing"),
                                ("people", "Nobody here"),
                                ("cleaning", "Cleaning"),
                            ],
                            max_length=10,
                        ),
                    ),
                    ("started_at", models.DateTimeField()),
                    ("expected_end", models.DateTimeField(help_text="what the plan counts on")),
                    ("ended_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["machine", "started_at"],
                },
            ),
            migrations.CreateModel(
                name="FloorAct",
                fields=[
                    ("number", models.BigAutoField(primary_key=True, serialize=False)),
                    ("act_id", models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                    (
                        "kind",
                        models.CharField(
                            choices=[
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
                    ("shares", models.JSONField(blank=True, default=dict)),
                    ("reason", models.CharField(blank=True, max_length=40)),
                    ("happened_at", models.DateTimeField()),
                ],
                options={
                    "ordering": ["number"],
                },
            ),
            migrations.AddField(
                model_name="lot",
                name="scrapped",
                field=models.PositiveIntegerField(default=0),
            ),
            migrations.AddField(
                model_name="runmember",
                name="reworked_pieces",
                field=models.PositiveIntegerField(default=0),
            ),
            migrations.AddField(
                model_name="runmember",
                name="scrapped_pieces",
                field=models.PositiveIntegerField(default=0),
            ),
            migrations.AddConstraint(
                model_name="lot",
                constraint=models.CheckConstraint(
                    condition=models.Q(("scrapped__lte", models.F("quantity"))),
                    name="lot_scraps_its_own",
                ),
            ),
            migrations.AddField(
                model_name="costentry",
                name="run",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="costs",
                    to="production.run",
                ),
            ),
            migrations.AddField(
                model_name="costentry",
                name="work_order",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="costs",
                    to="production.workorder",
                ),
            ),
            migrations.AddField(
                model_name="downtime",
                name="machine",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="downtimes",
                    to="production.machine",
                ),
            ),
            migrations.AddField(
                model_name="flooract",
                name="actor",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to=settings.AUTH_USER_MODEL,
                ),
            ),
            migrations.AddField(
                model_name="flooract",
                name="run",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="acts",
                    to="production.run",
                ),
            ),
            migrations.AddField(
                model_name="flooract",
                name="undoes",
                field=models.OneToOneField(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="undone_by",
                    to="production.flooract",
                ),
            ),
            migrations.AddConstraint(
                model_name="costentry",
                constraint=models.UniqueConstraint(
                    fields=("run", "work_order", "kind"), name="one_cost_per_run_order_and_kind"
                ),
            ),
            migrations.AddConstraint(
                model_name="downtime",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("ended_at__isnull", True)),
                    fields=("machine",),
                    name="one_open_downtime_per_machine",
                ),
            ),
            migrations.AddConstraint(
                model_name="downtime",
                constraint=models.CheckConstraint(
                    condition=models.Q(("expected_end__gt", models.F("started_at"))),
                    name="downtime_takes_time",
                ),
            ),
        ),
        forbid("production_flooract"),
        forbid("production_costentry"),
    ]
