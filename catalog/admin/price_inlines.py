"""Prices beside the thing they belong to."""

from decimal import Decimal
from itertools import pairwise
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.http import HttpRequest

from catalog.models import Group, Price, PriceList

PRICED = (Group.Kind.NUMBER, Group.Kind.TEXT, Group.Kind.COLOUR, Group.Kind.FILE)


class AmountForm(forms.ModelForm):
    """A price in the list's currency, such as 14.90, kept as minor units."""

    amount = forms.DecimalField(
        max_digits=12, decimal_places=6, help_text="14.90, tax as the list says."
    )

    class Meta:
        model = Price
        fields = ["price_list", "from_quantity"]

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


class TiersFormSet(forms.BaseInlineFormSet):
    """All prices of one thing: in each list from the first piece on, and never dearer for more."""

    def clean(self) -> None:
        super().clean()
        if any(self.errors):
            return
        kept = [form for form in self.forms if form.has_changed() or form.instance.pk]
        kept = [form for form in kept if not form.cleaned_data.get("DELETE")]
        by_list: dict[Any, list[forms.ModelForm]] = {}
        for form in sorted(kept, key=lambda form: form.cleaned_data["from_quantity"]):
            by_list.setdefault(form.cleaned_data["price_list"], []).append(form)
        for price_list, tiers in by_list.items():
            self._check(price_list, tiers)

    def _check(self, price_list: PriceList, tiers: list[forms.ModelForm]) -> None:
        first = tiers[0]
        if first.cleaned_data["from_quantity"] > 1:
            first.add_error(
                "from_quantity",
                f"“{price_list}” has no price for fewer pieces: add one from 1 piece.",
            )
        for smaller, larger in pairwise(tiers):
            start, more = (form.cleaned_data["from_quantity"] for form in (smaller, larger))
            if start == more:
                larger.add_error("from_quantity", f"“{price_list}” has a price from {more} twice.")
            elif larger.instance.minor > smaller.instance.minor:
                larger.add_error("amount", f"Dearer than from {start}: more pieces cost less each.")


class PriceInline(admin.TabularInline):
    """Prices of one kind; the thing they belong to is the page's own row."""

    model = Price
    form = AmountForm
    formset = TiersFormSet
    fields = ["price_list", "from_quantity", "amount"]
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
    """Per unit of a number, per letter of a text, for a file, or for a free colour."""

    fk_name = "group"
    verbose_name = "price per unit or letter, for a file or a free colour"
    verbose_name_plural = "prices per unit or letter, for a file or a free colour"

    def price_kind(self, obj: Any) -> str:
        kinds = {"text": Price.Kind.LETTER, "file": Price.Kind.LETTER, "colour": Price.Kind.FREE}
        return kinds.get(str(obj.kind) if obj else "", Price.Kind.UNIT)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        has_price = obj is not None and obj.kind in PRICED
        return has_price and bool(super().has_add_permission(request, obj))


def _has_two(amount: Decimal) -> bool:
    return amount == amount.quantize(Decimal("0.01"))
