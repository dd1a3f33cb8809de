"""Cells that are words: yes or no, options, states, levels, names. Each distinct text of a column is read once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

import polars as pl

from thuocdo.definition.measures import Option
from thuocdo.definition.model import CriteriaSet, Node, Scope
from thuocdo.tables.bad_cells import CellFault, bad_cell
from thuocdo.tables.columns import Placed
from thuocdo.tables.figures import FEW, Wrong, WrongType, extremes
from thuocdo.vietnamese.languages import Text
from thuocdo.vietnamese.names import normal
from thuocdo.vietnamese.numbers import AmbiguousNumber, DecimalMark, NotANumber, read_number

YES: Final = frozenset({"có", "yes", "1", "true"})
NO: Final = frozenset({"không", "no", "0", "false"})
NONE: Final = "-"
_INVISIBLE: Final = "[\u00ad\u200b\u2060\ufeff]"
_BLANKS: Final = r"[\s\x1c-\x1f]+"
# Composed Latin letters and signs, single blanks between them: nothing that `normal` would change.
_TIDY: Final = r"^[!-~\u00c0-\u024f\u1ea0-\u1ef9]+(?: [!-~\u00c0-\u024f\u1ea0-\u1ef9]+)*$"

NOT_YES_OR_NO = bad_cell("TD748", "«có» hoặc «không»", "«yes» or «no»")
NOT_AN_OPTION = bad_cell("TD749", "một trong: {options}", "one of: {options}")
NOT_A_LIST = bad_cell(
    "TD750",
    "các mã ngăn bởi dấu chấm phẩy, mỗi mã một lần, hoặc «-» nếu không có mục nào: {options}",
    "ids separated by semicolons, each once, or «-» for none: {options}",
)
NOT_A_STATE = bad_cell("TD751", "một trạng thái mục này nhận: {states}", "a state this node takes: {states}")
NOT_A_LEVEL = bad_cell("TD752", "tên một mức của mục này: {levels}", "the name of a level of this node: {levels}")
NOT_A_YARDSTICK = bad_cell(
    "TD753",
    "một số không âm hoặc một phân số a/b, nhiều nhất {digits} chữ số",
    "a number of 0 or more or a fraction a/b, of at most {digits} digits",
)

_NO_STATE: Final = Text("không trạng thái nào", "none")

Read = Callable[[str], object | None]


@dataclass(frozen=True, slots=True)
class Words:
    """A column of words; faulty cells are empty."""

    values: pl.Series
    wrong: tuple[Wrong, ...] = ()


def words_of(cells: pl.Series, read: Read, type: pl.DataType, fault: CellFault, **data: object) -> Words:
    """Read every distinct text by `read`, which gives nothing for what it does not know; blank cells are empty."""
    texts = cells.to_list() if len(cells) <= FEW else cells.unique().to_list()
    known = {text: read(text) for text in texts if text is not None and text.strip()}
    good = {text: value for text, value in known.items() if value is not None}
    unknown = [text for text, value in known.items() if value is None]
    places = cells.is_in(unknown).arg_true().to_list() if unknown else []
    return Words(_replaced(cells, good, type), tuple(Wrong(at, fault, data) for at in places))


def _replaced(cells: pl.Series, good: dict[str, object], type: pl.DataType) -> pl.Series:
    if len(cells) <= FEW:
        return pl.Series(cells.name, [good.get(text) for text in cells.to_list()], type)
    if not good:
        return pl.Series(cells.name, [None] * len(cells), type)
    values = pl.Series(list(good.values()), dtype=type)
    places = cells.replace_strict(list(good), list(range(len(good))), default=None, return_dtype=pl.UInt32)
    return values.gather(places).alias(cells.name)


def as_text(cells: pl.Series) -> pl.Series:
    """A column as text; floats, dates and the like raise `WrongType`."""
    type = cells.dtype
    if type == pl.String:
        return cells
    if type == pl.Boolean or type.is_integer() or isinstance(type, pl.Decimal | pl.Categorical | pl.Enum | pl.Null):
        return cells.cast(pl.String)
    if type == pl.List(pl.String):
        joined = cells.list.join(";")
        return joined.set(cells.list.len() == 0, NONE)
    raise WrongType(str(type))


def names_of(cells: pl.Series) -> pl.Series:
    """A column of names in the one spelling of `vietnamese.names.normal`; blank cells are empty."""
    text = as_text(cells)
    repeats = len(text) > FEW and text.head(FEW).n_unique() < FEW // 2  # blocks and kinds: a few words for many rows
    if (text.unique() if repeats else text).str.contains(_TIDY).all():
        return text
    text = text.str.replace_all(_INVISIBLE, "").str.normalize("NFC").str.replace_all(_BLANKS, " ").str.strip_chars(" ")
    return text.set(text == "", None)


def yes_or_no(cells: pl.Series) -> Words:
    """A column of yes and no."""
    if cells.dtype == pl.Boolean:
        return Words(cells)
    if cells.dtype.is_integer():
        low, high = extremes(cells)
        if low >= 0 and high <= 1:
            return Words(cells.cast(pl.Boolean))
    return words_of(as_text(cells), read_yes_or_no, pl.Boolean(), NOT_YES_OR_NO)


def read_yes_or_no(text: str) -> bool | None:
    """A yes or a no."""
    word = normal(text).lower()
    return True if word in YES else False if word in NO else None


def options(cells: pl.Series, choices: tuple[Option, ...], *, several: bool) -> Words:
    """A column of option ids, or of lists of them; an option's name stands for its id."""
    ids = tuple(option.id for option in choices)
    text, read = as_text(cells), option_reader(choices, several=several)
    if several:
        return words_of(text, read, pl.List(pl.String), NOT_A_LIST, options=ids)
    return words_of(text, read, pl.String(), NOT_AN_OPTION, options=ids)


