"""One run in detail, as the component `run_detail` takes it."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from production.models import Run
from production.presenters.members import ShownMember
from production.presenters.runs import ShownRun, shown_runs


def run_detail(run: Run, language: str) -> dict[str, Any]:
    """Return the values of the component."""
    (shown,) = shown_runs([run], language)
    return {
        "title": _("Run %(number)s") % {"number": shown.number},
        "status": shown.status,
        "status_kind": shown.status_kind,
        "family": f"{shown.work_centre}, {shown.family}",
        "reason": shown.problem or shown.sentence,
        "reason_kind": "bad" if shown.problem else "",
        "facts": _facts(shown),
        "more_text": _("Traveller (PDF)"),
        "more_url": reverse("production:run_traveller", args=[shown.number]),
        "move_text": _("Move to …"),
        "move_url": reverse("production:moves", args=[shown.number]) if shown.can_move else "",
        "members_title": ngettext("%(count)s member", "%(count)s members", len(shown.members))
        % {"count": len(shown.members)},
        "members": [
            {
                "text": member_text(member),
                "note": member.why_here,
                "due": member.due,
                "due_kind": "",
            }
            for member in shown.members
        ],
    }


def member_text(member: ShownMember) -> str:
    """Say who wants what: "2026-10482, Wayfarer, 2 pieces, custom, “Ada L.”"."""
    parts = [
        member.title,
        member.product,
        ngettext("%(count)s piece", "%(count)s pieces", member.pieces) % {"count": member.pieces},
        member.kind,
        *(f"“{text}”" for text in member.texts),
    ]
    return ", ".join(part for part in parts if part)


def _facts(run: ShownRun) -> list[dict[str, Any]]:
    facts = [
        {"label": _("Starts, ends"), "value": run.times, "kind": "bad" if run.is_late else ""},
        {"label": _("Changeover before"), "value": run.changeover, "kind": ""},
        {"label": _("Machine"), "value": run.machine, "kind": ""},
        {"label": _("Good pieces"), "value": f"{run.good} / {run.pieces}", "kind": ""},
    ]
    return [fact for fact in facts if fact["value"]]
