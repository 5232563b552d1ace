"""Laws 3, 6 and 8 on orders: pieces, prices and sums."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from catalog.canonical import Document
from catalog.pricing import price_lines, variant_price
from catalog.selectors.products import revision_by_id
from orders.laws.findings import Breach
from orders.models import LineMovement, Order, OrderLine
from orders.statuses import LineKind, LineStatus
from production.models import LedgerEntry, Run, WorkOrder
from production.savings import savings_of

COUNTERS = ("owed", "reserved", "shipped", "cancelled")


def uneven_counters(now: datetime) -> Iterator[Breach]:
    """Lines where ordered is not cancelled + shipped + reserved + owed."""
    parts = F("cancelled") + F("shipped") + F("reserved") + F("owed")
    for line in _lines().exclude(quantity=parts):
        held = " + ".join(f"{getattr(line, name)} {name}" for name in COUNTERS)
        yield Breach(_name(line), f"{line.quantity} ordered, but {held}")


def counters_without_ledger(now: datetime) -> Iterator[Breach]:
    """Lines whose counters are not the sum of their movements."""
    for line in _lines().annotate(**_moved()).iterator(chunk_size=500):
        for name in COUNTERS:
            moved = (getattr(line, f"{name}_in") or 0) - (getattr(line, f"{name}_out") or 0)
            if moved != getattr(line, name):
                held = getattr(line, name)
                yield Breach(_name(line), f"{held} {name}, but its movements give {moved}")


def reserved_without_stock(now: datetime) -> Iterator[Breach]:
    """Orders whose stock lines do not hold what the factory's ledger reserved for them."""
    wanted: dict[tuple[str, str], int] = {}
    for line in _lines().filter(kind=LineKind.STOCK):
        key = (line.order.number, line.sku)
        wanted[key] = wanted.get(key, 0) + line.reserved
    rows = LedgerEntry.objects.filter(reference__in=Order.objects.values("number"))
    sums = rows.values_list("reference", "item__sku").annotate(held=Sum("reserved_change"))
    held = {(reference, sku): pieces for reference, sku, pieces in sums.order_by()}
    for key in sorted({*wanted, *held}):
        if wanted.get(key, 0) != held.get(key, 0):
            detail = f"{wanted.get(key, 0)} reserved, but the ledger holds {held.get(key, 0)}"
            yield Breach(f"order {key[0]}, {key[1]}", detail)


def owed_without_work(now: datetime) -> Iterator[Breach]:
    """Lines that still owe pieces which no work order makes."""
    alive = (WorkOrder.Status.OPEN, WorkOrder.Status.IN_WORK, WorkOrder.Status.FINISHED)
    for line in _lines().filter(owed__gt=0).exclude(work_order__status__in=alive):
        yield Breach(_name(line), f"{line.owed} owed, but no work order makes them")


def cancelled_but_held(now: datetime) -> Iterator[Breach]:
    """Cancelled lines that still hold or owe pieces."""
    rows = _lines().filter(status=LineStatus.CANCELLED).filter(Q(owed__gt=0) | Q(reserved__gt=0))
    for line in rows:
        yield Breach(_name(line), "is cancelled and still holds or owes pieces")


def uneven_price_lines(now: datetime) -> Iterator[Breach]:
    """Lines whose price steps do not add up to the price of a piece."""
    for line in _lines().iterator(chunk_size=500):
        steps = sum(step["minor"] for step in line.price_lines)
        if steps != line.unit_minor:
            yield Breach(_name(line), f"a piece costs {line.unit_minor}, its steps give {steps}")
        pieces = line.unit_minor * line.quantity - line.saving_minor
        if line.total_minor not in (pieces, pieces + line.tax_minor):
            yield Breach(
                _name(line),
                f"{line.quantity} x {line.unit_minor} less {line.saving_minor} "
                f"is not {line.total_minor}",
            )


def uneven_savings(now: datetime) -> Iterator[Breach]:
    """Lines whose shared set-ups do not give what was taken off, or name a run of another family."""
    lines = _lines().exclude(savings=[])
    runs = {saving["run"] for line in lines for saving in line.savings}
    families = dict(Run.objects.filter(pk__in=runs).values_list("number", "family"))
    for line in lines:
        pieces_minor = line.unit_minor * line.quantity
        again = savings_of(line.savings, pieces_minor, line.order.currency)
        if [saving.as_json() for saving in again] != line.savings:
            yield Breach(_name(line), "its saved set-ups do not split as they are stored")
        for saving in line.savings:
            if families.get(saving["run"]) != saving["family"]:
                yield Breach(_name(line), f"shares {saving['family']} in run {saving['run']}")
    for line in _lines():
        given = sum(saving["given_minor"] for saving in line.savings)
        if given != line.saving_minor:
            yield Breach(_name(line), f"{line.saving_minor} off, its set-ups give {given}")


def uneven_totals(now: datetime) -> Iterator[Breach]:
    """Orders whose total is not the sum of their lines and their delivery."""
    delivery = Coalesce(F("delivery__cost_minor"), 0)
    orders = Order.objects.annotate(sum_of_lines=Sum("lines__total_minor") + delivery)
    for order in orders.exclude(total_minor=F("sum_of_lines")):
        detail = f"total {order.total_minor}, its lines give {order.sum_of_lines}"
        yield Breach(f"order {order.number}", detail)
    for order in orders.filter(sum_of_lines=None):
        yield Breach(f"order {order.number}", "has no lines")


def foreign_prices(now: datetime) -> Iterator[Breach]:
    """Orders that charge another currency than the price list they name."""
    for order in Order.objects.select_related("price_list_version__price_list"):
        shown = order.price_list_version.document["currency"]
        if shown != order.currency:
            yield Breach(f"order {order.number}", f"charged in {order.currency}, shown in {shown}")


def unlike_price_list(now: datetime) -> Iterator[Breach]:
    """Lines whose piece does not cost what the order's own price list gives for it."""
    documents: dict[int, Document] = {}
    for line in _lines().select_related("order__price_list_version__price_list"):
        listed = _listed_price(line, line.order.price_list_version.document, documents)
        if listed != line.unit_minor:
            yield Breach(_name(line), f"charged {line.unit_minor}, its price list gives {listed}")


def _listed_price(line: OrderLine, prices: Document, documents: dict[int, Document]) -> int | None:
    if line.kind == LineKind.STOCK:
        if line.sku not in prices["variants"]:
            return None
        return variant_price(line.sku, prices, line.quantity).unit_minor
    snapshot = line.frozen
    # Texts may be erased; their length is what was paid for.
    letters = {code: "x" * text["length"] for code, text in snapshot.texts.items()}
    if snapshot.revision_id not in documents:
        documents[snapshot.revision_id] = revision_by_id(snapshot.revision_id).document
    choices = {**snapshot.choices, **letters}
    document = documents[snapshot.revision_id]
    return price_lines(document, prices, choices, line.quantity).unit_minor


def _lines() -> QuerySet[OrderLine]:
    return OrderLine.objects.select_related("order").order_by("pk")


def _moved() -> dict[str, Sum]:
    sums = {}
    for name in LineMovement.Counter.values:
        sums[f"{name}_in"] = Sum("movements__quantity", filter=Q(movements__target=name))
        sums[f"{name}_out"] = Sum("movements__quantity", filter=Q(movements__source=name))
    return sums


def _name(line: OrderLine) -> str:
    return f"order {line.order.number} line {line.position}"
