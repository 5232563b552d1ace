"""Parts whose shelf is kept, purchases, and the ledger of parts."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.triggers import forbid, keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0005_simulation"),
    ]

    operations = [
        *keep_triggers(
            migrations.CreateModel(
                name="PartEntry",
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
                                ("receipt", "received"),
                                ("issue", "used up"),
                                ("count", "counted"),
                            ],
                            max_length=8,
                        ),
                    ),
                    ("change", models.DecimalField(decimal_places=3, max_digits=14)),
                    ("reference", models.CharField(blank=True, max_length=80)),
                    ("happened_at", models.DateTimeField()),
                ],
                options={
                    "verbose_name_plural": "part entries",
                    "ordering": ["pk"],
                },
            ),
            migrations.CreateModel(
                name="Purchase",
                fields=[
                    ("number", models.BigAutoField(primary_key=True, serialize=False)),
                    ("quantity", models.DecimalField(decimal_places=3, max_digits=14)),
                    (
                        "status",
                        models.CharField(
                            choices=[
                                ("ordered", "ordered"),
                                ("received", "received"),
                                ("cancelled", "cancelled"),
                            ],
                            default="ordered",
                            max_length=10,
                        ),
                    ),
                    ("ordered_at", models.DateTimeField()),
                    ("expected_at", models.DateTimeField()),
                    ("received_at", models.DateTimeField(blank=True, null=True)),
                ],
                options={
                    "ordering": ["number"],
                },
            ),
            migrations.AddField(
                model_name="part",
                name="is_counted",
                field=models.BooleanField(default=False, help_text="its shelf is kept"),
            ),
            migrations.AddField(
                model_name="part",
                name="lead_time_days",
                field=models.PositiveSmallIntegerField(default=7),
            ),
            migrations.AddField(
                model_name="part",
                name="on_hand",
                field=models.DecimalField(
                    decimal_places=3, default=0, editable=False, max_digits=14
                ),
            ),
            migrations.AddField(
                model_name="part",
                name="order_multiple",
                field=models.DecimalField(
                    decimal_places=3,
                    default=1,
                    help_text="bought in multiples of this",
                    max_digits=14,
                ),
            ),
            migrations.AddField(
                model_name="part",
                name="safety_stock",
                field=models.DecimalField(decimal_places=3, default=0, max_digits=14),
            ),
            migrations.AddField(
                model_name="part",
                name="supplier",
                field=models.CharField(blank=True, max_length=120),
            ),
            migrations.AddConstraint(
                model_name="part",
                constraint=models.CheckConstraint(
                    condition=models.Q(("on_hand__gte", 0)), name="part_not_negative"
                ),
            ),
            migrations.AddConstraint(
                model_name="part",
                constraint=models.CheckConstraint(
                    condition=models.Q(("order_multiple__gt", 0)),
                    name="part_is_bought_in_something",
                ),
            ),
            migrations.AddField(
                model_name="partentry",
                name="part",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="entries",
                    to="production.part",
                ),
            ),
            migrations.AddField(
                model_name="partentry",
                name="work_order",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="part_entries",
                    to="production.workorder",
                ),
            ),
            migrations.AddField(
                model_name="purchase",
                name="part",
                field=models.ForeignKey(
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="purchases",
                    to="production.part",
                ),
            ),
            migrations.AddField(
                model_name="partentry",
                name="purchase",
                field=models.ForeignKey(
                    blank=True,
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="entries",
                    to="production.purchase",
                ),
            ),
            migrations.AddIndex(
                model_name="purchase",
                index=models.Index(
                    condition=models.Q(("status", "ordered")),
                    fields=["part", "expected_at"],
                    name="purchase_coming",
                ),
            ),
            migrations.AddConstraint(
                model_name="purchase",
                constraint=models.CheckConstraint(
                    condition=models.Q(("quantity__gt", 0)), name="purchase_buys_something"
                ),
            ),
            migrations.AddConstraint(
                model_name="partentry",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("kind", "receipt")),
                    fields=("purchase",),
                    name="one_receipt_per_purchase",
                ),
            ),
        ),
        forbid("production_partentry"),
    ]
