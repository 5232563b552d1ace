"""What the calls answer, for the OpenAPI schema."""

from rest_framework import serializers

from configurator.api.serializers import ChoicesField, ValueField
from foundation.api import MoneySerializer

KINDS = ("one_of", "some_of", "number", "text", "colour", "file", "nested", "repeated")


class PriceLineShape(serializers.Serializer):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]  # a field of this name
    source = serializers.CharField()  # type: ignore[assignment]  # a field of this name
    amount = MoneySerializer()


class TierShape(serializers.Serializer):
    """What each piece costs from so many on, without the shared set-ups of an offer."""

    unit = MoneySerializer()

    def get_fields(self) -> dict[str, serializers.Field]:
        return {"from": serializers.IntegerField(min_value=1), **super().get_fields()}


class PriceListShape(serializers.Serializer):
    code = serializers.CharField()
    version = serializers.IntegerField()


class PriceShape(MoneySerializer):
    total = MoneySerializer()
    tax = MoneySerializer()
    quantity = serializers.IntegerField(min_value=1)
    unit = MoneySerializer()
    tier_from = serializers.IntegerField(min_value=1)
    tiers = TierShape(many=True)
    price_list = PriceListShape()
    lines = PriceLineShape(many=True)


class DifferenceShape(serializers.Serializer):
    group = serializers.CharField()
    yours = ValueField(allow_null=True)
    theirs = ValueField(allow_null=True)


class OfferShape(serializers.Serializer):
    """One way to have the design; an order line that names its `id` gets its seats and saving."""

    id = serializers.CharField(
        allow_null=True, help_text="Null for what is on the shelf: it is ordered by its `sku`."
    )
    kind = serializers.ChoiceField(choices=("stock", "join", "new"))
    ready_at = serializers.DateTimeField()
    run = serializers.IntegerField(allow_null=True)
    seats_left = serializers.IntegerField(allow_null=True)
    closes_at = serializers.DateTimeField(allow_null=True)
    sku = serializers.CharField(allow_null=True)
    price = MoneySerializer()
    saving = MoneySerializer()
    chosen = serializers.BooleanField()
    differences = DifferenceShape(many=True)


class BestChangeShape(serializers.Serializer):
    """The one choice that joins a sooner or cheaper run, everything else kept."""

    choices = serializers.DictField(child=serializers.CharField())
    run = serializers.IntegerField(allow_null=True)
    ready_at = serializers.DateTimeField(allow_null=True)
    price = MoneySerializer()
    price_change = MoneySerializer()


class GroupStateShape(serializers.Serializer):
    kind = serializers.ChoiceField(choices=KINDS)
    present = serializers.BooleanField()
    by = serializers.ChoiceField(choices=("you", "default", "completion", "rule"))
    optional = serializers.BooleanField()
    min = serializers.FloatField(allow_null=True)
    max = serializers.FloatField(allow_null=True)
    step = serializers.FloatField(allow_null=True)


class OptionStateShape(serializers.Serializer):
    status = serializers.ChoiceField(choices=("chosen", "forced", "possible", "blocked"))
    price_change = MoneySerializer(allow_null=True)
    quantity = serializers.IntegerField()


class StateShape(serializers.Serializer):
    id = serializers.CharField()
    product = serializers.CharField()
    revision = serializers.IntegerField()
    choices = ChoicesField()
    complete = serializers.BooleanField()
    valid = serializers.BooleanField()
    parted = ChoicesField()
    proven = serializers.BooleanField()
    open = serializers.ListField(child=serializers.CharField())
    groups = serializers.DictField(child=GroupStateShape())
    state = serializers.DictField(child=serializers.DictField(child=OptionStateShape()))
    quantity = serializers.IntegerField(min_value=1)
    price = PriceShape()
    computed = serializers.DictField(child=ValueField())
    preferences = serializers.DictField(child=serializers.BooleanField())
    offers = OfferShape(many=True)
    best_change = BestChangeShape(allow_null=True)


