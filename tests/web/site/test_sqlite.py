"""Writers on SQLite wait in a queue: whoever ends, however it ends, lets the next one in."""

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from tests.web.conftest import NewInstallation
from thuocdo.web.agencies.models import Block

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.once]
HOLDING = """
import sys, time, django
django.setup()
from django.db import connection, transaction
with transaction.atomic():
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    print("holding", flush=True)
    time.sleep(600)
"""
COMMITTING = """
import fcntl, os, django
django.setup()
from django.db import connection, transaction
def on_disk(file, really=os.fdatasync):
    with open(f"{connection.settings_dict['NAME']}-turn") as turn:
        fcntl.flock(turn, fcntl.LOCK_EX | fcntl.LOCK_NB)
    print("on disk", os.path.basename(os.readlink(f"/proc/self/fd/{file}")))
    really(file)
os.fdatasync = on_disk
def tell(cursor):
    print("synchronous", cursor.execute("PRAGMA synchronous").fetchone()[0])
with connection.cursor() as cursor:
    cursor.execute("CREATE TABLE told (said)")
    tell(cursor)
    with transaction.atomic():
        cursor.execute("INSERT INTO told VALUES (1)")
        tell(cursor)
    tell(cursor)
    try:
        with transaction.atomic():
            raise ZeroDivisionError
    except ZeroDivisionError:
        tell(cursor)
"""
TAKING = HOLDING.replace("time.sleep(600)", "pass")


def turn() -> Path:
    return Path(f"{connection.settings_dict['NAME']}-turn")


def is_free() -> bool:
    import fcntl

    with turn().open("w") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
    return True


def test_a_transaction_holds_the_turn_until_it_ends() -> None:
    with transaction.atomic():
        Block.objects.create(slug="mot", name="Một")
        assert not is_free()
        with transaction.atomic():
            Block.objects.create(slug="hai", name="Hai")
        assert not is_free()
    assert is_free()
    assert turn().stat().st_mode & 0o777 == 0o600


def test_a_transaction_that_is_given_up_lets_the_next_one_in() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        raise ZeroDivisionError
    assert is_free()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT nothing FROM nowhere")
    assert is_free()
    connection.set_autocommit(False, force_begin_transaction_with_broken_autocommit=True)
    connection.close()
    assert is_free()


def test_everybody_has_a_turn() -> None:
    def work(number: int) -> None:
        try:
            for each in range(20):
                with transaction.atomic():
                    Block.objects.create(slug=f"khoi-{number}-{each}", name="Khối")
        finally:
            connection.close()

    with ThreadPoolExecutor(30) as pool:
        list(pool.map(work, range(30)))
    assert Block.objects.count() == 600


def test_a_killed_process_lets_the_next_one_in(new_installation: NewInstallation) -> None:
    site = new_installation()
    environ = site.environ | {"DJANGO_SETTINGS_MODULE": "thuocdo.web.site.settings"}
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLDING], env=environ, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    assert holder.stdout is not None
    with holder.stdout:
        assert holder.stdout.readline() == "holding\n"
    os.kill(holder.pid, signal.SIGKILL)
    holder.wait(20)
    taken = subprocess.run([sys.executable, "-c", TAKING], env=environ, capture_output=True, text=True, check=True)
    assert taken.stdout == "holding\n"


def test_what_is_committed_is_put_on_disk_once_the_next_one_may_begin(new_installation: NewInstallation) -> None:
    site = new_installation()
    environ = site.environ | {"DJANGO_SETTINGS_MODULE": "thuocdo.web.site.settings"}
    ran = subprocess.run([sys.executable, "-c", COMMITTING], env=environ, capture_output=True, text=True, check=False)
    assert ran.stderr == ""
    assert ran.stdout.splitlines() == [
        "synchronous 2", "synchronous 1", "on disk thuocdo.sqlite3-wal", "synchronous 2", "synchronous 2"
    ]  # fmt: skip
