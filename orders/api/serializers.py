"""What `POST orders/` takes and what an order looks like; no rule lives here."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.quantities import MAX_QUANTITY
from configurator.offer_answers import LONGEST_ID
from foundation.api.serializers import MoneySerializer, StrictIntegerField, StrictSerializer
from foundation.money import Money
from orders.services.requested_lines import (
    MAX_LINES,
    ChoicesLine,
    ConfigurationLine,
    RequestedLine,
    StockLine,
)
from orders.statuses import LineKind, LineStatus, OrderStatus

NAMING_FIELDS = ("configuration", "product", "sku")


@extend_schema_field(OpenApiTypes.STR)
class StrictTextField(serializers.Field):
    """A JSON string: no number is taken for one."""

    default_error_messages = {
        "text": "Send text.",
        "length": "Send 1 to {most} characters.",
    }

    def __init__(self, *, most: int, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("text")
        if not 1 <= len(data) <= self.most:
            self.fail("length", most=self.most)
        return data

    def to_representation(self, value: str) -> str:
        return value


@extend_schema_field(OpenApiTypes.OBJECT)
class ChoicesField(serializers.Field):
    """Choices as `{group: value}`; the configurator reads the values."""

    default_error_messages = {"object": "Send an object of group and value."}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("object")
        return data

    def to_representation(self, value: dict[str, Any]) -> dict[str, Any]:
        return value


class OrderLineInput(StrictSerializer):
    """`{configuration, quantity}`, `{product, choices, quantity}` or `{sku, quantity}`.

    `offer` is the id of an offer of that design: the line is made in the runs it names, by its
    date and with its saving, or the order is refused with the next best offer (`offer_gone`).
    """

    configuration = StrictTextField(most=64, required=False)
    product = StrictTextField(most=64, required=False)
    choices = ChoicesField(required=False)
    sku = StrictTextField(most=64, required=False)
    quantity = StrictIntegerField(least=1, most=MAX_QUANTITY)
    offer = StrictTextField(most=LONGEST_ID, required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        named = [name for name in NAMING_FIELDS if name in attrs]
        if len(named) != 1:
            raise serializers.ValidationError(
                "Send exactly one of configuration, product with choices, or sku."
            )
        if ("choices" in attrs) != ("product" in attrs):
            raise serializers.ValidationError("Send choices with a product, and only there.")
        if "offer" in attrs and "sku" in attrs:
            raise serializers.ValidationError("Send an offer with what is made, not with a sku.")
        return attrs


class AmountInput(StrictSerializer):
    """An amount in whole minor units."""

    currency = StrictTextField(most=3)
    minor = StrictIntegerField(least=0, most=10**15)


class OrderInput(StrictSerializer):
    """An order by key needs nothing but its lines; `if_total` refuses any other total."""

    lines: serializers.ListSerializer = serializers.ListSerializer(
        child=OrderLineInput(), allow_empty=False, max_length=MAX_LINES
    )
    if_total = AmountInput(required=False, allow_null=True)

    def requested_lines(self) -> list[RequestedLine]:
        return [_requested(line) for line in self.validated_data["lines"]]

    def total(self) -> Money | None:
        amount = self.validated_data.get("if_total")
        return Money(amount["minor"], amount["currency"]) if amount else None


def _requested(line: dict[str, Any]) -> RequestedLine:
    if "sku" in line:
        return StockLine(line["sku"], line["quantity"])
    offer = line.get("offer", "")
    if "product" in line:
        return ChoicesLine(line["product"], line["choices"], line["quantity"], offer)
    return ConfigurationLine(line["configuration"], line["quantity"], offer)


class PriceLineOutput(serializers.Serializer):
    """One step of a line's price: base, surcharge, tax."""

    code = serializers.CharField()
    label = serializers.DictField(  # type: ignore[assignment]  # a member, not the caption
        child=serializers.CharField()
    )
    minor = serializers.IntegerField()
    source = serializers.CharField()  # type: ignore[assignment]  # a member too


class SavingOutput(serializers.Serializer):
    """A set-up that joining a run saved: what it would have cost, and who got what of it."""

    run = serializers.IntegerField()
    work_centre = serializers.CharField()
    family = serializers.CharField()
    setup_min = serializers.IntegerField()
    rate_minor_per_hour = serializers.IntegerField()
    percent = serializers.IntegerField()
    most_of_price_percent = serializers.IntegerField()
    saved_minor = serializers.IntegerField()
    given_minor = serializers.IntegerField()
    kept_minor = serializers.IntegerField()


class OrderLineOutput(serializers.Serializer):
    """One line, and where each of its pieces stands."""

    position = serializers.IntegerField()
    kind = serializers.ChoiceField(choices=LineKind.choices)
    status = serializers.ChoiceField(choices=LineStatus.choices)
    product = serializers.CharField()
    sku = serializers.CharField(required=False)
    revision = serializers.IntegerField(required=False)
    design = serializers.CharField(required=False)
    choices = serializers.DictField(required=False)
    quantity = serializers.IntegerField()
    unit_price = MoneySerializer()
    total = MoneySerializer()
    price_lines = PriceLineOutput(many=True)
    tier_from = serializers.IntegerField(min_value=1)
    saving = MoneySerializer()
    savings = SavingOutput(many=True)
    cancelled = serializers.IntegerField()
    shipped = serializers.IntegerField()
    reserved = serializers.IntegerField()
    owed = serializers.IntegerField()
    ready_at = serializers.DateTimeField(allow_null=True)


class PromiseOutput(serializers.Serializer):
    """The date given, the date of today's plan, and the run the date rests on."""

    promised_at = serializers.DateTimeField(allow_null=True)
    planned_at = serializers.DateTimeField(allow_null=True)
    ready_at = serializers.DateTimeField(allow_null=True)
    on_time = serializers.BooleanField(allow_null=True)
    run = serializers.CharField(allow_null=True)


class PriceListOutput(serializers.Serializer):
    """The price list that holds for it, in the version that it was priced by."""

    code = serializers.CharField()
    version = serializers.IntegerField()


class OrderOutput(serializers.Serializer):
    """A whole order."""

    number = serializers.CharField()
    status = serializers.ChoiceField(choices=OrderStatus.choices)
    placed_at = serializers.DateTimeField()
    lines = OrderLineOutput(many=True)
    total = MoneySerializer()
    tax = MoneySerializer()
    price_list = PriceListOutput()
    promise = PromiseOutput()


class OrderPageOutput(serializers.Serializer):
    """One page of the account's orders, newest first."""

    results = OrderOutput(many=True)
    next = serializers.URLField(allow_null=True)
