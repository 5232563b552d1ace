"""A private PostgreSQL server on a socket."""

import getpass
import os
import pwd
import shutil
import signal
import subprocess
import time
from pathlib import Path
from urllib.parse import quote

import psycopg2
import pytest

from config.processes import dies_with_parent, stop
from tests.services.packages import find_program

START_S = 120
# The data is thrown away, so nothing has to survive a power cut.
FAST = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB"]

# A busy machine holds a lock, or answers, longer than customers are asked to wait.
PATIENCE = "-c lock_timeout=120000 -c statement_timeout=600000"


class Postgres:
    """One server whose data, log and socket lie in `folder`; no port."""

    name = "PostgreSQL"

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.process: subprocess.Popen[bytes] | None = None
        self.program = Path()
        self.version = ""
        self.owner = unprivileged_user()

    @property
    def address(self) -> str:
        return str(self.folder)

    def url(self, database: str) -> str:
        """Return the address of one database in the form the settings read, and `PATIENCE`."""
        return f"postgres://tailorline@/{database}?host={self.folder}&options={quote(PATIENCE)}"

    def start(self) -> None:
        """Make a fresh cluster and wait until it answers."""
        initdb = find_program("initdb")
        self.folder.mkdir(mode=0o700)
        if self.owner:
            shutil.chown(self.folder, self.owner, pwd.getpwnam(self.owner).pw_gid)
        self.make_cluster(initdb)
        self.program = Path(initdb).with_name("postgres")
        self.launch()

    def launch(self) -> None:
        """Start the server on its cluster and wait until it answers."""
        options = [f"unix_socket_directories={self.folder}", "listen_addresses=", *FAST]
        line = [str(self.program), "-D", str(self.folder / "data")]
        for option in options:
            line += ["-c", option]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                line,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=log,
                start_new_session=True,
                preexec_fn=dies_with_parent(os.getpid(), signal.SIGQUIT),
                **self.as_owner(),
            )
        self.wait_until_ready()

    def make_cluster(self, initdb: str) -> None:
        line = [initdb, "-D", str(self.folder / "data"), "-U", "tailorline", "--auth=trust"]
        line += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"]
        made = subprocess.run(line, cwd="/", capture_output=True, text=True, **self.as_owner())
        if made.returncode != 0:
            pytest.exit(f"PostgreSQL could not be set up:\n{made.stderr}", returncode=3)

    def as_owner(self) -> dict[str, object]:
        """Return the arguments that start a child as somebody else than root."""
        if not self.owner:
            return {}
        return {"user": self.owner, "group": pwd.getpwnam(self.owner).pw_gid, "extra_groups": []}

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_S
        while True:
            try:
                with self.connect("postgres") as connection, connection.cursor() as cursor:
                    cursor.execute("SHOW server_version")
                    self.version = cursor.fetchone()[0].split()[0]
                connection.close()
                return
            except psycopg2.OperationalError:
                if time.monotonic() > deadline or self.process.poll() is not None:
                    pytest.exit((self.folder / "log").read_text(), returncode=3)
                time.sleep(0.05)

    def connect(self, database: str):
        return psycopg2.connect(host=str(self.folder), user="tailorline", dbname=database)

    def create_database(self, name: str, template: str = "template1") -> str:
        """Make a database, empty or a copy of one that nobody uses, and return its address."""
        self._order(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
        return self.url(name)

    def drop_database(self, name: str) -> None:
        """Throw a database away."""
        self._order(f'DROP DATABASE "{name}"')

    def _order(self, statement: str) -> None:
        connection = self.connect("postgres")
        connection.autocommit = True
        with connection.cursor() as cursor:
            cursor.execute(statement)
        connection.close()

    def shut_down(self) -> None:
        """End the server in good order, connections cut, as for an upgrade; `launch` goes on."""
        stop(self.process, signal.SIGINT, patience_s=30)
        self.process = None

    def stop(self) -> None:
        """End the server without ceremony."""
        if self.process is not None:
            stop(self.process, signal.SIGQUIT, patience_s=10)
            self.process = None


def unprivileged_user() -> str:
    """Name whom the server runs as when we are root, which PostgreSQL refuses to be."""
    if getpass.getuser() != "root" and os.geteuid() != 0:
        return ""
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
