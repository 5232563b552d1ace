from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("configurator", "0003_configuration_code")]

    operations = [
        migrations.CreateModel(
            "WrongCode",
            [
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("address", models.CharField(max_length=64)),
                ("at", models.DateTimeField(db_index=True)),
            ],
            options={
                "indexes": [models.Index(fields=["address", "at"], name="wrong_code_address_at")]
            },
        ),
    ]
