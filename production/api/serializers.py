"""What REST tells about stock, materials and runs."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from production.clock import to_moment
from production.models import Run, RunMember, StockItem
from production.selectors.materials import NettedPart
from production.selectors.sentences import close_sentence


class StockOutput(serializers.ModelSerializer):
    """One SKU on the shelf."""

    available = serializers.IntegerField()

    class Meta:
        model = StockItem
        fields = ["sku", "on_hand", "reserved", "available"]


class MaterialOutput(serializers.Serializer[Any]):
    """One counted part, netted; quantities are decimal strings in the part's unit."""

    code = serializers.CharField(source="part.code")
    name = serializers.CharField(source="part.name")
    unit = serializers.CharField(source="part.unit")
    on_hand = serializers.DecimalField(14, 3, source="part.on_hand")
    needed = serializers.DecimalField(14, 3)
    coming = serializers.DecimalField(14, 3)
    short = serializers.SerializerMethodField()
    waiting = serializers.SerializerMethodField(help_text="Work orders that wait for it.")
    buy = serializers.SerializerMethodField(help_text="What to buy, and by when; or null.")

    def get_short(self, row: NettedPart) -> str:
        return str(sum((one.quantity for one in row.netting.shortages), Decimal("0.000")))

    def get_waiting(self, row: NettedPart) -> list[int]:
        return [one.work_order for one in row.netting.shortages]

    def get_buy(self, row: NettedPart) -> dict[str, Any] | None:
        buy = row.netting.suggestion
        if buy is None:
            return None
        return {
            "quantity": str(buy.quantity),
            "order_by": to_moment(buy.order_by).isoformat(),
            "is_late": buy.is_late,
        }


class RunMemberOutput(serializers.ModelSerializer):
    """An operation in a run; `order` is the order's number, null for stock."""

    order = serializers.SerializerMethodField()
    kind = serializers.CharField(source="operation.lot.work_order.kind")
    work_order = serializers.IntegerField(source="operation.lot.work_order.number")
    product = serializers.CharField(source="operation.lot.work_order.product_code")
    sku = serializers.SerializerMethodField()
    operation = serializers.JSONField(source="operation.name")
    quantity = serializers.IntegerField(source="operation.lot.quantity")
    good = serializers.IntegerField(source="good_pieces")
    minutes = serializers.IntegerField(source="operation.minutes")
    due_at = serializers.DateTimeField(source="operation.lot.work_order.due_at")

    class Meta:
        model = RunMember
        fields = [
            "position",
            "order",
            "kind",
            "work_order",
            "product",
            "sku",
            "operation",
            "quantity",
            "good",
            "minutes",
            "due_at",
        ]

    def get_order(self, member: RunMember) -> str | None:
        return member.operation.lot.work_order.reference or None

    def get_sku(self, member: RunMember) -> str | None:
        return member.operation.lot.work_order.sku or None


class RunOutput(serializers.ModelSerializer):
    """A run with its members; load it with `runs_with_members`."""

    work_centre = serializers.CharField(source="work_centre.code")
    machine = serializers.SerializerMethodField()
    closed_because = serializers.SerializerMethodField()
    members = RunMemberOutput(source="seats", many=True)

    class Meta:
        model = Run
        fields = [
            "number",
            "status",
            "work_centre",
            "machine",
            "family",
            "opened_at",
            "closes_at",
            "closed_at",
            "close_reason",
            "closed_because",
            "planned_start",
            "planned_end",
            "changeover_min",
            "started_at",
            "finished_at",
            "members",
        ]

    def get_machine(self, run: Run) -> str | None:
        return run.machine.code if run.machine else None

    def get_closed_because(self, run: Run) -> str:
        return close_sentence(run)
