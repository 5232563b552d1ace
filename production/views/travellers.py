"""Travellers as PDF."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.errors import NotFound
from production.models import WorkOrder
from production.papers.traveller import run_traveller, work_order_traveller
from production.selectors.runs import run_with_members
from production.views.access import staff_page


@require_safe
@never_cache
@staff_page
def of_run(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out the traveller of a run."""
    found = run_with_members(number)
    return _pdf(run_traveller(found, get_language() or ""), f"run-{number}")


@require_safe
@never_cache
@staff_page
def of_work_order(request: HttpRequest, number: int) -> HttpResponse:
    """Hand out the traveller of a work order."""
    found = WorkOrder.objects.filter(pk=number).first()
    if found is None:
        raise NotFound(f"There is no work order W{number}.", code="no_such_work_order")
    return _pdf(work_order_traveller(found, get_language() or ""), f"work-order-{number}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return response
