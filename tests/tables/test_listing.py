"""Bad cells as one table."""

import json

from tests.tables.sets import EVERY_MEASURE, rows
from thuocdo.diagnostics.cells import width
from thuocdo.tables.cells import examine
from thuocdo.tables.listing import records, render_bad_cells
from thuocdo.vietnamese.languages import Lang

BAD = examine(rows({"M": "11", "RA:a": "1.234"}, {"CH": "phó trưởng ban chỉ đạo chuyển đổi số"}), EVERY_MEASURE).cells


def test_it_lists_every_bad_cell_once() -> None:
    assert render_bad_cells(BAD, Lang.VI) == (
        "Hàng  Cột   Giá trị                   Mã     Cần\n"
        "   1  M     11                        TD755  một số từ 0 đến 10\n"
        "   1  RA:a  1.234                     TD745  một số chỉ đọc được một cách: 1234\n"
        "                                             (--decimal-mark ,) hay 1,234\n"
        "                                             (--decimal-mark .)\n"
        "   2  CH    phó trưởng ban chỉ đạo…   TD749  một trong: ct, pct\n"
        "\n"
        "3 ô không dùng được\n"
    )


def test_it_is_harmless_to_the_terminal_and_keeps_to_its_width() -> None:
    assert "\x1b" not in render_bad_cells(examine(rows({"CH": "\x1b[31mct"}), EVERY_MEASURE).cells, Lang.EN)
    for size in (60, 80, 120):
        assert max(map(width, render_bad_cells(BAD, Lang.EN, width=size).splitlines())) <= size


def test_it_counts_in_words() -> None:
    assert render_bad_cells(BAD[:1], Lang.EN).endswith("\n1 cell cannot be used\n")
    assert render_bad_cells(BAD, Lang.EN).endswith("\n3 cells cannot be used\n")
    assert render_bad_cells((), Lang.EN) == ""


def test_it_gives_records_for_json() -> None:
    (first, *_) = json.loads(json.dumps(records(BAD, Lang.EN)))
    assert first == {"row": 1, "column": "M", "value": "11", "expected": "a number from 0 to 10", "code": "TD755"}


def test_it_gives_diagnostics_that_stand_alone() -> None:
    diagnostic = BAD[0].diagnostic("t.csv")
    assert diagnostic.message.vi == "Hàng 1, cột «M»: không nhận «11»; cần một số từ 0 đến 10."
    assert diagnostic.place is not None
    assert (diagnostic.place.file, diagnostic.place.line) == ("t.csv", 1)
