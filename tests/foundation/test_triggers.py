import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from foundation.triggers import existing_triggers

PRINT = "from foundation.triggers import existing_triggers; print(*sorted(existing_triggers()))"


@pytest.mark.django_db
def test_sqlite_has_every_trigger_that_postgresql_has(tmp_path: Path) -> None:
    """A migration that adds columns or constraints wraps them in `keep_triggers`."""
    manage = [sys.executable, str(settings.BASE_DIR / "manage.py")]
    environment = os.environ | {
        "DATABASE_URL": f"sqlite:///{tmp_path}/shop.sqlite3",
        "DEMO_DIR": str(tmp_path),
    }
    for command in (["migrate", "-v0"], ["shell", "-v0", "-c", PRINT]):
        done = subprocess.run(
            [*manage, *command], env=environment, capture_output=True, text=True, check=True
        )

    assert set(done.stdout.split()) == existing_triggers()
