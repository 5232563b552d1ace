"""What the calls take. What they answer is in `configurator.api.shapes`."""

from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from catalog.quantities import MAX_QUANTITY
from configurator.services.completions import AIMS
from foundation.api import StrictSerializer
from foundation.api.serializers import StrictIntegerField

CODE_LENGTH = 80


@extend_schema_field(OpenApiTypes.OBJECT)
class ChoicesField(serializers.Field):
    """An object of group and value; `configurator.values` reads it against the revision."""

    default_error_messages = {"invalid": "Send an object of group and value."}

    def to_internal_value(self, data: Any) -> dict[str, Any]:
        if not isinstance(data, dict):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field(OpenApiTypes.ANY)
class ValueField(serializers.Field):
    """One value of a group: a code, a number or a text."""

    default_error_messages = {"invalid": "Send an option's code, a number or a text."}

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict | list | bool):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


class QuantityField(StrictIntegerField):
    """How many pieces the price is to be for."""

    def __init__(self) -> None:
        super().__init__(least=1, most=MAX_QUANTITY, required=False)


class StartInput(StrictSerializer):
    product = serializers.CharField(max_length=CODE_LENGTH)
    choices = ChoicesField(required=False)
    quantity = QuantityField()


class ChangeInput(StrictSerializer):
    """Choices, how many pieces the price is to be for, or both."""

    choices = ChoicesField(required=False)
    quantity = QuantityField()

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if not attrs:
            raise serializers.ValidationError({"choices": "This field is required."})
        return attrs


class ChoicesInput(StrictSerializer):
    choices = ChoicesField()
    quantity = QuantityField()


class ExplainInput(StrictSerializer):
    group = serializers.CharField(max_length=CODE_LENGTH)
    option = ValueField()


class CompleteInput(StrictSerializer):
    aim = serializers.ChoiceField(choices=AIMS)
