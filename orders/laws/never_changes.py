"""Law 1: published documents, placed snapshots and events are as they were written."""

from collections.abc import Iterator
from datetime import datetime

from catalog.canonical import digest_of
from catalog.models import PriceListVersion, Revision
from catalog.snapshot import is_untouched
from foundation.triggers import existing_triggers, trigger_name
from orders.laws.findings import Breach
from orders.models import OrderLine
from orders.statuses import LineKind

GUARDED = {
    "catalog_revision": ("UPDATE", "DELETE"),
    "catalog_pricelistversion": ("UPDATE", "DELETE"),
    "foundation_event": ("UPDATE", "DELETE"),
    "production_ledgerentry": ("UPDATE", "DELETE"),
    "orders_order": ("UPDATE", "DELETE"),
    "orders_orderline": ("UPDATE", "DELETE"),
    "orders_orderevent": ("UPDATE", "DELETE"),
    "orders_linemovement": ("UPDATE", "DELETE"),
    "orders_paymententry": ("UPDATE", "DELETE"),
    "orders_delivery": ("UPDATE", "DELETE"),
    "orders_returnentry": ("UPDATE", "DELETE"),
}


def changed_revisions(now: datetime) -> Iterator[Breach]:
    """Revisions whose document no longer gives their digest."""
    for revision in Revision.objects.select_related("product").iterator(chunk_size=8):
        if digest_of(revision.document) != revision.digest:
            yield Breach(f"revision {revision}", "its document does not give its digest")


def changed_price_lists(now: datetime) -> Iterator[Breach]:
    """Versions of price lists whose document no longer gives their digest."""
    for version in PriceListVersion.objects.select_related("price_list").iterator(chunk_size=8):
        if digest_of(version.document) != version.digest:
            yield Breach(f"price list {version}", "its document does not give its digest")


def changed_snapshots(now: datetime) -> Iterator[Breach]:
    """Snapshots of placed lines that no longer give their digest, or name another revision."""
    digests = dict(Revision.objects.values_list("pk", "digest"))
    lines = OrderLine.objects.filter(kind=LineKind.CUSTOM).select_related("order")
    for line in lines.iterator(chunk_size=500):
        snapshot = line.frozen
        row = f"order {line.order.number} line {line.position}"
        if not is_untouched(snapshot):
            yield Breach(row, "its snapshot does not give its digest")
        if digests.get(snapshot.revision_id) != snapshot.revision_digest:
            yield Breach(row, "its snapshot names a revision that is not there as it was")


def missing_guards(now: datetime) -> Iterator[Breach]:
    """Tables whose triggers are gone, so that nothing would stop a change."""
    existing = existing_triggers()
    for table, acts in GUARDED.items():
        for act in acts:
            if trigger_name(table, act) not in existing:
                yield Breach(f"table {table}", f"no trigger forbids {act}")
