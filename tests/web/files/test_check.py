"""What is taken and what is not, by content; how names are kept."""

import io
import re
import tracemalloc

import pytest
from django.utils import translation

from tests.web.files.corpus import BAD, GOOD, NAMES, bomb, docx
from thuocdo.web.files.bad_file import BadFile, Why
from thuocdo.web.files.check import check
from thuocdo.web.files.file_names import MOST_BYTES, extension_of, kept_name
from thuocdo.web.files.kinds import ACCEPT, KINDS, of_content_type, of_extension


@pytest.mark.parametrize("name", GOOD)
def test_it_takes_a_good_file(name: str) -> None:
    kind = check(io.BytesIO(GOOD[name]), name)
    assert extension_of(name) in kind.extensions


def test_the_good_files_are_of_every_kind() -> None:
    assert {of_extension(extension_of(name)) for name in GOOD} == set(KINDS)
    assert set(ACCEPT.split(",")) == {f".{extension}" for kind in KINDS for extension in kind.extensions}
    assert [kind for kind in KINDS if of_content_type(kind.content_type) != kind] == []


@pytest.mark.parametrize("name", BAD)
def test_it_refuses_a_bad_file(name: str) -> None:
    why, content = BAD[name]
    with pytest.raises(BadFile) as refused:
        check(io.BytesIO(content), name)
    assert refused.value.why == why, str(refused.value)
    assert re.fullmatch(r"[A-ZĐẢ][^\n]+\.", str(refused.value))


def test_the_bad_files_show_every_fault_of_a_content() -> None:
    of_receiving = {Why.TOO_BIG, Why.NO_ROOM, Why.SCANNER}
    assert {why for why, _content in BAD.values()} == set(Why) - of_receiving


def test_it_says_in_english_what_a_content_looks_like() -> None:
    with translation.override("en"), pytest.raises(BadFile, match=r"ends in \.pdf but .* \.exe"):
        check(io.BytesIO(BAD["chuong-trinh.pdf"][1]), "chuong-trinh.pdf")


def test_it_unpacks_a_bomb_only_as_far_as_it_must() -> None:
    content = io.BytesIO(bomb(200 << 20))
    tracemalloc.start()
    with pytest.raises(BadFile):
        check(content, "no.docx")
    assert tracemalloc.get_traced_memory()[1] < 8 << 20
    tracemalloc.stop()


def test_it_finds_a_faulty_byte_in_what_an_archive_holds() -> None:
    content = bytearray(docx({"word/media/anh.bin": bytes(range(256)) * 8}))
    content[content.index(b"word/media/anh.bin") + 60] ^= 0xFF
    with pytest.raises(BadFile) as refused:
        check(io.BytesIO(bytes(content)), "hong.docx")
    assert refused.value.why == Why.CONTENT


@pytest.mark.parametrize("given", NAMES)
def test_it_cleans_a_name(given: str) -> None:
    assert kept_name(given) == NAMES[given]
    assert kept_name(kept_name(given)) == kept_name(given)
    assert len(kept_name(given).encode()) <= MOST_BYTES
