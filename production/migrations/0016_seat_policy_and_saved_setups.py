"""What a seat is worth, how long a quote keeps it, and the set-ups that a hold saves."""

from django.db import migrations, models

from foundation.triggers import forbid, keep_triggers, stamp_changes


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0015_advice_drafts"),
    ]

    operations = [
        migrations.CreateModel(
            name="SeatPolicy",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(unique=True)),
                (
                    "saved_setup_percent",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="of a saved set-up, this share goes back as price"
                    ),
                ),
                (
                    "most_of_price_percent",
                    models.PositiveSmallIntegerField(
                        default=10,
                        help_text="at most this share of the price of what joins",
                    ),
                ),
                (
                    "quote_hold_hours",
                    models.PositiveSmallIntegerField(
                        default=0, help_text="how long a quote keeps its seats; 0 for not at all"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "seat policies",
                "ordering": ["-version"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("most_of_price_percent__lte", 100), ("saved_setup_percent__lte", 100)
                        ),
                        name="seat_policy_gives_no_more_than_all",
                    )
                ],
            },
        ),
        forbid("production_seatpolicy"),
        stamp_changes("production_factsversion", {"production_seatpolicy": ()}),
        *keep_triggers(
            migrations.AddField(
                model_name="hold",
                name="setups",
                field=models.JSONField(default=list),
            ),
        ),
    ]
