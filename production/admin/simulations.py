"""Stored simulations: system records; the comparison's page starts and stops them."""

from django.contrib import admin

from foundation.admin import ReadOnlyAdmin
from production.models import Simulation


@admin.register(Simulation)
class SimulationAdmin(ReadOnlyAdmin):
    list_display = ["pk", "days", "seed", "orders_per_day", "status", "day", "created_at"]
    list_filter = ["status"]
    search_fields = ["problem"]
    exclude = ["report"]