class OptionShape(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    description = serializers.CharField()
    attributes = serializers.DictField()


class GroupShape(serializers.Serializer):
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    name = serializers.CharField()
    help = serializers.CharField()
    default = ValueField(allow_null=True)
    optional = serializers.BooleanField()
    present_if = serializers.CharField(required=False)
    defaults = serializers.ListField(child=serializers.DictField(), required=False)
    free = serializers.BooleanField(required=False)
    groups = serializers.ListField(child=serializers.DictField(), required=False)
    options = OptionShape(many=True)


class ComputedShape(serializers.Serializer):
    code = serializers.CharField()
    name = serializers.CharField()
    unit = serializers.CharField()


class RuleShape(serializers.Serializer):
    code = serializers.CharField()
    sentence = serializers.CharField()


class VariantShape(serializers.Serializer):
    sku = serializers.CharField()
    name = serializers.CharField()
    choices = ChoicesField()
    available = serializers.IntegerField()
    price = MoneySerializer(allow_null=True)
    tiers = TierShape(many=True)


class ProductHeadShape(serializers.Serializer):
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=("standard", "configurable"))
    name = serializers.CharField()
    tagline = serializers.CharField()
    url = serializers.CharField()


class GroupHeadShape(serializers.Serializer):
    code = serializers.CharField()
    kind = serializers.ChoiceField(choices=KINDS)
    name = serializers.CharField()


class StockedShape(serializers.Serializer):
    sku = serializers.CharField()
    available = serializers.IntegerField()


class ListedProductShape(ProductHeadShape):
    groups = GroupHeadShape(many=True)
    variants = StockedShape(many=True)


class ProductShape(ProductHeadShape):
    revision = serializers.IntegerField(allow_null=True)
    groups = GroupShape(many=True)
    computed = ComputedShape(many=True)
    rules = RuleShape(many=True)
    preferences = RuleShape(many=True)
    variants = VariantShape(many=True)


class NamedChoiceShape(serializers.Serializer):
    group = serializers.CharField()
    name = serializers.CharField()
    value = ValueField()
    value_name = serializers.CharField()


class ReasonShape(serializers.Serializer):
    sentence = serializers.CharField()
    choices = NamedChoiceShape(many=True)
    rules = RuleShape(many=True)
    minimal = serializers.BooleanField(
        help_text="Whether nothing of it can be left out; else a shorter reason may exist."
    )


class ChangeShape(serializers.Serializer):
    group = serializers.CharField()
    name = serializers.CharField()
    old = ValueField()
    old_name = serializers.CharField()
    new = ValueField(allow_null=True)
    new_name = serializers.CharField()


class RepairShape(serializers.Serializer):
    kinds = serializers.ListField(child=serializers.CharField())
    proven = serializers.BooleanField(
        help_text="Whether no way is better in any of its kinds; else one may exist."
    )
    changes = ChangeShape(many=True)
    choices = ChoicesField()
    price = MoneySerializer()
    price_change = MoneySerializer()
    ready_at = serializers.DateTimeField(allow_null=True)
    days_later = serializers.FloatField(allow_null=True)


class ExplanationShape(serializers.Serializer):
    group = serializers.CharField()
    value = ValueField()
    status = serializers.ChoiceField(choices=("possible", "blocked"))
    reason = ReasonShape(allow_null=True)
    repairs = RepairShape(many=True)


class ProblemShape(serializers.Serializer):
    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    errors = serializers.ListField(  # type: ignore[assignment]  # a field of this name
        child=serializers.DictField(), required=False
    )


class ClashShape(ProblemShape):
    group = serializers.CharField()
    value = ValueField()
    reason = ReasonShape()
    repairs = RepairShape(many=True)


class ViolationShape(serializers.Serializer):
    code = serializers.CharField()
    sentence = serializers.CharField()


class VerdictShape(serializers.Serializer):
    valid = serializers.BooleanField()
    complete = serializers.BooleanField()
    choices = ChoicesField()
    missing = serializers.ListField(child=serializers.CharField())
    violations = ViolationShape(many=True)
    price = PriceShape(allow_null=True)
