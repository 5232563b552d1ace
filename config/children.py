"""One process of the demo: started, watched, started again with growing pauses, stopped."""

import contextlib
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from config.processes import dies_with_parent, stop

ROOT = Path(__file__).resolve().parent.parent
FIRST_PAUSE_S, LONGEST_PAUSE_S = 1.0, 30.0
# A child that ran this long has recovered: its next death counts as the first.
HEALTHY_S = 60.0
LAST_LINES = 15


class Child:
    """A module run by this Python, `python -m module arguments`, in a process group of its own."""

    def __init__(self, name: str, module: list[str], log_folder: Path, *, says_ready: bool) -> None:
        self.name = name
        self.command = [sys.executable, "-m", *module]
        self.log = log_folder / f"{name}.log"
        self.ready_file = log_folder / f"{name}.ready" if says_ready else None
        self.process: subprocess.Popen[bytes] | None = None
        self.started_at = 0.0
        self.pause_s = FIRST_PAUSE_S
        self.again_at: float | None = None

    def start(self) -> None:
        """Start the process; it dies with this one, however this one dies."""
        environment = os.environ.copy()
        if self.ready_file:
            self.ready_file.unlink(missing_ok=True)
            environment["TAILORLINE_READY_FILE"] = str(self.ready_file)
        self.started_at, self.again_at = time.monotonic(), None
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                self.command,
                cwd=ROOT,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(os.getpid()),
            )

    def is_ready(self) -> bool:
        """Tell whether it runs and, for a worker, takes tasks."""
        is_running = self.process is not None and self.process.poll() is None
        return is_running and (self.ready_file is None or self.ready_file.exists())

    def revive(self) -> None:
        """Start a dead process again, after a pause that doubles with every early death."""
        if self.again_at is not None:
            if time.monotonic() >= self.again_at:
                self.start()
        elif self.process is not None and self.process.poll() is not None:
            self.plan_restart(self.process)

    def plan_restart(self, dead: "subprocess.Popen[bytes]") -> None:
        """Clear up after the dead process and set the time of the next start."""
        if time.monotonic() - self.started_at > HEALTHY_S:
            self.pause_s = FIRST_PAUSE_S
        stop(dead, signal.SIGKILL, patience_s=0)  # its own children too
        print(
            f"{self.name} ended ({dead.returncode}); again in {self.pause_s:.0f} s. It said last:"
        )
        print("".join(f"  {line}\n" for line in self.last_lines()), end="", flush=True)
        self.again_at = time.monotonic() + self.pause_s
        self.pause_s = min(self.pause_s * 2, LONGEST_PAUSE_S)

    def last_lines(self) -> list[str]:
        return self.log.read_text(errors="replace").splitlines()[-LAST_LINES:]

    def ask_to_stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            with contextlib.suppress(ProcessLookupError):
                self.process.send_signal(signal.SIGTERM)

    def end(self, patience_s: float) -> None:
        """Wait for the process to end, kill it and its children if it does not, and reap it."""
        if self.process is not None:
            stop(self.process, signal.SIGTERM, patience_s)
            self.process = None
