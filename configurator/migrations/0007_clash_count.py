from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("configurator", "0006_wanted_offer")]

    operations = [
        migrations.CreateModel(
            "ClashCount",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("product_code", models.CharField(max_length=80)),
                ("rule", models.CharField(max_length=200)),
                ("day", models.DateField()),
                ("count", models.PositiveIntegerField(default=0)),
            ],
            options={
                "ordering": ["-day", "rule"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=["product_code", "rule", "day"], name="clash_count_once_a_day"
                    )
                ],
            },
        ),
    ]
