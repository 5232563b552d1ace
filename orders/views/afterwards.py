"""After delivery: sending goods back, and saying how they are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foundation.errors import Refusal
from orders.selectors.orders import order_for
from orders.services.ratings import rate_line
from orders.services.returns import ask_return
from orders.views.typed import whole_number
from orders.visitors import visitor_of

PIECES, GROUP = "pieces-", "group-"


@require_POST
def send_back(request: HttpRequest, number: str) -> HttpResponse:
    """Ask to send pieces back; a refusal is told on the order's page."""
    order = order_for(visitor_of(request), number)
    pieces = {
        whole_number(name.removeprefix(PIECES), field="line"): whole_number(
            value or "0", field="quantity"
        )
        for name, value in request.POST.dict().items()
        if name.startswith(PIECES)
    }
    try:
        reason = request.POST.get("reason", "")
        ask_return(order=order, pieces=pieces, reason=reason, now=timezone.now())
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("We have your return. You hear from us when it is here."))
    return redirect("orders:order", number=number)


@require_POST
def rate(request: HttpRequest, number: str) -> HttpResponse:
    """Take down the stars of one line."""
    order = order_for(visitor_of(request), number)
    by_group = {
        name.removeprefix(GROUP): whole_number(value, field="stars")
        for name, value in request.POST.dict().items()
        if name.startswith(GROUP) and value
    }
    try:
        rate_line(
            order=order,
            position=whole_number(request.POST.get("line", ""), field="line"),
            stars=whole_number(request.POST.get("stars", ""), field="stars"),
            by_group=by_group,
            now=timezone.now(),
        )
    except Refusal as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Thank you. It helps us to make the next one better."))
    return redirect("orders:order", number=number)
