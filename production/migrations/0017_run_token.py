"""A token for each run, new whenever the run or who is in it changes; indexes for offers."""

from django.db import migrations, models

from foundation.row_tokens import draw_tokens, redraw_tokens
from foundation.triggers import keep_triggers, stamp_changes


def redraw_by(table, found, acts, columns):
    return redraw_tokens(
        "production_run", "number", by=table, found=found, acts=acts, columns=columns
    )


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0011_rule_days_and_channels"),
        ("production", "0016_seat_policy_and_saved_setups"),
    ]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="run",
                name="token",
                field=models.CharField(default="", editable=False, max_length=40),
            ),
            migrations.AddIndex(
                model_name="run",
                index=models.Index(
                    condition=models.Q(("status", "open")),
                    fields=["work_centre"],
                    name="run_open",
                ),
            ),
            migrations.AddIndex(
                model_name="run",
                index=models.Index(
                    condition=models.Q(("status__in", ["completed", "dissolved"]), _negated=True),
                    fields=["machine", "-planned_end"],
                    name="run_planned_last",
                ),
            ),
        ),
        draw_tokens("production_run", "number"),
        redraw_by(
            "production_runmember",
            "SELECT {row}.run_id {source}",
            ("INSERT", "UPDATE", "DELETE"),
            ("run_id", "operation_id", "is_active"),
        ),
        redraw_by(
            "production_operation",
            "SELECT run_id FROM production_runmember WHERE operation_id = {row}.id AND is_active",
            ("UPDATE",),
            ("minutes",),
        ),
        redraw_by(
            "production_lot",
            "SELECT member.run_id FROM production_runmember member "
            "JOIN production_operation operation ON operation.id = member.operation_id "
            "WHERE operation.lot_id = {row}.id AND member.is_active",
            ("UPDATE",),
            ("quantity",),
        ),
        # Runs that are there already get theirs.
        migrations.RunSQL("UPDATE production_run SET token = ''", migrations.RunSQL.noop),
        stamp_changes(
            "production_factsversion",
            {"catalog_standardvariant": (), "catalog_product": ("code", "position")},
        ),
    ]
