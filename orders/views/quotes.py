"""A quote's page, its paper, and ordering it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from foundation.errors import InvalidInput, Refusal
from foundation.money import Money
from orders.forms import CheckoutForm
from orders.models import Quote, QuoteVersion
from orders.papers.quote import quote_paper
from orders.presenters.quote_page import quote_page
from orders.selectors.quotes import latest_version, no_such_quote, quote_by_token, quote_for
from orders.services.buyers import Buyer
from orders.services.quotes import open_in_cart, order_quote
from orders.views.typed import whole_number
from orders.visitors import lasting_visitor_of, remember_opened, visitor_of

REVISING_NAME = "revising_quote"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest, number: str) -> HttpResponse:
    """Show the latest version; a POST orders it, or opens it in the cart to be changed."""
    visitor = lasting_visitor_of(request) if request.method == "POST" else visitor_of(request)
    found = quote_for(visitor, number)
    version = latest_version(found)
    if request.method != "POST":
        form = CheckoutForm(initial={"name": found.name, "email": found.email})
        return _page(request, found, version, form=form)
    act = request.POST.get("act")
    if act == "change":
        open_in_cart(version=version, visitor=visitor, now=timezone.now())
        request.session[REVISING_NAME] = found.number
        messages.info(request, _("Change what you like, then ask for the quote again."))
        return redirect("orders:cart")
    if act != "order":
        raise InvalidInput(_("There is no such button here."), code="unknown_act")
    return _order(request, found, version)


@never_cache
@require_safe
def paper(request: HttpRequest, number: str, version: int) -> HttpResponse:
    """Hand out one version as PDF, in the language of the page."""
    found = quote_for(visitor_of(request), number)
    wanted = next((each for each in found.versions.all() if each.version == version), None)
    if wanted is None:
        raise no_such_quote()
    content = quote_paper(found, wanted, now=timezone.now())
    name = f"{found.number}-{version}-{translation.get_language()}.pdf"
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type="application/pdf", headers=headers)


@never_cache
@require_safe
def open_quote(request: HttpRequest, token: str) -> HttpResponse:
    """Exchange the secret link for the session, then go to the clean address."""
    found = quote_by_token(token)
    remember_opened(request, found.number)
    response = redirect("orders:quote", number=found.number)
    response["Referrer-Policy"] = "no-referrer"
    return response


def _order(request: HttpRequest, found: Quote, version: QuoteVersion) -> HttpResponse:
    form = CheckoutForm({**request.POST.dict(), "payment": "invoice"})
    if not form.is_valid():
        form.focus_first_error()
        return _page(request, found, version, form=form, status=422)
    visitor = lasting_visitor_of(request)
    buyer = Buyer(
        account=visitor.account,
        session_digest=visitor.session_digest,
        session_key=request.session.session_key or "",
    )
    if request.POST.get("version") != str(version.version):
        messages.info(request, _("There is a newer version of this quote. Look it over."))
        return redirect("orders:quote", number=found.number)
    minor = whole_number(request.POST.get("if_total_minor", ""), field="total")
    total = Money(minor, request.POST.get("if_total_currency", ""))
    try:
        placement = order_quote(
            version=version, contact=form.contact(), buyer=buyer, if_total=total, now=timezone.now()
        )
    except Refusal as refusal:
        return _page(request, found, version, form=form, refusal=refusal, status=refusal.status)
    remember_opened(request, placement.order.number)
    return redirect("orders:order", number=placement.order.number)


def _page(
    request: HttpRequest,
    found: Quote,
    version: QuoteVersion,
    *,
    form: CheckoutForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    page = quote_page(found, version, now=timezone.now())
    context = {"page": page, "form": form, "refusal": refusal}
    return render(request, "orders/quote.html", context, status=status)
