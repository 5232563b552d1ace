"""`make demo`: prepare the data, run every process, start the dead again, stop all of them."""

import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from types import FrameType

from config.children import Child
from config.processes import dies_with_parent

ROOT = Path(__file__).resolve().parent.parent
HOST = "127.0.0.1"
LOOK_S = 0.1
READY_S = 120
# A worker on the filesystem broker takes 7 s to end by itself; every task may be killed anyway.
PATIENCE_S = 2.0
WEB_THREADS = "8"


class Stopped(Exception):
    """Somebody asked the demo to stop."""


def main() -> int:
    """Run the demo until Ctrl-C; return the exit status."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, on_stop)
    dies_with_parent(os.getppid(), signal.SIGTERM)()  # a killed `make` stops the demo too
    port = os.environ.get("PORT", "8000")
    if reason := why_port_is_unusable(port):
        print(reason, file=sys.stderr)
        return 2
    url = f"http://{HOST}:{port}"
    children: list[Child] = []
    try:
        if prepare(url) != 0:
            return 1
        children = make_children(port, empty_folder(demo_folder() / "logs"))
        watch(children, url)
    except Stopped:
        print("\nStopping ...", flush=True)
    finally:
        stop_all(children)
    return 0


def demo_folder() -> Path:
    """Return where the demo keeps everything; `config.settings` reads the same name."""
    return Path(os.environ.get("DEMO_DIR") or ROOT / ".demo")


def empty_folder(folder: Path) -> Path:
    """Make the folder, or remove what the last start left in it."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    for path in folder.iterdir():
        path.unlink()
    return folder


def on_stop(number: int, frame: FrameType | None) -> None:
    """Leave the main loop once; further signals must not disturb the stopping."""
    for each in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(each, signal.SIG_IGN)
    raise Stopped


def why_port_is_unusable(port: str) -> str:
    """Return a sentence for the user when the demo cannot listen on this port, else ''."""
    if not port.isdigit() or not 0 < int(port) < 65536:
        return f"PORT is {port!r}; it has to be a number from 1 to 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, int(port)))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return f"Port {port} is taken by another program. Choose one: PORT=8001 make demo"
            return f"Port {port} cannot be used: {error.strerror}."
    return ""


def prepare(url: str) -> int:
    """Migrate and load what is missing, and say where the logins are."""
    command = [sys.executable, "-m", "config.demo", url]
    child = subprocess.Popen(
        command, cwd=ROOT, start_new_session=True, preexec_fn=dies_with_parent(os.getpid())
    )
    try:
        return child.wait()
    finally:
        with contextlib.suppress(ProcessLookupError):
            os.killpg(child.pid, signal.SIGKILL)
        child.wait()


def make_children(port: str, folder: Path) -> list[Child]:
    """Describe the processes of the demo; the workers say when they take tasks."""
    web = ["waitress", f"--listen={HOST}:{port}", f"--threads={WEB_THREADS}"]
    celery = ["celery", "-q", "-A", "config"]
    worker = [*celery, "worker", "--loglevel=WARNING", "--without-gossip", "--without-mingle"]
    short = [*worker, "-Q", "short", "-c", "1", "-n", "short@%h"]
    long = [*worker, "-Q", "long", "-c", "1", "-n", "long@%h"]
    beat = [*celery, "beat", "--loglevel=WARNING", "--pidfile="]
    return [
        Child("web", [*web, "config.wsgi:application"], folder, says_ready=False),
        Child("worker-short", short, folder, says_ready=True),
        Child("worker-long", long, folder, says_ready=True),
        Child("beat", beat, folder, says_ready=False),
    ]


def watch(children: list[Child], url: str) -> None:
    """Start every child and keep them running; say so when the shop can be used."""
    for child in children:
        child.start()
    deadline: float | None = time.monotonic() + READY_S
    while True:
        for child in children:
            child.revive()
        if deadline and all(child.is_ready() for child in children) and answers(url):
            print(f"ready {url}", flush=True)
            print("Ctrl-C stops everything. Logs: .demo/logs/", flush=True)
            deadline = None
        if deadline and time.monotonic() > deadline:
            print(f"Not ready after {READY_S} s; still trying.", file=sys.stderr, flush=True)
            deadline = time.monotonic() + READY_S
        time.sleep(LOOK_S)


def answers(url: str) -> bool:
    """Tell whether the first page is served."""
    try:
        with urllib.request.urlopen(f"{url}/", timeout=10) as response:  # noqa: S310 - our own address
            return bool(response.status == 200)
    except (urllib.error.URLError, OSError):
        return False


def stop_all(children: list[Child]) -> None:
    """Ask all at once, then wait for each; whoever does not end in time is killed."""
    for child in children:
        child.ask_to_stop()
    deadline = time.monotonic() + PATIENCE_S
    for child in children:
        child.end(max(0.0, deadline - time.monotonic()))


if __name__ == "__main__":
    sys.exit(main())
