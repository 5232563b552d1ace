"""How many pieces a configuration's price is for."""

from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("configurator", "0007_clash_count"),
    ]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="configuration",
                name="quantity",
                field=models.PositiveIntegerField(default=1),
            ),
        )
    ]
