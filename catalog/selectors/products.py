"""Which products there are, and which revision of them is on sale."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from catalog.models import Product, Publication, Revision, StandardVariant
from foundation.errors import NotFound


def listed_products() -> QuerySet[Product]:
    """Return the products that the shop shows, whether on sale or not."""
    return Product.objects.filter(is_listed=True).order_by("position", "code")


def product_by_code(code: str) -> Product:
    """Return a product.

    Raises
    ------
    NotFound
        When no product has the code.
    """
    product = Product.objects.filter(code=code).first() if "\0" not in code else None
    if product is None:
        raise NotFound(_("There is no such product."), code="unknown_product")
    return product


def current_revision(product: Product, now: datetime) -> Revision | None:
    """Return the revision on sale now, its large document still unread; None when there is none."""
    publication = publications_at(now).filter(product=product).first()
    return publication.revision if publication else None


def current_revisions(
    now: datetime, product_codes: Collection[str] | None = None
) -> dict[str, Revision]:
    """Return the revisions on sale now by product code, of some products or of all: one query."""
    rows = publications_at(now).reverse()
    if product_codes is not None:
        known = [code for code in product_codes if "\0" not in code]
        rows = rows.filter(product__code__in=known)
    return {row.product.code: row.revision for row in rows}


def publications_at(now: datetime) -> QuerySet[Publication]:
    """Return what is on sale at a moment, the latest start first."""
    is_open = Q(ends_at__isnull=True) | Q(ends_at__gt=now)
    return publications().filter(is_open, starts_at__lte=now)


def publications() -> QuerySet[Publication]:
    """Return all publications, the latest start first, large documents unread."""
    return (
        Publication.objects.select_related("product", "revision__product")
        .defer("revision__document")
        .order_by("-starts_at", "-pk")
    )


def revision_by_id(revision_id: int) -> Revision:
    """Return a revision, its large document still unread.

    Raises
    ------
    NotFound
        When there is none with the id.
    """
    rows = Revision.objects.select_related("product").defer("document")
    revision = rows.filter(pk=revision_id).first()
    if revision is None:
        raise NotFound("There is no such revision.", code="unknown_revision")
    return revision


def standard_variants(product: Product | None = None) -> QuerySet[StandardVariant]:
    """Return the listed standard variants, of one product or of all."""
    rows = StandardVariant.objects.filter(is_listed=True).select_related("product")
    return rows if product is None else rows.filter(product=product)


def standard_variant(sku: str) -> StandardVariant:
    """Return a listed standard variant.

    Raises
    ------
    NotFound
        When no listed variant has the SKU.
    """
    variant = standard_variants().filter(sku=sku).first() if "\0" not in sku else None
    if variant is None:
        raise NotFound(_("There is no such article."), code="unknown_sku")
    return variant
