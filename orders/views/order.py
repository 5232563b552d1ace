"""The order page, its secret link and cancelling."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, patch_vary_headers
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from foundation.errors import Conflict
from orders.presenters.order_page import OrderPage, order_page
from orders.selectors.orders import order_by_token, order_for
from orders.services.cancellation import cancel_order
from orders.visitors import remember_opened, visitor_of

PAGE, FRAGMENT = "orders/order.html", "orders/_progress.html"


@require_safe
def order(request: HttpRequest, number: str) -> HttpResponse:
    """Show an order to those who may see it; htmx asks for its moving part again and again."""
    found = order_for(visitor_of(request), number)
    page = order_page(found, now=timezone.now())
    is_fragment = request.headers.get("HX-Request") == "true"
    return _fragment(request, page) if is_fragment else _page(request, page)


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
    """Cancel the order where that is still possible; else say why beside the button."""
    now = timezone.now()
    found = order_for(visitor_of(request), number)
    try:
        cancel_order(order=found, now=now)
    except Conflict as refusal:
        context = {"page": order_page(found, now=now), "refusal": refusal}
        return render(request, PAGE, context, status=refusal.status)
    return redirect("orders:order", number=number)


def _page(request: HttpRequest, page: OrderPage) -> HttpResponse:
    response = render(request, PAGE, {"page": page})
    patch_cache_control(response, private=True, no_store=True)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return response


def _fragment(request: HttpRequest, page: OrderPage) -> HttpResponse:
    """Answer 304 while nothing moved; the browser keeps the fragment and asks again."""
    response = render(request, FRAGMENT, {"page": page})
    response["ETag"] = page.etag
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["HX-Request", "Cookie"])
    return get_conditional_response(request, etag=page.etag, response=response) or response
