"""Serializers that refuse what they do not know."""

from collections.abc import Mapping
from typing import Any

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.settings import api_settings

NON_FIELD_ERRORS_KEY = str(api_settings.NON_FIELD_ERRORS_KEY)


class StrictSerializer(serializers.Serializer):
    """Refuse a body that is not an object, and every member that is not declared."""

    def to_internal_value(self, data: Any) -> Any:
        if not isinstance(data, Mapping):
            raise serializers.ValidationError({NON_FIELD_ERRORS_KEY: ["Send a JSON object."]})
        unknown = sorted(set(data) - set(self.fields))
        if unknown:
            known = ", ".join(sorted(self.fields))
            raise serializers.ValidationError(
                {name: [f"Unknown field. Known are: {known}."] for name in unknown}
            )
        return super().to_internal_value(data)


@extend_schema_field(OpenApiTypes.INT)
class StrictIntegerField(serializers.Field):
    """A JSON number without a fraction: no text, no true, no 1.0."""

    default_error_messages = {
        "whole": "Send a whole number.",
        "range": "Send a whole number from {least} to {most}.",
    }

    def __init__(self, *, least: int, most: int, **kwargs: Any) -> None:
        self.least, self.most = least, most
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> int:
        if isinstance(data, bool) or not isinstance(data, int):
            self.fail("whole")
        if not self.least <= data <= self.most:
            self.fail("range", least=self.least, most=self.most)
        return int(data)

    def to_representation(self, value: int) -> int:
        return value


class MoneySerializer(serializers.Serializer):
    """An amount as ``{"currency": "EUR", "minor": 172150}``."""

    currency = serializers.CharField(min_length=3, max_length=3)
    minor = serializers.IntegerField()
