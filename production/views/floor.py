"""The shop-floor terminal: plain forms, so that it works with scripts off."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import InvalidInput, NotFound, Refusal
from foundation.models import User
from production.models import WorkCentre
from production.presenters.floor_page import centre_choices, floor_page
from production.services.closing import close_run_now
from production.services.floor import count_good, finish_run, start_run
from production.views.access import staff_page

DARK = "dark"
MOST_PIECES = 100_000
Act = Callable[[int, int, User, datetime], str]


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
        messages.success(request, _act(request))
    except Refusal as refusal:
        return _page(request, centre, refusal)
    return redirect("production:terminal", code=code)


def _act(request: HttpRequest) -> str:
    name, _colon, number = request.POST.get("act", "").partition(":")
    act = ACTS.get(name)
    if act is None or not _is_number(number):
        raise InvalidInput("The terminal does not know this button.", code="unknown_act")
    pieces = request.POST.get("pieces", "1")
    if not _is_number(pieces) or int(pieces) > MOST_PIECES:
        raise InvalidInput(_("Write the number of pieces in figures."), code="invalid_count")
    user: User = request.user  # type: ignore[assignment] # the page is for signed-in staff
    return act(int(number), int(pieces), user, timezone.now())


def _close(number: int, pieces: int, actor: User, now: datetime) -> str:
    close_run_now(run_number=number, actor=actor, now=now)
    return _("Run %(number)s is closed and will be planned.") % {"number": number}


def _start(number: int, pieces: int, actor: User, now: datetime) -> str:
    start_run(run_number=number, actor=actor, now=now)
    return _("Run %(number)s has started.") % {"number": number}


def _start_without(number: int, pieces: int, actor: User, now: datetime) -> str:
    start_run(run_number=number, actor=actor, now=now, without_late=True)
    return _("Run %(number)s has started. Who is not here yet joins another run.") % {
        "number": number
    }


def _count(number: int, pieces: int, actor: User, now: datetime) -> str:
    missing = count_good(run_number=number, pieces=pieces, actor=actor, now=now)
    if missing == 0:
        return _("Run %(number)s has all its pieces. Finish it.") % {"number": number}
    return _("Counted. %(missing)s to go.") % {"missing": missing}


def _finish(number: int, pieces: int, actor: User, now: datetime) -> str:
    finish_run(run_number=number, actor=actor, now=now)
    return _("Run %(number)s is finished.") % {"number": number}


ACTS: dict[str, Act] = {
    "close": _close,
    "start": _start,
    "start-without": _start_without,
    "count": _count,
    "finish": _finish,
}


def _page(request: HttpRequest, centre: WorkCentre, refusal: Refusal | None = None) -> HttpResponse:
    context = {
        "page": floor_page(centre, get_language() or ""),
        "refusal": refusal,
        "theme": _theme(request),
    }
    status = refusal.status if refusal else 200
    return render(request, "production/floor.html", context, status=status)


def _theme(request: HttpRequest) -> str:
    """Dark by default at arm's length; the person's own choice wins."""
    return "light" if request.COOKIES.get("theme") == "light" else DARK


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 18
