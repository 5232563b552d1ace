"""Trace: from a part lot over runs to orders and back, and the costs as CSV."""

import csv

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.errors import NotFound
from production.presenters.trace_page import LEDGER_COLUMNS, ledger_rows, trace_page
from production.selectors.traces import trace_of, traced_costs
from production.views.access import staff_page


@require_safe
@never_cache
@staff_page
def trace(request: HttpRequest) -> HttpResponse:
    """Show what went into what; ``?q=`` is an order's number, W12, run 42 or P7."""
    asked = _asked(request)
    refusal, page = None, None
    if asked.strip():
        try:
            page = trace_page(asked, trace_of(asked), get_language() or "")
        except NotFound as error:
            refusal = error
    context = {"asked": asked, "page": page, "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "production/trace.html", context, status=status)


@require_safe
@never_cache
@staff_page
def costs(request: HttpRequest) -> HttpResponse:
    """Write the ledger rows of what ``?q=`` names as CSV; all of them without it."""
    rows = traced_costs(_asked(request))
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="costs.csv"'
    writer = csv.writer(response)
    writer.writerow(LEDGER_COLUMNS)
    writer.writerows(ledger_rows(rows.iterator(chunk_size=2_000)))
    return response


def _asked(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\0", "")[:100]
