"""An alternative without its lot size was not refused: NULL is not false."""

from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0009_held_seats_in_closed_runs"),
    ]

    operations = keep_triggers(
        migrations.RemoveConstraint(
            model_name="routingstep",
            name="alternative_says_up_to",
        ),
        migrations.AddConstraint(
            model_name="routingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alternative__isnull", True), ("alternative_up_to__isnull", True)),
                    models.Q(
                        ("alternative__isnull", False),
                        ("alternative_up_to__gt", 0),
                        ("alternative_up_to__isnull", False),
                    ),
                    _connector="OR",
                ),
                name="alternative_says_up_to",
            ),
        ),
    )
