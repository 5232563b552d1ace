"""What customers have asked the shop for so far: tastes for a simulation of its own orders."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from catalog.canonical import Document, canonical_text
from catalog.models import Revision
from catalog.selectors.products import standard_variants
from production.models import LedgerEntry, WorkOrder

# What stands for a customer's text: as long, and nobody's.
LETTER = "x"


@dataclass(slots=True)
class AskedDesign:
    """One design of a product, and the pieces of each order line that asked for it.

    `document` is of the revision that it was ordered on; None for a standard variant, which is
    made as it is sold now.
    """

    product_code: str
    document: Document | None
    choices: Mapping[str, Any]
    pieces: list[int] = field(default_factory=list)


def asked_designs(until: datetime) -> list[AskedDesign]:
    """Return every design asked for up to a moment, by product, the most asked for first.

    A cancelled order was asked for too. Work orders and ledger rows never go, and a text
    counts with its length only, so the same moment gives the same answer for ever, erased
    customers included.
    """
    found: dict[tuple[str, str], AskedDesign] = {}
    for design, pieces in (*_custom(until), *_from_shelf(until)):
        key = design.product_code, canonical_text(dict(design.choices))
        found.setdefault(key, design).pieces.append(pieces)
    ordered = sorted(found.items(), key=lambda item: (item[0][0], -len(item[1].pieces), item[0][1]))
    return [design for _key, design in ordered]


def _custom(until: datetime) -> Iterator[tuple[AskedDesign, int]]:
    rows = WorkOrder.objects.filter(kind=WorkOrder.Kind.CUSTOM, created_at__lte=until)
    asked = rows.order_by("pk").values_list("snapshot", "quantity")
    frozen = [(snapshot, quantity) for snapshot, quantity in asked if snapshot]
    known = {snapshot["revision_id"] for snapshot, _quantity in frozen}
    documents = dict(Revision.objects.filter(pk__in=known).values_list("pk", "document"))
    for snapshot, quantity in frozen:
        document = documents.get(snapshot["revision_id"])
        if document is not None:
            yield AskedDesign(snapshot["product"], document, _choices(snapshot)), quantity


def _choices(snapshot: Mapping[str, Any]) -> dict[str, Any]:
    texts = {code: LETTER * text["length"] for code, text in snapshot["texts"].items()}
    files = dict.fromkeys(snapshot.get("files", {}), LETTER)
    return {**snapshot["choices"], **texts, **files}


def _from_shelf(until: datetime) -> Iterator[tuple[AskedDesign, int]]:
    """Yield what was reserved from the shelf, as the standard variant that it was."""
    taken = LedgerEntry.objects.filter(
        kind=LedgerEntry.Kind.RESERVATION, happened_at__lte=until
    ).order_by("pk")
    asked: dict[str, list[int]] = defaultdict(list)
    for sku, pieces in taken.values_list("item__sku", "reserved_change"):
        asked[sku].append(pieces)
    for variant in standard_variants().filter(sku__in=list(asked)).order_by("sku"):
        for pieces in asked[variant.sku]:
            yield AskedDesign(variant.product.code, None, variant.choices), pieces


def orders_asked(designs: Iterable[AskedDesign]) -> int:
    """Return how many order lines the designs come from."""
    return sum(len(design.pieces) for design in designs)
