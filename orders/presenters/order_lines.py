"""What a placed line looks like: a custom one from its frozen snapshot, whatever the catalog
says today; a stock line like its standard variant."""

from datetime import datetime

from catalog.models import Revision
from catalog.pictures import Picture
from catalog.selectors.products import revision_by_id, standard_variants
from orders.models import OrderLine
from orders.presenters.designs import choices_of, design_picture, design_words, variant_picture


def line_words(line: OrderLine) -> str:
    """Return the frozen choices in a line of words, or the sku of a stock line."""
    if line.snapshot is None:
        return line.sku
    return design_words(_revision(line), choices_of(line))


def line_picture(line: OrderLine, now: datetime) -> Picture | None:
    if line.snapshot is None:
        variant = standard_variants().filter(sku=line.sku).first()
        return variant_picture(variant, now) if variant else None
    return design_picture(_revision(line), choices_of(line))


def _revision(line: OrderLine) -> Revision:
    return revision_by_id(line.frozen.revision_id)
