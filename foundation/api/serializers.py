"""Serializers that refuse what they do not know."""

from collections.abc import Mapping
from typing import Any

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


class MoneySerializer(serializers.Serializer):
    """An amount as ``{"currency": "EUR", "minor": 172150}``."""

    currency = serializers.CharField(min_length=3, max_length=3)
    minor = serializers.IntegerField()
