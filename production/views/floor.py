"""The shop-floor terminal: plain forms, so that it works with scripts off."""

import uuid

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import NotFound, Refusal
from foundation.models import User
from production.models import WorkCentre
from production.presenters.floor_page import centre_choices, floor_page
from production.views.access import staff_page
from production.views.floor_acts import act_on

DARK = "dark"


@require_safe
@never_cache
@staff_page
def floor(request: HttpRequest) -> HttpResponse:
    """Choose a work centre."""
    context = {"centres": centre_choices(get_language() or ""), "theme": _theme(request)}
    return render(request, "production/floor_choice.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_page
def terminal(request: HttpRequest, code: str) -> HttpResponse:
    """Show a work centre's runs; a POST does what its pressed button says."""
    centre = WorkCentre.objects.filter(code=code).first()
    if centre is None:
        raise NotFound("There is no such work centre.", code="no_such_work_centre")
    if request.method != "POST":
        return _page(request, centre)
    try:
        user: User = request.user  # type: ignore[assignment] # the page is for signed-in staff
        messages.success(request, act_on(centre, request.POST.dict(), user, timezone.now()))
    except Refusal as refusal:
        return _page(request, centre, refusal)
    return redirect("production:terminal", code=code)


def _page(request: HttpRequest, centre: WorkCentre, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "page": floor_page(centre, get_language() or "", timezone.now()),
        "refusal": refusal,
        "act_id": uuid.uuid4(),
        "theme": _theme(request),
    }
    status = refusal.status if refusal else 200
    return render(request, "production/floor.html", context, status=status)


def _theme(request: HttpRequest) -> str:
    """Dark by default at arm's length; the person's own choice wins."""
    return "light" if request.COOKIES.get("theme") == "light" else DARK
