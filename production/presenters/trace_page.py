"""The trace page: what each work order is made of, where, and what it cost against the plan."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from catalog.texts import in_language
from foundation.money import Money, format_money
from production.models import CostEntry, RunMember, WorkOrder
from production.selectors.sentences import alternative_sentence, family_words, moment_text
from production.selectors.traces import Trace, UsedPart

LEDGER_COLUMNS = (
    "order",
    "work_order",
    "run",
    "work_centre",
    "kind",
    "planned_minor",
    "actual_minor",
    "variance_minor",
    "currency",
    "happened_at",
)


@dataclass(frozen=True)
class ShownStep:
    """One step of a lot, and the run that it was in."""

    lot: str
    operation: str
    run: str
    run_url: str
    machine: str
    why_here: str
    times: str
    pieces: str


@dataclass(frozen=True)
class ShownUse:
    """So much of a part, from one part lot, as one run began; links are "" where unknown."""

    part: str
    quantity: str
    source: str
    source_url: str
    run: str
    run_url: str


@dataclass(frozen=True)
class ShownCost:
    """One kind of cost: planned, actual, and what it went over (or under) the plan."""

    kind: str
    planned: str
    actual: str
    variance: str
    variance_kind: str


@dataclass(frozen=True)
class ShownTrace:
    """One work order with its steps, parts and costs; the last cost is their sum."""

    number: str
    title: str
    order: str
    order_url: str
    traveller_url: str
    product: str
    status: str
    steps: list[ShownStep]
    uses: list[ShownUse]
    costs: list[ShownCost]


@dataclass(frozen=True)
class TracePage:
    """What was found, in words."""

    title: str
    summary: str
    rest: str
    work_orders: list[ShownTrace]
    csv_url: str


def trace_page(text: str, trace: Trace, language: str) -> TracePage:
    """Return a trace in words."""
    more = trace.found - len(trace.work_orders)
    return TracePage(
        title=_title(text, trace),
        summary=_summary(trace),
        rest=ngettext(
            "%(count)s more work order is in the CSV.",
            "%(count)s more work orders are in the CSV.",
            more,
        )
        % {"count": more}
        if more
        else "",
        work_orders=[_shown(order, trace, language) for order in trace.work_orders],
        csv_url=f"{reverse('production:trace_costs')}?{urlencode({'q': text})}",
    )


def trace_url(text: str) -> str:
    """Return the address of the trace of what is called so."""
    return f"{reverse('production:trace')}?{urlencode({'q': text})}"


def ledger_rows(costs: Iterable[CostEntry]) -> Iterator[tuple[object, ...]]:
    """Return the rows of the CSV under `LEDGER_COLUMNS`, one for each row of the cost ledger."""
    for row in costs:
        yield (
            row.work_order.reference or row.work_order.sku,
            row.work_order,
            row.run_id,
            row.run.work_centre.code,
            row.kind,
            row.planned_minor,
            row.actual_minor,
            row.actual_minor - row.planned_minor,
            row.currency,
            row.happened_at.isoformat(),
        )


def _title(text: str, trace: Trace) -> str:
    if trace.run:
        return _("Run %(number)s") % {"number": trace.run.number}
    if trace.purchase:
        return _("Part lot %(purchase)s") % {"purchase": trace.purchase}
    return text.strip()


def _summary(trace: Trace) -> str:
    if trace.run:
        return f"{trace.run.work_centre.code}, {family_words(trace.run.family)}"
    if trace.purchase:
        row = trace.purchase
        return _("%(quantity)s %(unit)s %(part)s, %(status)s") % {
            "quantity": localize(row.quantity.normalize()),
            "unit": row.part.unit,
            "part": row.part.name,
            "status": row.get_status_display(),
        }
    return ""


def _shown(order: WorkOrder, trace: Trace, language: str) -> ShownTrace:
    name = in_language((order.snapshot or {}).get("product_name", {}), language)
    return ShownTrace(
        number=str(order),
        title=order.reference or order.sku,
        order=order.reference,
        order_url=trace_url(order.reference) if order.reference else "",
        traveller_url=reverse("production:work_order_traveller", args=[order.number]),
        product=_("%(quantity)s × %(product)s")
        % {"quantity": order.quantity, "product": name or order.product_code},
        status=str(order.get_status_display()).capitalize(),
        steps=[_step(member, language) for member in trace.members.get(order.pk, [])],
        uses=[_use(part) for part in trace.parts.get(order.pk, [])],
        costs=list(_costs(trace.costs.get(order.pk, []))),
    )


def _step(member: RunMember, language: str) -> ShownStep:
    run = member.run
    pieces = _("%(good)s of %(pieces)s good") % {
        "good": member.good_pieces,
        "pieces": member.good_pieces + member.scrapped_pieces or member.operation.lot.quantity,
    }
    return ShownStep(
        lot=str(member.operation.lot),
        operation=in_language(member.operation.name, language),
        run=_("Run %(number)s") % {"number": run.number},
        run_url=trace_url(f"run {run.number}"),
        machine=run.machine.name if run.machine else run.work_centre.code,
        why_here=alternative_sentence(member.operation, language),
        times=", ".join(moment_text(time) for time in (run.started_at, run.finished_at) if time)
        or _("not started"),
        pieces=pieces,
    )


def _use(part: UsedPart) -> ShownUse:
    purchase = part.purchase
    return ShownUse(
        part=part.entry.part.name,
        quantity=f"{localize(part.quantity.normalize())} {part.entry.part.unit}",
        source=str(purchase) if purchase else _("counted on the shelf"),
        source_url=trace_url(str(purchase)) if purchase else "",
        run=_("Run %(number)s") % {"number": part.run} if part.run else "",
        run_url=trace_url(f"run {part.run}") if part.run else "",
    )


def _costs(entries: Sequence[CostEntry]) -> Iterator[ShownCost]:
    if not entries:
        return
    for kind in CostEntry.Kind:
        mine = [entry for entry in entries if entry.kind == kind]
        if mine:
            yield _cost(str(kind.label).capitalize(), mine)
    yield _cost(_("All together"), entries)


def _cost(name: str, entries: Sequence[CostEntry]) -> ShownCost:
    planned = sum(entry.planned_minor for entry in entries)
    actual = sum(entry.actual_minor for entry in entries)
    currency = entries[0].currency
    return ShownCost(
        kind=name,
        planned=format_money(Money(planned, currency)),
        actual=format_money(Money(actual, currency)),
        variance=format_money(Money(actual - planned, currency)),
        variance_kind="bad" if actual > planned else "good" if actual < planned else "",
    )
