"""Stock lines name their policy and its figures; every order for stock says why."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from foundation.triggers import forbid, keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0010_alternative_always_says_up_to"),
    ]

    operations = [
        *keep_triggers(
            migrations.CreateModel(
                name="Forecast",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("starts_on", models.DateField()),
                    (
                        "days",
                        models.PositiveSmallIntegerField(
                            default=30, validators=[django.core.validators.MinValueValidator(1)]
                        ),
                    ),
                    ("pieces", models.PositiveIntegerField()),
                ],
                options={
                    "ordering": ["stock_line", "starts_on"],
                },
            ),
            migrations.CreateModel(
                name="ReplenishmentDecision",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    (
                        "policy",
                        models.CharField(
                            choices=[
                                ("fixed", "fixed reorder point and quantity"),
                                ("s_q", "(s,Q): economic lots and safety stock"),
                                ("wagner_whitin", "Wagner-Whitin: lots over a forecast"),
                                ("newsvendor", "newsvendor: one season or a short life"),
                            ],
                            max_length=14,
                        ),
                    ),
                    ("reason", models.CharField(max_length=20)),
                    ("reorder_point", models.PositiveIntegerField()),
                    ("order_quantity", models.PositiveIntegerField()),
                    ("quantity", models.PositiveIntegerField()),
                    ("facts", models.JSONField()),
                    ("decided_at", models.DateTimeField()),
                ],
                options={
                    "ordering": ["-pk"],
                },
            ),
            migrations.AddField(
                model_name="stockline",
                name="half_life_weeks",
                field=models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="a week so much older counts half; empty: all count the same",
                    null=True,
                    validators=[django.core.validators.MinValueValidator(1)],
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="holding_percent",
                field=models.PositiveSmallIntegerField(
                    default=20,
                    help_text="of the unit cost, for keeping a piece a year",
                    validators=[django.core.validators.MinValueValidator(1)],
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="policy",
                field=models.CharField(
                    choices=[
                        ("fixed", "fixed reorder point and quantity"),
                        ("s_q", "(s,Q): economic lots and safety stock"),
                        ("wagner_whitin", "Wagner-Whitin: lots over a forecast"),
                        ("newsvendor", "newsvendor: one season or a short life"),
                    ],
                    default="fixed",
                    max_length=14,
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="season_ends_on",
                field=models.DateField(blank=True, null=True),
            ),
            migrations.AddField(
                model_name="stockline",
                name="service_percent",
                field=models.PositiveSmallIntegerField(
                    default=95,
                    help_text="lead times, of a hundred, that the safety stock covers",
                    validators=[
                        django.core.validators.MinValueValidator(50),
                        django.core.validators.MaxValueValidator(99),
                    ],
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="setup_minor",
                field=models.PositiveIntegerField(
                    blank=True, help_text="cents of one set-up; empty: from the routing", null=True
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="shelf_life_days",
                field=models.PositiveSmallIntegerField(
                    blank=True,
                    help_text="days in which a piece has to be sold",
                    null=True,
                    validators=[django.core.validators.MinValueValidator(1)],
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="shortage_minor",
                field=models.PositiveIntegerField(
                    blank=True,
                    help_text="cents lost with a piece not there; empty: twice what it costs",
                    null=True,
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="unit_minor",
                field=models.PositiveIntegerField(
                    blank=True,
                    help_text="cents of one piece; empty: from bill and routing",
                    null=True,
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="weekly_capacity",
                field=models.PositiveIntegerField(
                    blank=True,
                    help_text="most pieces made in a week; empty: any number",
                    null=True,
                    validators=[django.core.validators.MinValueValidator(1)],
                ),
            ),
            migrations.AddField(
                model_name="stockline",
                name="window_weeks",
                field=models.PositiveSmallIntegerField(
                    default=26,
                    help_text="weeks of the ledger in which demand is measured",
                    validators=[
                        django.core.validators.MinValueValidator(4),
                        django.core.validators.MaxValueValidator(104),
                    ],
                ),
            ),
            migrations.AddConstraint(
                model_name="stockline",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("holding_percent__gte", 1),
                        ("service_percent__gte", 50),
                        ("service_percent__lte", 99),
                        ("window_weeks__gte", 4),
                        models.Q(
                            ("half_life_weeks", None), ("half_life_weeks__gte", 1), _connector="OR"
                        ),
                        models.Q(
                            ("weekly_capacity", None), ("weekly_capacity__gte", 1), _connector="OR"
                        ),
                    ),
                    name="stock_line_figures_in_range",
                ),
            ),
            migrations.AddField(
                model_name="forecast",
                name="stock_line",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.CASCADE,
                    related_name="forecasts",
                    to="production.stockline",
                ),
            ),
            migrations.AddField(
                model_name="replenishmentdecision",
                name="stock_line",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="decisions",
                    to="production.stockline",
                ),
            ),
            migrations.AddField(
                model_name="replenishmentdecision",
                name="work_order",
                field=models.OneToOneField(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="decision",
                    to="production.workorder",
                ),
            ),
            migrations.AddConstraint(
                model_name="forecast",
                constraint=models.UniqueConstraint(
                    fields=("stock_line", "starts_on"), name="forecast_once_a_period"
                ),
            ),
            migrations.AddConstraint(
                model_name="forecast",
                constraint=models.CheckConstraint(
                    condition=models.Q(("days__gte", 1)), name="forecast_lasts"
                ),
            ),
        ),
        forbid("production_replenishmentdecision"),
    ]
