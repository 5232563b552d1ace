"""The cart and checkout page: one form, so that no click loses what was typed."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from catalog.selectors.prices import current_price_list
from configurator.services.configurations import get_for
from configurator.sessions import own_identities
from foundation.errors import InvalidInput, NotFound, Refusal
from foundation.money import Money
from orders.delivery import TOGETHER
from orders.forms import CheckoutForm
from orders.models import CartLine
from orders.payments.provider import card_provider
from orders.presenters.cart_page import cart_page, summary_names
from orders.presenters.kept_designs import kept_designs
from orders.presenters.tiers import tier_news
from orders.selectors.addresses import address_of, addresses_of
from orders.selectors.carts import cart_of, lines_in
from orders.selectors.orders import order_for
from orders.selectors.quotes import quote_for
from orders.services import carts
from orders.services.account_things import save_address
from orders.services.buyers import Buyer, ContactDetails, Terms
from orders.services.card_payments import pay_cart
from orders.services.checkout import order_cart
from orders.services.quotes import quote_cart
from orders.statuses import Payment
from orders.views.order import REPLACING_NAME
from orders.views.payments import go_on
from orders.views.quotes import REVISING_NAME
from orders.views.typed import (
    address_fields,
    fill_in,
    forget_typed,
    keep_typed,
    new_key,
    typed_before,
    whole_number,
)
from orders.visitors import Visitor, lasting_visitor_of, visitor_of

UPDATE, ORDER = "update", "order"
CHANGING_NAME = "changing_line"
# After these the key belongs to a request that will not come again.
SPENDING_REFUSALS = {"idempotency_key_reused"}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def cart(request: HttpRequest) -> HttpResponse:
    """Show the cart; a POST does what its pressed button says."""
    now = timezone.now()
    if request.method == "POST":
        return _act(request, lasting_visitor_of(request), now)
    visitor = visitor_of(request)
    carts.gather_session_cart(visitor=visitor, now=now)
    form = CheckoutForm(initial=_prefilled(request, visitor))
    return _page(request, visitor, now, form=form)


@require_POST
def add_line(request: HttpRequest) -> HttpResponse:
    """Put a configuration or a standard variant into the cart."""
    now = timezone.now()
    visitor = lasting_visitor_of(request)
    sku, configuration = request.POST.get("sku", ""), request.POST.get("configuration", "")
    if bool(sku) == bool(configuration):
        raise InvalidInput("Send either a configuration or a sku.", code="one_of_both")
    quantity = whole_number(request.POST.get("quantity", "1"), field="quantity")
    if_unit = _amount(request.POST.get("if_unit_minor", ""), visitor, now)
    if sku:
        added = carts.add_variant(
            visitor=visitor, sku=sku, quantity=quantity, if_unit=if_unit, now=now
        )
    else:
        found = get_for(
            configuration, account=visitor.account, session_key=request.session.session_key
        )
        shown = request.POST.get("if_saving_minor")
        added = carts.add_configuration(
            visitor=visitor,
            configuration=found,
            quantity=quantity,
            if_unit=if_unit,
            now=now,
            shown_saving_minor=whole_number(shown, field="saving") if shown else None,
        )
        changed = request.session.pop(CHANGING_NAME, None)
        if changed is not None:
            carts.replace_line(visitor=visitor, line_id=changed, by=added, now=now)
    _tell_tier(request, added, if_unit)
    return redirect("orders:cart")


def _act(request: HttpRequest, visitor: Visitor, now: datetime) -> HttpResponse:
    keep_typed(request)
    act, _colon, rest = request.POST.get("act", UPDATE).partition(":")
    try:
        takes_quantities = act in {UPDATE, ORDER, "quote"}
        has_changes = _update_quantities(request, visitor, now) if takes_quantities else False
        if act == ORDER and not has_changes:
            return _order(request, visitor, now)
        if act == ORDER:
            messages.info(request, _("The quantities changed. Look at the total, then order."))
        if act == "keep_order":
            request.session.pop(REPLACING_NAME, None)
            return redirect("orders:cart")
        if act == "quote":
            return _quote(request, visitor, now)
        if act == "address":
            fill_in(request, address_of(visitor, whole_number(rest, field="address")))
            return redirect("orders:cart")
        if act == "change":
            return _open_for_change(request, visitor, rest)
        _change_line(request, visitor, act, rest, now)
    except Refusal as refusal:
        form = CheckoutForm(initial=_prefilled(request, visitor))
        return _page(request, visitor, now, form=form, refusal=refusal)
    return redirect("orders:cart")


def _change_line(
    request: HttpRequest, visitor: Visitor, act: str, rest: str, now: datetime
) -> None:
    """Do what a line's button says: `remove:7`, `restore:7`, `hold:7`, `again:7`, `quantity:7:3`."""
    number, _colon, value = rest.partition(":")
    if act in {UPDATE, ORDER}:
        return
    line_id = whole_number(number, field="line")
    if act == "remove":
        carts.remove_line(visitor=visitor, line_id=line_id, now=now)
    elif act == "restore":
        carts.restore_line(visitor=visitor, line_id=line_id, now=now)
    elif act == "hold":
        carts.hold_longer(visitor=visitor, line_id=line_id, now=now)
    elif act == "again":
        carts.hold_again(visitor=visitor, line_id=line_id, now=now)
    elif act == "quantity":
        quantity = whole_number(value, field="quantity")
        _set_quantity(request, visitor, line_id, quantity, now)
    elif act == "keep":
        if_unit = _price(value, visitor, now)
        carts.accept_price(visitor=visitor, line_id=line_id, if_unit=if_unit, now=now)
    else:
        raise InvalidInput(_("There is no such button here."), code="unknown_act")


