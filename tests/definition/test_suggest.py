import pytest

from thuocdo.definition.suggest import closest, is_hidden, shorten

KEYS = ("id", "name", "applies_to", "max", "min", "criteria", "not_applicable")


@pytest.mark.parametrize(
    "word, meant",
    [
        ("maxx", "max"),
        ("aplies_to", "applies_to"),
        ("not-applicable", "not_applicable"),
        ("NAME", "name"),
        ("criterion", "criteria"),
        ("zzz", None),
        ("", None),
    ],
)
def test_it_finds_the_word_that_was_meant(word: str, meant: str | None) -> None:
    assert closest(word, KEYS) == meant


def test_it_looks_past_diacritics() -> None:
    assert closest("Xã Tân Hoà", ["Xã Tân An", "Xã Tân Hòa"]) == "Xã Tân Hòa"
    assert closest("Tot", ["Khá", "Tốt"]) == "Tốt"


def test_it_suggests_nothing_where_two_are_as_near() -> None:
    assert closest("NL:c", ["NL:a", "NL:b"]) is None
    assert closest("NL:aa", ["NL:a", "NL:b"]) == "NL:a"


def test_it_costs_little_among_very_many_words() -> None:
    assert closest("n00050x", [f"n{number:05}" for number in range(100_000)]) == "n00050"
    assert closest("x" * 1_000_000, KEYS) is None


def test_it_shortens_to_one_line() -> None:
    assert shorten("a\nb\tc  d") == "a b c d"
    assert shorten("x" * 100) == "x" * 59 + "…"
    assert shorten("x" * 60) == "x" * 60
    assert len(shorten("x " * 1_000_000)) <= 60


@pytest.mark.parametrize("character", ["\x00", "\x1b", "\x7f", "\x9b", "\u202e", "\u2066", "\u2028"])
def test_it_shows_what_hides(character: str) -> None:
    assert is_hidden(character)
    assert shorten(f"a{character}b") == "a\ufffdb"


@pytest.mark.parametrize("character", ["\n", "\t", "ệ", "\u0301", "日", "\U0001f600", "\u200d"])
def test_it_lets_letters_be(character: str) -> None:
    assert not is_hidden(character)
