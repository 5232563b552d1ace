"""A token that changes with every factory fact."""

from django.db import migrations, models

from foundation.triggers import stamp_changes


class Migration(migrations.Migration):
    dependencies = [("production", "0003_floor_acts_and_costs")]

    operations = [
        migrations.CreateModel(
            name="FactsVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token", models.CharField(max_length=40)),
            ],
        ),
        stamp_changes(
            "production_factsversion",
            {
                "production_workcentre": (),
                "production_runpolicy": (),
                "production_changeoverrule": (),
                "production_calendar": (),
                "production_shift": (),
                "production_closedday": (),
                # The family a machine is set up for changes with every run.
                "production_machine": ("work_centre_id", "is_active"),
                "production_routingstep": (),
                "production_billline": (),
            },
        ),
    ]
