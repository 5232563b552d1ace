"""Write a draft from a document that came in a file: nothing is written that no form would take."""

import re
from collections.abc import Iterator

from django.core.exceptions import ValidationError
from django.db import DatabaseError, transaction
from django.db.models import ForeignKey, Model, QuerySet

from catalog.canonical import Document, canonical_text
from catalog.models import AttributeDefinition, Option, Product
from catalog.services.drafts import write_draft
from foundation.errors import InvalidInput

# No database keeps the sign NUL in a text; the text of JSON writes it like this.
_NUL = re.compile(r"(?<!\\)(?:\\\\)*\\u0000")
_UNWRITABLE = (DatabaseError, ValueError, TypeError, LookupError, AttributeError, ArithmeticError)


def write_foreign_draft(document: Document) -> Product:
    """Make a product's draft say what a document from a file says.

    Raises
    ------
    InvalidInput
        With the first entry that has a code, a text or a value that a draft cannot have; then
        nothing is written.
    """
    try:
        if _NUL.search(canonical_text(document).encode().decode()):
            raise ValueError("a text holds the sign NUL")
        with transaction.atomic():
            product = write_draft(document)
            _require_sound(product)
    except ValidationError as error:
        raise _refusal("; ".join(error.messages)) from None
    except RecursionError:
        raise _refusal("its values are nested too deeply") from None
    except _UNWRITABLE as error:
        raise _refusal(f"{type(error).__name__}: {error}") from None
    return product


def _require_sound(product: Product) -> None:
    for row in _rows(product):
        owners = {field.name for field in row._meta.fields if isinstance(field, ForeignKey)}
        try:
            row.clean_fields(exclude=owners)
        except ValidationError as error:
            said = "; ".join(
                f"{field}: {' '.join(messages)}" for field, messages in error.message_dict.items()
            )
            name = f"{row._meta.verbose_name} “{getattr(row, 'code', '')[:80]}”"
            raise ValidationError(f"{name}: {said}") from None


def _rows(product: Product) -> Iterator[Model]:
    found: list[QuerySet[Model]] = [
        product.groups.all(),
        AttributeDefinition.objects.filter(group__product=product),
        Option.objects.filter(group__product=product),
        product.rules.all(),
        product.computed_values.all(),
        product.preferences.all(),
    ]
    yield product
    for rows in found:
        yield from rows.iterator()


def _refusal(why: str) -> InvalidInput:
    return InvalidInput(f"The draft cannot be written: {why[:400]}", code="unwritable_draft")
