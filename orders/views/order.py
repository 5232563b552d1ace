"""The order page, its secret link, its papers, and what can still be changed."""

from typing import Any, cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from foundation.errors import Conflict, NotFound
from orders.forms import CheckoutForm
from orders.models import Order
from orders.papers.order import Paper, order_paper
from orders.presenters.money import has_invoice
from orders.presenters.order_page import OrderPage, order_page
from orders.selectors.orders import order_by_token, order_for
from orders.services.cancellation import cancel_order
from orders.services.changes import change_address, check_changeable
from orders.services.reopening import reopen_order
from orders.statuses import OrderStatus, Payment
from orders.visitors import Visitor, lasting_visitor_of, remember_opened, visitor_of

REPLACING_NAME = "replacing_order"
PAGE, FRAGMENT = "orders/order.html", "orders/_progress.html"


@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Show an order to those who may see it; htmx asks for its moving part again and again."""
    found = order_for(visitor_of(request), number)
    page = order_page(found, now=timezone.now())
    is_fragment = request.headers.get("HX-Request") == "true"
    return _fragment(request, found, page) if is_fragment else _page(request, found, page)


@never_cache
@require_safe
def open_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the secret link for the session, then go to the clean address."""
    found = order_by_token(token)
    remember_opened(request, found.number)
    response = redirect("orders:order", number=found.number)
    response["Referrer-Policy"] = "no-referrer"
    return response


@require_POST
def cancel(request: HttpRequest, number: str) -> HttpResponse:
    """Cancel the order where that is still possible; else say why, and what still can change."""
    now = timezone.now()
    found = order_for(visitor_of(request), number)
    try:
        if found.status != OrderStatus.CANCELLED:
            check_changeable(found)
        cancel_order(order=found, now=now)
    except Conflict as refusal:
        return _refused(request, found, refusal)
    return redirect("orders:order", number=number)


@require_POST
def change(request: HttpRequest, number: str) -> HttpResponse:
    """Open the order in the cart; what is ordered there takes its place."""
    visitor = lasting_visitor_of(request)
    found = order_for(visitor, number)
    try:
        check_changeable(found)
    except Conflict as refusal:
        return _refused(request, found, refusal)
    _to_cart(request, found, visitor)
    request.session[REPLACING_NAME] = found.number
    return redirect("orders:cart")


@require_POST
def again(request: HttpRequest, number: str) -> HttpResponse:
    """Put the same into the cart, checked against what is for sale today."""
    visitor = lasting_visitor_of(request)
    found = order_for(visitor, number)
    _to_cart(request, found, visitor)
    return redirect("orders:cart")


@require_POST
def address(request: HttpRequest, number: str) -> HttpResponse:
    """Send the order somewhere else, while it is still here."""
    found = order_for(visitor_of(request), number)
    said = {**request.POST.dict(), "email": found.contact.email or "nobody@example.org"}
    form = CheckoutForm({**said, "payment": Payment.INVOICE})
    if not form.is_valid():
        form.focus_first_error()
        return _whole(request, found, form=form, status=422)
    try:
        change_address(order=found, contact=form.contact(), now=timezone.now())
    except Conflict as refusal:
        return _refused(request, found, refusal)
    return redirect("orders:order", number=number)


@never_cache
@require_safe
def paper(request: HttpRequest, number: str, kind: str) -> HttpResponse:
    """Hand out the confirmation, or the invoice once there is one, as PDF."""
    found = order_for(visitor_of(request), number)
    if kind not in {"confirmation", "invoice"} or (kind == "invoice" and not has_invoice(found)):
        raise NotFound(_("There is no such paper yet."), code="paper_not_found")
    content = order_paper(found, cast(Paper, kind), now=timezone.now())
    headers = {"Content-Disposition": f'inline; filename="{found.number}-{kind}.pdf"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


def _to_cart(request: HttpRequest, found: Order, visitor: Visitor) -> None:
    for report in reopen_order(order=found, visitor=visitor, now=timezone.now()):
        messages.warning(request, report)


def _refused(request: HttpRequest, found: Order, refusal: Conflict) -> HttpResponse:
    return _whole(request, found, refusal=refusal, status=refusal.status)


def _whole(
    request: HttpRequest,
    found: Order,
    *,
    form: CheckoutForm | None = None,
    refusal: Conflict | None = None,
    status: int = 200,
) -> HttpResponse:
    page = order_page(found, now=timezone.now())
    return render(request, PAGE, _context(request, found, page, form, refusal), status=status)


def _context(
    request: HttpRequest,
    found: Order,
    page: OrderPage,
    form: CheckoutForm | None = None,
    refusal: Conflict | None = None,
) -> dict[str, Any]:
    contact = found.contact
    names = ("name", "street", "postcode", "town", "country")
    typed = form or CheckoutForm(initial={name: getattr(contact, name) for name in names})
    seen = request.GET.get("seen", "")
    is_news = seen.isdecimal() and int(seen) < page.steps_told
    return {
        "page": page,
        "form": typed,
        "has_typed": form is not None,
        "refusal": refusal,
        "news": page.latest_step if is_news else "",
    }


def _page(request: HttpRequest, found: Order, page: OrderPage) -> HttpResponse:
    response = render(request, PAGE, _context(request, found, page))
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


def _fragment(request: HttpRequest, found: Order, page: OrderPage) -> HttpResponse:
    """Answer 304 while nothing moved; the browser keeps the fragment and asks again."""
    response = render(request, FRAGMENT, _context(request, found, page))
    response["ETag"] = page.etag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return get_conditional_response(request, etag=page.etag, response=response) or response
