"""The two queues, their limits, and how each broker carries them.

*short* carries wake-ups, *long* plans, compiles and simulates. A message that a worker holds longer
than the broker's visibility timeout is given to another worker while the first still works, so
every limit has to lie below it.
"""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured

# The demo's broker: a folder. The host means nothing, but kombu warns when there is none.
FILESYSTEM = "filesystem://localhost//"
SHORT, LONG = "short", "long"
TIME_LIMIT_S = {SHORT: 20, LONG: 600}
# What a task gets to end by itself before it is killed.
GRACE_S = 5
VISIBILITY_TIMEOUT_S = 900
# A worker process of these limits is replaced after the task that went beyond.
MEMORY_LIMIT_KB = 1_500_000
# A process that compiles: from what it takes without a model.
LEAST_COMPILE_MEMORY_MB, COMPILE_MEMORY_MB = 128, 1_500

LONG_TASKS = (
    "production.tasks.plan_runs",
    "production.tasks.run_simulations",
    "configurator.tasks.compile_drafts",
    "configurator.tasks.remove_unused_files",
)

# Wake-ups ask "is anything due?": losing one or getting two changes nothing. One that waited
# longer than `expires` is stale, so a stopped worker finds no heap of them.
EVERY_S = {
    "foundation.tasks.deliver_outbox": 2,
    "production.tasks.form_runs": 5,
    "production.tasks.plan_runs": 5,
    "production.tasks.run_simulations": 10,
    "configurator.tasks.compile_drafts": 10,
    "production.tasks.replenish_stock_lines": 10,
    "orders.tasks.send_due_mails": 5,
    "orders.tasks.do_payment_acts": 5,
    "orders.tasks.clean_up_unused": 3_600,
    "configurator.tasks.remove_unused_files": 3_600,
}
EXPIRES_S = 30


def check_time_limits(limits: dict[str, int], visibility_timeout_s: int) -> None:
    """Refuse to start with a limit under which a running task would be started again."""
    for queue, limit in limits.items():
        if limit >= visibility_timeout_s:
            raise ImproperlyConfigured(
                f"Tasks on the queue {queue} may run {limit} s, but the broker gives a message "
                f"to another worker after {visibility_timeout_s} s: the work would be done twice."
            )


def task_limits() -> dict[str, dict[str, Any]]:
    """Give each long task its own limits; every other task has those of the short queue."""
    limit = TIME_LIMIT_S[LONG]
    return {name: {"time_limit": limit, "soft_time_limit": limit - GRACE_S} for name in LONG_TASKS}


def compile_memory_mb(written: str) -> int:
    """Read how many megabytes compiling a model may take; nothing written is the default."""
    if not written:
        return COMPILE_MEMORY_MB
    if not written.isdecimal() or int(written) < LEAST_COMPILE_MEMORY_MB:
        raise ImproperlyConfigured(
            f"COMPILE_MEMORY_MB is {written!r}; it has to be a whole number of megabytes, "
            f"{LEAST_COMPILE_MEMORY_MB} or more."
        )
    return int(written)


def beat_schedule(pace: float = 1.0) -> dict[str, dict[str, Any]]:
    """Say which wake-up is sent how often; tests quicken the pace."""
    return {
        name: {
            "task": name,
            "schedule": timedelta(seconds=seconds * pace),
            "options": {"expires": EXPIRES_S},
        }
        for name, seconds in EVERY_S.items()
    }


def transport_options(broker_url: str, folder: Path) -> dict[str, Any]:
    """Return what kombu has to know about this broker."""
    if broker_url == FILESYSTEM:
        return filesystem_options(folder)
    return {
        "visibility_timeout": VISIBILITY_TIMEOUT_S,
        # Look for messages of dead workers every 5 s; kombu's default is every 100 s.
        "unacked_restore_interval": 5,
        "unacked_restore_throttle": 1,
        "socket_connect_timeout": 2,
        "socket_keepalive": True,
        "global_keyprefix": "tailorline:",
    }


def filesystem_options(folder: Path) -> dict[str, Any]:
    """Keep the demo's messages as files; `control_folder` is what `inspect ping` needs."""
    messages, control = folder / "messages", folder / "control"
    for path in (messages, control):
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
    return {
        "data_folder_in": str(messages),
        "data_folder_out": str(messages),
        "control_folder": str(control),
        "polling_interval": 0.2,
    }
