"""Quotes over REST: read the latest version of one of the account's."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.tiers import tier_named
from foundation.api.permissions import RequireScope
from foundation.api.serializers import MoneySerializer
from foundation.money import Money
from orders.api.serializers import PriceLineOutput, PriceListOutput, SavingOutput
from orders.api.views import REFUSED, account_of_key
from orders.models import Quote, QuoteLine
from orders.permissions import account_visitor
from orders.presenters.answers import savings_answer
from orders.presenters.price_lists import price_list_answer
from orders.selectors.quotes import latest_version, quote_for
from orders.services.held_seats import quoted_until


class QuoteLineOutput(serializers.Serializer):
    """One line of a quote."""

    product = serializers.CharField(allow_null=True)
    sku = serializers.CharField(allow_null=True)
    choices = serializers.DictField()
    quantity = serializers.IntegerField()
    unit_price = MoneySerializer()
    total = MoneySerializer()
    price_lines = PriceLineOutput(many=True)
    tier_from = serializers.IntegerField(min_value=1)
    savings = SavingOutput(many=True)


class QuoteOutput(serializers.Serializer):
    """The latest version of a quote; its price stands until `expires_at`."""

    number = serializers.CharField()
    version = serializers.IntegerField()
    expires_at = serializers.DateTimeField()
    held_until = serializers.DateTimeField(allow_null=True)
    order = serializers.CharField(allow_null=True)
    lines = QuoteLineOutput(many=True)
    total = MoneySerializer()
    price_list = PriceListOutput()


class QuoteView(APIView):
    """One quote of the account; another's does not exist here."""

    permission_classes = [RequireScope.named("orders")]

    @extend_schema(operation_id="quotes_read", responses={200: QuoteOutput, 404: REFUSED})
    def get(self, request: Request, number: str) -> Response:
        quote = quote_for(account_visitor(account_of_key(request)), number)
        return Response(quote_answer(quote, timezone.now()))


def quote_answer(quote: Quote, now: datetime) -> dict[str, Any]:
    version = latest_version(quote)
    until = quoted_until(version, now)
    return {
        "number": quote.number,
        "version": version.version,
        "expires_at": version.expires_at.isoformat(),
        "held_until": until.isoformat() if until else None,
        "order": version.order.number if version.order else None,
        "lines": [_line_answer(line, version.currency) for line in version.lines.all()],
        "total": version.total.as_json(),
        "price_list": price_list_answer(version.price_list_version),
    }


def _line_answer(line: QuoteLine, currency: str) -> dict[str, Any]:
    return {
        "product": line.revision.product.code if line.revision else None,
        "sku": line.sku or None,
        "choices": line.choices,
        "quantity": line.quantity,
        "unit_price": Money(line.unit_minor, currency).as_json(),
        "total": Money(line.total_minor, currency).as_json(),
        "price_lines": line.price_lines,
        "tier_from": tier_named(step["code"] for step in line.price_lines),
        "savings": savings_answer(line.savings),
    }