def _set_quantity(
    request: HttpRequest, visitor: Visitor, line_id: int, quantity: int, now: datetime
) -> None:
    """Change how many pieces a line has, and say so where that passes a tier."""
    changed = carts.change_quantity(visitor=visitor, line_id=line_id, quantity=quantity, now=now)
    _tell_tier(request, changed.line, changed.before)


def _tell_tier(request: HttpRequest, line: CartLine, before: Money | None) -> None:
    news = tier_news(line, before)
    if news:
        messages.info(request, news)


def _open_for_change(request: HttpRequest, visitor: Visitor, rest: str) -> HttpResponse:
    """Go to the configurator with a line's design; what is put in next takes its place."""
    line_id = whole_number(rest, field="line")
    line = next((line for line in lines_in(cart_of(visitor)) if line.pk == line_id), None)
    if line is None or line.configuration_id is None:
        raise NotFound(_("This line is no longer in your cart."), code="line_not_found")
    request.session[CHANGING_NAME] = line.pk
    page = reverse("configurator:product", kwargs={"code": line.design_revision.product.code})
    return redirect(f"{page}?design={line.configuration_id}&pieces={line.quantity}")


def _update_quantities(request: HttpRequest, visitor: Visitor, now: datetime) -> bool:
    """Take over the quantities typed into the fields; say whether any was new."""
    has_changes = False
    for line in lines_in(cart_of(visitor)):
        typed = request.POST.get(f"quantity-{line.pk}")
        if typed is None or typed.strip() == str(line.quantity):
            continue
        quantity = whole_number(typed, field="quantity")
        _set_quantity(request, visitor, line.pk, quantity, now)
        has_changes = True
    return has_changes


def _order(request: HttpRequest, visitor: Visitor, now: datetime) -> HttpResponse:
    form = CheckoutForm(request.POST, today=now.date())
    if not form.is_valid():
        form.focus_first_error()
        return _page(request, visitor, now, form=form, status=422)
    buyer = Buyer(
        account=visitor.account,
        session_digest=visitor.session_digest,
        session_key=request.session.session_key or "",
    )
    wanted: dict[str, Any] = {
        "cart": cart_of(visitor),
        "contact": form.contact(),
        "buyer": buyer,
        "idempotency_key": request.POST.get("idempotency_key", ""),
        "if_total": _total(request),
        "now": now,
    }
    delivery = form.cleaned_data["delivery"] or TOGETHER
    replaced = _replaced_id(request, visitor)
    if visitor.account is not None and form.cleaned_data["keep_address"]:
        save_address(account=visitor.account, contact=form.contact(), now=now)
    try:
        if form.cleaned_data["payment"] == Payment.CARD:
            url = request.build_absolute_uri(reverse("orders:payment", args=["REFERENCE"]))
            paid = pay_cart(
                card=form.card(),
                delivery=delivery,
                replaces_id=replaced,
                return_url=url,
                **wanted,
            )
            return go_on(request, paid)
        placement = order_cart(terms=Terms(delivery=delivery, replaces_id=replaced), **wanted)
    except Refusal as refusal:
        return _page(request, visitor, now, form=form, refusal=refusal)
    forget_typed(request)
    request.session.pop(REPLACING_NAME, None)
    if placement.is_replay:
        number = placement.order.number
        messages.info(request, _("Your order is already placed: %(number)s.") % {"number": number})
    return redirect("orders:order", number=placement.order.number)


