"""Find the programs that tests run against; install what is missing where that is possible."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# Debian keeps PostgreSQL's server programs off the PATH, one folder for each version.
SERVER_FOLDERS = "/usr/lib/postgresql/*/bin"
PACKAGES = {"initdb": "postgresql", "redis-server": "redis-server", "chromium": "chromium"}


def find_program(name: str) -> str:
    """Return the program's path, after installing its package if need be; else end the run."""
    found = locate(name)
    if found is None:
        install(PACKAGES[name])
        found = locate(name)
    if found is None:
        pytest.exit(f"{name} is needed. Install it: {install_line(PACKAGES[name])}", returncode=3)
    return found


def locate(name: str) -> str | None:
    """Look on the PATH and where Debian puts PostgreSQL, newest version first."""
    folders = sorted(Path("/").glob(SERVER_FOLDERS[1:]), key=version_of, reverse=True)
    path = os.pathsep.join([*map(str, folders), os.environ.get("PATH", ""), "/usr/bin"])
    return shutil.which(name, path=path)


def version_of(folder: Path) -> float:
    return float(folder.parent.name)


def install(package: str) -> None:
    """Install a Debian package when we may; say so in one line."""
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return
    print(f"Installing {package} ...", flush=True)
    quiet = {
        "stdout": subprocess.DEVNULL,
        "stderr": subprocess.DEVNULL,
        "stdin": subprocess.DEVNULL,
    }
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    wait = ["-o", "DPkg::Lock::Timeout=120"]
    for line in (
        ["apt-get", *wait, "update"],
        ["apt-get", *wait, "install", "-y", "--no-install-recommends", package],
    ):
        subprocess.run(line, env=environment, **quiet)


def install_line(package: str) -> str:
    return f"sudo apt-get install --no-install-recommends {package}"
