"""Start private servers for one test run, and point the settings at them."""

import os
import secrets
import shutil
import tempfile
from pathlib import Path

from tests.services.postgres import Postgres
from tests.services.redis import Redis

PREFIX = "tailorline-tests-"
# A socket's path has to fit in 108 bytes.
LONGEST_FOLDER = 60


class PrivateServices:
    """PostgreSQL and Redis of this run alone, and the folder they live in."""

    def __init__(self) -> None:
        remove_leftovers(parent_folder())
        self.folder = Path(tempfile.mkdtemp(prefix=f"{PREFIX}{os.getpid()}-", dir=parent_folder()))
        # PostgreSQL, which refuses to run as root, has to reach its own folder inside.
        self.folder.chmod(0o711)
        self.postgres = Postgres(self.folder / "postgres")
        self.redis = Redis(self.folder / "redis")

    def start(self) -> None:
        """Start both and export what `config.settings` reads."""
        self.postgres.start()
        self.redis.start()
        os.environ.update(self.environment())

    def environment(self) -> dict[str, str]:
        """Return the environment of a production process that uses these servers."""
        return {
            "DEPLOYMENT": "production",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "DATABASE_URL": self.postgres.url("tailorline"),
            "REDIS_URL": self.redis.url,
            "ALLOWED_HOSTS": "localhost,127.0.0.1,testserver",
            "HTTPS": "false",
            "COLLECTED_STATIC": "false",
            "DEMO_DIR": str(self.folder / "demo"),
        }

    def stop(self) -> None:
        """Stop both and remove the folder; safe to call twice."""
        self.redis.stop()
        self.postgres.stop()
        shutil.rmtree(self.folder, ignore_errors=True)


def parent_folder() -> Path:
    """Return the temporary folder, or a shorter one where sockets would not fit."""
    usual = Path(tempfile.gettempdir())
    return usual if len(str(usual)) < LONGEST_FOLDER else Path("/tmp")


def remove_leftovers(parent: Path) -> None:
    """Remove folders of runs that were killed before they could."""
    for folder in parent.glob(f"{PREFIX}*"):
        owner = folder.name.removeprefix(PREFIX).partition("-")[0]
        if owner.isdigit() and not Path(f"/proc/{owner}").exists() and Path("/proc/self").exists():
            shutil.rmtree(folder, ignore_errors=True)
