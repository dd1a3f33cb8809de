"""A PostgreSQL of the tests' own, and the change from one database to the other under the name "default"."""

import contextlib
import os
import pwd
import shutil
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import dj_database_url
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.utils import ConnectionHandler

from scripts.system_programs import postgresql_programs

FAST = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=120"


@dataclass(frozen=True, slots=True)
class Cluster:
    """A running PostgreSQL that listens on a socket in its folder only."""

    folder: Path

    def url(self, name: str) -> str:
        return f"postgresql://postgres@/{name}?host={self.folder}"


@contextlib.contextmanager
def running_cluster(settings: str = FAST) -> Iterator[Cluster]:
    """Make a cluster, run it, and leave nothing behind. PostgreSQL refuses root: then the user postgres owns it."""
    programs = postgresql_programs()
    assert programs is not None, "PostgreSQL is not installed"
    folder = Path(tempfile.mkdtemp(prefix="thuocdo-pg-"))
    user: dict[str, Any] = {}
    if os.geteuid() == 0:
        owner = pwd.getpwnam("postgres")
        os.chown(folder, owner.pw_uid, owner.pw_gid)
        user = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []}
    folder.chmod(0o755)

    def call(program: str, *args: str) -> None:
        subprocess.run([programs / program, *args], cwd="/", check=True, capture_output=True, **user)

    data = str(folder / "data")
    try:
        call("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync")
        options = f"-c listen_addresses='' -k {folder} {settings}"
        call("pg_ctl", "-D", data, "-l", str(folder / "log"), "-w", "-o", options, "start")
        try:
            yield Cluster(folder)
        finally:
            call("pg_ctl", "-D", data, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class Databases:
    """The databases of one run. Each is made when first asked for and then stands under the name "default" in turn."""

    def __init__(self, rest: contextlib.ExitStack) -> None:
        self._rest = rest
        self._configured = connections["default"]
        self._made: dict[str, BaseDatabaseWrapper] = {}
        self._cluster: Cluster | None = None

    @property
    def cluster(self) -> Cluster:
        if self._cluster is None:
            self._cluster = self._rest.enter_context(running_cluster())
        return self._cluster

    def use(self, kind: str) -> None:
        """Let "default" be the database of a kind."""
        made = self._made.get(kind)
        connection = made or self._new(kind)
        connections.settings["default"] = connection.settings_dict
        connections["default"] = connection
        if made is None:
            connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
            self._rest.callback(connection.close)
            self._made[kind] = connection

    def _new(self, kind: str) -> BaseDatabaseWrapper:
        if kind == "sqlite":
            return self._configured
        handler = ConnectionHandler({"default": {**dj_database_url.parse(self.cluster.url("site"))}})
        return handler["default"]

    def new_postgresql(self, name: str) -> str:
        """The URL of a new, empty database: for programs that tests start."""
        programs = postgresql_programs()
        assert programs is not None
        command = [str(programs / "createdb"), "-h", str(self.cluster.folder), "-U", "postgres", name]
        subprocess.run(command, check=True, capture_output=True)
        return self.cluster.url(name)


@dataclass(frozen=True, slots=True)
class Installation:
    """A site of its own, for programs that tests start: an empty data folder, and a new database where it is PostgreSQL."""

    environ: dict[str, str]
    data: Path


def new_installation(folder: Path, databases: Databases, kind: str) -> Installation:
    data = Path(tempfile.mkdtemp(dir=folder)) / "data"
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("THUOCDO_", "DJANGO_"))}
    environ = kept | {"THUOCDO_DATA": str(data), "PYTHONPATH": str(Path(__file__).parents[2])}
    if kind == "postgresql":
        environ["DATABASE_URL"] = databases.new_postgresql(f"site_{uuid.uuid4().hex}")
    return Installation(environ, data)


def run_in(site: Installation, *args: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run `thuocdo` in a process of its own, to its end."""
    return subprocess.run(
        [sys.executable, "-m", "thuocdo", *args],
        env=site.environ | environ,
        cwd=site.data.parent,
        capture_output=True,
        text=True,
        check=False,
    )
