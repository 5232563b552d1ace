"""The demo as a visitor starts it: SQLite, the filesystem broker, every process."""

import json
import os
import signal
import stat
import subprocess
import sys
import time
import urllib.error
from pathlib import Path

import pytest

from config.processes import stop
from tests.config.compose import ROOT
from tests.config.web import free_port, get_json, status_of

START_S, STOP_S = 300, 60
LOADING = "Loading the demo shop ..."


class Demo:
    """`make demo` without the installing: the supervisor in an environment of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.url = f"http://127.0.0.1:{free_port()}"
        self.log = folder.with_suffix(".log")
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start the demo and wait for its word that it is ready."""
        port = self.url.rpartition(":")[2]
        environment = {"PATH": os.environ["PATH"], "PORT": port, "DEMO_DIR": str(self.folder)}
        with self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.supervisor"],
                cwd=ROOT,
                env=environment,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + START_S
        while f"ready {self.url}\n" not in self.log.read_text():
            assert self.process.poll() is None, self.log.read_text()
            assert time.monotonic() < deadline, self.log.read_text()
            time.sleep(0.1)

    def interrupt(self) -> int:
        """Press Ctrl-C."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(STOP_S)

    def processes(self) -> list[str]:
        """Return the command line of every process that was started for this demo."""
        mark = f"DEMO_DIR={self.folder}".encode()
        found = []
        for entry in Path("/proc").glob("[0-9]*"):
            try:
                if mark in (entry / "environ").read_bytes().split(b"\0"):
                    found.append((entry / "cmdline").read_bytes().replace(b"\0", b" ").decode())
            except (FileNotFoundError, ProcessLookupError, PermissionError):
                continue
        return found

    def credentials(self) -> dict:
        return json.loads((self.folder / "credentials.json").read_text())


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    demo = Demo(tmp_path_factory.mktemp("demo") / "demo")
    demo.start()
    yield demo
    if demo.process is not None:
        stop(demo.process, signal.SIGTERM, STOP_S)


def test_demo_serves_its_shop(demo):
    assert status_of(f"{demo.url}/") == 200
    assert status_of(f"{demo.url}/admin/login/") == 200
    assert len(get_json(f"{demo.url}/api/v1/products/")["results"]) >= 5


def test_demo_credentials_are_private_and_complete(demo):
    written = demo.credentials()

    assert stat.S_IMODE((demo.folder / "credentials.json").stat().st_mode) == 0o600
    assert written["url"] == demo.url
    assert {role: sorted(written[role]) for role in ("staff", "customer")} == {
        "staff": ["api_key", "password", "username"],
        "customer": ["api_key", "password", "username"],
    }


def test_demo_keys_open_what_they_should(demo):
    written = demo.credentials()

    assert "results" in get_json(f"{demo.url}/api/v1/stock/", written["staff"]["api_key"])
    with pytest.raises(urllib.error.HTTPError) as refused:
        get_json(f"{demo.url}/api/v1/stock/", written["customer"]["api_key"])
    assert refused.value.code == 403
    refused.value.close()


def test_demo_starts_again_with_the_same_data_and_loads_nothing_after_ctrl_c(demo):
    before = demo.credentials()
    assert LOADING in demo.log.read_text()

    status = demo.interrupt()
    left = demo.processes()
    demo.start()

    assert (status, left) == (0, [])
    assert demo.credentials() == before
    assert LOADING not in demo.log.read_text()


def test_demo_leaves_no_process_when_it_is_killed(demo):
    assert len(demo.processes()) > 4

    demo.process.kill()
    demo.process.wait()

    deadline = time.monotonic() + STOP_S
    while demo.processes() and time.monotonic() < deadline:
        time.sleep(0.1)
    assert demo.processes() == []
