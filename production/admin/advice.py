"""What the adviser had drafted: the rows to look over, and what they save."""

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from foundation.admin import ReadOnlyAdmin
from foundation.money import Money, format_money
from production.models import AdviceDraft, StockLine

WORDS = {"open": "open", "blank": "open, for blanks", "close": "close"}


@admin.register(AdviceDraft)
class AdviceDraftAdmin(ReadOnlyAdmin):
    list_display = ["product_code", "simulation", "saving_a_year", "drafted_by", "drafted_at"]
    list_select_related = ["simulation", "drafted_by"]
    search_fields = ["product_code"]
    fields = [
        "product_code",
        "simulation",
        "stock_lines",
        "saving_a_year",
        "reckoning",
        "drafted_by",
        "drafted_at",
    ]
    readonly_fields = ["stock_lines", "saving_a_year", "reckoning"]

    @admin.display(description="saves a year")
    def saving_a_year(self, draft: AdviceDraft) -> str:
        return _money(draft, draft.saving_minor)

    @admin.display(description="worked out as")
    def reckoning(self, draft: AdviceDraft) -> str:
        now, best = _money(draft, draft.now_minor), _money(draft, draft.best_minor)
        return (
            f"set-ups, runs and keeping stock at the simulated demand: {now} a year now, "
            f"{best} with these lines"
        )

    @admin.display(description="stock lines to")
    def stock_lines(self, draft: AdviceDraft) -> SafeString:
        """Link every drafted or named line; what has been deleted since is told by its name."""
        skus = [change["sku"] for change in draft.changes]
        rows = dict(StockLine.objects.filter(sku__in=skus).values_list("sku", "pk"))
        return format_html_join(
            "",
            "<p>{}: {}</p>",
            (
                (WORDS[change["kind"]], _line_link(change["sku"], rows.get(change["sku"])))
                for change in draft.changes
            ),
        )


def _line_link(sku: str, line: int | None) -> str:
    if line is None:
        return sku
    address = reverse("admin:production_stockline_change", args=[line])
    return format_html('<a href="{}">{}</a>', address, sku)


def _money(draft: AdviceDraft, minor: int) -> str:
    return format_money(Money(minor, draft.simulation.report.get("currency", "EUR")))
