"""What staff should know about what was worked out from a revision."""

from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [("catalog", "0009_group_conditional_defaults")]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="revisionartefact",
                name="note",
                field=models.TextField(blank=True, default=""),
                preserve_default=False,
            ),
        ),
    ]
