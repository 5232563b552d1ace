"""Move a run by hand: every legal place with what it changes, then the move itself."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.errors import InvalidInput, Refusal
from foundation.models import User
from production.models import Run
from production.presenters.run_moves import shown_moves
from production.selectors.planning import active_plan
from production.selectors.runs import run_by_number
from production.services.moves import move_run, moves_of
from production.views.access import staff_page
from production.views.fields import is_number


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_page
def moves(request: HttpRequest, number: int) -> HttpResponse:
    """Show where a run may go; a POST moves it to the chosen place."""
    run = run_by_number(number)
    if request.method != "POST":
        return _page(request, run)
    try:
        _move(request, run)
    except Refusal as refusal:
        return _page(request, run, refusal)
    messages.success(request, _("Run %(number)s is moved.") % {"number": number})
    return redirect(f"{reverse('production:board')}?run={number}")


def _move(request: HttpRequest, run: Run) -> None:
    machine, _colon, before = request.POST.get("to", "").partition(":")
    plan = request.POST.get("plan", "")
    if not (is_number(machine) and is_number(plan) and (not before or is_number(before))):
        raise InvalidInput(_("Choose where the run should go."), code="no_place_chosen")
    user: User = request.user  # type: ignore[assignment] # the page is for signed-in staff
    move_run(
        run_number=run.number,
        machine=int(machine),
        before=int(before) if before else None,
        plan_number=int(plan),
        actor=user,
        now=timezone.now(),
    )


def _page(request: HttpRequest, run: Run, refusal: Refusal | None = None) -> HttpResponse:
    plan = active_plan()
    try:
        found = moves_of(run_number=run.number, now=timezone.now())
    except Refusal as none:
        found, refusal = [], refusal or none
    context = {
        "run": run,
        "moves": shown_moves(run, found, get_language() or ""),
        "plan_number": plan.number if plan else 0,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "production/run_moves.html", context, status=status)
