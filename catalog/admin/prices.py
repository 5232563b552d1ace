"""All prices in Django admin, to be searched and corrected one by one."""

from typing import Any

from django.contrib import admin
from django.http import HttpRequest

from catalog.admin.base import CatalogAdmin
from catalog.admin.price_inlines import AmountForm
from catalog.models import Price
from foundation.money import Money, format_money


@admin.register(Price)
class PriceAdmin(CatalogAdmin):
    """Prices are made beside the thing they belong to; here they are found and changed."""

    form = AmountForm
    fields = ["price_list", "kind", "belongs_to", "from_quantity", "amount"]
    readonly_fields = ["price_list", "kind", "belongs_to", "from_quantity"]
    list_display = ["belongs_to", "kind", "price_list", "from_quantity", "shown_amount"]
    list_select_related = ["price_list", "product", "option__group", "group", "variant"]
    list_filter = ["kind", "price_list"]
    search_fields = ["product__code", "option__code", "group__code", "variant__sku"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    @admin.display(description="belongs to")
    def belongs_to(self, price: Price) -> str:
        if price.option is not None:
            return f"{price.option.group}: {price.option}"
        return str(price.product or price.group or price.variant)

    @admin.display(description="amount", ordering="minor")
    def shown_amount(self, price: Price) -> str:
        if price.minor != price.minor.to_integral_value():
            return f"{price.minor / 100:f} {price.price_list.currency}"
        return format_money(Money(int(price.minor), price.price_list.currency))

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        return self.readonly_fields
