"""Prices by list, and the never-changing versions in which lists are published."""

from decimal import Decimal

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator, RegexValidator
from django.db import models
from django.db.models import Q
from simple_history.models import HistoricalRecords

from catalog.canonical import CanonicalDocumentField
from catalog.codes import KeepsCode, is_name_code
from catalog.models.group import Group
from catalog.models.option import Option
from catalog.models.product import Product
from catalog.models.variant import StandardVariant
from catalog.price_validity import check_price_list
from catalog.quantities import MAX_QUANTITY
from catalog.texts import MAIN_LANGUAGE, TextsField, in_language


class PriceList(KeepsCode):
    """Prices in one currency, with or without tax; published in versions."""

    code = models.CharField(max_length=60, unique=True, validators=[is_name_code])
    name = TextsField()
    currency = models.CharField(
        max_length=3, validators=[RegexValidator(r"^[A-Z]{3}\Z", "Three capital letters: EUR.")]
    )
    tax_rate = models.DecimalField(
        max_digits=5,
        decimal_places=4,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(1)],
        help_text="0.19 for 19 %.",
    )
    is_gross = models.BooleanField(default=True, help_text="Prices contain the tax.")
    is_default = models.BooleanField(
        default=False,
        help_text="The list of the shop: it holds always, for everybody no other list is for.",
    )
    customer_group = models.ForeignKey(
        "foundation.CustomerGroup",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="For whom it holds; nobody named: everybody without a group, at retail.",
    )
    starts_on = models.DateField(
        null=True, blank=True, help_text="First day. Without days it holds always."
    )
    ends_on = models.DateField(null=True, blank=True, help_text="Last day.")
    based_on = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="derived",
        help_text="What this list does not price itself costs what it costs there, less the discount.",
    )
    discount = models.DecimalField(
        max_digits=5,
        decimal_places=4,
        default=0,
        validators=[MinValueValidator(0), MaxValueValidator(Decimal("0.9999"))],
        help_text="0.15 for 15 % less than the list it is based on.",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["code"]
        permissions = [("publish_pricelist", "Can publish price lists")]
        constraints = [
            models.UniqueConstraint(
                fields=["is_default"], condition=Q(is_default=True), name="one_default_price_list"
            ),
            models.CheckConstraint(
                condition=Q(is_default=False)
                | Q(customer_group=None, starts_on=None, ends_on=None, based_on=None),
                name="default_price_list_holds_always",
            ),
        ]

    def __str__(self) -> str:
        return in_language(self.name, MAIN_LANGUAGE) or self.code

    def clean(self) -> None:
        super().clean()
        check_price_list(self)


class Price(models.Model):
    """One amount of a list. It belongs to exactly one thing, which says what kind it is."""

    class Kind(models.TextChoices):
        BASE = "base", "base price of a product"
        OPTION = "option", "surcharge for an option"
        UNIT = "unit", "per unit of a number"
        LETTER = "letter", "per letter of a text"
        FREE = "free", "surcharge for a free colour"
        VARIANT = "variant", "price of a standard variant"

    price_list = models.ForeignKey(PriceList, on_delete=models.CASCADE, related_name="prices")
    kind = models.CharField(max_length=8, choices=Kind)
    product = models.ForeignKey(
        Product, null=True, blank=True, on_delete=models.CASCADE, related_name="prices"
    )
    option = models.ForeignKey(
        Option, null=True, blank=True, on_delete=models.CASCADE, related_name="prices"
    )
    group = models.ForeignKey(
        Group, null=True, blank=True, on_delete=models.CASCADE, related_name="prices"
    )
    variant = models.ForeignKey(
        StandardVariant, null=True, blank=True, on_delete=models.CASCADE, related_name="prices"
    )
    from_quantity = models.PositiveIntegerField(
        default=1,
        verbose_name="from pieces",
        validators=[MinValueValidator(1), MaxValueValidator(MAX_QUANTITY)],
        help_text="A tier: the price of each piece from so many pieces of a design on.",
    )
    minor = models.DecimalField(
        max_digits=14,
        decimal_places=4,
        verbose_name="minor units",
        help_text="Cents. Only a price per unit may have decimals.",
    )

    history = HistoricalRecords()

    class Meta:
        ordering = ["price_list", "kind", "from_quantity", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="base", product__isnull=False)
                & Q(option__isnull=True, group__isnull=True, variant__isnull=True)
                | Q(kind="option", option__isnull=False)
                & Q(product__isnull=True, group__isnull=True, variant__isnull=True)
                | Q(kind__in=["unit", "letter", "free"], group__isnull=False)
                & Q(product__isnull=True, option__isnull=True, variant__isnull=True)
                | Q(kind="variant", variant__isnull=False)
                & Q(product__isnull=True, option__isnull=True, group__isnull=True),
                name="price_of_exactly_one_thing",
            ),
            *(
                models.UniqueConstraint(
                    fields=["price_list", thing, "from_quantity"],
                    condition=Q(**{f"{thing}__isnull": False}),
                    name=f"one_price_per_{thing}",
                )
                for thing in ("product", "option", "group", "variant")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.minor.normalize():f} {self.kind}"

    def clean(self) -> None:
        super().clean()
        if self.minor is None:
            return
        if self.kind != self.Kind.UNIT and self.minor != self.minor.to_integral_value():
            raise ValidationError("Only a price per unit may have parts of a cent.")
        if self.minor < 0 and self.kind in (self.Kind.BASE, self.Kind.VARIANT):
            raise ValidationError("This price cannot be below zero.")


class PriceListVersion(models.Model):
    """One published state of a price list; database triggers keep it as it is."""

    price_list = models.ForeignKey(PriceList, on_delete=models.PROTECT, related_name="versions")
    version = models.PositiveIntegerField()
    document = CanonicalDocumentField()
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ["price_list", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["price_list", "version"], name="price_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.price_list} {self.version}"
