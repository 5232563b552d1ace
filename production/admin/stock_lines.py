"""Stock lines and their forecasts are edited; why they ordered is read-only."""

from typing import Any, cast

from django.contrib import admin
from django.utils import timezone

from foundation.admin import ReadOnlyAdmin
from production.models import Forecast, ReplenishmentDecision, StockLine
from production.planner.lot_sizing.policies import LineFacts, PolicyName, Reason
from production.presenters.stock_lines import (
    POLICY_NAMES,
    LineToday,
    figures_in_words,
    line_today,
    reason_in_words,
)


class ForecastInline(admin.TabularInline):
    model = Forecast
    extra = 0


@admin.register(StockLine)
class StockLineAdmin(admin.ModelAdmin):
    list_display = [
        "sku",
        "decides_today",
        "point_today",
        "quantity_today",
        "because",
    ]
    list_filter = ["policy", "is_active"]
    list_per_page = 50
    search_fields = ["sku"]
    inlines = [ForecastInline]
    fieldsets = [
        (None, {"fields": ["sku", "policy", "is_active", "lot_size", "lead_time_min"]}),
        ("Fixed, and while figures are missing", {"fields": ["reorder_point", "order_quantity"]}),
        ("Demand", {"fields": ["window_weeks", "half_life_weeks", "service_percent"]}),
        ("Costs", {"fields": ["setup_minor", "unit_minor", "holding_percent", "shortage_minor"]}),
        ("Season", {"fields": ["weekly_capacity", "shelf_life_days", "season_ends_on"]}),
    ]

    @admin.display(description="by today")
    def decides_today(self, line: StockLine) -> str:
        return self._today(line).policy

    @admin.display(description="orders at")
    def point_today(self, line: StockLine) -> int | None:
        return self._today(line).point

    @admin.display(description="orders")
    def quantity_today(self, line: StockLine) -> int | None:
        return self._today(line).lot

    @admin.display(description="because")
    def because(self, line: StockLine) -> str:
        return self._today(line).because

    def _today(self, line: StockLine) -> LineToday:
        """Return a row's figures, worked out once for all of its columns."""
        row = cast(Any, line)
        if not hasattr(row, "figures_today"):
            row.figures_today = line_today(line, timezone.now())
        return cast(LineToday, row.figures_today)


@admin.register(ReplenishmentDecision)
class ReplenishmentDecisionAdmin(ReadOnlyAdmin):
    date_hierarchy = "decided_at"
    list_display = [
        "work_order",
        "stock_line",
        "decided_by",
        "quantity",
        "because",
    ]
    list_select_related = ["work_order", "stock_line"]
    list_filter = ["policy"]
    search_fields = ["stock_line__sku"]

    @admin.display(description="by")
    def decided_by(self, decision: ReplenishmentDecision) -> str:
        return POLICY_NAMES[cast(PolicyName, decision.policy)]

    @admin.display(description="because")
    def because(self, decision: ReplenishmentDecision) -> str:
        figures = figures_in_words(LineFacts.from_json(decision.facts))
        reason = reason_in_words(cast(Reason, decision.reason))
        point = f"orders at {decision.reorder_point}"
        return ", ".join(part for part in (reason, point, *figures) if part)
