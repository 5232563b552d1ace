"""What the designs of work orders look like."""

from collections.abc import Iterable, Mapping

from catalog.models import Revision
from catalog.pictures import Picture, picture_layers
from catalog.snapshot import Snapshot, texts_of
from production.models import WorkOrder


def pictures_of(work_orders: Iterable[WorkOrder], language: str) -> Mapping[int, Picture]:
    """Return by work order the picture with the customer's texts on it, where there is one.

    Each revision is read once, however many work orders share it.
    """
    snapshots = {
        order.pk: Snapshot.from_json(order.snapshot) for order in work_orders if order.snapshot
    }
    revisions = Revision.objects.in_bulk({row.revision_id for row in snapshots.values()})
    return {
        order: picture_layers(
            revisions[snapshot.revision_id].document,
            {**snapshot.choices, **texts_of(snapshot)},
            language,
        )
        for order, snapshot in snapshots.items()
        if snapshot.revision_id in revisions
        and revisions[snapshot.revision_id].document.get("picture")
    }
