"""What the words of an attribute are called in each language."""

from django.db import migrations, models

import catalog.texts
from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [("catalog", "0011_rule_days_and_channels")]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="attributedefinition",
                name="value_names",
                field=models.JSONField(
                    blank=True, default=dict, validators=[catalog.texts.is_value_names]
                ),
            )
        ),
    ]
