"""What can be done with the design as a whole: undo, save, share, compare."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils import formats, timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from configurator.design_codes import written_code
from configurator.services.states import State

MOST_COMPARED = 4


@dataclass(frozen=True, slots=True)
class DesignActions:
    """What `components/design_actions.html` shows.

    `compare_url` sets the marked designs beside the present one; `marked` says how many are.
    """

    saved: str
    code: str
    designs_url: str
    share_url: str
    shares_texts: bool
    has_texts: bool
    compare_url: str
    compared: int
    compared_words: str
    cannot_undo: bool
    cannot_redo: bool
    share: str
    own: int
    version: int
    id: str


def design_actions(
    state: State, compared: Sequence[str], site_url: str, now: datetime
) -> DesignActions:
    """Return what the head of the configurator shows."""
    design = state.configuration
    page = reverse("configurator:product", args=[design.product_code])
    shares = [*compared[-(MOST_COMPARED - 1) :], design.share or ""]
    steps = design.steps
    groups = state.priced.loaded.groups
    return DesignActions(
        saved=_("Saved at %(time)s") % {"time": _time(design.changed_at)},
        code=written_code(design.code) if design.code else "",
        designs_url=reverse("shop:designs"),
        share_url=f"{site_url.rstrip('/')}{page}?{urlencode({'design': design.share or ''})}",
        shares_texts=design.shares_texts,
        has_texts=any(groups[code]["kind"] == "text" for code in design.own if code in groups),
        compare_url=f"{page}compare/?{urlencode({'d': shares}, doseq=True)}",
        compared=len(compared),
        compared_words=ngettext(
            "One design is marked.", "%(count)s designs are marked.", len(compared)
        )
        % {"count": len(compared)}
        if compared
        else _("No design is marked yet."),
        cannot_undo=not steps.past,
        cannot_redo=not steps.future,
        share=design.share or "",
        own=len(design.own),
        version=design.version,
        id=design.id,
    )


def _time(moment: datetime) -> str:
    return formats.date_format(timezone.localtime(moment), "H:i")
