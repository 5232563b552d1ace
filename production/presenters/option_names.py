"""What the options of work orders are called, and the colours that they show."""

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from catalog.models import Revision
from catalog.texts import in_language
from production.models import Run, WorkOrder

Names = Mapping[str, "OptionName"]


class OptionName(NamedTuple):
    """An option's name in one language, and its colour as "#rrggbb" or empty."""

    name: str
    swatch: str


def names_by_run(runs: Iterable[Run], language: str) -> dict[int, Names]:
    """Return by run the options of its first work order by code; each revision is read once."""
    orders = {run.pk: run.seats[0].operation.lot.work_order for run in runs if run.seats}
    revisions = {pk: _revision(order) for pk, order in orders.items()}
    documents = Revision.objects.in_bulk({pk for pk in revisions.values() if pk})
    names = {pk: _names(row.document, language) for pk, row in documents.items()}
    return {run: names.get(revision, {}) for run, revision in revisions.items()}


def _revision(order: WorkOrder) -> int:
    return int((order.snapshot or {}).get("revision_id", 0))


def _names(document: Mapping[str, Any], language: str) -> Names:
    return {
        option["code"]: OptionName(
            in_language(option["name"], language), option.get("swatch") or ""
        )
        for group in document["groups"]
        for option in group.get("options", ())
    }
