"""The materials page: what is there, what is short, what to buy, what comes."""

from datetime import datetime
from decimal import Decimal, InvalidOperation

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from foundation.errors import InvalidInput, Refusal
from production.presenters.materials_page import materials_page
from production.services.materials import (
    cancel_purchase,
    count_part,
    order_part,
    receive_purchase,
)
from production.views.access import staff_page

MOST_DIGITS = 18


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@staff_page
def materials(request: HttpRequest) -> HttpResponse:
    """Show all counted parts; a POST orders, counts, receives or cancels."""
    now = timezone.now()
    if request.method != "POST":
        return _page(request, now)
    try:
        messages.success(request, _act(request, now))
    except Refusal as refusal:
        return _page(request, now, refusal)
    return redirect("production:materials")


def _act(request: HttpRequest, now: datetime) -> str:
    name, _colon, subject = request.POST.get("act", "").replace("\0", "").partition(":")
    if name == "order":
        purchase = order_part(part_code=subject, quantity=_quantity(request), now=now)
        return _("Purchase %(purchase)s is ordered.") % {"purchase": purchase}
    if name == "count":
        reference = request.user.get_username()
        count_part(part_code=subject, on_hand=_quantity(request), reference=reference, now=now)
        return _("The shelf of %(part)s is set to what was counted.") % {"part": subject}
    if name in {"receive", "cancel"} and subject.isascii() and subject.isdigit():
        return _settle(name, subject, now)
    raise InvalidInput("The page does not know this button.", code="unknown_act")


def _settle(name: str, subject: str, now: datetime) -> str:
    if len(subject) > MOST_DIGITS:
        raise InvalidInput("There is no such purchase.", code="no_such_purchase")
    if name == "receive":
        purchase = receive_purchase(number=int(subject), now=now)
        return _("Purchase %(purchase)s is on the shelf.") % {"purchase": purchase}
    purchase = cancel_purchase(number=int(subject))
    return _("Purchase %(purchase)s is cancelled.") % {"purchase": purchase}


def _quantity(request: HttpRequest) -> Decimal:
    given = request.POST.get("quantity", "").strip().replace(",", ".")
    try:
        return Decimal(given)
    except InvalidOperation as error:
        raise InvalidInput(_("Write the quantity in figures."), code="invalid_quantity") from error


def _page(request: HttpRequest, now: datetime, refusal: Refusal | None = None) -> HttpResponse:
    context = {"page": materials_page(now), "refusal": refusal}
    status = refusal.status if refusal else 200
    return render(request, "production/materials.html", context, status=status)
