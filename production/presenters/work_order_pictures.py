"""What a work order's design looks like."""

from catalog.models import Revision
from catalog.pictures import Picture, picture_layers
from catalog.snapshot import Snapshot, texts_of
from production.models import WorkOrder


def picture_of(work_order: WorkOrder, language: str) -> Picture | None:
    """Return the picture with the customer's texts on it; None where the product has none."""
    if not work_order.snapshot:
        return None
    snapshot = Snapshot.from_json(work_order.snapshot)
    revision = Revision.objects.filter(pk=snapshot.revision_id).first()
    if revision is None or not revision.document.get("picture"):
        return None
    choices = {**snapshot.choices, **texts_of(snapshot)}
    return picture_layers(revision.document, choices, language)
