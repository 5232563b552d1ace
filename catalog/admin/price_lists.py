"""Price lists in Django admin, and their publication."""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone

from catalog.admin.base import CatalogAdmin
from catalog.models import PriceList
from catalog.permissions import can_publish_prices, check_publish_prices
from catalog.services.price_lists import publish_price_list
from foundation.errors import Refusal


@admin.register(PriceList)
class PriceListAdmin(CatalogAdmin):
    """Lists of prices; publishing freezes one as its next version."""

    list_display = ["code", "__str__", "currency", "tax_rate", "is_gross", "is_default"]
    search_fields = ["code", "name"]
    actions = ["publish_selected"]

    def get_urls(self) -> list[Any]:
        publish = self.admin_site.admin_view(self.publish_view)
        own = path("<int:pk>/publish/", publish, name="catalog_pricelist_publish")
        return [own, *super().get_urls()]

    def publish_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Ask, then publish the list once."""
        check_publish_prices(request.user)
        price_list = get_object_or_404(PriceList, pk=pk)
        if request.method == "POST":
            self._publish(request, price_list)
            return HttpResponseRedirect(reverse("admin:catalog_pricelist_change", args=[pk]))
        context = {
            **self.admin_site.each_context(request),
            "title": f"Publish {price_list}",
            "price_list": price_list,
            "price_count": price_list.prices.count(),
            "latest": price_list.versions.defer("document").order_by("-version").first(),
            "opts": self.opts,
        }
        return TemplateResponse(request, "admin/catalog/pricelist/publish.html", context)

    @admin.action(description="Publish the prices", permissions=["publish"])
    def publish_selected(self, request: HttpRequest, queryset: QuerySet[PriceList]) -> None:
        for price_list in queryset:
            self._publish(request, price_list)

    def has_publish_permission(self, request: HttpRequest) -> bool:
        return can_publish_prices(request.user)

    def _publish(self, request: HttpRequest, price_list: PriceList) -> None:
        try:
            version = publish_price_list(price_list, actor=request.user, now=timezone.now())
        except Refusal as refusal:
            self.message_user(request, f"{price_list}: {refusal.message}", messages.ERROR)
        else:
            self.message_user(
                request, f"{price_list}: version {version.version} holds.", messages.SUCCESS
            )
