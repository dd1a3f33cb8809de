"""The log notices what was done to it."""

import io
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.db import transaction

from thuocdo.web.audit.models import LogEntry
from thuocdo.web.audit.record import chained, head, record
from thuocdo.web.audit.verify import Receipt, verify

AT = datetime(2026, 11, 22, 3, 30, 15, 120_000, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def entries() -> list[LogEntry]:
    with transaction.atomic():
        return [
            record(act="answer", actor="an@example.vn", at=AT + timedelta(hours=i), subject="x", after={"điểm": i})
            for i in range(5)
        ]


def broken(receipt: Receipt | None = None) -> tuple[int, str]:
    verdict = verify(receipt)
    assert verdict.broken is not None
    return verdict.broken.number, verdict.broken.wrong


def change(number: int, /, **fields: object) -> None:
    LogEntry.objects.filter(number=number).update(**fields)


def rechain(start: int) -> None:
    """As somebody would who can write to the database: every hash anew from an entry on."""
    prev = LogEntry.objects.get(number=start - 1).hash
    for entry in LogEntry.objects.filter(number__gte=start).order_by("number"):
        entry.prev, entry.hash = prev, chained(prev, entry.text)
        entry.save()
        prev = entry.hash


def test_it_holds_as_written() -> None:
    assert verify() == verify(Receipt(*head()))
    assert verify().count == 5
    assert verify().broken is None


@pytest.mark.parametrize(
    "said",
    [
        '"number":0',
        '\\"number":0',
        '{"number":0}',
        "100 %s, 5 %% {0} $1 ?",
        "một\ndòng\t\0",
        "'; -- \\' E'\\n'",
        "điểm 𝟘 😀",
    ],
)
def test_it_holds_whatever_was_said(said: str) -> None:
    with transaction.atomic():
        entry = record(
            act="answer", actor="an@example.vn", at=AT, subject="x", reason=said,
            before={"number": 0, said: said}, after={"number": 0, "all": [{"number": 0, "said": said}]},
        )  # fmt: skip
    verdict = verify()
    assert (verdict.broken, verdict.count, verdict.head) == (None, 6, entry.hash)
    stored = LogEntry.objects.get(pk=entry.pk)
    assert {each.attname: getattr(stored, each.attname) for each in LogEntry._meta.fields} == {
        each.attname: getattr(entry, each.attname) for each in LogEntry._meta.fields
    }
    told = json.loads(stored.text)
    assert (told["number"], told["reason"], told["before"]) == (6, said, {"number": 0, said: said})


def test_an_empty_log_holds() -> None:
    LogEntry.objects.all().delete()
    assert verify(Receipt(*head())).broken is None


def test_it_sees_a_changed_text(entries: list[LogEntry]) -> None:
    change(3, text=entries[2].text.replace('"điểm":2', '"điểm":9'))
    assert broken() == (3, "nội dung đã bị sửa sau khi ghi")


def test_it_sees_a_changed_text_with_its_hash_made_anew(entries: list[LogEntry]) -> None:
    text = entries[2].text.replace('"điểm":2', '"điểm":9')
    change(3, text=text, hash=chained(entries[2].prev, text))
    assert broken()[0] == 4


def test_it_sees_a_deleted_entry() -> None:
    LogEntry.objects.filter(number=2).delete()
    assert broken() == (2, "không còn trong nhật ký; mục sau nó là 3")


def test_it_sees_a_deleted_first_entry() -> None:
    LogEntry.objects.filter(number=1).delete()
    assert broken()[0] == 1


def test_it_sees_a_deleted_end_by_a_receipt_only() -> None:
    receipt = Receipt(*head())
    LogEntry.objects.filter(number=5).delete()
    assert verify().broken is None
    assert broken(receipt)[0] == 5


def test_it_sees_a_swapped_pair() -> None:
    change(2, number=99)
    change(3, number=2)
    change(99, number=3)
    assert broken()[0] == 2


@pytest.mark.parametrize(
    "column, value",
    [("actor", "b@example.vn"), ("act", "submit"), ("subject", "y"), ("agency", "1"), ("round", "r"), ("at", AT)],
)
def test_it_sees_a_changed_column(column: str, value: object) -> None:
    change(4, **{column: value})
    number, wrong = broken()
    assert number == 4
    assert column in wrong


def test_it_sees_a_rewritten_chain_by_a_receipt_only(entries: list[LogEntry]) -> None:
    receipt = Receipt(entries[3].number, entries[3].hash)
    change(2, text=entries[1].text.replace('"điểm":1', '"điểm":8'))
    rechain(2)
    assert verify().broken is None
    assert broken(receipt) == (4, "không phải mục mà biên nhận đã ghi: nhật ký đã bị viết lại")


def test_it_sees_a_text_that_is_no_entry(entries: list[LogEntry]) -> None:
    change(5, text="[]", hash=chained(entries[4].prev, "[]"))
    assert broken()[0] == 5


def test_the_command_says_that_it_holds_and_writes_a_receipt(tmp_path: Path) -> None:
    said, receipt = io.StringIO(), tmp_path / "receipt.json"
    call_command("verify_log", save=receipt, stdout=said)
    call_command("verify_log", receipt=receipt, stdout=said)
    assert "5 mục" in said.getvalue()
    assert Receipt.read(receipt.read_text()) == Receipt(*head())


def test_the_command_names_the_first_broken_entry() -> None:
    change(3, text="{}")
    said = io.StringIO()
    with pytest.raises(SystemExit, match="1"):
        call_command("verify_log", stderr=said)
    assert said.getvalue() == "Mục 3: nội dung đã bị sửa sau khi ghi.\n"


@pytest.mark.parametrize("text", ["", "{}", '{"number": "1", "hash": "x"}', "[1]"])
def test_the_command_refuses_what_is_no_receipt(text: str, tmp_path: Path) -> None:
    receipt = tmp_path / "receipt.json"
    receipt.write_text(text)
    with pytest.raises(CommandError, match=r"receipt\.json"):
        call_command("verify_log", receipt=receipt)
