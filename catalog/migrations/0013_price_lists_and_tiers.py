"""Whom a price list holds for, on which days, based on which other; prices by quantity."""

import django.core.validators
import django.db.models.deletion
from decimal import Decimal
from django.db import migrations, models

from foundation.triggers import keep_triggers


class Migration(migrations.Migration):
    dependencies = [
        ("catalog", "0012_sale_version"),
        ("foundation", "0004_customer_group"),
    ]

    operations = [
        *keep_triggers(
            migrations.AlterModelOptions(
                name="price",
                options={"ordering": ["price_list", "kind", "from_quantity", "pk"]},
            ),
            migrations.RemoveConstraint(
                model_name="price",
                name="one_price_per_product",
            ),
            migrations.RemoveConstraint(
                model_name="price",
                name="one_price_per_option",
            ),
            migrations.RemoveConstraint(
                model_name="price",
                name="one_price_per_group",
            ),
            migrations.RemoveConstraint(
                model_name="price",
                name="one_price_per_variant",
            ),
            migrations.AddField(
                model_name="historicalprice",
                name="from_quantity",
                field=models.PositiveIntegerField(
                    default=1,
                    help_text="A tier: the price of each piece from so many pieces of a design on.",
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(1000),
                    ],
                    verbose_name="from pieces",
                ),
            ),
            migrations.AddField(
                model_name="historicalpricelist",
                name="based_on",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    help_text="What this list does not price itself costs what it costs there, less the discount.",
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="catalog.pricelist",
                ),
            ),
            migrations.AddField(
                model_name="historicalpricelist",
                name="customer_group",
                field=models.ForeignKey(
                    blank=True,
                    db_constraint=False,
                    help_text="For whom it holds; nobody named: everybody without a group, at retail.",
                    null=True,
                    on_delete=django.db.models.deletion.DO_NOTHING,
                    related_name="+",
                    to="foundation.customergroup",
                ),
            ),
            migrations.AddField(
                model_name="historicalpricelist",
                name="discount",
                field=models.DecimalField(
                    decimal_places=4,
                    default=0,
                    help_text="0.15 for 15 % less than the list it is based on.",
                    max_digits=5,
                    validators=[
                        django.core.validators.MinValueValidator(0),
                        django.core.validators.MaxValueValidator(Decimal("0.9999")),
                    ],
                ),
            ),
            migrations.AddField(
                model_name="historicalpricelist",
                name="ends_on",
                field=models.DateField(blank=True, help_text="Last day.", null=True),
            ),
            migrations.AddField(
                model_name="historicalpricelist",
                name="starts_on",
                field=models.DateField(
                    blank=True, help_text="First day. Without days it holds always.", null=True
                ),
            ),
            migrations.AddField(
                model_name="price",
                name="from_quantity",
                field=models.PositiveIntegerField(
                    default=1,
                    help_text="A tier: the price of each piece from so many pieces of a design on.",
                    validators=[
                        django.core.validators.MinValueValidator(1),
                        django.core.validators.MaxValueValidator(1000),
                    ],
                    verbose_name="from pieces",
                ),
            ),
            migrations.AddField(
                model_name="pricelist",
                name="based_on",
                field=models.ForeignKey(
                    blank=True,
                    help_text="What this list does not price itself costs what it costs there, less the discount.",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="derived",
                    to="catalog.pricelist",
                ),
            ),
            migrations.AddField(
                model_name="pricelist",
                name="customer_group",
                field=models.ForeignKey(
                    blank=True,
                    help_text="For whom it holds; nobody named: everybody without a group, at retail.",
                    null=True,
                    on_delete=django.db.models.deletion.PROTECT,
                    related_name="+",
                    to="foundation.customergroup",
                ),
            ),
            migrations.AddField(
                model_name="pricelist",
                name="discount",
                field=models.DecimalField(
                    decimal_places=4,
                    default=0,
                    help_text="0.15 for 15 % less than the list it is based on.",
                    max_digits=5,
                    validators=[
                        django.core.validators.MinValueValidator(0),
                        django.core.validators.MaxValueValidator(Decimal("0.9999")),
                    ],
                ),
            ),
            migrations.AddField(
                model_name="pricelist",
                name="ends_on",
                field=models.DateField(blank=True, help_text="Last day.", null=True),
            ),
            migrations.AddField(
                model_name="pricelist",
                name="starts_on",
                field=models.DateField(
                    blank=True, help_text="First day. Without days it holds always.", null=True
                ),
            ),
            migrations.AlterField(
                model_name="historicalpricelist",
                name="is_default",
                field=models.BooleanField(
                    default=False,
                    help_text="The list of the shop: it holds always, for everybody no other list is for.",
                ),
            ),
            migrations.AlterField(
                model_name="pricelist",
                name="is_default",
                field=models.BooleanField(
                    default=False,
                    help_text="The list of the shop: it holds always, for everybody no other list is for.",
                ),
            ),
            migrations.AddConstraint(
                model_name="price",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("product__isnull", False)),
                    fields=("price_list", "product", "from_quantity"),
                    name="one_price_per_product",
                ),
            ),
            migrations.AddConstraint(
                model_name="price",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("option__isnull", False)),
                    fields=("price_list", "option", "from_quantity"),
                    name="one_price_per_option",
                ),
            ),
            migrations.AddConstraint(
                model_name="price",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("group__isnull", False)),
                    fields=("price_list", "group", "from_quantity"),
                    name="one_price_per_group",
                ),
            ),
            migrations.AddConstraint(
                model_name="price",
                constraint=models.UniqueConstraint(
                    condition=models.Q(("variant__isnull", False)),
                    fields=("price_list", "variant", "from_quantity"),
                    name="one_price_per_variant",
                ),
            ),
            migrations.AddConstraint(
                model_name="pricelist",
                constraint=models.CheckConstraint(
                    condition=models.Q(
                        ("is_default", False),
                        models.Q(
                            ("based_on", None),
                            ("customer_group", None),
                            ("ends_on", None),
                            ("starts_on", None),
                        ),
                        _connector="OR",
                    ),
                    name="default_price_list_holds_always",
                ),
            ),
        )
    ]
