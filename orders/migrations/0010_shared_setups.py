"""What sharing set-ups takes off a line, agreed with the line's price."""

from importlib import import_module

from django.db import migrations, models

from foundation.triggers import forbid, keep_triggers

PLACED = import_module("orders.migrations.0002_placed_never_changes")
AGREED_BEFORE = forbid("orders_orderline", columns=PLACED.AGREED_ON_LINE)
AGREED = forbid("orders_orderline", columns=(*PLACED.AGREED_ON_LINE, "saving_minor", "savings"))


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0009_return_ledger_never_changes"),
    ]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="cartline",
                name="seen_saving_minor",
                field=models.BigIntegerField(default=0),
            ),
            migrations.AddField(
                model_name="cartline",
                name="wanted_offer",
                field=models.CharField(blank=True, max_length=8),
            ),
            migrations.AddField(
                model_name="orderline",
                name="saving_minor",
                field=models.BigIntegerField(default=0),
            ),
            migrations.AddField(
                model_name="orderline",
                name="savings",
                field=models.JSONField(default=list),
            ),
            migrations.AddField(
                model_name="quoteline",
                name="savings",
                field=models.JSONField(default=list),
            ),
            migrations.AddConstraint(
                model_name="orderline",
                constraint=models.CheckConstraint(
                    condition=models.Q(("saving_minor__gte", 0), ("total_minor__gte", 0)),
                    name="order_line_never_below_nothing",
                ),
            ),
        ),
        migrations.RunPython(AGREED_BEFORE.reverse_code, AGREED_BEFORE.code),
        AGREED,
    ]
