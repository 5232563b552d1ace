import os
import signal
import subprocess
import sys
import time

import pytest

from config.children import HEALTHY_S, LONGEST_PAUSE_S, Child
from tests.config.compose import ROOT

SLEEPER = ["tests.config.sleeper"]
# Starts a child, prints its id and waits to be killed.
PARENT = """
import sys, time
from pathlib import Path
from config.children import Child
child = Child("server", ["http.server", "--bind", "127.0.0.1", "0"], Path(sys.argv[1]), says_ready=False)
child.start()
print(child.process.pid, flush=True)
time.sleep(1000)
"""


def is_running(pid: int) -> bool:
    """Tell whether the process exists and is more than a zombie that nobody has reaped."""
    try:
        with open(f"/proc/{pid}/stat") as file:  # noqa: PTH123 - one word of the kernel
            return file.read().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def wait_until(condition, within_s: float = 60) -> None:
    deadline = time.monotonic() + within_s
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)


@pytest.fixture
def sleeper(tmp_path):
    child = Child("sleeper", SLEEPER, tmp_path, says_ready=False)
    child.start()
    wait_until(lambda: child.log.read_text())
    yield child
    child.end(patience_s=0)


def test_end_leaves_no_process_of_the_group(sleeper):
    pids = [sleeper.process.pid, int(sleeper.log.read_text())]

    sleeper.end(patience_s=0)

    wait_until(lambda: not any(map(is_running, pids)))
    assert not sleeper.is_ready()


def test_revive_starts_a_killed_process_again_after_a_pause(sleeper, capsys):
    first = sleeper.process.pid
    sleeper.pause_s = 0.1
    os.kill(first, signal.SIGKILL)
    sleeper.process.wait()

    sleeper.revive()
    assert not sleeper.is_ready()
    wait_until(lambda: sleeper.revive() or sleeper.is_ready())

    assert sleeper.process.pid != first
    assert sleeper.pause_s == 0.2
    assert "sleeper ended (-9)" in capsys.readouterr().out


def test_plan_restart_doubles_the_pause_up_to_a_limit_and_forgets_after_a_good_run(sleeper):
    pauses = []
    for _ in range(7):
        sleeper.plan_restart(sleeper.process)
        pauses.append(sleeper.pause_s)
    sleeper.started_at -= HEALTHY_S + 1
    sleeper.plan_restart(sleeper.process)

    assert pauses == [2, 4, 8, 16, LONGEST_PAUSE_S, LONGEST_PAUSE_S, LONGEST_PAUSE_S]
    assert sleeper.pause_s == 2


def test_child_dies_when_its_parent_is_killed(tmp_path):
    line = [sys.executable, "-c", PARENT, str(tmp_path)]
    parent = subprocess.Popen(line, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    child = int(parent.stdout.readline())
    assert is_running(child)

    parent.kill()
    parent.wait()
    parent.stdout.close()

    wait_until(lambda: not is_running(child))
