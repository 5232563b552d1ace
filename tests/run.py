"""`make check` and `make test`: every check one after the other, then pytest."""

import os
import secrets
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PYTHON = sys.executable
MANAGE = [PYTHON, "manage.py"]
CHECKS = {
    "format": [PYTHON, "-m", "ruff", "format", "--check", "--quiet"],
    "lint": [PYTHON, "-m", "ruff", "check", "--quiet"],
    "import contracts": [PYTHON, "-m", "tests.architecture.contracts"],
    "migrations": [*MANAGE, "makemigrations", "--check", "--dry-run"],
    "django": [*MANAGE, "check", "--deploy", "--fail-level", "WARNING"],
    "types": [PYTHON, "-m", "mypy", "--no-error-summary"],
}


def main(arguments: list[str]) -> int:
    """Run the checks, and after them pytest unless only the checks are asked for."""
    failed = run_checks()
    if "--checks" not in arguments:
        line = [PYTHON, "-m", "pytest", *arguments]
        if subprocess.run(line, cwd=ROOT).returncode != 0:
            failed.append("pytest")
    if failed:
        print(f"failed: {', '.join(failed)}")
    return 1 if failed else 0


def run_checks() -> list[str]:
    """Run each check, show what it says when it refuses, and return the names of those."""
    failed = []
    with tempfile.TemporaryDirectory(prefix="tailorline-checks-") as folder:
        environment = os.environ | deployment(folder)
        for name, line in CHECKS.items():
            started = time.monotonic()
            done = subprocess.run(line, cwd=ROOT, env=environment, capture_output=True, text=True)
            verdict = "ok" if done.returncode == 0 else "FAILED"
            print(f"{name:<18} {verdict} ({time.monotonic() - started:.1f} s)", flush=True)
            if done.returncode != 0:
                print(done.stdout, done.stderr, sep="", flush=True)
                failed.append(name)
    return failed


def deployment(folder: str) -> dict[str, str]:
    """Return the environment of a real deployment, as far as checks look at it."""
    return {
        "DEPLOYMENT": "production",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "ALLOWED_HOSTS": "shop.example.com",
        "DATABASE_URL": f"sqlite:///{folder}/db.sqlite3",
        "REDIS_URL": "redis://redis.example.com/0",
        "DEMO_DIR": folder,
    }


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
