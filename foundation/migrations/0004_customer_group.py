"""The group of customers that an account belongs to, and the currency it buys in."""

import django.db.models.deletion
from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("foundation", "0003_used_allowance"),
    ]

    operations = [
        *keep_triggers(
            migrations.CreateModel(
                name="CustomerGroup",
                fields=[
                    (
                        "id",
                        models.BigAutoField(
                            auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                        ),
                    ),
                    ("code", models.SlugField(max_length=40, unique=True)),
                    ("name", models.CharField(max_length=120)),
                ],
                options={
                    "ordering": ["name", "pk"],
                },
            ),
            migrations.AddField(
                model_name="account",
                name="currency",
                field=models.CharField(
                    blank=True,
                    choices=[("EUR", "EUR"), ("USD", "USD"), ("GBP", "GBP")],
                    help_text="Empty: the shop's. It counts where a price list is in it.",
                    max_length=3,
                ),
            ),
            migrations.AddField(
                model_name="account",
                name="customer_group",
                field=models.ForeignKey(
                    blank=True,
                    help_text="Whose price lists hold for this customer; none: the prices of the shop.",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="accounts",
                    to="foundation.customergroup",
                ),
            ),
        )
    ]
