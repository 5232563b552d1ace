"""Dates the way a person reads them: ``Sat 5 Dec``, ``Wed 25 Nov at 14:00``."""

from datetime import datetime, timedelta

from django.utils import formats, timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

FAR_OFF = timedelta(days=183)


def day_words(moment: datetime, now: datetime) -> str:
    """Return the weekday and the day; the year only when it is more than six months off."""
    local = timezone.localtime(moment)
    # Translators: a date as Django writes it; the weekday, the day and the month.
    pattern = _("D j M Y") if abs(moment - now) > FAR_OFF else _("D j M")
    return formats.date_format(local, pattern)


def moment_words(moment: datetime, now: datetime) -> str:
    """Return the day and the time of day, in 24 hours."""
    return _("%(day)s at %(time)s") % {
        "day": day_words(moment, now),
        "time": formats.date_format(timezone.localtime(moment), "H:i"),
    }


def shift_words(later: timedelta | None) -> str:
    """Say how far a date moves, in whole days; the empty string where one is unknown."""
    if later is None:
        return ""
    days = round(later / timedelta(days=1))
    if days == 0:
        return _("same day")
    if days > 0:
        return ngettext("%(days)s day later", "%(days)s days later", days) % {"days": days}
    return ngettext("%(days)s day sooner", "%(days)s days sooner", -days) % {"days": -days}


def shift_trend(later: timedelta | None) -> str:
    """Return ``sooner``, ``later`` or the empty string."""
    days = round(later / timedelta(days=1)) if later is not None else 0
    return "later" if days > 0 else "sooner" if days < 0 else ""
