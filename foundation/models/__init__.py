"""Rows that every room may use: people, keys, events, outbox, jobs, idempotency keys."""

from foundation.models.api_keys import ApiKey
from foundation.models.events import Event, OutboxMessage
from foundation.models.idempotency import IdempotencyKey
from foundation.models.jobs import Job
from foundation.models.limits import UsedAllowance
from foundation.models.people import Account, CustomerGroup, User

__all__ = [
    "Account",
    "ApiKey",
    "CustomerGroup",
    "Event",
    "IdempotencyKey",
    "Job",
    "OutboxMessage",
    "UsedAllowance",
    "User",
]
