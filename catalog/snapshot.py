"""The frozen value that a placed order keeps: what was chosen, on which revision.

Texts and files of customers are not in it: they stand in rows of their own, which may be erased.
The snapshot holds a reference and a keyed digest (of a text its length too), with which a text or
file can be recognised but not guessed without the key.
"""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.crypto import salted_hmac

from catalog.canonical import Document, canonical_text, digest_of
from catalog.choices import Choices, describe_choices, plain_choices
from catalog.computed import ComputedValues
from catalog.customer_files import erase_files, held_files, taken_files
from catalog.language.flattening import flat_document
from catalog.language.graphemes import grapheme_count
from catalog.models import CustomerText, Revision

__all__ = [
    "Design",
    "Snapshot",
    "describe_choices",
    "erase_texts",
    "freeze",
    "freeze_all",
    "is_text_of",
    "is_untouched",
    "same_design_digest",
    "text_digest",
    "texts_of",
]

KEPT_FORMULAS = 64
TEXT_SALT = "catalog.snapshot.text"
DESIGN_SALT = "catalog.snapshot.design"


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One complete configuration of one revision.

    ``choices`` holds every answered group but texts and files; ``texts`` maps group to
    ``{"ref", "length", "digest"}``, ``files`` to ``{"ref", "digest"}``; ``values`` holds what was
    worked out from the choices; ``context`` the day and channel that limited rules were judged in.
    """

    product: str
    revision_id: int
    revision_number: int
    revision_digest: str
    product_name: Mapping[str, str]
    choices: Mapping[str, Any]
    texts: Mapping[str, Mapping[str, Any]]
    values: Mapping[str, Any]
    digest: str
    files: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    context: Mapping[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, Any]:
        """Return the snapshot as it is stored; without files and context as before there were any."""
        content = asdict(self)
        for name in ("files", "context"):
            if not content[name]:
                del content[name]
        return content

    @classmethod
    def from_json(cls, value: Mapping[str, Any]) -> "Snapshot":
        return cls(**{name: value[name] for name in cls.__dataclass_fields__ if name in value})


@dataclass(frozen=True, slots=True)
class Design:
    """Complete choices on a revision, beside its large document."""

    revision: Revision
    document: Document
    choices: Choices
    context: Mapping[str, str] = field(default_factory=dict)


def freeze(revision: Revision, choices: Choices) -> Snapshot:
    """Return the snapshot of complete choices; the texts in them are stored as rows.

    Call it inside the transaction that keeps the snapshot.
    """
    return freeze_all([Design(revision, revision.document, choices)])[0]


def freeze_all(designs: Sequence[Design]) -> list[Snapshot]:
    """Return the snapshots of several designs; all their texts are stored at once."""
    rows: list[CustomerText] = []
    snapshots = [_frozen(design, rows) for design in designs]
    CustomerText.objects.bulk_create(rows)
    return snapshots


def _frozen(design: Design, rows: list[CustomerText]) -> Snapshot:
    """Return a design's snapshot, and add its texts to the rows that are to be stored."""
    revision, document = design.revision, flat_document(design.document)
    literal = plain_choices(document, design.choices)
    texts = {
        code: CustomerText(text=literal.pop(code))
        for code in _text_groups(document)
        if code in literal
    }
    rows += texts.values()
    content: dict[str, Any] = {
        "product": document["product"],
        "revision_id": revision.pk,
        "revision_number": revision.number,
        "revision_digest": revision.digest,
        "product_name": dict(document["name"]),
        **taken_files(document, literal),
        "choices": literal,
        "texts": {code: _text_reference(row) for code, row in texts.items()},
        "values": _computed(_Published(revision.digest, document)).values(design.choices),
    }
    if design.context:
        content["context"] = dict(design.context)
    return Snapshot(**content, digest=digest_of(content))


@dataclass(frozen=True, slots=True)
class _Published:
    """A document known by its digest."""

    digest: str
    document: Document = field(compare=False)


@lru_cache(maxsize=KEPT_FORMULAS)
def _computed(published: _Published) -> ComputedValues:
    return ComputedValues.of(published.document)


def is_untouched(snapshot: Snapshot) -> bool:
    """Say whether a stored snapshot still has the content that its digest was made of."""
    content = snapshot.as_json()
    return content.pop("digest") == digest_of(content)


def texts_of(snapshot: Snapshot) -> dict[str, str]:
    """Return the customer's texts and ids of files by group; an erased one is the empty string."""
    references = {code: uuid.UUID(entry["ref"]) for code, entry in snapshot.texts.items()}
    rows = CustomerText.objects.in_bulk(list(references.values()))
    texts = {code: rows[ref].text if ref in rows else "" for code, ref in references.items()}
    return texts | held_files(snapshot.files)


def is_text_of(snapshot: Snapshot, group: str, text: str) -> bool:
    """Say whether a text is the one the snapshot was made with."""
    return bool(snapshot.texts[group]["digest"] == text_digest(text))


def erase_texts(snapshot: Snapshot, *, now: datetime) -> None:
    """Blank the customer's texts and files; the snapshot itself stays as it is."""
    references = [entry["ref"] for entry in snapshot.texts.values()]
    CustomerText.objects.filter(pk__in=references, erased_at=None).update(text="", erased_at=now)
    erase_files(snapshot.files, now=now)


def same_design_digest(revision: Revision, choices: Choices) -> str:
    """Return what two equal designs of one revision share, texts included."""
    literal = plain_choices(flat_document(revision.document), choices)
    return _keyed_digest(DESIGN_SALT, f"{revision.digest} {canonical_text(literal)}")


def text_digest(text: str) -> str:
    """Return the keyed digest of a customer's text."""
    return _keyed_digest(TEXT_SALT, text)


def _text_reference(row: CustomerText) -> dict[str, Any]:
    return {
        "ref": str(row.pk),
        "length": grapheme_count(row.text),
        "digest": text_digest(row.text),
    }


def _text_groups(document: Document) -> list[str]:
    return [group["code"] for group in document["groups"] if group["kind"] == "text"]


def _keyed_digest(salt: str, text: str) -> str:
    return salted_hmac(salt, text, secret=settings.TEXT_DIGEST_KEY, algorithm="sha256").hexdigest()
