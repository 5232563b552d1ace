"""Prepare the demo: migrate, load the shop and its logins, each only when it is needed."""

import hashlib
import json
import sys
from pathlib import Path

import django
from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

STAMP = "loaded"
# What the demo shop is made of: when a file here changes, it is loaded again.
SOURCES = (
    "catalog/demo",
    "catalog/pc_parts",
    "production/demo",
    "orders/demo",
    "orders/management/commands",
)


def main(url: str) -> int:
    """Bring the database to today's tables and content, and write `.demo/credentials.json`."""
    django.setup()
    from foundation.services.demo_logins import write_credentials  # noqa: PLC0415 - models need the setup

    folder = Path(settings.DEMO_DIR)
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    has_migrated = migrate()
    stamp = folder / STAMP
    fingerprint = content_fingerprint()
    if has_migrated or not stamp.exists() or stamp.read_text() != fingerprint:
        sys.stdout.write("Loading the demo shop ...\n")
        sys.stdout.flush()
        call_command("load_demo", verbosity=0, with_orders=True)
        stamp.write_text(fingerprint)
    logins = write_credentials(folder / "credentials.json", url)
    for role in ("staff", "customer", "trade"):
        login = logins[role]
        sys.stdout.write(f"{role:<9} {login['username']} / {login['password']}\n")
    sys.stdout.flush()
    return 0


def migrate() -> bool:
    """Apply the migrations that are pending; False when there were none."""
    executor = MigrationExecutor(connection)
    if not executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return False
    sys.stdout.write("Preparing the database ...\n")
    sys.stdout.flush()
    call_command("migrate", verbosity=0, interactive=False)
    return True


def content_fingerprint() -> str:
    """Name what would be loaded, and the database it would be loaded into."""
    database = connection.settings_dict
    found = hashlib.sha256(json.dumps([database["ENGINE"], str(database["NAME"])]).encode())
    for folder in SOURCES:
        for path in sorted((settings.BASE_DIR / folder).rglob("*")):
            if path.is_file() and path.suffix != ".pyc":
                found.update(str(path.relative_to(settings.BASE_DIR)).encode())
                found.update(path.read_bytes())
    return found.hexdigest()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
