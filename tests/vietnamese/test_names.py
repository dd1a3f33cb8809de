"""Names: one spelling, found without marks, sorted as in a dictionary."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from thuocdo.vietnamese import normal, search_key, sort_key

IN_ORDER = [
    ["a", "ă", "â", "b", "c", "d", "đ", "e", "ê", "g", "h", "i", "k", "l", "m", "n", "o", "ô", "ơ", "p", "u", "ư", "v", "x", "y", "z", "я"],
    ["ma", "mà", "mả", "mã", "má", "mạ", "mac", "màc"],
    ["xã", "Xã", "XÃ", "Xã 2", "Xã 10", "Xã 10a", "Xã 100", "Xã An"],
    ["An Giang", "Ân Giang", "Bà Rịa", "Bà Rịa - Vũng Tàu", "Bắc Giang", "Bắc Ninh", "Cà Mau", "Cao Bằng", "Cần Thơ", "Da", "Đà Nẵng", "Đắk Lắk", "Điện Biên"],
    ["Cư Jút", "Đắk Glong", "Đắk Mil", "Đắk R'Lấp", "Đắk Song", "Gia Nghĩa", "Krông Nô", "Tuy Đức"],
    ["hoa", "hòa", "hỏa", "họa", "hoan"],
    ["ta mà", "tà ma", "tả ma"],
    ["", "1", "2", "9" * 98, "1" + "0" * 98, "a"],
]  # fmt: skip


@pytest.mark.parametrize("names", IN_ORDER, ids=lambda names: names[1])
def test_it_sorts_as_a_dictionary_does(names: list[str]) -> None:
    assert sorted(names[::-1], key=sort_key) == names
    assert sorted(names[::2] + names[1::2], key=sort_key) == names
    assert len({sort_key(name) for name in names}) == len(names)


@pytest.mark.parametrize(
    "one, other",
    [
        ("hòa", "hoà"),
        ("Thủy", "Thuỷ"),
        ("Xã 2", "Xã 02"),
        ("Đắk R'Lấp", "Đắk R’Lấp"),
        ("Bà Rịa - Vũng Tàu", "Bà Rịa – Vũng Tàu"),
        ("(Ăn)", "Ăn"),
    ],
)
def test_it_gives_one_key_to_spellings_of_one_name(one: str, other: str) -> None:
    assert sort_key(one) == sort_key(other)


@settings(deadline=None)
@given(st.text(alphabet="aăâeêoơuưdđyhnHÒàảãáạĐỆ 12-'", max_size=20))
def test_it_sorts_decomposed_and_composed_forms_alike(name: str) -> None:
    assert sort_key(unicodedata.normalize("NFD", name)) == sort_key(unicodedata.normalize("NFC", name))
    assert normal(unicodedata.normalize("NFD", name)) == normal(name) == normal(normal(name))


@settings(deadline=None)
@given(st.text(max_size=30))
def test_it_makes_keys_that_any_database_orders_alike(name: str) -> None:
    assert set(sort_key(name)) <= set("0123456789abcdefghijklmnopqrstuvwxyz")


LETTERS = " aăâbcdđeêghiklmnoôơpqrstuưvxy"


@settings(deadline=None)
@given(*[st.text(alphabet=LETTERS, max_size=8).map(normal)] * 2)
def test_it_compares_letter_by_letter(one: str, other: str) -> None:
    ranks, other_ranks = ([LETTERS.index(letter) for letter in name] for name in (one, other))
    assert (sort_key(one) < sort_key(other)) == (ranks < other_ranks)
    assert (sort_key(one) == sort_key(other)) == (one == other)


@settings(deadline=None)
@given(st.integers(min_value=0), st.integers(min_value=0))
def test_it_compares_numbers_by_value(one: int, other: int) -> None:
    assert (sort_key(f"Xã {one}") < sort_key(f"Xã {other}")) == (one < other)


@pytest.mark.parametrize(
    "text, name",
    [
        ("  Sở   Y tế ", "Sở Y tế"),
        ("Sở\u00a0Y\ttế\n", "Sở Y tế"),
        ("\ufeffSở\u200b Y tế", "Sở Y tế"),
        (unicodedata.normalize("NFD", "Sở Y tế"), "Sở Y tế"),
    ],
)
def test_it_keeps_one_spelling(text: str, name: str) -> None:
    assert normal(text) == name


@pytest.mark.parametrize(
    "text, key",
    [
        ("Thành phố ĐÀ NẴNG", "thanh pho da nang"),
        ("Krông Nô", "krong no"),
        ("Xã Ý Yên 2", "xa y yen 2"),
        ("Thừa Thiên Huế", "thua thien hue"),
    ],
)
def test_it_finds_names_without_marks(text: str, key: str) -> None:
    assert search_key(text) == key == search_key(unicodedata.normalize("NFD", text)) == search_key(key)
