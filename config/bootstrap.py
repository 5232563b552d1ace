"""Create `.venv` with the locked requirements, then hand over to a command in it.

Runs on a bare Python before anything is installed: the standard library only.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
STAMP = VENV / "installed-locks"
LOCKS = {
    "run": ("run",),
    "test": ("test", "run"),  # the test lock holds everything of the run lock
    "bench": ("bench", "run"),
}


def main(arguments: list[str]) -> int:  # noqa: RET503 - execve never returns
    """Install the named lock and run the rest of the line, if any, inside the environment."""
    if sys.version_info < (3, 11):  # noqa: UP036 - this is who says so
        print(f"Tailorline needs Python 3.11 or newer; this is {sys.version.split()[0]}.")
        return 2
    if not arguments or arguments[0] not in LOCKS:
        print(f"usage: bootstrap.py {{{','.join(LOCKS)}}} [command ...]")
        return 2
    lock, command = arguments[0], arguments[1:]
    with only_one_at_a_time():
        if not is_installed(lock):
            started = time.monotonic()
            print(f"Installing requirements/{lock}.txt into .venv ...", flush=True)
            install(lock)
            print(f"Installed in {time.monotonic() - started:.0f} s.", flush=True)
    if not command:
        return 0
    os.chdir(ROOT)
    environment = os.environ | {"PATH": f"{executables()}{os.pathsep}{os.environ.get('PATH', '')}"}
    os.execve(environment_python(), [str(environment_python()), *command], environment)  # noqa: S606 - replaces this process


def digest(lock: str) -> str:
    """Name a lock file's content, and the Python it was installed for."""
    content = (ROOT / "requirements" / f"{lock}.txt").read_bytes()
    version = f"{sys.version_info.major}.{sys.version_info.minor}"
    return f"{lock} {version} {hashlib.sha256(content).hexdigest()}"


def is_installed(lock: str) -> bool:
    """Tell whether the environment holds exactly what the lock says today."""
    if not STAMP.exists() or not environment_python().exists():
        return False
    return digest(lock) in STAMP.read_text().splitlines()


def install(lock: str) -> None:
    """Make the environment and install the lock, with uv where there is one, else with pip."""
    held = STAMP.read_text().splitlines() if STAMP.exists() else []
    STAMP.unlink(missing_ok=True)
    if not environment_python().exists():
        held = []
        venv.create(VENV, with_pip=False, symlinks=os.name != "nt", clear=True)
    requirements = str(ROOT / "requirements" / f"{lock}.txt")
    if not (with_uv(requirements) or with_pip(requirements)):
        sys.exit(f"The requirements of {requirements} could not be installed; see above.")
    put_project_on_path()
    # The locks are resolved together, so one that was installed before still holds.
    current = {name: digest(name) for name in LOCKS}
    installed = [d for name, d in current.items() if name in LOCKS[lock] or d in held]
    STAMP.write_text("\n".join(installed) + "\n")


def put_project_on_path() -> None:
    """Let every tool in the environment import the project, whatever folder it starts in."""
    (packages,) = (
        VENV.glob("Lib/site-packages") if os.name == "nt" else VENV.glob("lib/*/site-packages")
    )
    (packages / "tailorline.pth").write_text(f"{ROOT}\n")


def with_uv(requirements: str) -> bool:
    """Install with uv; False when there is none or it fails (it ignores pip's settings)."""
    uv = shutil.which("uv")
    if uv is None:
        return False
    line = [uv, "pip", "install", "--quiet", "--python", str(environment_python())]
    return subprocess.run([*line, "--require-hashes", "-r", requirements]).returncode == 0


def with_pip(requirements: str) -> bool:
    """Install with this Python's pip, or with one of the environment's own."""
    line = [sys.executable, "-m", "pip", "--python", str(environment_python())]
    if subprocess.run([*line, "--version"], capture_output=True).returncode != 0:
        line = [str(environment_python()), "-m", "pip"]
        ensure = [str(environment_python()), "-m", "ensurepip", "--default-pip"]
        if subprocess.run(ensure, stdout=subprocess.DEVNULL).returncode != 0:
            sys.exit("This Python has no pip. On Debian: apt install python3-venv python3-pip")
    options = ["--quiet", "--quiet", "--disable-pip-version-check", "--no-input", "--no-deps"]
    # The lock is complete, so nothing is resolved; bytecode is written at the first import.
    line += ["install", *options, "--no-compile", "--require-hashes", "-r", requirements]
    return subprocess.run(line).returncode == 0


def executables() -> Path:
    return VENV / ("Scripts" if os.name == "nt" else "bin")


def environment_python() -> Path:
    return executables() / ("python.exe" if os.name == "nt" else "python")


@contextlib.contextmanager
def only_one_at_a_time() -> Iterator[None]:
    """Let a second `make` wait until the first has finished installing."""
    try:
        import fcntl  # noqa: PLC0415 - not on every system
    except ImportError:
        yield
        return
    with (ROOT / "requirements" / "run.txt").open() as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
