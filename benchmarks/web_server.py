"""The shop behind a real web server on a socket, and a client that keeps its connection."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from http.client import HTTPConnection
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import psutil

from benchmarks.private_shop import PrivateShop
from config.processes import dies_with_parent, stop

ROOT = Path(__file__).resolve().parent.parent
START_S = 30
HOST = "localhost"
CLASH = 409


class WebServer:
    """Gunicorn, as in production one request at a time in a process, on a Unix socket."""

    def __init__(self, folder: Path, processes: int = 1) -> None:
        self.processes = processes
        self.socket = folder / "web.sock"
        self.process: subprocess.Popen[bytes] | None = None

    def __enter__(self) -> "WebServer":
        line = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
        line += ["--workers", str(self.processes)]
        line += ["--bind", f"unix:{self.socket}", "--log-level", "error"]
        self.process = subprocess.Popen(
            line,
            cwd=ROOT,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent(os.getpid(), signal.SIGTERM),
        )
        deadline = time.monotonic() + START_S
        while not self.socket.exists():
            if time.monotonic() > deadline or self.process.poll() is not None:
                raise RuntimeError("the web server did not start")
            time.sleep(0.05)
        return self

    def cpu_s(self) -> float:
        """Return the CPU seconds that the server's processes have used."""
        assert self.process is not None
        main = psutil.Process(self.process.pid)
        return _cpu_s(main)

    def __exit__(self, *_: object) -> None:
        if self.process is not None:
            stop(self.process, signal.SIGTERM, patience_s=10)


def postgres_cpu_s(shop: PrivateShop) -> float:
    """Return the CPU seconds that PostgreSQL and its connections of now have used."""
    assert shop.services is not None, "the shop is not open"
    process = shop.services.postgres.process
    assert process is not None
    return _cpu_s(psutil.Process(process.pid))


def _cpu_s(main: psutil.Process) -> float:
    times = [process.cpu_times() for process in (main, *main.children())]
    return sum(found.user + found.system for found in times)


class Visitor(HTTPConnection):
    """A client with cookies on one kept connection."""

    def __init__(self, path: Path) -> None:
        super().__init__(HOST, timeout=60)
        self.path = path
        self.cookies: dict[str, str] = {}

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self.sock.connect(str(self.path))

    def send_json(self, method: str, url: str, body: Any = None) -> Any:
        """Send a REST call and return what it answered; anything but success is an error."""
        content = None if body is None else json.dumps(body)
        return json.loads(self.ask(method, url, content, {"Content-Type": "application/json"}))

    def send_form(self, url: str, fields: dict[str, str]) -> bytes:
        """Post a form as htmx does; a clash is an answer, too: the reason and the ways out."""
        headers = {
            "Content-Type": "application/x-www-form-urlencoded",
            "HX-Request": "true",
            "X-CSRFToken": self.cookies.get("csrftoken", ""),
        }
        return self.ask("POST", url, urlencode(fields), headers, accepted=(CLASH,))

    def ask(
        self,
        method: str,
        url: str,
        content: str | None = None,
        headers: dict[str, str] | None = None,
        accepted: tuple[int, ...] = (),
    ) -> bytes:
        cookies = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        self.request(method, url, content, (headers or {}) | {"Cookie": cookies})
        answered = self.getresponse()
        body = answered.read()
        for line in answered.headers.get_all("Set-Cookie", ()):
            self.cookies |= {name: item.value for name, item in SimpleCookie(line).items()}
        if answered.status >= 300 and answered.status not in accepted:
            raise RuntimeError(f"{method} {url} answered {answered.status}: {body[:300]!r}")
        return body
