"""How a quoted price came about, kept with the quote."""

from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("orders", "0010_shared_setups"),
    ]

    operations = [
        *keep_triggers(
            migrations.AddField(
                model_name="quoteline",
                name="price_lines",
                field=models.JSONField(default=list),
            ),
        )
    ]
