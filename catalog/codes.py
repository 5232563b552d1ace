"""Codes: the names by which rules, prices, parts and clients know things; they never change."""

import re
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models

from catalog.language.grammar import RESERVED_WORDS

NAME_CODE = r"[a-z][a-z0-9_-]*"
OPTION_CODE = r"[a-z0-9][a-z0-9._-]*"
SKU = r"[A-Z0-9][A-Z0-9._-]*"

is_option_code = RegexValidator(
    rf"^{OPTION_CODE}\Z",
    "A code has small letters a to z, figures, hyphens, dots and underscores.",
)
is_sku = RegexValidator(
    rf"^{SKU}\Z", "A SKU has capital letters A to Z, figures, hyphens, dots and underscores."
)


def is_name_code(value: str) -> None:
    """Refuse what could not stand as a name in a rule."""
    if not re.fullmatch(NAME_CODE, value):
        raise ValidationError(
            "A code begins with a small letter; small letters, figures, hyphens and "
            "underscores follow."
        )
    if value in RESERVED_WORDS:
        raise ValidationError(f"“{value}” is a word of the rule language; choose another code.")


class KeepsCode(models.Model):
    """A row whose code stays what it was when the row was made."""

    code_field: ClassVar[str] = "code"
    _code_as_stored: str | None = None

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self._has_new_code():
            raise ValidationError("A code never changes. Make a new row instead.")
        super().save(*args, **kwargs)
        self._code_as_stored = getattr(self, self.code_field)

    @classmethod
    def from_db(cls, db: str | None, field_names: Any, values: Any, **kwargs: Any) -> Any:
        row = super().from_db(db, field_names, values, **kwargs)
        row._code_as_stored = row.__dict__.get(cls.code_field)
        return row

    def clean(self) -> None:
        super().clean()
        if self._has_new_code():
            raise ValidationError(
                {self.code_field: "A code never changes. Make a new row instead."}
            )

    def _has_new_code(self) -> bool:
        stored = self._code_as_stored
        return stored is not None and stored != getattr(self, self.code_field)
