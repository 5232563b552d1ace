"""A token that changes with whatever is put on sale or priced."""

from django.db import migrations, models

from foundation.triggers import stamp_changes


class Migration(migrations.Migration):
    dependencies = [("catalog", "0012_attribute_value_names")]

    operations = [
        migrations.CreateModel(
            name="SaleVersion",
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
            "catalog_saleversion",
            {
                "catalog_product": (),
                "catalog_publication": (),
                "catalog_revision": (),
                "catalog_pricelist": (),
                "catalog_pricelistversion": (),
            },
            verb="tells_sale",
        ),
    ]
