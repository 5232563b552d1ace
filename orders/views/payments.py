"""What happens between the checkout and the order page when a card pays."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST

from foundation.errors import InvalidInput, Malformed, Refusal
from foundation.money import Money, format_money
from orders.models import Payment
from orders.payments import test_cards
from orders.payments.provider import card_provider
from orders.selectors.payments import bank_entry, no_such_payment, payment_by_reference, payment_for
from orders.services.card_payments import settle_payment
from orders.statuses import PaymentStatus
from orders.views.order import REPLACING_NAME
from orders.views.typed import forget_typed
from orders.visitors import remember_opened, visitor_of

SIGNED_HEADERS = ("Webhook-Id", "Webhook-Timestamp", "Webhook-Signature")


def go_on(request: HttpRequest, payment: Payment) -> HttpResponse:
    """Lead to where this payment goes on: the order, the bank, or the page that waits."""
    if payment.order is not None:
        forget_typed(request)
        request.session.pop(REPLACING_NAME, None)
        remember_opened(request, payment.order.number)
        return redirect("orders:order", number=payment.order.number)
    if payment.status == PaymentStatus.NEEDS_STEP:
        return redirect(payment.step_url)
    return redirect("orders:payment", reference=payment.reference)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def payment(request: HttpRequest, reference: str) -> HttpResponse:
    """Come back from the bank, or wait for its answer; asking is safe however often."""
    found = payment_for(visitor_of(request), reference)
    try:
        settled = settle_payment(payment=found, now=timezone.now())
    except Refusal as refusal:
        return _ended(request, found, refusal)
    if settled.order is not None:
        return go_on(request, settled)
    context = {
        "payment": settled,
        "amount": format_money(settled.amount),
        "needs_step": settled.status == PaymentStatus.NEEDS_STEP,
    }
    return render(request, "orders/payment.html", context)


def _ended(request: HttpRequest, found: Payment, refusal: Refusal) -> HttpResponse:
    context = {"payment": found, "amount": format_money(found.amount), "refusal": refusal}
    return render(request, "orders/payment.html", context, status=refusal.status)


@csrf_exempt
@require_POST
def notify(request: HttpRequest) -> HttpResponse:
    """Hear from the provider that something changed; what it was, the provider is asked."""
    provider = card_provider()
    headers = {name: request.headers.get(name, "") for name in SIGNED_HEADERS}
    try:
        reference = provider.reference_in(request.body, headers) if provider else None
    except (ValueError, KeyError, TypeError):
        raise Malformed("The body is no notification.", code="malformed_notification") from None
    found = payment_by_reference(reference) if reference else None
    if found is None:
        raise no_such_payment()
    try:
        settle_payment(payment=found, now=timezone.now())
    except Refusal:
        # The refusal is the customer's to read; the provider has told its news.
        return HttpResponse(status=204)
    return HttpResponse(status=204)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def test_bank(request: HttpRequest, reference: str) -> HttpResponse:
    """The page of the test bank where the owner of a card confirms or refuses."""
    entry = bank_entry(reference)
    if entry is None or not entry.return_url:
        raise no_such_payment()
    if request.method != "POST":
        amount = format_money(Money(entry.amount_minor, entry.currency))
        context = {"amount": amount, "is_open": entry.status == entry.Status.WAITING}
        context["return_url"] = entry.return_url
        return render(request, "orders/bank.html", context)
    answer = request.POST.get("answer")
    if answer not in {"confirm", "refuse"}:
        raise InvalidInput(_("Press one of the two buttons."), code="unknown_act")
    test_cards.confirm(reference, is_confirmed=answer == "confirm")
    return redirect(entry.return_url)
