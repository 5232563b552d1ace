"""The last acts of a work centre in words."""

from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from production.models import Downtime, FloorAct, WorkCentre

SHOWN = 6
REASONS = {**dict(FloorAct.Reason.choices), **dict(Downtime.Reason.choices)}


@dataclass(frozen=True)
class ShownAct:
    """One act: when, what, by whom; taken back or not."""

    time: str
    words: str
    actor: str
    is_taken_back: bool


def last_acts(centre: WorkCentre) -> list[ShownAct]:
    """Return the newest acts of a work centre's runs, the newest first, in one query."""
    acts = FloorAct.objects.filter(run__work_centre=centre).exclude(kind=FloorAct.Kind.UNDO)
    newest = acts.select_related("actor", "undone_by").order_by("-number")[:SHOWN]
    return [
        ShownAct(
            time=timezone.localtime(act.happened_at).strftime("%H:%M"),
            words=_words(act),
            actor=act.actor.get_short_name() or act.actor.get_username(),
            is_taken_back=hasattr(act, "undone_by"),
        )
        for act in newest
    ]


def _words(act: FloorAct) -> str:
    kind = str(act.get_kind_display())
    reason = str(REASONS.get(act.reason, act.reason)).lower()
    if act.kind in FloorAct.COUNTS:
        words = _("Run %(run)s: %(pieces)s %(kind)s") % {
            "run": act.run_id,
            "pieces": act.pieces,
            "kind": kind,
        }
    else:
        words = _("Run %(run)s %(kind)s") % {"run": act.run_id, "kind": kind}
    return f"{words}, {reason}" if reason else words
