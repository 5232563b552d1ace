"""Routing steps."""

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from catalog.texts import in_language
from foundation.errors import Refusal
from production.models import RoutingStep
from production.presenters.break_even import break_even_sentence


@admin.register(RoutingStep)
class RoutingStepAdmin(admin.ModelAdmin):
    list_display = [
        "product_code",
        "position",
        "step_name",
        "work_centre",
        "alternative",
        "alternative_up_to",
        "condition",
    ]
    list_display_links = ["product_code", "position"]
    list_select_related = ["work_centre", "alternative"]
    list_filter = ["product_code", "work_centre"]
    search_fields = ["product_code", "condition"]
    autocomplete_fields = ["work_centre", "alternative"]
    readonly_fields = ["break_even"]

    @admin.display(description=_("name"))
    def step_name(self, step: RoutingStep) -> str:
        return in_language(step.name, get_language() or "")

    @admin.display(description=_("break-even"))
    def break_even(self, step: RoutingStep) -> str:
        """Say up to how many pieces the alternative, as it is saved, is the cheaper one."""
        try:
            return break_even_sentence(step, timezone.now(), get_language() or "") or "-"
        except Refusal as refusal:
            return refusal.message
