"""Validators of what staff write into master data."""

from typing import Any
from zoneinfo import ZoneInfo

from django.core.exceptions import ValidationError

from catalog.language import LanguageError, parse


def is_source(value: str) -> None:
    """Refuse a condition or formula that cannot be parsed."""
    if value.strip():
        try:
            parse(value)
        except LanguageError as error:
            raise ValidationError(str(error)) from error


def is_source_list(value: Any) -> None:
    """Refuse anything but a list of expressions."""
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValidationError('Write a list of expressions, such as ["colour"].')
    for item in value:
        is_source(item)


def is_source_map(value: Any) -> None:
    """Refuse anything but a map of word and expression."""
    if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
        raise ValidationError('Write a map of word and expression, such as {"Colour": "colour"}.')
    for item in value.values():
        is_source(item)


def is_time_zone(value: str) -> None:
    """Refuse a name that is not in the time zone database."""
    try:
        ZoneInfo(value)
    except (OSError, ValueError, LookupError) as error:
        raise ValidationError(f"“{value}” is no time zone such as Europe/Berlin.") from error
