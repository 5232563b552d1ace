"""Mass production against mass customization: stored simulations for all, new ones by staff."""

import csv
from dataclasses import fields
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foundation.errors import InvalidInput, NotFound
from orders.presenters.compare_live import live_page
from orders.presenters.compare_numbers import count_text
from orders.presenters.compare_page import (
    ADDRESS,
    address_query,
    columns,
    compare_page,
    figures_table,
    request_from,
)
from orders.presenters.compare_what_if import what_if
from production.models import Simulation
from production.permissions import can_see_factory, check_see_factory
from production.savings import CURRENCY
from production.selectors.live_measures import DAYS, PERIODS, Period
from production.selectors.simulations import (
    GOING,
    demo_simulation,
    last_simulation,
    stored_simulation,
)
from production.services.advice_drafts import draft_advice
from production.services.simulation_jobs import cancel_simulation, request_simulation
from production.simulation_requests import Request, check_request

PAGE, PROGRESS = "orders/compare.html", "orders/_compare_progress.html"
LIVE = "live"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def compare(request: HttpRequest) -> HttpResponse:
    """Show a stored simulation and its charts; staff ask for another one."""
    if request.method == "POST":
        return _run_again(request)
    if request.GET.get("view") == LIVE:
        return _live(request)
    asked = _asked(request.GET)
    latest = last_simulation(asked) if asked else None
    if latest is not None and request.headers.get("HX-Request") == "true":
        return _progress(request, latest)
    found = stored_simulation(asked) if asked else demo_simulation()
    return render(request, PAGE, _context(request, asked, latest, found))


@never_cache
@require_safe
def figures(request: HttpRequest) -> HttpResponse:
    """Download every figure of a stored simulation."""
    asked = _asked(request.GET)
    found = stored_simulation(asked) if asked else demo_simulation()
    if found is None:
        raise NotFound(_("This simulation is not stored."), code="simulation_not_stored")
    response = HttpResponse(content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="compare-seed-{found.seed}.csv"'
    csv.writer(response).writerows(figures_table(found))
    return response


@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Stop a simulation that waits or runs, and stay at its address."""
    check_see_factory(request.user)
    simulation = _simulation(number)
    cancel_simulation(simulation=simulation, now=timezone.now())
    return redirect(_address(simulation))


@require_POST
def draft(request: HttpRequest, number: int) -> HttpResponse:
    """Draft what the adviser proposes for one product; nothing goes live by it."""
    check_see_factory(request.user)
    simulation = _simulation(number)
    draft_advice(
        simulation=simulation,
        product_code=request.POST.get("product", ""),
        by=request.user,
        now=timezone.now(),
    )
    return redirect(f"{_address(simulation)}#advice")


def _address(simulation: Simulation) -> str:
    return f"{reverse('orders:compare')}?{address_query(request_from(simulation))}"


def _simulation(number: int) -> Simulation:
    simulation = Simulation.objects.filter(pk=number).first()
    if simulation is None:
        raise NotFound("There is no such simulation.", code="unknown_simulation")
    return simulation


def _run_again(request: HttpRequest) -> HttpResponse:
    check_see_factory(request.user)
    asked = _asked(request.POST) or Request()
    request_simulation(request=asked, by=request.user, now=timezone.now())
    return redirect(f"{reverse('orders:compare')}?{address_query(asked)}")


def _progress(request: HttpRequest, latest: Simulation) -> HttpResponse:
    """Answer the fragment while it runs; send the browser to the result when it is over."""
    if latest.status in GOING:
        return render(request, PROGRESS, _progress_context(latest))
    response = HttpResponse(status=204)
    response["HX-Redirect"] = _address(latest)
    return response


def _live(request: HttpRequest) -> HttpResponse:
    is_staff = can_see_factory(request.user)
    now, language = timezone.now(), get_language() or "en"
    page = live_page(_period(request, now), CURRENCY, language) if is_staff else None
    context = {"live": page, "is_live": True, "is_staff": is_staff, "columns": columns()}
    return render(request, PAGE, context)


def _period(request: HttpRequest, now: datetime) -> Period:
    days = _whole(request.GET.get("period") or str(DAYS))
    if days not in PERIODS:
        raise InvalidInput(_("Choose 7, 30 or 90 days."), code="unknown_period")
    return Period(now, days, request.GET.get("product", "")[:80].replace("\0", ""))


def _context(
    request: HttpRequest, asked: Request | None, latest: Simulation | None, found: Simulation | None
) -> dict[str, Any]:
    language = get_language() or "en"
    is_staff = can_see_factory(request.user)
    page = compare_page(found, request.GET.get("product", ""), language) if found else None
    shown = asked or (request_from(found) if found else Request())
    context = {
        "page": page,
        "is_staff": is_staff,
        "what_if": what_if(shown, timezone.now(), language) if is_staff else None,
        "failed": latest if latest and latest.status == Simulation.Status.FAILED else None,
        "cancelled": latest is not None and latest.status == Simulation.Status.CANCELLED,
        "columns": columns(),
    }
    if latest is not None and latest.status in GOING:
        context |= _progress_context(latest)
    return context


def _progress_context(latest: Simulation) -> dict[str, Any]:
    titles = {column.way: column.title for column in columns()}
    return {
        "going": latest,
        "going_shop": titles.get(latest.way, ""),
        "going_day": count_text(latest.day + 1),
        "going_address": _address(latest),
    }


def _asked(values: Any) -> Request | None:
    """Read the numbers of an address or form; None where it names none.

    Raises
    ------
    InvalidInput
        For a number that is none, or lies outside its bounds.
    """
    named = {name: values[short] for name, short in ADDRESS.items() if values.get(short)}
    if not named:
        return None
    numbers = {
        field.name: _whole(named[field.name]) for field in fields(Request) if field.name in named
    }
    asked = Request(**numbers)
    check_request(asked)
    return asked


def _whole(text: str) -> int:
    try:
        return int(text)
    except ValueError:
        sentence = _("“%(text)s” is not a whole number.") % {"text": text[:20]}
        raise InvalidInput(sentence, code="not_a_number") from None
