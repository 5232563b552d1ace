"""The timeline of an order: what happened, what happens now, what is planned."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from configurator.presenters.dates import day_words, moment_words
from configurator.words import in_language
from foundation.money import Money, format_money
from orders.delivery import COLLECT, METHODS, arrival
from orders.models import Order, OrderEvent
from orders.presenters.designs import line_name
from orders.presenters.money import money_sentence
from orders.selectors.promises import Promise
from orders.statuses import OrderStatus
from production.selectors.progress import OperationProgress

Kind = OrderEvent.Kind
State = Literal["past", "now", "planned", "stopped"]

# What is planned and what runs now is told by the factory's own progress.
UNTOLD = frozenset({Kind.PLANNED, Kind.STARTED})
AHEAD_OF_READY = frozenset({OrderStatus.PLACED, OrderStatus.MAKING})
AHEAD_OF_DELIVERY = frozenset({*AHEAD_OF_READY, OrderStatus.READY, OrderStatus.SHIPPED})
CLOSE_SENTENCES = {
    "full": gettext_lazy("It closed because it was full."),
    "waited": gettext_lazy("It closed because it had waited long enough."),
    "due": gettext_lazy("It closed so that the promised date is kept."),
    "manual": gettext_lazy("The factory closed it by hand."),
}


@dataclass(frozen=True, slots=True)
class Step:
    """One item of the list; `at` is for machines, `when` for people."""

    title: str
    text: str
    when: str
    at: datetime | None
    state: State


def timeline_steps(
    order: Order,
    progress: Sequence[OperationProgress],
    promise: Promise,
    now: datetime,
) -> list[Step]:
    """Return all steps in order: solid past, the present, then the dashed future."""
    names = _names_to_tell(order)
    steps = [_past_step(order, event, names, now) for event in _told(order.timeline.all())]
    if order.status == OrderStatus.CANCELLED:
        return steps
    told = _once(progress)
    steps += [_now_step(operation, names, now) for operation in told if _is_running(operation)]
    ahead = sorted(filter(_is_ahead, told), key=_by_plan)
    steps += [_planned_step(operation, names, now) for operation in ahead]
    if order.status in AHEAD_OF_READY:
        steps.append(_ready_step(promise, now))
    if order.status in AHEAD_OF_DELIVERY and _has_way(order):
        steps.append(_delivery_step(order, promise, now))
    return steps


def _names_to_tell(order: Order) -> dict[int | None, str]:
    """Return the names of lines by work order, where more than one line is made."""
    made = [line for line in order.lines.all() if line.work_order_id is not None]
    return {line.work_order_id: line_name(line) for line in made} if len(made) > 1 else {}


def _told(events: Iterable[OrderEvent]) -> list[OrderEvent]:
    """Sort by what happened when, and leave out what another step tells better.

    A run that closed in the moment it was joined is told in one step: the seat names the run.
    """
    ordered = sorted(events, key=lambda event: (event.happened_at, event.sequence))
    joined = {_seat(event) for event in ordered if event.kind == Kind.JOINED}
    return [
        event
        for event in ordered
        if event.kind not in UNTOLD and not (event.kind == Kind.CLOSED and _seat(event) in joined)
    ]


def _seat(event: OrderEvent) -> tuple[int | None, Any, datetime]:
    return event.line_id, event.details.get("run"), event.happened_at


def _past_step(
    order: Order, event: OrderEvent, names: Mapping[int | None, str], now: datetime
) -> Step:
    is_end = event.kind == Kind.CANCELLED
    works = {line.pk: line.work_order_id for line in order.lines.all()}
    name = names.get(works.get(event.line_id), "") if event.line_id else ""
    return Step(
        title=_title(event),
        text=_joined(name, _text(order, event, now)),
        when=moment_words(event.happened_at, now),
        at=event.happened_at,
        state="stopped" if is_end else "past",
    )


def _title(event: OrderEvent) -> str:
    words = {"run": event.details.get("run"), "operation": _said(event.details.get("operation"))}
    titles = {
        Kind.PLACED: _("Order placed"),
        Kind.RESERVED: _("Reserved from stock"),
        Kind.JOINED: _("Seat taken in run %(run)s") % words,
        Kind.CLOSED: _("Run %(run)s closed") % words,
        Kind.PLANNED: _("Run %(run)s planned") % words,
        Kind.STARTED: _("%(operation)s started") % words,
        Kind.COMPLETED: _("%(operation)s done") % words,
        Kind.LINE_READY: _("Made and checked"),
        Kind.READY: _("Ready"),
        Kind.CANCELLED: _("Order cancelled"),
        Kind.SHIPPED: _("On its way"),
        Kind.DELIVERED: _("Delivered"),
        Kind.CHANGED: _("Changed as you asked"),
        Kind.RETURNED: _("Taken back"),
    }
    return titles[Kind(event.kind)]


def _text(order: Order, event: OrderEvent, now: datetime) -> str:
    if event.kind == Kind.PLACED:
        return _placed_text(order, now)
    if event.kind == Kind.CANCELLED:
        return money_sentence(order)
    if event.kind == Kind.CLOSED:
        return str(CLOSE_SENTENCES.get(str(event.details.get("reason")), ""))
    if event.kind == Kind.RETURNED:
        refund = Money(int(event.details["refund_minor"]), order.currency)
        return _("%(refund)s are given back.") % {"refund": format_money(refund)}
    if event.kind == Kind.CHANGED:
        return _("It goes to another address.")
    if event.kind == Kind.JOINED:
        return _said(event.details.get("operation"))
    return ""


def _placed_text(order: Order, now: datetime) -> str:
    paid = _("You pay %(total)s.") % {"total": format_money(order.total)}
    if order.promised_at is None:
        return paid
    promised = _("We promised %(day)s.") % {"day": day_words(order.promised_at, now)}
    return f"{paid} {promised}"


def _once(progress: Iterable[OperationProgress]) -> list[OperationProgress]:
    """Tell an operation once, however many lots of a line go through it together."""
    once = {(each.work_order, each.position, each.run_number): each for each in progress}
    return list(once.values())


def _now_step(operation: OperationProgress, names: Mapping[int | None, str], now: datetime) -> Step:
    return Step(
        title=_said(operation.name),
        text=_joined(
            names.get(operation.work_order, ""),
            _("Run %(run)s is on the machine.") % {"run": operation.run_number},
        ),
        when=_("since %(when)s") % {"when": moment_words(operation.started_at or now, now)},
        at=operation.started_at,
        state="now",
    )


def _planned_step(
    operation: OperationProgress, names: Mapping[int | None, str], now: datetime
) -> Step:
    planned = operation.planned_start
    run = _("Run %(run)s") % {"run": operation.run_number} if operation.run_number else ""
    return Step(
        title=_said(operation.name),
        text=_joined(names.get(operation.work_order, ""), run),
        when=_("planned %(when)s") % {"when": moment_words(planned, now)}
        if planned
        else _("not planned yet"),
        at=planned,
        state="planned",
    )


def _ready_step(promise: Promise, now: datetime) -> Step:
    promised = promise.promised_at
    return Step(
        title=_("Ready"),
        text="",
        when=_("promised %(day)s") % {"day": day_words(promised, now)} if promised else "",
        at=promised,
        state="planned",
    )


def _has_way(order: Order) -> bool:
    """Whether the customer chose how it is delivered; an account's terms tell no day."""
    return hasattr(order, "delivery") and order.delivery.method in METHODS


def _delivery_step(order: Order, promise: Promise, now: datetime) -> Step:
    ready_at = promise.planned_at or promise.promised_at
    method = METHODS[order.delivery.method]
    when = ""
    if ready_at is not None:
        when = _("expected %(day)s") % {"day": day_words(arrival(ready_at, method.days), now)}
    is_collected = method.code == COLLECT
    return Step(
        title=_("At our door for you") if is_collected else _("With you"),
        text=str(method.name),
        when=when,
        at=None,
        state="planned",
    )


def _is_running(operation: OperationProgress) -> bool:
    return operation.started_at is not None and operation.finished_at is None


def _is_ahead(operation: OperationProgress) -> bool:
    return operation.started_at is None and operation.finished_at is None


def _joined(name: str, text: str) -> str:
    return f"{name}. {text}" if name and text else name or text


def _by_plan(operation: OperationProgress) -> tuple[bool, float]:
    """Sort by planned start; what has no place in the plan yet stays in the order of work."""
    planned = operation.planned_start
    return planned is None, planned.timestamp() if planned else 0.0


def _said(words: Any) -> str:
    """Say a text of the factory: plain, or by language."""
    if isinstance(words, Mapping):
        return in_language(dict(words), get_language() or "en")
    return str(words or "")
