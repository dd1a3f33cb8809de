"""The import of agencies: every kind of file, every row's outcome, nothing written before it is confirmed, and then what was shown."""

import io
from collections.abc import Callable
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client

from tests.people import People
from tests.web.conftest import Clients, Log
from thuocdo.tables.table import table_of_rows
from thuocdo.web.agencies.enter import Newcomer, new_agencies
from thuocdo.web.agencies.models import Agency
from thuocdo.web.agencies.naming import agencies_on, name_on
from thuocdo.web.directory.roster import read_roster

pytestmark = pytest.mark.django_db
ROWS = [
    ("Mã đơn vị", "Tên đơn vị", "Loại", "Khối", "Từ ngày"),
    ("moi-1", "Xã Một", "xã", "Các xã, phường", "01/07/2026"),
    ("24778", "Phường Xuân Hương - Đà Lạt", "xã", "xa", ""),
    ("25126", "Xã Đạ Huoai Mới", "", "", "01/04/2026"),
]


def text(mark: str) -> str:
    quoted = [[f'"{cell}"' if mark in cell else cell for cell in row] for row in ROWS]
    return "\r\n".join(mark.join(row) for row in quoted)


def workbook() -> bytes:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    for row in ROWS:
        sheet.append(
            [date(2026, 7, 1) if cell == "01/07/2026" else int(cell) if cell.isdigit() else cell for cell in row]
        )
    book.save(out)
    return out.getvalue()


FILES: dict[str, Callable[[], bytes]] = {
    "phay.csv": lambda: text(",").encode(),
    "cham-phay.csv": lambda: text(";").encode("utf-8-sig"),
    "tab.txt": lambda: text("\t").encode("utf-16"),
    "bang.xlsx": workbook,
}


def send(client: Client, name: str, content: bytes, **more: str) -> HttpResponse:
    file = SimpleUploadedFile(name, content)
    return client.post("/don-vi/nhap/", {"tep": file, "ngay": "", **more})  # type: ignore[return-value]


def token_of(answer: HttpResponse) -> str:
    token: str = answer.context["token"]  # type: ignore[attr-defined]
    return token


def confirm(client: Client, answer: HttpResponse) -> HttpResponse:
    return client.post("/don-vi/nhap/", {"bang": token_of(answer), "viec": "nhap"})  # type: ignore[return-value]


@pytest.mark.parametrize("name", FILES)
def test_it_shows_every_rows_outcome_and_writes_nothing(people: People, clients: Clients, log: Log, name: str) -> None:
    with log.none():
        answer = send(clients("manager"), name, FILES[name]())
    assert answer.status_code == 200
    assert answer.context["counts"] == {"new": 1, "changed": 1, "unchanged": 1}  # type: ignore[attr-defined]
    assert answer.context["importable"]  # type: ignore[attr-defined]
    assert "Xã Đạ Huoai → Xã Đạ Huoai Mới" in answer.content.decode()
    assert not Agency.objects.filter(code="moi-1").exists()


def test_what_was_shown_is_imported(people: People, clients: Clients, log: Log) -> None:
    client = clients("manager")
    shown = send(client, "phay.csv", FILES["phay.csv"]())
    with log.one("import_agencies") as entries:
        done = confirm(client, shown)
    assert (done.status_code, done["Location"]) == (302, "/don-vi/")
    assert '"origin":"phay.csv"' in entries[0].text
    new = next(each for each in agencies_on(date(2026, 7, 1)) if each.code == "moi-1")
    assert (new.name, new.kind, new.block_id) == ("Xã Một", "xa", people.block.pk)
    assert name_on(people.other, date(2026, 4, 1)) == "Xã Đạ Huoai Mới"


def test_confirming_twice_imports_once(people: People, clients: Clients, log: Log) -> None:
    client = clients("manager")
    shown = send(client, "phay.csv", FILES["phay.csv"]())
    confirm(client, shown)
    with log.none():
        again = confirm(client, shown)
    assert again.status_code == 409
    assert again.context["counts"] == {"new": 0, "changed": 0, "unchanged": 3}  # type: ignore[attr-defined]


def test_what_changed_meanwhile_is_shown_before_it_is_imported(people: People, clients: Clients, log: Log) -> None:
    client = clients("manager")
    shown = send(client, "phay.csv", FILES["phay.csv"]())
    new_agencies([Newcomer("moi-1", "Xã Khác", "", None, None)])
    with log.none():
        answer = confirm(client, shown)
    assert answer.status_code == 409
    assert "Hãy xem lại trước khi nhập" in answer.content.decode()


def test_a_table_that_was_tampered_with_is_not_imported(people: People, clients: Clients, log: Log) -> None:
    client = clients("manager")
    token = token_of(send(client, "phay.csv", FILES["phay.csv"]()))
    with log.none():
        answer = client.post("/don-vi/nhap/", {"bang": token[:-1] + ("A" if token[-1] != "A" else "B"), "viec": "nhap"})
    assert answer.status_code == 422
    assert "Hãy chọn lại tệp" in answer.content.decode()


