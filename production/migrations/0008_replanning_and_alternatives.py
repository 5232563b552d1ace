"""Why a plan was made in a hurry; a second work centre for small quantities."""

import django.db.models.deletion
from django.db import migrations, models

import production.sources
from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("production", "0007_promises_and_holds"),
    ]

    operations = keep_triggers(
        migrations.AddField(
            model_name="operation",
            name="alternative",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="planversion",
            name="replanning",
            field=models.JSONField(blank=True, null=True),
        ),
        migrations.AddField(
            model_name="routingstep",
            name="alternative",
            field=models.ForeignKey(
                blank=True,
                help_text="makes small quantities instead, such as a digital machine for a line",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="production.workcentre",
            ),
        ),
        migrations.AddField(
            model_name="routingstep",
            name="alternative_minutes_fixed",
            field=models.TextField(
                blank=True,
                help_text="formula, once for a lot, there",
                validators=[production.sources.is_source],
            ),
        ),
        migrations.AddField(
            model_name="routingstep",
            name="alternative_minutes_per_piece",
            field=models.TextField(
                blank=True,
                help_text="formula, for each piece, there",
                validators=[production.sources.is_source],
            ),
        ),
        migrations.AddField(
            model_name="routingstep",
            name="alternative_up_to",
            field=models.PositiveIntegerField(
                blank=True, help_text="pieces of a work order up to which it does", null=True
            ),
        ),
        migrations.AlterField(
            model_name="downtime",
            name="reason",
            field=models.CharField(
                choices=[
                    ("breakdown", "Breakdown"),
                    ("tool", "Tool worn or broken"),
                    ("material", "Material missing"),
                    ("people", "Nobody here"),
                    ("cleaning", "Cleaning"),
                    ("maintenance", "Maintenance"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="routingstep",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("alternative__isnull", True), ("alternative_up_to__isnull", True)),
                    models.Q(("alternative__isnull", False), ("alternative_up_to__gt", 0)),
                    _connector="OR",
                ),
                name="alternative_says_up_to",
            ),
        ),
    )