def _replaced_id(request: HttpRequest, visitor: Visitor) -> int | None:
    """Return the order that this cart replaces, if its visitor is changing one."""
    number = request.session.get(REPLACING_NAME)
    return order_for(visitor, number).pk if number else None


def _quote(request: HttpRequest, visitor: Visitor, now: datetime) -> HttpResponse:
    """Make a quote of the cart, or the next version of the one that is being revised."""
    buyer = Buyer(
        account=visitor.account,
        session_digest=visitor.session_digest,
        session_key=request.session.session_key or "",
    )
    form = CheckoutForm(request.POST)
    form.is_valid()
    needed = ("name", "email")
    if any(name in form.errors for name in needed):
        for name in [name for name in form.errors if name not in needed]:
            del form.errors[name]
        form.focus_first_error()
        return _page(request, visitor, now, form=form, status=422)
    said = {name: form.cleaned_data[name] for name in needed}
    revised = request.session.get(REVISING_NAME)
    version = quote_cart(
        cart=cart_of(visitor),
        contact=ContactDetails(**said, language=get_language() or "en"),
        buyer=buyer,
        delivery=form.cleaned_data.get("delivery") or TOGETHER,
        now=now,
        quote=quote_for(visitor, revised) if revised else None,
    )
    request.session.pop(REVISING_NAME, None)
    return redirect("orders:quote", number=version.quote.number)


def _page(
    request: HttpRequest,
    visitor: Visitor,
    now: datetime,
    *,
    form: CheckoutForm,
    refusal: Refusal | None = None,
    status: int = 200,
) -> HttpResponse:
    typed = request.POST.dict() if refusal else {}
    said = {**form.initial, **(request.POST.dict() if form.is_bound else typed)}
    delivery, payment = said.get("delivery", ""), said.get("payment", Payment.INVOICE)
    page = cart_page(
        cart_of(visitor), visitor=visitor, now=now, typed=typed, delivery=str(delivery)
    )
    provider = card_provider()
    context = {
        "page": page,
        "summary": summary_names(page),
        "payment": str(payment),
        "designs": kept_designs(own_identities(request.session), now) if not page.lines else [],
        "replaced": request.session.get(REPLACING_NAME, ""),
        "addresses": addresses_of(visitor),
        "takes_cards": provider is not None,
        "card_advice": provider.advice if provider else "",
        "form": form,
        "refusal": refusal,
        "idempotency_key": _key(request, refusal),
        "cart_count": page.pieces,
    }
    status = refusal.status if refusal else status
    return render(request, "orders/cart.html", context, status=status)


def _key(request: HttpRequest, refusal: Refusal | None) -> str:
    """One key a click: the same again until something came of it, a card refused included."""
    if refusal is not None and refusal.code in SPENDING_REFUSALS:
        return new_key()
    return request.POST.get("idempotency_key") or new_key()


def _prefilled(request: HttpRequest, visitor: Visitor) -> dict[str, str]:
    """Return what was typed before, else what the account knows: nothing is asked twice."""
    known: dict[str, str] = {}
    if visitor.account is not None:
        known = {"name": visitor.account.name, "email": visitor.account.email}
        for latest in addresses_of(visitor)[:1]:
            known |= address_fields(latest)
    return known | dict(typed_before(request))


def _total(request: HttpRequest) -> Money:
    minor = whole_number(request.POST.get("if_total_minor", ""), field="total")
    return Money(minor, request.POST.get("if_total_currency", ""))


def _amount(minor: str, visitor: Visitor, now: datetime) -> Money | None:
    """Return the price that a page showed, in the currency of the visitor's list."""
    return _price(minor, visitor, now) if minor else None


def _price(minor: str, visitor: Visitor, now: datetime) -> Money:
    version = current_price_list(now, visitor.account)
    return Money(whole_number(minor, field="price"), version.price_list.currency)
