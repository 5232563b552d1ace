"""Publish a draft as a revision, and take products off sale.

Rooms above add their checks and steps with `register_check` and `register_step`.
"""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from catalog.canonical import Document, digest_of
from catalog.checks.registry import (
    checks,
    preparations,
    register_check,
    register_preparation,
    register_step,
    steps,
)
from catalog.document import draft_document
from catalog.findings import CheckReport, CheckResult, first_copies, worst_first
from catalog.language.flattening import flat_document
from catalog.models import Product, Publication, Revision
from catalog.selectors.products import publications_at
from foundation.errors import Conflict, InvalidInput
from foundation.events import record_event
from foundation.locks import lock_rows

__all__ = [
    "check_draft",
    "draft_document",
    "prepare",
    "publish",
    "register_check",
    "register_preparation",
    "register_step",
    "withdraw",
]


def check_draft(product: Product, *, now: datetime) -> CheckReport:
    """Run every check on the draft; nothing is changed."""
    return check_document(draft_document(product), product, now=now)


def prepare(document: Document, product: Product, *, now: datetime, is_afresh: bool = False) -> str:
    """Have workers prepare what takes long; say how far they are, nothing when all is ready.

    What failed is left failed, unless it is to begin afresh.
    """
    flat = flat_document(document)
    said = [preparation(flat, product, now, is_afresh) for preparation in preparations()]
    return " ".join(filter(None, said))


def check_document(document: Document, product: Product, *, now: datetime) -> CheckReport:
    """Run every check on a document of this product, for today and the days to come."""
    flat = flat_document(document)
    results = [
        CheckResult(name, first_copies(check(flat, product, now))) for name, check in checks()
    ]
    return CheckReport(digest_of(document), worst_first(results))


def publish(
    product: Product,
    *,
    actor: Any,
    now: datetime,
    note: str = "",
    starts_at: datetime | None = None,
) -> Revision:
    """Put the draft on sale and return its revision.

    A draft equal to the latest revision makes no new one. Whether the actor may do this is
    the caller's business.

    Raises
    ------
    InvalidInput
        When a check stops it; ``details["findings"]`` lists what it found.
    Conflict
        When the draft was changed while the checks ran.
    """
    starts_at = starts_at or now
    if starts_at < now:
        raise InvalidInput("The start lies in the past.", code="starts_in_the_past")
    document = draft_document(product)
    _require_passing(check_document(document, product, now=now))
    with transaction.atomic():
        lock_rows(Product.objects.filter(pk=product.pk))
        revision = _revision(product, document, now)
        _put_on_sale(revision, actor=actor, now=now, starts_at=starts_at, note=note)
    return revision


def withdraw(product: Product, *, actor: Any, now: datetime, note: str = "") -> None:
    """Take a product off sale now, announced revisions included.

    Raises
    ------
    Conflict
        When it is not on sale.
    """
    with transaction.atomic():
        lock_rows(Product.objects.filter(pk=product.pk))
        if not _end_publications(product, now):
            raise Conflict("This product is not on sale.", code="not_on_sale")
        payload = {"product": product.code, "note": note, "actor": _actor_id(actor)}
        record_event(
            name="catalog.product_withdrawn", reference=product.code, payload=payload, now=now
        )


def _require_passing(report: CheckReport) -> None:
    stopping = [finding for finding in report.findings if finding.stops]
    if stopping:
        raise InvalidInput(
            report.sentence,
            code="checks_failed",
            details={"findings": [finding.title for finding in stopping]},
            errors=[
                {"pointer": finding.subject, "detail": f"{finding.title}. {finding.detail}".strip()}
                for finding in stopping
            ],
        )


def _revision(product: Product, document: Document, now: datetime) -> Revision:
    if draft_document(product) != document:
        raise Conflict("The draft changed while it was checked. Check again.", code="draft_changed")
    digest = digest_of(document)
    rows = Revision.objects.filter(product=product).defer("document")
    latest = rows.order_by("-number").first()
    if latest is not None and latest.digest == digest:
        return latest
    revision = Revision.objects.create(
        product=product,
        number=latest.number + 1 if latest else 1,
        document=document,
        digest=digest,
        created_at=now,
    )
    for _, step in steps():
        step(revision)
    return revision


def _put_on_sale(
    revision: Revision, *, actor: Any, now: datetime, starts_at: datetime, note: str
) -> None:
    product = revision.product
    current = publications_at(now).filter(product=product).first()
    if current and current.revision_id == revision.pk and current.ends_at is None:
        return
    _end_publications(product, now, current_ends_at=starts_at)
    Publication.objects.create(
        product=product, revision=revision, starts_at=starts_at, note=note, published_by=actor
    )
    payload = {
        "product": product.code,
        "revision": revision.number,
        "digest": revision.digest,
        "starts_at": starts_at.isoformat(),
        "note": note,
        "actor": _actor_id(actor),
    }
    record_event(
        name="catalog.revision_published", reference=product.code, payload=payload, now=now
    )


def _end_publications(
    product: Product, now: datetime, current_ends_at: datetime | None = None
) -> int:
    """End what is on sale, and drop what was only announced; return how many."""
    ended = 0
    for publication in Publication.objects.filter(product=product).exclude(ends_at__lte=now):
        is_announced = publication.starts_at > now
        publication.ends_at = publication.starts_at if is_announced else current_ends_at or now
        publication.save(update_fields=["ends_at"])
        ended += 1
    return ended


def _actor_id(actor: Any) -> int | None:
    return getattr(actor, "pk", None)


def next_number(product: Product) -> int:
    """Return the number that the next new revision gets."""
    latest = product.revisions.aggregate(latest=Max("number"))["latest"]
    return (latest or 0) + 1
