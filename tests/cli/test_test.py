"""`thuocdo test`."""

from pathlib import Path

import pytest

from tests.cli.conftest import Thuocdo
from tests.golden import Golden

KEPT = Path(__file__).parent / "golden"
SET = """\
id: thu
name: Bộ thử
max: 20
criteria:
  - {id: A, name: Một, max: 10}
  - {id: B, name: Hai, max: 10}
"""
CASES = """\
- case: Đủ điểm
  basis: Phụ lục I
  given: {A: 10, B: 10}
  expect: {thu: 20, A: 10}
- case: Hai đơn vị
  agencies:
    - {agency: Xã Một, A: 10, B: 10}
    - {agency: Xã Hai, A: 8, B: 9}
  expect:
    Xã Hai: {thu: {points: 8 + 9.5, rank: 2}}
"""


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("set.yaml").write_text(SET, encoding="utf-8")
    return tmp_path


def test_cases_that_come_out_take_one_friendly_line(thuocdo: Thuocdo) -> None:
    Path("cases.yaml").write_text(CASES.replace("8 + 9.5", "8 + 9"), encoding="utf-8")
    ran = thuocdo("test", "set.yaml")
    assert (ran.code, ran.out, ran.err) == (0, "set.yaml: 2 ví dụ đúng, 4 kết quả được so\n", "")
    assert thuocdo("test", "set.yaml", "--lang", "en").out == "set.yaml: 2 cases passed, 4 figures compared\n"


@pytest.mark.golden
@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_case_that_fails_is_shown_and_ends_with_1(lang: str, thuocdo: Thuocdo, golden: Golden) -> None:
    Path("cases.yaml").write_text(CASES, encoding="utf-8")
    ran = thuocdo("test", "set.yaml", "--lang", lang)
    golden(KEPT / f"test-failed.{lang}.txt", ran.err)
    assert (ran.code, ran.out) == (1, "")


def test_it_tells_every_expectation_that_failed(thuocdo: Thuocdo) -> None:
    Path("cases.yaml").write_text(CASES.replace("thu: 20, A: 10", "thu: 19, A: 9"), encoding="utf-8")
    assert thuocdo("test", "set.yaml").err.count("TD651") == 3


def test_a_set_without_cases_is_said_to_have_none(thuocdo: Thuocdo) -> None:
    ran = thuocdo("test", "set.yaml")
    assert ran.code == 0
    assert "chưa có ví dụ kiểm tra nào" in ran.out


def test_a_set_that_cannot_be_used_is_told_why(thuocdo: Thuocdo) -> None:
    Path("set.yaml").write_text(SET.replace("max", "mx"), encoding="utf-8")
    ran = thuocdo("test", "set.yaml")
    assert (ran.code, ran.out) == (1, "")
    assert "TD201" in ran.err


def test_cases_of_the_library_come_out(thuocdo: Thuocdo) -> None:
    ran = thuocdo("test", "dak-nong-2019-xa", "hung-yen-2018-huyen")
    assert (ran.code, ran.err) == (0, "")