def test_bad_cells_are_all_shown_and_stop_the_import(people: People, clients: Clients, log: Log) -> None:
    client = clients("manager")
    content = "Mã;Tên;Khối\nmới;;khong co\nmoi-2;Xã Hai;\nmoi-2;Xã Ba;\n".encode()
    shown = send(client, "sai.csv", content)
    assert [(bad["row"], bad["column"]) for bad in shown.context["bad"]] == [  # type: ignore[attr-defined]
        (2, "Mã"),
        (2, "Tên"),
        (2, "Khối"),
        (4, "Mã"),
    ]
    assert "Xác nhận nhập" not in shown.content.decode()
    with log.none():
        assert confirm(client, shown).status_code == 422


def test_every_rows_outcome_can_be_taken_away(people: People, clients: Clients) -> None:
    client = clients("manager")
    shown = send(client, "phay.csv", FILES["phay.csv"]())
    answer = client.post("/don-vi/nhap/", {"bang": token_of(shown), "viec": "tai"})
    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    assert sheet is not None
    rows = [tuple(cell or "" for cell in row[:4]) for row in sheet.iter_rows(min_row=2, values_only=True)]
    assert rows == [
        ("2", "moi-1", "Xã Một", "mới"),
        ("3", "24778", "Phường Xuân Hương - Đà Lạt", "giữ nguyên"),
        ("4", "25126", "Xã Đạ Huoai Mới", "thay đổi"),
    ]


@pytest.mark.parametrize(
    "name, content, said",
    [
        ("bang.pdf", b"%PDF-1.4", "Không nhận tệp «bang.pdf»"),
        ("bang.xlsx", b"%PDF-1.4 x", "«bang.xlsx» không phải tệp .xlsx; nội dung là PDF."),
        ("bang.csv", "Mã;Tên\nx;Xã \xcc\xcc".encode("latin-1"), "không ở bảng mã UTF-8"),
        ("bang.csv", b"\n\n", "không có hàng nào"),
        ("bang.csv", "Mã;Mã;Tên\n1;2;3".encode(), "Hai cột cùng mang tiêu đề «Mã»"),
    ],
)
def test_a_file_that_is_no_table_is_refused_in_plain_words(
    people: People, clients: Clients, name: str, content: bytes, said: str
) -> None:
    answer = send(clients("manager"), name, content)
    assert answer.status_code == 422
    errors = " ".join(answer.context["form"].errors["tep"])  # type: ignore[attr-defined]
    assert said in errors
    assert "thuocdo-" not in errors, "people know their file by its name, not by where it was put"


def test_a_table_without_code_says_which_column_is_missing(people: People, clients: Clients) -> None:
    shown = send(clients("manager"), "bang.csv", "Tên;Ghi chú\nXã Một;x\n".encode())
    assert "Thiếu cột mã đơn vị." in shown.content.decode()


def test_a_formula_never_computed_is_no_name(people: People, clients: Clients) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Mã", "Tên"])
    sheet.append(["moi-1", '="Xã "&"Một"'])
    book.save(out)
    shown = send(clients("manager"), "bang.xlsx", out.getvalue())
    assert (2, "Tên") in [(bad["row"], bad["column"]) for bad in shown.context["bad"]]  # type: ignore[attr-defined]


def test_a_sheet_is_asked_for_where_there_are_several(people: People, clients: Clients) -> None:
    book, out = openpyxl.Workbook(), io.BytesIO()
    for title in ("Xã", "Sở"):
        sheet = book.create_sheet(title)
        sheet.append(["Mã", "Tên"])
        sheet.append([f"ma-{len(title)}", f"Đơn vị ở trang {title}"])
    book.remove(book.worksheets[0])
    book.save(out)
    asked = send(clients("manager"), "bang.xlsx", out.getvalue())
    assert "nhiều trang tính" in asked.content.decode()
    shown = send(clients("manager"), "bang.xlsx", out.getvalue(), trang_tinh="Sở")
    assert "Đơn vị ở trang Sở" in shown.content.decode()


@pytest.mark.parametrize(
    "written, kind", [("Phường", "phuong"), ("DAC KHU", "dac-khu"), ("wards", "phuong"), ("la", "la")]
)
def test_a_kind_may_be_written_as_word_or_code(people: People, written: str, kind: str) -> None:
    found = read_roster(table_of_rows([{"Mã": "moi-1", "Tên": "Đơn vị", "Loại": written}]))
    assert [entry.kind for entry in found.entries] == [kind]


def test_the_whole_country_is_checked_and_imported_in_few_queries(
    people: People, clients: Clients, log: Log, django_assert_max_num_queries: Callable[..., object]
) -> None:
    lines = ["Mã;Tên;Loại;Khối;Từ ngày", *(f"q{n:05};Xã Số {n};xã;xa;01/07/2025" for n in range(3321))]
    client = clients("manager")
    with django_assert_max_num_queries(12):  # type: ignore[attr-defined]
        shown = send(client, "ca-nuoc.csv", "\n".join(lines).encode())
    assert shown.context["counts"]["new"] == 3321  # type: ignore[attr-defined]
    assert len(shown.content) < 600_000
    # Rows are written many at a time; SQLite takes several statements for each kind of row.
    with log.one("import_agencies"), django_assert_max_num_queries(120):  # type: ignore[attr-defined]
        assert confirm(client, shown).status_code == 302
    assert len(agencies_on(date(2026, 1, 1))) == 3324
