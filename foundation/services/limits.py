"""Limits on what one address or login may use, kept in the database for all processes."""

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.crypto import salted_hmac

from foundation.errors import TooMany
from foundation.locks import lock_rows
from foundation.models import UsedAllowance

SALT = "foundation.limits"


@dataclass(frozen=True, slots=True)
class Limit:
    """`capacity` uses at once, and as many again every `period_s` seconds."""

    name: str
    capacity: float
    period_s: float

    @property
    def drain_per_s(self) -> float:
        return self.capacity / self.period_s


def check_limit(limit: Limit, who: str, *, message: str, now: datetime) -> None:
    """Refuse while the allowance is used up; uses nothing itself.

    Raises
    ------
    TooMany
        With the seconds after which there is room again.
    """
    used = UsedAllowance.objects.filter(key=_key(limit, who)).first()
    level = _level(used, limit, now) if used else 0.0
    if level + 1 > limit.capacity:
        raise TooMany(message, code="too_many", retry_after_s=_wait_s(limit, level))


def use(limit: Limit, who: str, *, amount: float = 1, now: datetime) -> None:
    """Count a use against the allowance."""
    with transaction.atomic():
        UsedAllowance.objects.get_or_create(key=_key(limit, who), defaults={"drained_at": now})
        used = lock_rows(UsedAllowance.objects.filter(key=_key(limit, who)))[0]
        used.level = min(_level(used, limit, now) + amount, 2 * limit.capacity)
        used.drained_at = now
        used.save(update_fields=["level", "drained_at"])


def forget_unused(*, now: datetime, after: timedelta = timedelta(days=1)) -> int:
    """Delete buckets that have long been empty."""
    return UsedAllowance.objects.filter(drained_at__lt=now - after).delete()[0]


def _level(used: UsedAllowance, limit: Limit, now: datetime) -> float:
    drained = max(0.0, (now - used.drained_at).total_seconds()) * limit.drain_per_s
    return max(0.0, used.level - drained)


def _wait_s(limit: Limit, level: float) -> int:
    return max(1, math.ceil((level + 1 - limit.capacity) / limit.drain_per_s))


def _key(limit: Limit, who: str) -> str:
    return salted_hmac(SALT, f"{limit.name} {who}", algorithm="sha256").hexdigest()
