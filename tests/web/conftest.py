"""What every test of the site may ask for: both databases, people, and a client for each of them.

A test that touches the database runs twice, on SQLite and on PostgreSQL; marked `once` or `browser`, on SQLite only.
While working, `--database sqlite` leaves PostgreSQL out.
"""

import contextlib
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tests.people import People, make_people
from tests.web.databases import Databases, Installation
from tests.web.databases import new_installation as make_installation
from tests.web.permissions import EVERYBODY
from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.record import head
from thuocdo.web.audit.verify import verify
from thuocdo.web.publication import version
from thuocdo.web.results import summary
from thuocdo.web.review import criterion_counts

TOUCHING = {"db", "transactional_db", "django_db_reset_sequences", "live_server", "crowd", "lasting"}
BOTH = ["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    marked = [marker.name for marker in metafunc.definition.iter_markers()]
    if "django_db" not in marked and not TOUCHING.intersection(metafunc.fixturenames):
        return
    chosen = metafunc.config.getoption("--database")
    once = chosen == "sqlite" or {"once", "browser"}.intersection(marked)
    wanted = BOTH[:1] if once else BOTH[1:] if chosen == "postgresql" else BOTH
    metafunc.parametrize("database", wanted, indirect=True, scope="session")


@pytest.fixture(scope="session")
def databases(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Databases]:
    rest = contextlib.ExitStack()
    yield Databases(rest)
    with django_db_blocker.unblock():
        rest.close()


@pytest.fixture(scope="session", autouse=True)
def database(request: pytest.FixtureRequest, django_db_blocker: DjangoDbBlocker) -> str:
    """The database a test runs on; empty where it touches none."""
    kind: str = getattr(request, "param", "")
    if kind:
        databases: Databases = request.getfixturevalue("databases")
        with django_db_blocker.unblock():
            databases.use(kind)
    return kind


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    """A process keeps some figures by the numbers of rows, which every test uses again."""
    summary.forget()
    criterion_counts.forget()
    version.forget()


@pytest.fixture(scope="session")
def django_db_setup(database: str) -> None:
    """Instead of pytest-django's own: `database` has made it."""
    assert database, "this test touches the database without saying so"


@pytest.fixture
def people(db: None) -> People:
    return make_people()


class Clients:
    """A client for each of `people`, signed in when first asked for: `clients("owner")`."""

    def __init__(self, people: People) -> None:
        self._made: dict[str, Client] = {}
        self.people = people

    def __call__(self, name: str) -> Client:
        if name not in self._made:
            client = self._made[name] = Client()
            if person := self.people.named(name):
                client.force_login(person, backend=settings.AUTHENTICATION_BACKENDS[0])
        return self._made[name]


class SignedIn(Clients):
    """Clients that last: each call gives one as it was when its person had just signed in."""

    def __init__(self, people: People) -> None:
        super().__init__(people)
        self._cookies = {name: deepcopy(super(SignedIn, self).__call__(name).cookies) for name in EVERYBODY}

    def __call__(self, name: str) -> Client:
        client = super().__call__(name)
        client.cookies = deepcopy(self._cookies[name])
        return client


@pytest.fixture
def clients(people: People) -> Clients:
    return Clients(people)


@pytest.fixture(scope="module")
def lasting(database: str, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Clients]:
    """People, all of them signed in, for every test of a module: each looks in a transaction of its own and undoes it."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield SignedIn(make_people())
        transaction.set_rollback(True)


@contextlib.contextmanager
def undone() -> Iterator[None]:
    """What is written in the block is taken back after it."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


class Log:
    """What an act leaves: `with log.one("submit") as entries` asserts exactly one entry of it, `log.none()` none."""

    @contextlib.contextmanager
    def one(self, act: str) -> Iterator[list[LogEntry]]:
        """The list holds the entry after the block."""
        before, _ = head()
        entries: list[LogEntry] = []
        yield entries
        entries += LogEntry.objects.filter(number__gt=before).order_by("number")
        assert [entry.act for entry in entries] == [act]
        assert verify().broken is None

    @contextlib.contextmanager
    def none(self) -> Iterator[None]:
        before = head()
        yield
        assert head() == before


@pytest.fixture
def log(db: None) -> Log:
    return Log()


NewInstallation = Callable[[], Installation]


@pytest.fixture
def new_installation(transactional_db: None, databases: Databases, database: str, tmp_path: Path) -> NewInstallation:
    """Makes sites of their own on the database of this test, for commands that run in a process of their own."""
    return lambda: make_installation(tmp_path, databases, database)
