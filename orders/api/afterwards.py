"""What follows an order over REST: its parcels, and goods that come back."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.views import APIView

from catalog.quantities import MAX_QUANTITY
from foundation.api.permissions import RequireScope
from foundation.api.serializers import MoneySerializer, StrictSerializer
from foundation.idempotency import check_key, fingerprint_of, run_once
from foundation.money import Money
from orders.api.serializers import StrictIntegerField, StrictTextField
from orders.api.views import KEY_HEADER, REFUSED, account_of_key, asked_order
from orders.models import GoodsReturn, Order, Shipment
from orders.services.buyers import Buyer
from orders.services.requested_lines import MAX_LINES
from orders.services.returns import ask_return

MOST_REASON = 300
OPTIONAL_KEY = OpenApiParameter(
    KEY_HEADER,
    OpenApiTypes.STR,
    OpenApiParameter.HEADER,
    description="The same key with the same body gives the same answer and one return.",
)


class PiecesOutput(serializers.Serializer):
    """So many pieces of the order's line at this position."""

    position = serializers.IntegerField()
    quantity = serializers.IntegerField()


class ShipmentOutput(serializers.Serializer):
    """A parcel that left; `delivered_at` is null while it is on its way."""

    number = serializers.IntegerField()
    tracking = serializers.CharField(allow_blank=True)
    sent_at = serializers.DateTimeField()
    delivered_at = serializers.DateTimeField(allow_null=True)
    lines = PiecesOutput(many=True)


class ShipmentsOutput(serializers.Serializer):
    """All parcels of an order, in the order they left."""

    results = ShipmentOutput(many=True)


class ReturnedPiecesInput(StrictSerializer):
    """So many pieces of the line at this position."""

    position = StrictIntegerField(least=1, most=MAX_LINES)
    quantity = StrictIntegerField(least=1, most=MAX_QUANTITY)


class ReturnInput(StrictSerializer):
    """What comes back and why."""

    lines: serializers.ListSerializer = serializers.ListSerializer(
        child=ReturnedPiecesInput(), allow_empty=False, max_length=MAX_LINES
    )
    reason = StrictTextField(most=MOST_REASON)

    def validate_lines(self, lines: list[dict[str, int]]) -> list[dict[str, int]]:
        if len({line["position"] for line in lines}) < len(lines):
            raise serializers.ValidationError("Name each position once.")
        return lines

    def pieces(self) -> dict[int, int]:
        return {line["position"]: line["quantity"] for line in self.validated_data["lines"]}


class ReturnOutput(serializers.Serializer):
    """A return; `refund` is what was given back for it, nothing before it was taken."""

    id = serializers.IntegerField()
    status = serializers.ChoiceField(choices=GoodsReturn.Status.choices)
    reason = serializers.CharField()
    asked_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    lines = PiecesOutput(many=True)
    refund = MoneySerializer()


class ReturnsOutput(serializers.Serializer):
    """All returns of an order, oldest first."""

    results = ReturnOutput(many=True)


class ShipmentsView(APIView):
    """The parcels of an order."""

    permission_classes = [RequireScope.named("orders")]

    @extend_schema(operation_id="orders_shipments", responses={200: ShipmentsOutput, 404: REFUSED})
    def get(self, request: Request, number: str) -> Response:
        parcels = asked_order(request, number).shipments.prefetch_related("lines__line")
        return Response({"results": [shipment_answer(parcel) for parcel in parcels]})


class ReturnsView(APIView):
    """Ask to send goods back, and see what became of it."""

    permission_classes = [RequireScope.named("orders")]

    @extend_schema(operation_id="orders_returns", responses={200: ReturnsOutput, 404: REFUSED})
    def get(self, request: Request, number: str) -> Response:
        order = asked_order(request, number)
        cases = order.returns.prefetch_related("lines__line", "lines__entry")
        return Response({"results": [return_answer(case, order) for case in cases]})

    @extend_schema(
        operation_id="orders_return",
        parameters=[OPTIONAL_KEY],
        request=ReturnInput,
        responses={201: ReturnOutput, 404: REFUSED, 409: REFUSED, 422: REFUSED},
    )
    def post(self, request: Request, number: str) -> Response:
        order = asked_order(request, number)
        wanted = ReturnInput(data=request.data)
        wanted.is_valid(raise_exception=True)
        return Response(_asked_once(request, order, wanted), status=201)


def _asked_once(request: Request, order: Order, wanted: ReturnInput) -> dict[str, Any]:
    """Ask for the return; with a key, only the first time."""

    def act() -> dict[str, Any]:
        reason = wanted.validated_data["reason"]
        now = timezone.now()
        case = ask_return(order=order, pieces=wanted.pieces(), reason=reason, now=now)
        return return_answer(case, order)

    if KEY_HEADER not in request.headers:
        return act()
    key = check_key(request.headers[KEY_HEADER])
    scope = f"{Buyer(account=account_of_key(request)).scope}/return/{order.number}"
    with transaction.atomic():
        fingerprint = fingerprint_of(wanted.validated_data)
        return run_once(scope=scope, key=key, fingerprint=fingerprint, act=act)[0]


def shipment_answer(parcel: Shipment) -> dict[str, Any]:
    """Return a parcel as JSON; its lines are loaded."""
    return {
        "number": parcel.number,
        "tracking": parcel.tracking,
        "sent_at": parcel.sent_at.isoformat(),
        "delivered_at": parcel.delivered_at.isoformat() if parcel.delivered_at else None,
        "lines": [
            {"position": row.line.position, "quantity": row.quantity} for row in parcel.lines.all()
        ],
    }


def return_answer(case: GoodsReturn, order: Order) -> dict[str, Any]:
    """Return a return of an order as JSON."""
    rows = list(case.lines.all())
    entries = [entry for row in rows if (entry := getattr(row, "entry", None))]
    return {
        "id": case.pk,
        "status": str(case.status),
        "reason": case.reason,
        "asked_at": case.asked_at.isoformat(),
        "decided_at": case.decided_at.isoformat() if case.decided_at else None,
        "lines": [{"position": row.line.position, "quantity": row.quantity} for row in rows],
        "refund": Money(sum(entry.refund_minor for entry in entries), order.currency).as_json(),
    }
