"""A click through HTTP on the computer: the whole state, one group, and the page with htmx.

Unit: milliseconds a click, until the last byte of the answer; CPU milliseconds of the server,
which other work on the machine does not stretch (starting a session is spread over its clicks);
queries. No peer has this model. How: seeded sessions choose a random part that is possible, of a
random open group, on a real gunicorn (one process) behind a Unix socket, prices of all options
and offers of the factory included; the same clicks are then asked inside this process for the
queries. `--pc-parts DIR` measures the full catalogue.
"""

import json
import random
from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks.figures import Bar, Figure, Measured, percentile
from benchmarks.options import Options
from benchmarks.web_server import HOST, Visitor, WebServer

SEED = 50
START = "/api/v1/configurations/"
PAGE = "/p/computer/"
JSON = {"Content-Type": "application/json"}


@dataclass(frozen=True, slots=True)
class Click:
    """One choice: its group, its value over REST, and what the button on the page sends."""

    group: str
    value: Any
    pressed: str


def run(options: Options) -> Measured:
    options.shop.import_parts(options.pc_parts)
    kinds: dict[str, Callable[[Visitor, list[Click]], list[float]]] = {
        "PATCH, whole state": lambda visitor, clicks: _by_rest(visitor, clicks, is_narrow=False),
        "PATCH, ?groups=one": lambda visitor, clicks: _by_rest(visitor, clicks, is_narrow=True),
        "page, htmx": _by_page,
    }
    bar = Bar("at most", 100) if options.pc_parts else None
    with WebServer(options.shop.folder) as server:
        visitor = Visitor(server.socket)
        sessions = _draw(visitor, options.pick(12, 2))
        for name, click_through in kinds.items():
            click_through(visitor, sessions[0])
            cpu_s = server.cpu_s()
            ms = [time for clicks in sessions for time in click_through(visitor, clicks)]
            cpu_ms = (server.cpu_s() - cpu_s) * 1000 / len(ms)
            yield Figure(f"{name}: p50", "ms", percentile(ms, 0.5))
            yield Figure(f"{name}: p99 of {len(ms)}", "ms", percentile(ms, 0.99), bar=bar)
            yield Figure(f"{name}: CPU of the server", "ms", cpu_ms)
        visitor.close()
    yield from _queries(sessions[0])


def _draw(visitor: Visitor, many: int) -> list[list[Click]]:
    """Choose on the server until every group is answered, and remember what was chosen."""
    dice = random.Random(SEED)
    sessions = []
    for _ in range(many):
        state = visitor.send_json("POST", START, {"product": "computer"})
        clicks = []
        for group in dice.sample(list(state["groups"]), len(state["groups"])):
            options = state["state"][group]
            possible = [code for code, found in options.items() if found["status"] == "possible"]
            if possible:
                clicks.append(_click(state, group, dice.choice(possible)))
                url = f"{START}{state['id']}/"
                state = visitor.send_json("PATCH", url, {"choices": {group: clicks[-1].value}})
        sessions.append(clicks)
    return sessions


def _click(state: dict[str, Any], group: str, code: str) -> Click:
    if state["groups"][group]["kind"] == "some_of":
        return Click(group, {code: 1}, f"{group}={code}:1")
    return Click(group, code, f"{group}={code}")


def _by_rest(visitor: Visitor, clicks: list[Click], *, is_narrow: bool) -> list[float]:
    state = visitor.send_json("POST", START, {"product": "computer"})
    found = []
    for click in clicks:
        narrow = f"?groups={click.group}" if is_narrow else ""
        body = json.dumps({"choices": {click.group: click.value}})
        started = perf_counter()
        visitor.ask("PATCH", f"{START}{state['id']}/{narrow}", body, JSON)
        found.append((perf_counter() - started) * 1000)
    return found


def _by_page(visitor: Visitor, clicks: list[Click]) -> list[float]:
    """Click on the page. A drive joins the proposed one there, so that some clicks clash."""
    visitor.ask("GET", PAGE)
    visitor.send_form(PAGE, {"act": "restart"})
    found = []
    for click in clicks:
        started = perf_counter()
        visitor.send_form(f"{PAGE}?step={click.group}", {"choice": click.pressed})
        found.append((perf_counter() - started) * 1000)
    return found


def _queries(clicks: list[Click]) -> Measured:
    """Count the queries of clicks inside this process, after one click that fills its memory."""
    client = Client(SERVER_NAME=HOST)
    client.get(PAGE)
    client.post(PAGE, {"act": "restart"})
    state = client.post(START, {"product": "computer"}, content_type="application/json").json()
    rest, page = [], []
    for click in clicks:
        with CaptureQueriesContext(connection) as asked:
            client.patch(
                f"{START}{state['id']}/",
                {"choices": {click.group: click.value}},
                content_type="application/json",
            )
        rest.append(len(asked))
        with CaptureQueriesContext(connection) as asked:
            client.post(
                f"{PAGE}?step={click.group}",
                {"choice": click.pressed},
                headers={"HX-Request": "true"},
            )
        page.append(len(asked))
    yield Figure("PATCH, most queries", "queries", max(rest[1:]))
    yield Figure("page, most queries", "queries", max(page[1:]))
