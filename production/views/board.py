"""The factory board and one run in detail."""

from urllib.parse import urlencode

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from foundation.wakeups import wake
from production.presenters.board_page import board_page
from production.presenters.run_page import run_detail
from production.presenters.trace_page import trace_url
from production.selectors.runs import run_with_members
from production.services.work_orders import PLAN_TASK
from production.views.access import staff_page
from production.views.fields import is_number


@require_safe
@never_cache
@staff_page
def board(request: HttpRequest) -> HttpResponse:
    """Show the plan and every run; ``?span=day|week|month`` and ``?run=42`` choose."""
    chosen = request.GET.get("run", "")
    page = board_page(
        timezone.now(),
        get_language() or "",
        request.GET.get("span", ""),
        int(chosen) if is_number(chosen) else None,
    )
    return render(request, "production/board.html", {"page": page})


@require_POST
@staff_page
def plan(request: HttpRequest) -> HttpResponse:
    """Ask a worker for a new plan, and go back to the board."""
    wake(PLAN_TASK)
    messages.success(request, _("The plan is being made. The board shows it when it is checked."))
    span = request.POST.get("span", "")
    return redirect(f"{reverse('production:board')}?{urlencode({'span': span})}")


@require_safe
@never_cache
@staff_page
def run(request: HttpRequest, number: int) -> HttpResponse:
    """Show one run."""
    found = run_with_members(number)
    context = {
        "run": run_detail(found, get_language() or ""),
        "floor_code": found.work_centre.code,
        "trace_url": trace_url(f"run {number}"),
    }
    return render(request, "production/run.html", context)
