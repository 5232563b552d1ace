"""Stops of machines, entered from the board: nothing is planned in them."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.errors import InvalidInput, NotFound, Refusal
from production.models import Downtime, Machine
from production.presenters.stops_page import stops_page
from production.services.downtimes import call_off_stop, plan_stop
from production.views.access import staff_page
from production.views.fields import is_number


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_page
def stops(request: HttpRequest) -> HttpResponse:
    """Show the stops that are not over; a POST plans one or calls one off."""
    now = timezone.now()
    if request.method != "POST":
        return _page(request, now)
    fields = {name: value.replace("\0", "") for name, value in request.POST.dict().items()}
    try:
        messages.success(request, _act(fields, now))
    except Refusal as refusal:
        return _page(request, now, fields, refusal)
    return redirect("production:stops")


def _act(fields: dict[str, str], now: datetime) -> str:
    name, _colon, number = fields.get("act", "").partition(":")
    if name == "plan":
        return _plan(fields, now)
    if name == "call-off" and is_number(number):
        stop = Downtime.objects.select_related("machine").filter(pk=number).first()
        if stop is None:
            raise NotFound(_("There is no such stop."), code="no_such_stop")
        call_off_stop(downtime=stop, now=now)
        return _("%(machine)s works on.") % {"machine": stop.machine.name}
    raise InvalidInput(_("The page does not know this button."), code="unknown_act")


def _plan(fields: dict[str, str], now: datetime) -> str:
    machine = Machine.objects.filter(code=fields.get("machine", ""), is_active=True).first()
    if machine is None:
        raise InvalidInput(_("Choose a machine."), code="no_such_machine")
    plan_stop(
        machine=machine,
        reason=fields.get("reason", ""),
        starts_at=_moment(fields.get("starts_at", "")),
        ends_at=_moment(fields.get("ends_at", "")),
        now=now,
    )
    return _("%(machine)s stands still then. The plan is made anew.") % {"machine": machine.name}


def _moment(text: str) -> datetime:
    try:
        found = parse_datetime(text)
        if found is not None:
            return timezone.make_aware(found) if timezone.is_naive(found) else found
    except (ValueError, OverflowError):
        pass
    raise InvalidInput(_("Write when the stop starts and ends."), code="invalid_time")


def _page(
    request: HttpRequest,
    now: datetime,
    fields: dict[str, str] | None = None,
    refusal: Refusal | None = None,
) -> HttpResponse:
    given = fields or {}
    context = {
        "page": stops_page(
            now, get_language() or "", given.get("machine", ""), given.get("reason", "")
        ),
        "given": given,
        "refusal": refusal,
    }
    status = refusal.status if refusal else 200
    return render(request, "production/stops.html", context, status=status)
