"""A private Redis server on a socket."""

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest
import redis

from config.processes import dies_with_parent, stop
from tests.services.packages import find_program

START_S = 60


class Redis:
    """One server without a port and without persistence."""

    name = "Redis"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.socket = folder / "redis.sock"
        self.process: subprocess.Popen[bytes] | None = None
        self.version = ""

    @property
    def address(self) -> str:
        return str(self.socket)

    @property
    def url(self) -> str:
        return f"redis+socket://{self.socket}?virtual_host=0"

    def start(self) -> None:
        """Start the server and wait until it answers."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        line = [find_program("redis-server"), "--port", "0", "--unixsocket", str(self.socket)]
        line += ["--unixsocketperm", "700", "--save", "", "--appendonly", "no"]
        line += ["--dir", str(self.folder), "--logfile", str(self.folder / "log")]
        self.process = subprocess.Popen(
            line,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=dies_with_parent(os.getpid()),
        )
        deadline = time.monotonic() + START_S
        while not self.answers():
            if time.monotonic() > deadline or self.process.poll() is not None:
                pytest.exit((self.folder / "log").read_text(), returncode=3)
            time.sleep(0.02)

    def answers(self) -> bool:
        try:
            self.version = self.client().info("server")["redis_version"]
        except redis.ConnectionError:
            return False
        return True

    def client(self) -> redis.Redis:
        return redis.Redis(unix_socket_path=str(self.socket), single_connection_client=False)

    def stop(self) -> None:
        """End the server; its messages are wake-ups, so nothing is lost."""
        if self.process is not None:
            stop(self.process, signal.SIGTERM, patience_s=5)
            self.process = None
