"""Text to tree: everything stays text and knows its place; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuocdo.definition.document import MAX_DEPTH, Mapping, Scalar, Sequence, Unreadable, Value, read_document
from thuocdo.diagnostics import Diagnostic


def read(text: str) -> Value:
    tree, faults = read_document(text, "set.yaml")
    assert faults == []
    return tree


def faults(text: str) -> list[Diagnostic]:
    return read_document(text, "set.yaml")[1]


def refusal(text: str) -> Diagnostic:
    with pytest.raises(Unreadable) as caught:
        read_document(text, "set.yaml")
    return caught.value.diagnostic


def plain(value: Value) -> object:
    match value:
        case Scalar(text=text):
            return text
        case Sequence(items=items):
            return [plain(item) for item in items]
        case Mapping(entries=entries):
            return {entry.key.text: plain(entry.value) for entry in entries}


@pytest.mark.parametrize("word", ["1.10", "NO", "on", "null", "~", "0x1F", "1_000", "2018-05-11", "1e3", ".inf", "090"])
def test_it_never_guesses_what_a_word_means(word: str) -> None:
    assert plain(read(f"key: {word}")) == {"key": word}


def test_it_keeps_lists_in_lists_and_keys_in_order() -> None:
    text = "b: [1, {c: 2}]\na:\n  - x\n  - - y\n    - z\n"
    assert plain(read(text)) == {"b": ["1", {"c": "2"}], "a": ["x", ["y", "z"]]}


def test_it_tells_quoted_from_plain() -> None:
    tree = read("a: null\nb: 'null'\n")
    assert isinstance(tree, Mapping)
    assert [entry.value.plain for entry in tree.entries if isinstance(entry.value, Scalar)] == [True, False]


def test_it_knows_the_place_of_every_key_and_value() -> None:
    tree = read("tên: Xã Ân\n  \nmức:\n  - {name: Tốt, min: 450}\n")
    assert isinstance(tree, Mapping)
    name = tree.entry("tên")
    assert name is not None
    assert isinstance(name.value, Scalar)
    assert (name.value.place.line, name.value.place.column, name.value.place.length) == (1, 6, 5)
    levels = tree.entry("mức")
    assert levels is not None
    assert isinstance(levels.value, Sequence)
    level = levels.value.items[0]
    assert isinstance(level, Mapping)
    minimum = level.entry("min")
    assert minimum is not None
    assert isinstance(minimum.value, Scalar)
    place = minimum.value.place
    assert place.text[place.column - 1 : place.column - 1 + place.length] == "450"
    assert place.line == 4


@pytest.mark.parametrize("sign", [">", ">-", "|", "|+"])
def test_it_points_at_a_text_below_its_sign_and_not_at_the_sign(sign: str) -> None:
    tree = read(f"notes: {sign}\n\n  Câu một.\n  Câu hai.\nid: A\n")
    assert isinstance(tree, Mapping)
    place = tree.entries[0].value.place
    assert (place.line, place.column, place.length, place.text) == (3, 3, 8, "  Câu một.")


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_it_counts_lines_as_yaml_does(end: str) -> None:
    found = refusal(f"a: 1{end}b: [")
    assert found.place is not None
    assert found.place.line == 2


def test_it_lets_a_byte_order_mark_pass() -> None:
    tree = read("\ufeffa: 1")
    assert isinstance(tree, Mapping)
    assert tree.entries[0].key.place.column == 1


@pytest.mark.parametrize(
    "text, words",
    [
        ("name: Mức độ: cấp xã", "ngoặc kép"),
        ("a:\n\t- b", "dấu tab"),
        ("a: {b: 1", "ngoặc nhọn"),
        ("a: [1", "ngoặc vuông"),
        ('a: "b', "chưa được đóng"),
        ("a\nb: 1", "hai chấm"),
        ("a:\n  b: 1\n c: 2", "thụt lề"),
        ("- a\nb: 1", "gạch ngang"),
        ("a: @b", "@"),
    ],
)
def test_it_says_what_is_wrong_with_the_syntax(text: str, words: str) -> None:
    found = refusal(text)
    assert found.code == "TD105"
    assert words in found.message.vi


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b", "\x7f", "\x80", "\ufffe", "\ud800"])
def test_it_points_at_a_character_that_may_not_stand_in_a_text(character: str) -> None:
    found = refusal(f"a: 1\nb: x{character}y\n")
    assert found.place is not None
    assert (found.place.line, found.place.column) == (2, 5)
    assert f"U+{ord(character):04X}" in found.message.vi


@pytest.mark.parametrize("text", ["", "   \n", "# chú thích\n", "---\n", "''"])
def test_it_wants_a_content(text: str) -> None:
    assert refusal(text).code == "TD109"


@pytest.mark.parametrize(
    "text, code, name",
    [
        ("a: &x 1", "TD107", "&x"),
        ("a: *x", "TD107", "*x"),
        ("a: !!int 1", "TD111", "!!int"),
        ("a: !x 1", "TD111", "!x"),
    ],
)
def test_it_refuses_what_sets_do_not_use(text: str, code: str, name: str) -> None:
    found = refusal(text)
    assert found.code == code
    assert f"«{name}»" in found.message.vi


def test_it_refuses_a_second_document() -> None:
    assert refusal("a: 1\n---\nb: 2\n").code == "TD110"
    assert plain(read("---\na: 1\n...\n")) == {"a": "1"}


def test_it_counts_levels_to_the_last() -> None:
    assert isinstance(read("[" * MAX_DEPTH + "]" * MAX_DEPTH), Sequence)
    assert refusal("[" * (MAX_DEPTH + 1) + "]" * (MAX_DEPTH + 1)).code == "TD106"


def test_it_keeps_the_first_of_a_key_written_twice_and_knows_that_something_is_lost() -> None:
    tree, found = read_document("a: 1\nb: 2\na: 3\n", "set.yaml")
    assert plain(tree) == {"a": "1", "b": "2"}
    assert [each.code for each in found] == ["TD108"]
    assert isinstance(tree, Mapping)
    assert not tree.whole


def test_it_tells_keys_written_twice_from_halves_of_numbers() -> None:
    assert faults("[{min: 842,5, max: 90,5}]") == []
    assert [each.code for each in faults("{min: 1, min: 2}")] == ["TD108"]


@given(
    st.recursive(
        st.text("abc 12.%", max_size=5),
        lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text("abc", min_size=1), inner, max_size=3),
        max_leaves=12,
    )
)
def test_it_reads_back_what_was_written(value: object) -> None:
    import yaml

    text = yaml.safe_dump([value], allow_unicode=True, default_style='"')
    assert plain(read(text)) == [value]
