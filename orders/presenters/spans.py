"""Spans of time as people read them."""

from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


def span_words(span: timedelta) -> str:
    """Return a span in its largest whole unit: ``3 days``, ``5 hours``, ``20 minutes``."""
    if span >= DAY:
        days = span // DAY
        return ngettext("%(days)s day", "%(days)s days", days) % {"days": days}
    if span >= HOUR:
        hours = span // HOUR
        return ngettext("%(hours)s hour", "%(hours)s hours", hours) % {"hours": hours}
    minutes = span // timedelta(minutes=1)
    if minutes < 1:
        return _("less than a minute")
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