def option_reader(choices: tuple[Option, ...], *, several: bool) -> Read:
    """What reads one option, or a list of them."""
    by_name: dict[str, str] = {}
    for option in choices:
        name = normal(option.name).lower()
        by_name[name] = "" if name in by_name else option.id
    ids = tuple(option.id for option in choices)
    known = {**by_name, **{id.lower(): id for id in ids}, **{id: id for id in ids}}

    def one(text: str) -> str | None:
        word = normal(text)
        return known.get(word) or known.get(word.lower()) or None

    def listed(text: str) -> list[str] | None:
        if text.strip() == NONE:
            return []
        found = [one(part) for part in text.split(";")]
        kept = [id for id in found if id is not None]
        return kept if len(set(kept)) == len(found) else None

    return listed if several else one


def states(cells: pl.Series, placed: Placed, criteria_set: CriteriaSet) -> Words:
    """A column of states: `na` where the node allows it, causes by their scope, `excluded` at the root."""
    allowed = states_of(placed, criteria_set)
    return words_of(as_text(cells), state_reader(allowed), pl.String(), NOT_A_STATE, states=allowed or _NO_STATE)


def states_of(placed: Placed, criteria_set: CriteriaSet) -> tuple[str, ...]:
    """The states a node takes."""
    scope = Scope.CRITERION if placed.above else Scope.REPORT
    allowed = tuple(f"void:{rule.cause}" for rule in criteria_set.void if rule.scope is scope)
    allowed += ("na",) if placed.above and placed.not_applicable else ()
    return allowed + (() if placed.above else ("excluded",))


def state_reader(allowed: tuple[str, ...]) -> Read:
    """What reads one of these states."""
    known = {state: state for state in allowed}
    return lambda text: known.get(normal(text).lower())


def levels(cells: pl.Series, node: Node) -> Words:
    """A column of level names."""
    names = (*(level.name for level in node.levels), node.below)
    return words_of(as_text(cells), level_reader(names), pl.String(), NOT_A_LEVEL, levels=names)


def level_reader(names: tuple[str, ...]) -> Read:
    """What reads one of these levels."""
    known = {normal(name): name for name in names}
    return lambda text: known.get(normal(text))


def yardsticks(cells: pl.Series, digits: int, decimal_mark: DecimalMark | None) -> Words:
    """A column of yardsticks, each a list of numerator and denominator."""
    mark: DecimalMark | None = "." if isinstance(cells.dtype, pl.Decimal) else decimal_mark
    read = yardstick_reader(digits, mark)
    return words_of(as_text(cells), read, pl.List(pl.Int64), NOT_A_YARDSTICK, digits=digits)


def yardstick_reader(digits: int, mark: DecimalMark | None) -> Callable[[str], list[int] | None]:
    """What reads one yardstick."""

    def read(text: str) -> list[int] | None:
        first, slash, second = text.partition("/")
        try:
            value = Fraction(read_number(first, decimal_mark=mark))
            value /= Fraction(read_number(second, decimal_mark=mark)) if slash else 1
        except (NotANumber, AmbiguousNumber, ZeroDivisionError):
            return None
        pair = [value.numerator, value.denominator]
        return pair if value >= 0 and all(len(str(part)) <= digits for part in pair) else None

    return read
