"""The least that an order over REST can be: Django REST framework and rows, no rules.

The body is validated, the idempotency key looked up, three stock rows are lowered where enough
is there, then an order and its lines are inserted: one transaction. No prices, no configuration,
no events, no factory.
"""

from typing import Any

from django.db import connection, models, transaction
from django.db.models import F
from django.urls import path
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from config.urls import urlpatterns as shop_patterns

LABEL = "bare_orders"


class Stock(models.Model):  # noqa: DJ008 - nobody reads these rows
    sku = models.CharField(max_length=64, unique=True)
    on_hand = models.IntegerField()

    class Meta:
        app_label = LABEL


class Order(models.Model):  # noqa: DJ008 - nobody reads these rows
    key = models.CharField(max_length=64, unique=True)
    placed_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = LABEL


class Line(models.Model):  # noqa: DJ008 - nobody reads these rows
    order = models.ForeignKey(Order, on_delete=models.CASCADE, related_name="lines")
    sku = models.CharField(max_length=64)
    choices = models.JSONField()
    quantity = models.IntegerField()

    class Meta:
        app_label = LABEL


class LineInput(serializers.Serializer):
    sku = serializers.CharField(max_length=64)
    choices = serializers.JSONField()
    quantity = serializers.IntegerField(min_value=1)


class OrderInput(serializers.Serializer):
    lines = LineInput(many=True, allow_empty=False)


class BareOrdersView(APIView):
    """Place an order."""

    def post(self, request: Request) -> Response:
        wanted = OrderInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        lines = wanted.validated_data["lines"]
        with transaction.atomic():
            order, is_new = Order.objects.get_or_create(key=request.headers["Idempotency-Key"])
            if is_new and not all(map(_lower_stock, lines)):
                transaction.set_rollback(True)
                return Response({"detail": "out of stock"}, status=409)
            if is_new:
                Line.objects.bulk_create(Line(order=order, **line) for line in lines)
        return Response({"number": order.pk, "lines": lines}, status=201)


def _lower_stock(line: dict[str, Any]) -> bool:
    wanted = line["quantity"]
    enough = Stock.objects.filter(sku=line["sku"], on_hand__gte=wanted)
    return enough.update(on_hand=F("on_hand") - wanted) == 1


def create_tables(skus: list[str], on_hand: int) -> None:
    """Make the three tables and fill the stock."""
    with connection.schema_editor() as editor:
        for model in (Stock, Order, Line):
            editor.create_model(model)
    Stock.objects.bulk_create(Stock(sku=sku, on_hand=on_hand) for sku in skus)


urlpatterns = [path("bare/orders/", BareOrdersView.as_view()), *shop_patterns]
