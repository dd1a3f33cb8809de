"""What a machine hears when it asks how the site is."""

import re
from unittest.mock import patch

import pytest
from django.conf import settings
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone

from thuocdo.web.jobs.heartbeat import beat
from thuocdo.web.site import health


def test_it_is_alive_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert answer.json() == {"alive": True}
    assert not answer.cookies
    assert answer.headers["Cache-Control"].startswith("max-age=0")


@pytest.mark.django_db
def test_it_is_ready_when_a_worker_was_seen(client: Client) -> None:
    beat("test", timezone.now())
    answer = client.get("/readyz")
    assert answer.json() == {"ready": True, "database": True, "migrations": True, "worker": True}
    assert (answer.status_code, len(answer.cookies)) == (200, 0)


@pytest.mark.django_db
def test_it_is_not_ready_without_a_worker(client: Client) -> None:
    answer = client.get("/readyz")
    assert answer.json() == {"ready": False, "database": True, "migrations": True, "worker": False}
    assert answer.status_code == 503


@pytest.mark.django_db
def test_it_is_not_ready_before_its_migrations(client: Client) -> None:
    with patch.object(health, "missing_migrations", return_value=["rounds.0002_more"]):
        assert client.get("/readyz").json()["migrations"] is False


@pytest.mark.django_db
def test_it_is_not_ready_without_its_database(client: Client) -> None:
    with patch.object(connection, "cursor", side_effect=OperationalError), patch.object(connection, "close"):
        answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["database"] is False


@pytest.mark.parametrize("address", ["/healthz", "/readyz"])
def test_machines_ask_without_https(address: str) -> None:
    assert any(re.search(pattern, address.removeprefix("/")) for pattern in settings.SECURE_REDIRECT_EXEMPT)
