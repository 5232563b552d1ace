"""The stops page: when machines stand still from now on, and what a new stop can name."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from catalog.texts import in_language
from production.models import Downtime, Machine
from production.selectors.sentences import moment_text


@dataclass(frozen=True)
class ShownStop:
    """One stop; one that the floor ends has no end here."""

    number: int
    machine: str
    reason: str
    begins: str
    ends: str
    can_be_called_off: bool


@dataclass(frozen=True)
class StopsPage:
    """The stops that are not over, and the choices of the form."""

    stops: list[ShownStop]
    machines: list[dict[str, Any]]
    reasons: list[dict[str, Any]]


def stops_page(now: datetime, language: str, machine: str = "", reason: str = "") -> StopsPage:
    """Return the page with what was chosen in its form."""
    rows = Downtime.objects.filter(Q(ended_at=None) | Q(ended_at__gt=now))
    machines = Machine.objects.filter(is_active=True).select_related("work_centre")
    ordered = machines.order_by("work_centre__flow_position", "code")
    return StopsPage(
        stops=[_shown(row) for row in rows.select_related("machine").order_by("started_at", "pk")],
        machines=[_option(row.code, _place(row, language), machine) for row in ordered],
        reasons=[_option(value, str(label), reason) for value, label in Downtime.Reason.choices],
    )


def _shown(row: Downtime) -> ShownStop:
    is_planned = row.ended_at is not None
    expected = _("expected %(end)s") % {"end": moment_text(row.expected_end)}
    return ShownStop(
        number=row.pk,
        machine=row.machine.name,
        reason=str(row.get_reason_display()),
        begins=moment_text(row.started_at),
        ends=moment_text(row.expected_end) if is_planned else expected,
        can_be_called_off=is_planned,
    )


def _place(row: Machine, language: str) -> str:
    centre = in_language(row.work_centre.name, language) or row.work_centre.code
    return f"{centre}, {row.name}"


def _option(value: str, label: str, chosen: str) -> dict[str, Any]:
    return {"value": value, "label": label, "is_chosen": value == chosen}
