"""Real Celery processes on the test's database and the private Redis."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from config.celery import READY_FILE
from config.processes import dies_with_parent, stop

ROOT = Path(__file__).resolve().parents[2]
READY_S = 300
# Beat runs this much faster than in production, so that journeys need not wait.
BEAT_PACE = "0.1"


class CeleryWorkers:
    """The workers *short* and *long* and a beat; each can be killed and started again."""

    def __init__(self, folder: Path, database_url: str) -> None:
        self.folder = folder
        self.environment = os.environ | {"DATABASE_URL": database_url, "BEAT_PACE": BEAT_PACE}
        self.processes: dict[str, subprocess.Popen[bytes]] = {}

    def start_all(self) -> None:
        """Start workers and beat together, and return when both workers take tasks."""
        names = ("short", "long")
        for name in names:
            self.launch(name)
        self.launch("beat")
        for name in names:
            self.wait_until_ready(name)

    def start(self, queue: str, **environment: str) -> None:
        """Start one worker, with extra environment such as a fault point, and wait for it."""
        self.launch(queue, **environment)
        self.wait_until_ready(queue)

    def launch(self, name: str, **environment: str) -> None:
        """Start the process and do not wait for it."""
        self.ready_file(name).unlink(missing_ok=True)
        line = [sys.executable, "-m", "tests.services.celery", "-A", "config"]
        if name == "beat":
            line += ["beat", "--pidfile="]
        else:
            line += ["worker", "-Q", name, "-c", "1", "-n", f"{name}@tests"]
            line += ["--without-gossip", "--without-mingle"]
        with self.log_path(name).open("ab") as log:
            self.processes[name] = subprocess.Popen(
                [*line, "--loglevel=INFO"],
                cwd=ROOT,
                env=self.environment | {READY_FILE: str(self.ready_file(name))} | environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(os.getpid()),
            )

    def wait_until_ready(self, name: str) -> None:
        deadline = time.monotonic() + READY_S
        while not self.ready_file(name).exists():
            if self.processes[name].poll() is not None or time.monotonic() > deadline:
                raise AssertionError(f"worker {name} did not start:\n{self.log(name)}")
            time.sleep(0.05)

    def kill(self, name: str) -> None:
        """Kill the process and its children with -9, as a power cut would."""
        process = self.processes.pop(name)
        with contextlib.suppress(ProcessLookupError):
            os.killpg(process.pid, signal.SIGKILL)
        process.wait()

    def wait_until_dead(self, name: str, within_s: float = 120) -> None:
        """Wait for a process that is expected to end by itself, and reap it."""
        self.processes.pop(name).wait(within_s)

    def stop_all(self) -> None:
        """End every process, so that none holds a lock when the test's tables are emptied."""
        processes = list(self.processes.values())
        self.processes.clear()
        for process in processes:
            process.terminate()
        for process in processes:
            stop(process, signal.SIGTERM, patience_s=30)

    def log(self, name: str) -> str:
        """Return what the process wrote."""
        path = self.log_path(name)
        return path.read_text(errors="replace") if path.exists() else ""

    def log_path(self, name: str) -> Path:
        return self.folder / f"{name}.log"

    def ready_file(self, name: str) -> Path:
        return self.folder / f"{name}.ready"
