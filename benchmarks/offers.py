"""The factory's offers over HTTP while 5,000 order lines are open and eight customers ask at once.

Unit: milliseconds a request; CPU milliseconds of the server and of PostgreSQL. No peer has this
model. How: 5,000 custom lines of random bicycles, towels, shirts and shoes wait on a private
PostgreSQL, are formed into runs and planned; eight clients, each with a design of its own and a
new connection each time, ask a real gunicorn (two processes) for the state with
its offers, all at the same moment, round after round. Beside them one client alone.
"""

import random
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path
from threading import Barrier
from time import perf_counter
from typing import Any

from benchmarks.figures import Bar, Figure, Measured, percentile
from benchmarks.options import Options
from benchmarks.random_designs import random_designs
from benchmarks.web_server import Visitor, WebServer, postgres_cpu_s

SEED = 60
LINES = 5_000
AT_ONCE = 8
DESIGNS = 60
PRODUCTS = ("bicycle", "towel", "shirt", "shoe")
START = "/api/v1/configurations/"


def run(options: Options) -> Measured:
    lines = options.pick(LINES, 100)
    dice = random.Random(SEED)
    designs = [one for code in PRODUCTS for one in random_designs(code, DESIGNS, dice)]
    open_runs = _open_lines(designs, lines)
    rounds = options.pick(60, 2)
    key = _key()
    with WebServer(options.shop.folder, processes=2) as server:
        visitors = [Client(server.socket, key) for _ in range(AT_ONCE)]
        addresses = [_address(visitor, place) for place, visitor in enumerate(visitors)]
        _asked_at_once(visitors, addresses, 3)
        alone = [_ask(visitors[0], addresses[0]) for _ in range(rounds)]
        cpu_s, postgres_s = server.cpu_s(), postgres_cpu_s(options.shop)
        ms = _asked_at_once(visitors, addresses, rounds)
        cpu_ms = (server.cpu_s() - cpu_s) * 1000 / len(ms)
        postgres_ms = (postgres_cpu_s(options.shop) - postgres_s) * 1000 / len(ms)
        for visitor in visitors:
            visitor.close()
    name = f"{lines:,} open lines, {open_runs} open runs"
    yield Figure(f"{name}: alone, p50", "ms", percentile(alone, 0.5))
    yield Figure(f"{name}: alone, p95", "ms", percentile(alone, 0.95))
    yield Figure(f"{name}: {AT_ONCE} at once, p50", "ms", percentile(ms, 0.5))
    bar = Bar("at most", 50)
    yield Figure(
        f"{name}: {AT_ONCE} at once, p95 of {len(ms)}", "ms", percentile(ms, 0.95), bar=bar
    )
    yield Figure(f"{name}: CPU of the server", "ms", cpu_ms)
    yield Figure(f"{name}: CPU of PostgreSQL", "ms", postgres_ms)


class Client(Visitor):
    """A client with a key: calls without one are limited by address, and these have none."""

    def __init__(self, path: Path, key: str) -> None:
        super().__init__(path)
        self.key = key

    def ask(
        self,
        method: str,
        url: str,
        content: str | None = None,
        headers: dict[str, str] | None = None,
        accepted: tuple[int, ...] = (),
    ) -> bytes:
        signed = (headers or {}) | {"Authorization": f"Bearer {self.key}"}
        return super().ask(method, url, content, signed, accepted)


def _key() -> str:
    # Django has to be set up before its models can be imported.
    from foundation.services.accounts import create_account, issue_api_key  # noqa: PLC0415

    account = create_account(name="Offers", email="offers@example.org")
    return issue_api_key(account=account, name="offers", scopes=["orders"])


def _open_lines(designs: Sequence[Any], lines: int) -> int:
    """Order, form and plan so many lines; return how many runs are open then."""
    # Django has to be set up before its models can be imported.
    from catalog.snapshot import freeze_all  # noqa: PLC0415
    from production.models import Run  # noqa: PLC0415
    from production.services.planning import plan_factory  # noqa: PLC0415
    from production.services.run_formation import form_all_runs  # noqa: PLC0415
    from production.services.work_orders import (  # noqa: PLC0415
        OrderedDesign,
        create_custom_work_orders,
    )

    dice, now = random.Random(SEED), datetime.now(UTC)
    frozen = list(zip(designs, freeze_all(designs), strict=True))
    ordered = [
        OrderedDesign(
            snapshot,
            design.document,
            design.choices,
            1,
            now + timedelta(days=dice.randint(20, 200)),
        )
        for design, snapshot in dice.choices(frozen, k=lines)
    ]
    for first in range(0, lines, 500):
        create_custom_work_orders(
            designs=ordered[first : first + 500], reference=f"book {first}", now=now
        )
    form_all_runs(now=now)
    plan_factory(now=now)
    return Run.objects.filter(status=Run.Status.OPEN).count()


def _address(visitor: Client, place: int) -> str:
    product = PRODUCTS[place % len(PRODUCTS)]
    state = visitor.send_json("POST", START, {"product": product})
    return f"{START}{state['id']}/?groups={next(iter(state['groups']))}"


def _asked_at_once(
    visitors: Sequence[Client], addresses: Sequence[str], rounds: int
) -> list[float]:
    """Let all visitors ask at the same moment, round after round; return every time."""
    gate = Barrier(len(visitors))

    def ask_again(place: int) -> list[float]:
        found = []
        try:
            for _ in range(rounds):
                gate.wait()
                found.append(_ask(visitors[place], addresses[place]))
        except Exception:
            # The others would wait for this one for ever.
            gate.abort()
            raise
        return found

    with ThreadPoolExecutor(len(visitors)) as pool:
        times = pool.map(ask_again, range(len(visitors)))
        return [time for found in times for time in found]


def _ask(visitor: Client, address: str) -> float:
    """Ask on a new connection: the server closes those that waited for a slow round."""
    visitor.close()
    started = perf_counter()
    answer = visitor.send_json("GET", address)
    found = (perf_counter() - started) * 1000
    if not answer["offers"]:
        raise RuntimeError(f"{address} offers nothing")
    return found
