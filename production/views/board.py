"""The factory board and one run in detail."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from foundation.errors import NotFound
from production.presenters.board_page import board_page
from production.presenters.run_page import run_detail
from production.selectors.runs import runs_with_members
from production.views.access import staff_page


@require_safe
@never_cache
@staff_page
def board(request: HttpRequest) -> HttpResponse:
    """Show the plan and every run."""
    page = board_page(timezone.now(), get_language() or "")
    return render(request, "production/board.html", {"page": page})


@require_safe
@never_cache
@staff_page
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Show one run."""
    found = runs_with_members().filter(pk=number).first()
    if found is None:
        raise NotFound(f"There is no run {number}.", code="no_such_run")
    context = {"run": run_detail(found, get_language() or ""), "floor_code": found.work_centre.code}
    return render(request, "production/run.html", context)
