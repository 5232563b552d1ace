"""Routing steps."""

from django.contrib import admin

from production.models import RoutingStep


@admin.register(RoutingStep)
class RoutingStepAdmin(admin.ModelAdmin):
    list_display = ["product_code", "position", "name", "work_centre", "alternative", "condition"]
    list_display_links = ["product_code", "position"]
    list_select_related = ["work_centre", "alternative"]
    list_filter = ["product_code", "work_centre"]
    search_fields = ["product_code", "condition"]
    autocomplete_fields = ["work_centre", "alternative"]
