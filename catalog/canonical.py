"""The one way a published document is written: the same content gives the same bytes."""

import hashlib
import json
from functools import lru_cache
from typing import Any, cast

from django.db import models

Document = dict[str, Any]

KEPT_DOCUMENTS = 48


def canonical_text(document: Document) -> str:
    """Return a document as JSON: keys sorted, no blanks, no NaN, characters as they are."""
    return json.dumps(
        document, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False
    )


def digest_of(document: Document) -> str:
    """Return the SHA-256 of the canonical text in UTF-8, in hexadecimal."""
    return hashlib.sha256(canonical_text(document).encode()).hexdigest()


@lru_cache(maxsize=KEPT_DOCUMENTS)
def _parsed(text: str) -> Document:
    document: Document = json.loads(text)
    return document


class CanonicalDocumentField(models.TextField):
    """A document kept as its canonical text, so that it stays the same to the byte.

    The large text of a document is parsed once in a process. All rows share the result:
    it is there to be read, whoever wants to change it takes a copy.
    """

    # What django-stubs reads: the attribute is a document, not the text in the column.
    _pyi_private_set_type: Any
    _pyi_private_get_type: Any

    def from_db_value(self, value: str | None, *_: Any) -> Document | None:
        return None if value is None else _parsed(value)

    def to_python(self, value: Any) -> Any:
        return json.loads(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> Any:
        return canonical_text(value) if isinstance(value, dict) else value

    def value_to_string(self, obj: models.Model) -> str:
        return canonical_text(cast(Document, self.value_from_object(obj)))
