"""What a placed line looks like: a custom one from its frozen snapshot, whatever the catalog
says today; a stock line like its standard variant."""

from datetime import datetime

from catalog.models import Revision
from catalog.pictures import Picture
from catalog.selectors.products import revision_by_id, standard_variants
from configurator.artefacts import load_revision
from configurator.words import in_language
from orders.models import OrderLine
from orders.presenters.designs import (
    choices_of,
    design_picture,
    design_words,
    language_now,
    variant_picture,
)

RATED_KINDS = ("one_of", "some_of", "colour")


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


def rated_groups(line: OrderLine) -> list[tuple[str, str]]:
    """Return code and words of each group whose chosen options a customer may rate."""
    if line.snapshot is None:
        return []
    document = load_revision(_revision(line)).document
    language = language_now()
    return [
        (group["code"], in_language(group["name"], language))
        for group in document["groups"]
        if group["kind"] in RATED_KINDS and line.frozen.choices.get(group["code"])
    ]
