"""What a stock line makes: a standard variant of the catalog, or a made part."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from catalog.selectors.products import current_revision, standard_variant
from catalog.snapshot import Snapshot, freeze
from foundation.errors import Conflict
from production.models import Part

NO_QUESTIONS: Mapping[str, Any] = {"groups": [], "rules": []}


@dataclass(frozen=True)
class Design:
    """How a SKU is made; a made part has no snapshot and asks no questions."""

    sku: str
    product_code: str
    document: Mapping[str, Any]
    choices: Mapping[str, Any]
    snapshot: Snapshot | None


def design_of(sku: str, now: datetime) -> Design:
    """Return the design of a SKU as it is sold now.

    Raises
    ------
    NotFound
        When no variant and no made part has this SKU.
    Conflict
        When the variant's product is not on sale.
    """
    if Part.objects.filter(code=sku, source=Part.Source.MADE).exists():
        return Design(sku, sku, NO_QUESTIONS, {}, None)
    variant = standard_variant(sku)
    revision = current_revision(variant.product, now)
    if revision is None:
        raise Conflict(f"{variant.product.code} is not on sale.", code="not_on_sale")
    snapshot = freeze(revision, variant.choices)
    return Design(sku, variant.product.code, revision.document, variant.choices, snapshot)
