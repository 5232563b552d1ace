"""Why a run closed, as sentences for staff and customers."""

from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from catalog.texts import in_language
from production.clock import to_moment
from production.models import Operation, Run


def close_sentence(run: Run) -> str:
    """Say why a run closed and when it would have closed else; "" while it is open."""
    if run.closed_at is None or not run.close_facts:
        return ""
    facts = run.close_facts
    by_policy = min(facts["wait_until"], facts["due_close_at"])
    words = {
        "actor": facts["manual_by"],
        "closed_at": moment_text(run.closed_at),
        "else_at": moment_text(to_moment(by_policy)),
    }
    if run.close_reason == Run.CloseReason.FULL and not facts["is_family_run"]:
        return _("A run of its own: there was no run to wait for.")
    return _SENTENCES[Run.CloseReason(run.close_reason)] % words


_SENTENCES = {
    Run.CloseReason.FULL: gettext_lazy(
        "Closed because it was full, %(closed_at)s. It would have closed on %(else_at)s."
    ),
    Run.CloseReason.WAITED: gettext_lazy(
        "Closed because it had waited long enough, %(closed_at)s."
    ),
    Run.CloseReason.DUE: gettext_lazy(
        "Closed so that its earliest due date is kept, %(closed_at)s."
    ),
    Run.CloseReason.MANUAL: gettext_lazy(
        "Closed by %(actor)s, %(closed_at)s. It would have closed on %(else_at)s."
    ),
}


def alternative_sentence(operation: Operation, language: str) -> str:
    """Say why an operation is on this work centre where it had two; "" where it had one."""
    facts = operation.alternative
    if not facts:
        return ""
    if facts["is_taken"]:
        text = ngettext(
            "%(pieces)s piece, up to %(up_to)s: %(here)s, else %(other)s.",
            "%(pieces)s pieces, up to %(up_to)s: %(here)s, else %(other)s.",
            facts["pieces"],
        )
    else:
        text = ngettext(
            "%(pieces)s piece, more than %(up_to)s: %(here)s, else %(other)s.",
            "%(pieces)s pieces, more than %(up_to)s: %(here)s, else %(other)s.",
            facts["pieces"],
        )
    # Work orders from before names were kept have the code of the other one only.
    here = in_language(facts.get("here_name") or operation.work_centre.name, language)
    other = in_language(facts.get("other_name", {}), language)
    return text % {**facts, "here": here, "other": other or facts["other"]}


def moment_text(moment: datetime) -> str:
    """Return a moment as "Wed 25 Nov, 14:00" in the current language and zone."""
    return date_format(timezone.localtime(moment), f"{_('D j M')}, H:i")


def family_words(family: str) -> str:
    """Return a family as people say it: ``cotton-500/sage`` is "cotton 500, sage"."""
    return family.replace("/", ", ").replace("-", " ")
