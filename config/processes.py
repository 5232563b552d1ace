"""Child processes that never outlive us, whatever happens to us. The standard library only."""

import contextlib
import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Callable

PR_SET_PDEATHSIG = 1


def dies_with_parent(parent: int, death_signal: int = signal.SIGKILL) -> Callable[[], None]:
    """Return what a new child runs before its program: the kernel ends it when `parent` is gone.

    Linux only; elsewhere it does nothing. The parent's thread that starts the child has to live
    as long as the parent, because the kernel watches the thread.
    """
    libc = ctypes.CDLL(None, use_errno=True) if sys.platform == "linux" else None

    def watch() -> None:
        if libc is None:
            return
        libc.prctl(PR_SET_PDEATHSIG, death_signal)
        if os.getppid() != parent:
            os._exit(1)  # the parent died before the kernel watched it

    return watch


def stop(child: "subprocess.Popen[bytes]", first_signal: int, patience_s: float) -> None:
    """Ask the child to end, wait, then kill its whole process group, and reap it."""
    if child.poll() is None:
        with contextlib.suppress(ProcessLookupError):
            child.send_signal(first_signal)
        with contextlib.suppress(subprocess.TimeoutExpired):
            child.wait(patience_s)
    kill_group(child.pid)
    child.wait()


def kill_group(leader: int) -> None:
    """Kill what is left of a process group; children of a killed worker among it."""
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(leader, signal.SIGKILL)
