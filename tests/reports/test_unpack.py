"""Damaged and hostile files are refused with a code, and nothing is written anywhere."""

import io
import json
import struct
import warnings
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reports import bundles
from thuocdo.reports.bundle.damaged import Damaged
from thuocdo.reports.bundle.unpack import MAX_UNPACKED, content_of, unpack
from thuocdo.reports.bundle.verify import verify
from thuocdo.tables.bad_cells import BadTable

BUNDLE = bundles.small_bundle()
FILES = bundles.unpacked(BUNDLE)


def codes(content: bytes) -> list[str]:
    with pytest.raises(Damaged) as damaged:
        verify(content, "goi.zip")
    return [each.code for each in damaged.value.diagnostics]


def packed(entries: Iterable[tuple[str, bytes]]) -> bytes:
    target = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as out:
        warnings.simplefilter("ignore", UserWarning)
        for name, content in entries:
            out.writestr(name, content)
    return target.getvalue()


@pytest.mark.parametrize("content", [b"", b"x", b"PK\x03\x04", BUNDLE[:-1], BUNDLE[: len(BUNDLE) // 2], b"PK\x05\x06"])
def test_what_is_no_archive(content: bytes) -> None:
    assert codes(content) == ["TD801"]


def test_an_empty_archive_lacks_every_file() -> None:
    assert set(codes(packed([]))) == {"TD805"}


@pytest.mark.parametrize(
    "name", ["../set.yaml", "/etc/passwd", "a/b.csv", "..\\set.yaml", "C:set.yaml", ".hidden", "x/"]
)
def test_a_name_that_leads_elsewhere(name: str) -> None:
    assert codes(packed([*FILES.items(), (name, b"")])) == ["TD802"]


def test_a_name_cut_short_by_a_zero_byte() -> None:
    content = packed([(name, text) for name, text in FILES.items() if name != "cases.yaml"] + [("cases.yaml?x", b"")])
    assert codes(content.replace(b"cases.yaml?x", b"cases.yaml\0x")) == ["TD802"]


def test_one_name_twice() -> None:
    assert codes(packed([*FILES.items(), ("input.csv", b"agency\nA\n")])) == ["TD803"]


def test_a_file_too_many_or_too_few() -> None:
    assert codes(packed([*FILES.items(), ("thu-vien.py", b"")])) == ["TD806"]
    for name in ("set.yaml", "input.json", "README.md", "manifest.json", "SHA256SUMS"):
        assert codes(packed((each, text) for each, text in FILES.items() if each != name)) == ["TD805"]
    assert codes(packed((each, text) for each, text in FILES.items() if each != "cases.yaml")) == ["TD805"]
    assert codes(packed([*FILES.items(), ("previous-set.yaml", b"")])) == ["TD806"]


def test_a_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = bytearray(
        packed([*((name, text) for name, text in FILES.items() if name != "cases.yaml"), ("cases.yaml", b"0" * 9)])
    )
    # The size that the last entry of the directory claims.
    at = bomb.rindex(b"PK\x01\x02")
    struct.pack_into("<I", bomb, at + 24, MAX_UNPACKED + 1)
    assert "TD804" in codes(bytes(bomb))


def test_an_entry_that_lies_about_its_size_gives_no_more_than_it_says() -> None:
    content = bytearray(
        packed(
            [*((name, text) for name, text in FILES.items() if name != "cases.yaml"), ("cases.yaml", b"0" * 10_000_000)]
        )
    )
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<I", content, at + 24, 10)
    assert codes(bytes(content)) == ["TD801"]


def test_a_locked_archive() -> None:
    content = bytearray(BUNDLE)
    at = content.rindex(b"PK\x01\x02")
    struct.pack_into("<H", content, at + 8, 1)
    assert codes(bytes(content)) == ["TD801"]


@pytest.mark.parametrize(
    "text, code",
    [
        (b"", "TD807"),
        (b"\xff", "TD807"),
        (b"[]", "TD807"),
        (b"{}", "TD807"),
        (b'{"format": "thuocdo-bundle/1"}', "TD807"),
        (b'{"format": "thuocdo-bundle/1", "format": "x"}', "TD807"),
        (b'{"format": "thuocdo-bundle/2"}', "TD808"),
    ],
)
def test_a_manifest_that_cannot_be_read(text: bytes, code: str) -> None:
    assert codes(packed((FILES | {"manifest.json": text}).items())) == [code]


@pytest.mark.parametrize("key", ["software", "set", "agencies", "digests", "files"])
@pytest.mark.parametrize("value", [None, 1.5, True, "x", [], {}, {"a": "b"}])
def test_a_manifest_of_another_shape(key: str, value: object) -> None:
    content = json.loads(FILES["manifest.json"]) | {key: value}
    found = set(codes(packed((FILES | {"manifest.json": json.dumps(content).encode()}).items())))
    assert found <= {"TD805", "TD806", "TD807"}


@pytest.mark.parametrize(
    "text, code", [(b"id: [", "TD1"), (b"id: a\n", "TD2"), (b"\xff\xfe", "TD104"), (b"#" * 2_000_001, "TD103")]
)
def test_a_set_that_cannot_be_used(text: bytes, code: str) -> None:
    assert codes(bundles.changed(BUNDLE, set_yaml=text))[0].startswith(code)


@pytest.mark.parametrize("text", [b"", b"\xff", b'agency\n"A'])
def test_figures_that_cannot_be_read(text: bytes) -> None:
    assert codes(bundles.changed(BUNDLE, input_csv=text, input_json=text)) == ["TD809"]


def test_figures_that_cannot_be_used() -> None:
    with pytest.raises(BadTable) as bad:
        verify(bundles.changed(BUNDLE, hidden=True, input_csv=FILES["input.csv"].replace(b"25.25", b"25.2x")))
    assert [(cell.row, cell.column, cell.value) for cell in bad.value.cells] == [(1, "NL2", "25.2x")]


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(BUNDLE) - 1), st.integers(1, 255))
def test_a_byte_changed_in_the_archive_never_passes_for_another_content(at: int, by: int) -> None:
    content = bytearray(BUNDLE)
    content[at] ^= by
    try:
        verdict = verify(bytes(content))
    except (Damaged, BadTable):
        return
    assert not verdict.agrees or unpack(bytes(content), "x")[1] == FILES


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadTable):
        content_of(tmp_path / "khong-co.zip")
    (tmp_path / "trong.zip").write_bytes(b"")
    with pytest.raises(Damaged):
        content_of(tmp_path / "trong.zip")
