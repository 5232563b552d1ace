from django.db import migrations, models

import configurator.design_codes


class Migration(migrations.Migration):
    dependencies = [("configurator", "0002_configuration_history")]

    operations = [
        # Without a default first: rows that are there stay without a code until they are opened.
        migrations.AddField(
            "configuration", "code", models.CharField(max_length=10, null=True, unique=True)
        ),
        migrations.AddField(
            "configuration", "share", models.CharField(max_length=16, null=True, unique=True)
        ),
        migrations.AddField("configuration", "shares_texts", models.BooleanField(default=False)),
        migrations.AlterField(
            "configuration",
            "code",
            models.CharField(
                default=configurator.design_codes.new_code, max_length=10, null=True, unique=True
            ),
        ),
        migrations.AlterField(
            "configuration",
            "share",
            models.CharField(
                default=configurator.design_codes.new_share, max_length=16, null=True, unique=True
            ),
        ),
    ]
