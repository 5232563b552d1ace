"""Parts and the bills that use them."""

from django.contrib import admin

from production.models import BillLine, Part


@admin.register(Part)
class PartAdmin(admin.ModelAdmin):
    list_display = ["code", "name", "source", "unit", "cost_minor", "currency"]
    list_filter = ["source"]
    search_fields = ["code", "name"]


@admin.register(BillLine)
class BillLineAdmin(admin.ModelAdmin):
    list_display = ["product_code", "part", "quantity_formula", "condition"]
    list_select_related = ["part"]
    list_filter = ["product_code"]
    search_fields = ["product_code", "part__code", "condition"]
    autocomplete_fields = ["part"]
