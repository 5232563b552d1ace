"""Seats ahead and held, promises and what is learnt from them."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.triggers import forbid


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0006_materials"),
    ]

    operations = [
        migrations.CreateModel(
            name="PromiseBuffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("minutes", models.PositiveIntegerField()),
                ("outcomes", models.PositiveIntegerField()),
                ("learnt_at", models.DateTimeField()),
            ],
        ),
        migrations.AddField(
            model_name="run",
            name="held_latest_end",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="held_min",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="held_pieces",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="room_min",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="run",
            name="seats_min",
            field=models.PositiveIntegerField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="runpolicy",
            name="seats_ahead_min",
            field=models.PositiveIntegerField(
                blank=True,
                help_text="most minutes of seats that a new run keeps for those who will come",
                null=True,
            ),
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("reference", models.CharField(max_length=80)),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("held", "held"),
                            ("taken", "taken by an order"),
                            ("released", "given back"),
                            ("expired", "expired"),
                        ],
                        default="held",
                        max_length=10,
                    ),
                ),
                ("product_code", models.CharField(max_length=80)),
                ("quantity", models.PositiveIntegerField()),
                ("promised_at", models.DateTimeField()),
                ("basis", models.JSONField()),
                ("created_at", models.DateTimeField()),
                ("expires_at", models.DateTimeField()),
                ("is_extended", models.BooleanField(default=False)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("status", "held")),
                        fields=["expires_at"],
                        name="hold_expiring",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("status", "held")),
                        fields=("reference",),
                        name="one_hold_at_a_time",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("ended_at", None), ("status", "held")),
                            models.Q(
                                models.Q(("status", "held"), _negated=True),
                                ("ended_at__isnull", False),
                            ),
                            _connector="OR",
                        ),
                        name="hold_over_says_when",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="FamilyDemand",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("family", models.CharField(max_length=200)),
                ("rate", models.FloatField()),
                ("seen_at", models.DateTimeField()),
                ("since", models.DateTimeField()),
                (
                    "work_centre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="demand",
                        to="production.workcentre",
                    ),
                ),
            ],
            options={
                "ordering": ["work_centre", "family"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("work_centre", "family"), name="demand_once_a_family"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HeldSeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("step", models.PositiveSmallIntegerField()),
                ("minutes", models.PositiveIntegerField()),
                ("pieces", models.PositiveIntegerField()),
                ("latest_end", models.DateTimeField()),
                ("is_active", models.BooleanField(default=True)),
                (
                    "run",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="held_seats",
                        to="production.run",
                    ),
                ),
                (
                    "hold",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="seats",
                        to="production.hold",
                    ),
                ),
            ],
            options={
                "ordering": ["hold", "step"],
                "indexes": [
                    models.Index(
                        condition=models.Q(("is_active", True)),
                        fields=["run"],
                        name="held_seat_active",
                    )
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("is_active", True)),
                        fields=("hold", "step"),
                        name="held_step_in_one_run",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Promise",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("promised_at", models.DateTimeField()),
                ("basis", models.JSONField()),
                ("given_at", models.DateTimeField()),
                ("finished_at", models.DateTimeField(blank=True, null=True)),
                ("error_min", models.IntegerField(blank=True, null=True)),
                ("is_kept", models.BooleanField(blank=True, null=True)),
                (
                    "work_order",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="promise",
                        to="production.workorder",
                    ),
                ),
            ],
            options={
                "ordering": ["pk"],
                "indexes": [models.Index(fields=["finished_at"], name="promise_finished")],
            },
        ),
        forbid("production_promise", acts=("UPDATE",), columns=("promised_at", "basis")),
    ]
