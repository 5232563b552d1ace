"""Prices beside the thing they belong to."""

from decimal import Decimal
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from catalog.models import Price


class AmountForm(forms.ModelForm):
    """A price in the list's currency, such as 14.90, kept as minor units."""

    amount = forms.DecimalField(
        max_digits=12, decimal_places=6, help_text="14.90, tax as the list says."
    )

    class Meta:
        model = Price
        fields = ["price_list"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            shown = self.instance.minor / 100
            self.initial["amount"] = shown.quantize(Decimal("0.01")) if _has_two(shown) else shown

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("amount") is not None:
            self.instance.minor = cleaned["amount"] * 100
        return cleaned


class PriceInline(admin.TabularInline):
    """Prices of one kind; the thing they belong to is the page's own row."""

    model = Price
    form = AmountForm
    fields = ["price_list", "amount"]
    extra = 0
    kind: ClassVar[str]

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        kind = self.price_kind(obj)

        class OfKind(AmountForm):
            def clean(self) -> dict[str, Any]:
                self.instance.kind = kind
                return super().clean()

        return super().get_formset(request, obj, **kwargs | {"form": OfKind})

    def price_kind(self, obj: Any) -> str:
        return self.kind


class BasePriceInline(PriceInline):
    fk_name = "product"
    kind = Price.Kind.BASE
    verbose_name = "base price"


class OptionPriceInline(PriceInline):
    fk_name = "option"
    kind = Price.Kind.OPTION
    verbose_name = "surcharge"


class VariantPriceInline(PriceInline):
    fk_name = "variant"
    kind = Price.Kind.VARIANT


class GroupPriceInline(PriceInline):
    """Per unit of a number, or per letter of a text."""

    fk_name = "group"
    verbose_name = "price per unit or letter"
    verbose_name_plural = "prices per unit or letter"

    def price_kind(self, obj: Any) -> str:
        is_text = obj is not None and obj.kind == obj.Kind.TEXT
        return Price.Kind.LETTER if is_text else Price.Kind.UNIT

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        has_price = obj is not None and not obj.has_options
        return has_price and bool(super().has_add_permission(request, obj))


def _has_two(amount: Decimal) -> bool:
    return amount == amount.quantize(Decimal("0.01"))
